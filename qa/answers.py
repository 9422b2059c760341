"""Citation and Answer; decide(): the one place where an answer is decided, or refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qa import evidence
from qa.articles import Article, field_text
from qa.candidates import find
from qa.dates import YEARS_ON, month_on
from qa.evidence import whole_text
from qa.fitting import fits, prints
from qa.passages import between
from qa.questions import Asked, analyse
from qa.reader import Reader
from qa.retrieval import Hit
from qa.spans import FollowUp, Span, find_spans

READ_PASSAGES = 6  # that the reader sees; eight take a quarter more time and changed none of 1,094 answers
READ_FIRST = 2  # of them; of the others those that may say the same, or hold as much of the question
CLEAR = 0.6  # probability from which the first answer clearly
AS_MUCH = 0.8  # of what one of the first holds. None of 258 answers came out otherwise than with all read, of 496 than with three first
CITED = 3  # citations of differing answers shown at the most; those that say the same come with them
CLOSEST = 3  # passages shown with a refusal
SURE = 0.4  # probability below which nothing is answered: refuses 17 of 20 that training/desk can't answer
LIKELIER = 0.8  # of it is enough in the article just cited: of 13 between 0.6 and 0.8 of it two were right
ARTICLE_COVER = (
    0.45  # share of the question's words that an article must print whose byline or credit answers
)
ALSO = 0.7  # of the best's probability: what another article says is shown beside it
# A day told with these in its clause may be to come.
AHEAD = re.compile(r"将|拟|定于|计划|预计|截至|截止|[日月]起|[日月]前|报名")
# Months that one without a year may lie before or behind an issue, what is told and what is announced.
NEAR = {False: (5, 3), True: (2, 6)}
SOON = 10  # days after an issue's that one of its month may be: 18日 in that of the 16th
HALVES = "(?<=[一-鿿]{4})[ \u3000](?=[一-鿿]{4})"  # the space between a slogan's: 会聚巾帼 匠心筑梦
# Why nothing is answered.
EMPTY, WORDLESS = "没有可供检索的内容", "问题里没有可供查找的词"
UNPRINTED, APART = "报道里没有{terms}", "没有一篇报道说到问题里的全部要点"
UNTOLD = "相近的报道没有说到所问的内容"


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


def decide(
    question: str,
    hits: Sequence[Hit],
    reader: Reader,
    sure: float = SURE,
    today: date | None = None,
    follow: FollowUp | None = None,
) -> Answer:
    """The answer that the hits' passages give to a complete question, or a refusal that says why.

    Below a probability of `sure` nothing is answered. `today` is the day that 今天 means; `follow` as in `find_spans`.
    """
    own = follow.question if follow and follow.is_cited else ""
    asked = analyse(question, own)
    hits = hits[:READ_PASSAGES]
    terms = evidence.terms(asked, [hit.passage for hit in hits])

    def refused(reason: str) -> Answer:
        near = evidence.closest(terms, [hit.passage for hit in hits])[:CLOSEST]
        return Answer(
            question, reason=reason, closest=tuple(Citation(a, "text", s, e) for _, a, s, e in near)
        )

    if not terms or not hits:
        return refused(WORDLESS if hits else EMPTY)
    missing = [t for t in asked.fixed if not any(prints(t, hit.passage.article) for hit in hits)]
    if missing:
        return refused(UNPRINTED.format(terms="".join(f"“{_as_asked(t, asked)}”" for t in missing)))
    fitting = [hit for hit in hits if fits(asked, hit.passage.article, today)]
    if not fitting:
        return refused(APART)
    spans = _field_spans(asked, terms, fitting) if asked.kind in ("reporter", "photographer") else []
    spans = spans or _read(read_as(asked), terms, fitting, reader, follow)
    if own and asked.kind not in ("person", "people"):  # a wrong name is worse than none
        sure *= LIKELIER
    if not spans or spans[0].score < sure:
        return refused(UNTOLD)
    best = _sentence(asked, spans[0]) if asked.kind == "yesno" else spans[0]
    others = _others(best, spans[1:], sure)
    same = [span for span in others if clean(_words(span)) == clean(_words(best))]
    cited = [best, *same, *[span for span in others if span not in same][: CITED - 1]]
    return Answer(
        question,
        text=clean(_words(best)),
        detail=_detail(asked, best),
        score=best.score,
        citations=tuple(Citation(s.article, s.field, *s.sentence, ((s.start, s.end),)) for s in cited),
    )


def _read(
    asked: Asked, terms: dict[str, float], hits: Sequence[Hit], reader: Reader, follow: FollowUp | None
) -> list[Span]:
    """What the hits' passages say; those behind the first are read if they print their answer, or these don't answer clearly.

    For a follow-up the article just cited is read as far as its passages go: of its topic's words they tell little.
    """
    if follow and follow.is_cited:
        return find_spans(asked, terms, hits, reader, follow)
    first, others = hits[:READ_FIRST], hits[READ_FIRST:]
    spans = find_spans(asked, terms, first, reader, follow)
    if spans and spans[0].score >= CLEAR:
        said = clean(_words(spans[0]))
        others = [hit for hit in others if said in clean(hit.passage.text)]
    else:
        most = max(_held(terms, hit) for hit in first)
        others = [hit for hit in others if _held(terms, hit) >= AS_MUCH * most]
    if not others:
        return spans
    return find_spans(asked, terms, [*first, *others], reader, follow)  # what was read is remembered


def _held(terms: dict[str, float], hit: Hit) -> float:
    """Share of the question's words that a passage holds under its headline."""
    return evidence.coverage(terms, f"{hit.passage.text}\n{hit.passage.article.headline}")


