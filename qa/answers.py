"""Citation and Answer; decide(): the one place where an answer is decided, or refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qa import evidence, reader
from qa.articles import Article
from qa.questions import Asked, analyse, chinese_numeral
from qa.reader import Span
from qa.retrieval import Hit

READ_PASSAGES = 8  # passages the reader sees; more cost time and bring no right article that was missed
CITED = 3  # citations shown at the most
CLOSEST = 3  # passages shown with a refusal
ARTICLE_COVER = 0.45  # share of the question's weighted terms an answering article must hold
SENTENCE_COVER = 0.45  # and its answering sentence, headline and neighbours together
SAME_ANSWER = 0.15  # a second citation may score this much less than the first


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation: characters start to end of one field of an article, never a copy of them."""

    article: Article
    field: str  # text, title, subtitle, captions or credits
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()  # the answer's characters, offsets into the same field

    @property
    def quote(self) -> str:
        return field_text(self.article, self.field)[self.start : self.end]

    def as_dict(self) -> dict[str, Any]:
        """The fixed JSON shape of a citation."""
        article = self.article
        return {
            "article": article.id,
            "field": self.field,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "marks": [list(mark) for mark in self.marks],
            "title": article.title,
            "newspaper": article.newspaper,
            "published": article.published.isoformat() if article.published else None,
            "source": article.source,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The words that answer with their citations, or a refusal with the closest passages."""

    question: str
    understood: str = ""  # the completed question
    text: str = ""  # only the answering words, "" when refused
    detail: str = ""  # title of the person, full date
    score: float = 0.0  # 0 to 1
    reason: str = ""  # why refused
    citations: tuple[Citation, ...] = ()
    closest: tuple[Citation, ...] = ()  # at most 3, filled when refused
    seconds: float = 0.0

    @property
    def is_found(self) -> bool:
        return bool(self.citations)

    def as_dict(self) -> dict[str, Any]:
        """The fixed JSON shape of an answer."""
        return {
            "question": self.question,
            "understood": self.understood or self.question,
            "answer": self.text,
            "detail": self.detail,
            "found": self.is_found,
            "score": round(self.score, 4),
            "reason": self.reason,
            "seconds": round(self.seconds, 3),
            "citations": [c.as_dict() for c in self.citations],
            "closest": [c.as_dict() for c in self.closest],
        }


def field_text(article: Article, field: str) -> str:
    """The field's characters as citations count them: captions and credits joined by line feeds."""
    value: str | tuple[str, ...] = getattr(article, field)
    return value if isinstance(value, str) else "\n".join(value)


def decide(question: str, hits: Sequence[Hit]) -> Answer:
    """The answer that the hits' passages give to a complete question, or a refusal that says why."""
    asked = analyse(question)
    passages = [hit.passage for hit in hits[:READ_PASSAGES]]
    weights = evidence.terms(asked, passages)
    found = evidence.sentences(asked, weights, passages)
    refused = replace(Answer(question), closest=tuple(_quote(s) for s in _best_per_article(found)[:CLOSEST]))
    if not weights or not found:
        return replace(refused, reason="没有可供检索的内容" if not found else "问题里没有可供查找的词")
    missing = [t for t in asked.fixed if not any(_prints(t, p.article) for p in passages)]
    if missing:
        return replace(refused, reason=f"报道里没有“{'”“'.join(_as_asked(t, asked) for t in missing)}”")
    fitting = [s for s in found if all(_prints(t, s.passage.article) for t in asked.fixed)]
    covered = {s.passage.article.id: _article_cover(weights, s.passage.article) for s in fitting}
    fitting = [s for s in fitting if covered[s.passage.article.id] >= ARTICLE_COVER]
    if not fitting:
        return replace(refused, reason="没有一篇报道说到问题里的全部要点")
    spans = (
        _field_spans(asked, fitting, covered)
        if asked.kind in ("reporter", "photographer")
        else reader.read(asked, fitting)
    )
    spans = [span for span in spans if span.score >= SENTENCE_COVER]
    if not spans:
        return replace(refused, reason="相近的报道没有说到所问的内容")
    best = spans[0]
    cited = [best, *_others(best, spans[1:])][:CITED]
    return Answer(
        question,
        text=clean(_words(best)),
        detail=_detail(asked, best),
        score=min(1.0, best.score / (1 + reader.NEARNESS)),
        citations=tuple(Citation(s.article, s.field, *s.sentence, ((s.start, s.end),)) for s in cited),
    )


def clean(words: str) -> str:
    """Words as shown: a space that print put between Chinese characters goes (方 晴 is 方晴)."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", words).strip()


def _words(span: Span) -> str:
    return field_text(span.article, span.field)[span.start : span.end]


def _as_asked(term: str, asked: Asked) -> str:
    """An ordinal or number with what it counts, as the question has it: 第28次."""
    found = re.search(rf"{re.escape(term)}[一-鿿]?", asked.text)
    return found[0] if found else term


def _prints(term: str, article: Article) -> bool:
    """Whether an article prints an ordinal or number, in digits or in Chinese numerals."""
    text = evidence.folded(article.text, article.title, article.subtitle, *article.captions, *article.credits)
    number = term.removeprefix("第")
    spelled = [
        rf"(?<!\d){re.escape(term)}(?!\d)",
        *([rf"{chinese_numeral(number)}"] if number.isdigit() else []),
    ]
    return re.search("|".join(spelled), text) is not None


def _article_cover(weights: dict[str, float], article: Article) -> float:
    whole = "\n".join(
        (
            article.title,
            article.subtitle,
            article.text,
            article.newspaper,
            *article.captions,
            *article.credits,
        )
    )
    return evidence.coverage(weights, whole)


def _best_per_article(found: Sequence[evidence.Sentence]) -> list[evidence.Sentence]:
    first: dict[str, evidence.Sentence] = {}
    for sentence in found:
        first.setdefault(sentence.passage.article.id, sentence)
    return list(first.values())


def _quote(sentence: evidence.Sentence) -> Citation:
    return Citation(sentence.passage.article, "text", sentence.start, sentence.end)


def _others(best: Span, spans: Sequence[Span]) -> list[Span]:
    """Spans of other articles that give the same words about as surely."""
    seen, others = {best.article.id}, []
    for span in spans:
        same = clean(_words(span)) == clean(_words(best))
        if same and span.article.id not in seen and span.score >= best.score - SAME_ANSWER:
            seen.add(span.article.id)
            others.append(span)
    return others


def _field_spans(asked: Asked, found: Sequence[evidence.Sentence], covered: dict[str, float]) -> list[Span]:
    """Reporters in the byline, photographers in the credits, of the articles that fit best."""
    fields = ("credits",) if asked.kind == "photographer" else ("text", "credits")
    spans = []
    for sentence in _best_per_article(found):
        article = sentence.passage.article
        for rank, field in enumerate(fields):
            text = field_text(article, field)
            for start, end in _named_in(text, article.reporters):
                score = covered[article.id] - rank * 0.1
                spans.append(Span(article, field, start, end, _line(text, start, end), score))
    return sorted(spans, key=lambda s: -s.score)


def _named_in(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Where the names stand, from the first to the last that follow each other."""
    spots = [m.span() for name in names if (m := re.search(r"\s?".join(map(re.escape, name)), text))]
    if not spots:
        return []
    start, end = spots[0]
    for s, e in spots[1:]:
        if 0 <= s - end <= 3:
            end = e
    return [(start, end)]


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or line round a stretch of text."""
    left = max(text.rfind(c, 0, start) for c in "\n。") + 1
    stop = re.compile(r"。|(?=\n)|$").search(text, end)
    return left, stop.end() if stop else len(text)


def _detail(asked: Asked, span: Span) -> str:
    if asked.kind == "date":
        return full_date(_words(span), span.article.published)
    return span.detail


def full_date(printed: str, published: date | None) -> str:
    """3月1日 printed in an issue of 2023-03-03 as 2023年3月1日; "" where no year can be known."""
    if re.match(r"\d{4}年", printed) or published is None:
        return ""
    day = re.match(r"(?:(\d{1,2})月)?(\d{1,2})日", printed)
    if not day:
        return ""
    month = int(day[1] or published.month)
    year = published.year - (1 if month > published.month + 6 else 0)
    return f"{year}年{month}月{int(day[2])}日"
