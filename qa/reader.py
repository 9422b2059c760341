"""Span; Reader.read(question, hits): the words that answer, found by their form and place in the sentence.

A trained model takes this place next; the forms of answers (candidates.py) stay.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.articles import Article
from qa.candidates import Candidate, find, name_lists
from qa.passages import Passage, split_sentences
from qa.questions import STOP, Asked, synonyms
from qa.words import fold

EVIDENCE = (
    1.0,
    0.7,
    0.4,
)  # a question's term in the sentence, in its headline or neighbours, elsewhere in the article
NEARNESS = 0.3  # how much standing beside the asked verb adds to a candidate
REACH = 12  # characters at which nearness has halved


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start to end of a field of an article, and the sentence they stand in."""

    article: Article
    field: str
    start: int
    end: int
    sentence: tuple[int, int]
    score: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage with the share of the question it holds."""

    passage: Passage
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        return self.passage.article.text[self.start : self.end]


def terms(asked: Asked, passages: Sequence[Passage]) -> dict[str, float]:
    """The question's character pairs and numbers, weighted by how few of the passages hold them."""
    grams: dict[str, float] = {}
    texts = [fold(p.text + p.article.title + p.article.subtitle).lower() for p in passages]
    for run in re.split(r"[\s|]+", STOP.sub("|", asked.content)):
        run = re.sub(r"\|+", "", run)
        pieces = re.findall(r"[a-z]+|\d+(?:\.\d+)?|[一-鿿]+", run)
        for piece in pieces:
            for gram in (
                [piece]
                if not re.match(r"[一-鿿]{2}", piece)
                else map("".join, zip(piece, piece[1:], strict=False))
            ):
                held = sum(any(word in text for word in synonyms(gram)) for text in texts)
                grams[gram] = math.log((len(texts) + 1) / (held + 0.5))
    return {gram: max(weight, 0.1) for gram, weight in grams.items()}


def coverage(weights: dict[str, float], *texts: str) -> float:
    """Share of the weighted terms that the texts hold, the first text counting most."""
    total = sum(weights.values())
    if not total:
        return 0.0
    folded = [fold(text).lower() for text in texts]
    held = 0.0
    for gram, weight in weights.items():
        words = synonyms(gram)
        for text, worth in zip(folded, EVIDENCE, strict=False):
            if any(word in text for word in words):
                held += weight * worth
                break
    return held / total


def sentences(asked: Asked, weights: dict[str, float], passages: Sequence[Passage]) -> list[Sentence]:
    """Every sentence of the passages, best first; ties by article and place."""
    found = []
    for passage in passages:
        article = passage.article
        spans = [(s, e) for s, e in split_sentences(article.text) if s < passage.end and e > passage.start]
        for i, (start, end) in enumerate(spans):
            neighbour = article.text[spans[i - 1][0] : spans[i - 1][1]] if i else ""
            beside = f"{article.title}\n{article.subtitle}\n{neighbour}"
            score = coverage(weights, article.text[start:end], beside, article.text)
            found.append(Sentence(passage, start, end, score))
    return sorted(found, key=lambda s: (-s.score, s.passage.article.id, s.start))


def read(asked: Asked, found: Sequence[Sentence]) -> list[Span]:
    """Spans that answer, best first."""
    reader: Callable[[Asked, Sentence], list[Span]] = {
        "people": _lists,
        "post": _posts,
        "what": _clauses,
        "yesno": _whole,
    }.get(asked.kind, _typed)
    spans = [span for sentence in found for span in reader(asked, sentence)]
    return sorted(spans, key=lambda s: (-s.score, s.article.id, s.start))


def _span(sentence: Sentence, start: int, end: int, score: float, detail: str = "") -> Span:
    """A span of a sentence from offsets within the sentence."""
    at = sentence.start
    return Span(
        sentence.passage.article, "text", at + start, at + end, (sentence.start, sentence.end), score, detail
    )


def _whole(asked: Asked, sentence: Sentence) -> list[Span]:
    return [_span(sentence, 0, len(sentence.text), sentence.score)]


def _typed(asked: Asked, sentence: Sentence) -> list[Span]:
    text = sentence.text
    question = fold(asked.text)
    spans = []
    for c in find(asked.kind, text):
        words = text[c.start : c.end]
        if re.sub(r"\s", "", fold(words).lower()) in question:
            continue  # what the question says itself is not its answer
        if not _fits(asked, words):
            continue
        score = sentence.score + NEARNESS * _nearness(asked, text, c)
        spans.append(_span(sentence, c.start, c.end, score, c.detail))
    return spans