def read_as(asked: Asked) -> Asked:
    """是张明主持的吗 is read as 是谁主持的: the sentence that says who decides."""
    if asked.kind != "yesno":
        return asked
    text = f"，{asked.question}，"
    people = [c for c in find("person", text)]
    if len(people) != 1 or not re.search(r"吗[？?]?$", asked.question):
        return asked
    name = text[people[0].start : people[0].end]
    return analyse(re.sub(r"吗(?=[？?]?$)", "", asked.question.replace(name, "谁", 1)))


def _sentence(asked: Asked, span: Span) -> Span:
    """The sentence; without the clauses that go on from whom was asked about to others."""
    first, last = span.sentence
    text = field_text(span.article, span.field)[first:last]
    people = [(c.start, clean(text[c.start : c.end]) in asked.question) for c in find("person", text)]
    at = next((start for start, is_asked in people if is_asked), None)
    if at is None:
        return replace(span, start=first, end=last)
    other = next((start for start, is_asked in people if start > at and not is_asked), 0)
    end = max((m.start() for m in re.finditer("[，；]", text[:other]) if m.start() > at), default=0)
    return replace(span, start=first, end=first + end if end else last)


def clean(words: str) -> str:
    """Words as shown: a space that print put between Chinese characters goes (方 晴 is 方晴), that of a slogan's halves stays."""
    return re.sub(
        rf"({HALVES})|(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", lambda m: m[1] or "", words
    ).strip()


def _words(span: Span) -> str:
    return field_text(span.article, span.field)[span.start : span.end]


def _as_asked(term: str, asked: Asked) -> str:
    """An ordinal or number with what it counts, as the question has it: 第28次."""
    found = re.search(rf"{re.escape(term)}[一-鿿]?", asked.text)
    return found[0] if found else term


def _others(best: Span, spans: Sequence[Span], sure: float) -> list[Span]:
    """What other articles say to it about as surely, the same or something else; one span of each."""
    seen, others = {best.article.id}, []
    for span in spans:
        if span.article.id not in seen and span.score >= max(sure, ALSO * best.score):
            seen.add(span.article.id)
            others.append(span)
    return others


def _field_spans(asked: Asked, terms: dict[str, float], hits: Sequence[Hit]) -> list[Span]:
    """Reporters in the byline, photographers in the credits, of the articles that fit best."""
    fields = ("credits",) if asked.kind == "photographer" else ("text", "credits")
    spans = []
    for article in {hit.passage.article.id: hit.passage.article for hit in hits}.values():
        cover = evidence.coverage(terms, whole_text(article))
        for rank, field in enumerate(fields):
            text = field_text(article, field)
            for start, end in _named_in(text, article.reporters) if cover >= ARTICLE_COVER else ():
                spans.append(Span(article, field, start, end, _line(text, start, end), cover - rank * 0.1))
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
    left, _ = between(text, start, end, "\n。")
    stop = re.compile(r"。|(?=\n)|$").search(text, end)
    return left, stop.end() if stop else len(text)


def _detail(asked: Asked, span: Span) -> str:
    if asked.kind == "date":
        text = field_text(span.article, span.field)
        clause = text[between(text, span.start, span.end, "，。；：！？\n")[0] : span.end + 1]
        is_ahead = AHEAD.search(clause) is not None
        return full_date(_words(span), span.article.published, is_ahead)
    return span.detail


def full_date(printed: str, published: date | None, is_ahead: bool = False) -> str:
    """3月1日 printed in an issue of 2023-03-03 as 2023年3月1日; "" where no year can be known."""
    named = re.match(rf"({'|'.join(YEARS_ON)})?(?:(\d{{1,2}}) ?月 ?)?(\d{{1,2}}) ?日", printed)
    if not named or published is None:
        return ""
    year, month, day = published.year, int(named[2] or published.month), int(named[3])
    if named[1]:
        year += YEARS_ON[named[1]]
    elif not named[2] and not is_ahead and 1 < day - published.day <= SOON:
        return ""  # said to be neither past nor to come
    elif not named[2] and (day < published.day if is_ahead else day > published.day + 1):
        first, _ = month_on(published, 1 if is_ahead else -1)
        year, month = first.year, first.month
    elif (ahead := (month - published.month) % 12) <= NEAR[is_ahead][1]:
        year += month < published.month
    elif 12 - ahead <= NEAR[is_ahead][0]:
        year -= month > published.month
    else:
        return ""
    try:
        return "{0.year}年{0.month}月{0.day}日".format(date(year, month, day))
    except ValueError:  # 2月30日
        return ""
