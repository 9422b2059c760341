"""Span; find_spans(question, hits, reader): what may answer, each with how probable it is that it does."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa import evidence
from qa.articles import Article, field_text
from qa.candidates import find
from qa.folding import fold, simplified
from qa.forms import shape
from qa.passages import between
from qa.persons import FOREIGN
from qa.posts import holds_another, is_of_another_rank
from qa.questions import Asked, is_chinese
from qa.reader import Reader, Reading
from qa.retrieval import Hit
from qa.told_of import (
    is_chair_untold,
    is_of_another_group,
    is_of_another_harm,
    is_of_another_year,
    is_of_somebody_else,
    is_who_did_it,
)
from qa.words import segment, tag_of

RANK = re.compile(r"第\d+(?=名)|[亚季]军")  # 冠军 has many other names
MISFIT = 0.1  # of a form that can't answer: a word for 几天, a clause for 谁
FIELDS_OF = 3  # articles whose title and captions are read too; more cost time


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start to end of a field of an article, and the sentence they stand in."""

    article: Article
    field: str
    start: int
    end: int
    sentence: tuple[int, int]
    score: float  # 0 to 1: how probable it is that they answer
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up without what the conversation is about, and what was answered to other questions before it."""

    question: str
    said: tuple[str, ...] = ()
    about: str = ""  # whom its 他 or 她 means, who therefore doesn't answer it
    is_cited: bool = True  # whether it is read in the article just cited, not in whatever the search found


@dataclass(frozen=True, slots=True)
class Place:
    """Characters start to end of a field that the model reads behind the lead; `score` is the search's."""

    article: Article
    field: str
    start: int
    end: int
    score: float
    lead: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a span; the weights are fitted by training/calibrate_reader.py."""

    margin: float  # the model's logits of this span over those of there being none
    answerable: float  # the model's logit of the passage's holding an answer
    fit: float  # 0 to 1: has the form that was asked for
    article: float  # 0 to 1: share of the question's words that the article prints
    sentence: float  # 0 to 1: share that the sentence and its surroundings print
    people: float  # 0 to 1: share of the people named in the question that the article prints
    hit: float  # 0 to 1: rank in the search
    clause: float  # 0 to 1: share of the question's own words that stand in the same clause

    def rank(self, weights: dict[str, float]) -> float:
        """How much speaks for the span among those of its question."""
        return float(sum(weights[name] * getattr(self, name) for name in self.__slots__))

    def probability(self, weights: dict[str, float]) -> float:
        """How probable it is that the span answers, if it is the best of its question."""
        return 1 / (1 + math.exp(-self.rank(weights) - weights["bias"]))


def find_spans(
    asked: Asked, terms: dict[str, float], hits: Sequence[Hit], reader: Reader, follow: FollowUp | None = None
) -> list[Span]:
    """Every stretch that the model proposes, in the form asked for, best first; ties by article and place.

    A follow-up in the article just cited is read with and without what the conversation is about, and weighed apart.
    """
    ranking, weights = reader.followed if follow and follow.is_cited else (reader.ranking, reader.weights)
    best: dict[tuple[str, str, int, int], tuple[tuple[bool, float], Span]] = {}
    for span, signs in signed_spans(asked, terms, hits, reader, follow):
        place = span.article.id, span.field, span.start, span.end
        rank = signs.fit <= MISFIT, -signs.rank(ranking)  # what can't answer comes behind what can
        if place not in best or rank < best[place][0]:
            best[place] = rank, replace(span, score=signs.probability(weights))
    return [span for _, (_, span) in sorted(best.items(), key=lambda item: (*item[1][0], item[0]))]


def signed_spans(
    asked: Asked, terms: dict[str, float], hits: Sequence[Hit], reader: Reader, follow: FollowUp | None = None
) -> list[tuple[Span, Signs]]:
    """Every stretch with what speaks for it; the spans' score is still 0."""
    places = _places(hits)
    leads = [simplified(place.lead) for place in places]
    texts = [simplified(field_text(p.article, p.field)[p.start : p.end]) for p in places]
    alone = follow.question if follow and follow.is_cited else asked.question
    readings = reader.read(asked.question, texts, leads, alone)
    # What a topic names may be asked for again.
    said_in = fold(alone + follow.about) if follow else asked.text
    people = _people(asked.question)
    if not is_chinese(asked.question):
        terms = {}  # its words are never printed: they speak neither for nor against
    spans = ((_span(asked, places[r.text], r), r) for r in readings)
    return [
        (span, _signs(span, fit, reading, terms, people, places[reading.text], alone))
        for (span, fit), reading in spans
        if not _says_itself(said_in, span)
        and not _is_another(asked, people, span)
        and not (follow and _is_no_news(asked, follow, span, fit))
    ]