def _fits(asked: Asked, words: str) -> bool:
    """Whether a candidate is of the unit or the noun that the question names."""
    after = re.sub(r"^[的了过]", "", asked.after)
    if asked.kind == "count":
        if re.match(r".*第几", asked.text):
            return words.startswith("第")
        unit = re.match(
            r"(万|亿)?(元|人|名|个|家|条|项|场|天|届|倍|岁|米|公里|平方米|吨|亩|户|次|位|台|辆|所|支|座|件|分|%)",
            after,
        )
        if unit:
            return (
                any(u in words for u in ("人", "名", "位", "个") if unit[2] in "人名位个") or unit[2] in words
            )
        return not words.startswith("第") and not re.fullmatch(r"\d", words)
    if asked.kind == "place":
        noun = re.match(
            r"(会议室|广场|会场|学校|小学|中学|医院|公园|剧院|宾馆|酒店|路|街道|社区|村|镇|乡|城市|市|区|县)",
            after,
        )
        return noun is None or noun[1] == "城市" or words.endswith(noun[1])
    return True


def anchors(asked: Asked) -> tuple[str, int]:
    """The word the answer stands beside and the side it stands on (-1 before it, 1 after it, 0 either)."""
    before = STOP.sub("", asked.before)
    after = STOP.sub("", re.sub(r"^是", "", asked.after))
    after = re.sub(r"^(人|元|名|个|次|位)", "", after)
    if after and (not before or asked.kind in ("person", "people") or before.endswith("由")):
        return after[:2], -1
    if before:
        return re.sub(r"(是|有|为|达|叫)$", "", before)[-2:], 1
    return "", 0


def _nearness(asked: Asked, text: str, candidate: Candidate) -> float:
    """1 beside the anchor on the right side, falling with distance; 0 where the anchor is absent."""
    word, side = anchors(asked)
    if asked.before.endswith("是") and candidate.detail and asked.kind == "person":
        content = re.sub(r"[|\s]", "", asked.content)
        pairs = {content[i : i + 2] for i in range(len(content) - 1)}
        detail = fold(candidate.detail)
        return sum(p in detail for p in pairs) / max(len(pairs), 1)
    best = 0.0
    for anchor in synonyms(word) if word else ():
        for m in re.finditer(re.escape(anchor), fold(text).lower()):
            right = candidate.start - m.end()
            left = m.start() - candidate.end
            distance = right if right >= 0 else left
            if distance < 0:
                continue
            worth = 1 / (1 + distance / REACH)
            best = max(best, worth if side == 0 or (right >= 0) == (side > 0) else worth * 0.4)
    return best


def _lists(asked: Asked, sentence: Sentence) -> list[Span]:
    text = sentence.text
    spans = [
        _span(sentence, s, e, sentence.score + NEARNESS * (0.5 + _nearness(asked, text, Candidate(s, e))))
        for s, e in name_lists(text)
    ]
    return spans or [
        replace(span, score=span.score - 0.1) for span in _typed(replace(asked, kind="person"), sentence)
    ]


def _posts(asked: Asked, sentence: Sentence) -> list[Span]:
    spans = []
    for c in find("person", sentence.text):
        name = re.sub(r"\s", "", sentence.text[c.start : c.end])
        if c.detail and name in asked.text:
            start = sentence.text.rfind(c.detail, 0, c.start)
            spans.append(_span(sentence, start, start + len(c.detail), sentence.score + NEARNESS))
    return spans


def _clauses(asked: Asked, sentence: Sentence) -> list[Span]:
    """What stands behind the asked verb up to the end of its sentence, or the whole sentence."""
    word, side = anchors(asked)
    text = fold(sentence.text)
    best: list[Span] = []
    if word and side > 0:
        for anchor in synonyms(word):
            at = text.find(anchor)
            if at >= 0:
                start = at + len(anchor)
                start += len(re.match(r"[了过着：，“]*", text[start:])[0])  # type: ignore[index]
                end = start + len(re.match(r"[^。；！？]*", text[start:])[0])  # type: ignore[index]
                if end - start >= 2:
                    best.append(_span(sentence, start, end, sentence.score + NEARNESS))
    return best or _whole(asked, sentence)