def _places(hits: Sequence[Hit]) -> list[Place]:
    """The hits' passages, and the other fields of the first articles, which may hold what their text doesn't."""
    places = [Place(p.article, "text", p.start, p.end, h.score, p.lead) for h in hits for p in (h.passage,)]
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.passage.article.id, hit)
    for hit in list(best.values())[:FIELDS_OF]:
        article = hit.passage.article
        sizes = ((field, len(field_text(article, field))) for field in ("title", "subtitle", "captions"))
        places += [
            Place(article, field, 0, size, hit.score, article.headline) for field, size in sizes if size
        ]
    return [place for place in places if place.end > place.start]


def _span(asked: Asked, place: Place, reading: Reading) -> tuple[Span, float]:
    text = field_text(place.article, place.field)
    start, end = place.start + reading.start, place.start + reading.end
    first, last = evidence.sentence_round(text, start, end)
    first += len(text[first:start]) - len(text[first:start].lstrip())
    read = simplified(text[first:last])
    shaped = shape(asked, read, start - first, end - first)
    start, end = first + shaped.start, first + shaped.end
    post = first + max(read.find(shaped.detail), 0)
    detail = text[post : post + len(shaped.detail)]  # as printed
    return Span(place.article, place.field, start, end, (first, last), 0.0, detail), shaped.fit


def _signs(
    span: Span,
    fit: float,
    reading: Reading,
    terms: dict[str, float],
    people: Sequence[str],
    place: Place,
    question: str,
) -> Signs:
    whole = evidence.whole_text(span.article)
    bare = re.sub(r"\s", "", simplified(whole))
    text = field_text(span.article, span.field)
    return Signs(
        margin=reading.margin,
        answerable=reading.answerable,
        fit=fit,
        article=evidence.coverage(terms, whole),
        sentence=evidence.sentence_cover(terms, span.article, text, *span.sentence),
        people=sum(name in bare for name in people) / len(people) if people else 1.0,
        hit=place.score,
        clause=evidence.clause_cover(question, text, span.start, span.end),
    )


def _people(question: str) -> list[str]:
    """Names in the question."""
    text = f"，{question}，"
    names = [re.sub(r"\s", "", text[c.start : c.end]) for c in find("person", text)]
    # 特朗普 has neither surname nor dot.
    known = (w for w in segment(question) if len(w) > 2 and set(w) <= set(FOREIGN) and tag_of(w)[:2] == "nr")
    return [*names, *(word for word in known if not any(word in name for name in names))]


def _says_itself(question: str, span: Span) -> bool:
    """Whether the span is empty, or repeats the question: what one asks with isn't the answer."""
    words = re.sub(r"\s", "", fold(field_text(span.article, span.field)[span.start : span.end]))
    return not words or words in question


def _is_another(asked: Asked, people: Sequence[str], span: Span) -> bool:
    """Whether the span names the holder of another post than was asked for, who did it for whom it was done to, or what is told of another."""
    text = simplified(field_text(span.article, span.field))
    first, last = span.sentence
    place = span.start, span.end
    if asked.kind in ("person", "people"):
        start, end = span.start - first, span.end - first
        inside = [(c.start, c.end) for c in find("person", text[first:last]) if start <= c.start < end]
        if any(holds_another(asked.text, text[first:last], *named) for named in inside or [(start, end)]):
            return True
        if is_chair_untold(asked, span.article):
            return True
    return (
        is_who_did_it(asked, text, span.end)
        or is_of_another_year(asked, text, span.start)
        or is_of_another_harm(asked, text, *place)
        or is_of_another_group(asked, text, *place)
        or is_of_somebody_else(asked, people, text, first, *place)
        or is_of_another_rank(asked.text, text[slice(*between(text, span.start, span.start, "，；。\n"))])
    )


def _is_no_news(asked: Asked, follow: FollowUp, span: Span, fit: float) -> bool:
    """Whether a span was answered before, is nothing of the kind asked for, or stands beside another rank (亚军)."""
    text = field_text(span.article, span.field)
    words = re.sub(r"\s", "", text[span.start : span.end])
    rank = RANK.search(evidence.folded(follow.question))
    if rank and rank[0] not in evidence.folded(text[slice(*between(text, span.start, span.end, "；。\n"))]):
        return True
    said = [re.sub(r"\s", "", earlier) for earlier in follow.said if earlier]
    is_amount = asked.kind in ("count", "date")
    is_said = any(words == earlier or (is_amount and _is_part(words, earlier)) for earlier in said)
    return fit <= MISFIT or (is_said and asked.kind != "yesno")


def _is_part(words: str, others: str) -> bool:
    """Whether one of two amounts or dates is part of the other: 5月28日 of 5月28日至6月6日, not of 15月28日."""
    shorter, longer = sorted((words, others), key=len)
    return re.search(rf"(?<![\d.]){re.escape(shorter)}(?![\d.])", longer) is not None
