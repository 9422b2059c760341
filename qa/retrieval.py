"""Hit; Retriever.search(question): ranks of vectors, words and dates merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder
from qa.articles import Article
from qa.dates import Period, periods, ranges
from qa.folding import fold
from qa.library import Library
from qa.passages import Passage
from qa.questions import as_read, sought
from qa.words import cut_query, unspaced

POOL = 50  # candidates taken from each of the two indexes
DAY_POOL = 20  # and, where the question names days, from each among what was printed then
MOST = 0.1  # of the articles: where more were printed then, the pools above hold enough of them
LATE = timedelta(1)  # the morning paper tells of the day before
TOLD_NEAR = 183  # days: an article's dates without a year are the nearest to its own
PRINTED_THEN = (
    0.7  # worth of an article printed in the days asked about, where one that tells of them is worth 1
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign of a passage counts; chosen by benchmarks/retrieval.py --tune."""

    vectors: float = 0.6
    words: float = 0.3
    article: float = 0.7  # the question's words, rare ones more, that the whole article prints
    days: float = 0.3


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and how well it fits the question: 0 to 1, comparable within one search."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Retriever:
    """Searches one library with the encoder that made its vectors."""

    library: Library
    encoder: Encoder

    @classmethod
    def over(cls, library: Library, encoder: Encoder) -> Retriever:
        """Raises LibraryError when the library's vectors were made by another encoder."""
        library.check_encoder(encoder)
        return cls(library, encoder)

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        newspaper: str = "",
        since: date | None = None,
        until: date | None = None,
        articles: Sequence[str] = (),
        today: date | None = None,
        weights: Weights = WEIGHTS,
    ) -> list[Hit]:
        """The k best passages, best first; ties by place in the library.

        `newspaper`, `since` and `until` leave out what was not printed there and then, both days included; `articles`,
        all but the articles of those ids.
        Days in the question (昨天, 3月2日, 去年), counted from `today` (None: the newest issue's day), only favour.
        """
        question = as_read(question)
        query, terms = self.encoder.encode_query(question), cut_query(sought(question))
        with self.library.snapshot():  # what another process removes meanwhile is still there for this search
            among = self._among(newspaper, since, until, articles)
            asked = ranges(question, today or self.library.newest())
            rows, bm25 = self._candidates(query, terms, among, asked)
            if not rows:
                return []
            cosine = self.library.vectors(rows) @ query
            passages = self.library.passages(rows)
            rarity = self.library.rarity(terms)
        signs = {
            "vectors": _scaled(cosine, float(cosine.min())),
            "words": _scaled(np.array([bm25.get(row, 0.0) for row in rows]), 0.0),
            "article": np.array(_printed([p.article for p in passages], rarity)),
            "days": np.array(_told(passages, asked)),
        }
        total = sum(getattr(weights, name) for name in signs if name != "days" or asked)
        score = sum(getattr(weights, name) * sign for name, sign in signs.items()) / total
        best = np.argsort(-score, kind="stable")[:k]
        return [Hit(passages[i], min(float(score[i]), 1.0)) for i in best]  # rounding may go above

    def _among(
        self, newspaper: str, since: date | None, until: date | None, articles: Sequence[str]
    ) -> NDArray[np.int64] | None:
        """Numbers of the passages that a filter lets in; None without one."""
        among = self.library.published(newspaper, since, until) if newspaper or since or until else None
        if not articles:
            return among
        own = np.array(sorted(row for id in articles for row in self.library.passage_rows(id)), np.int64)
        return own if among is None else np.intersect1d(own, among)

    def _candidates(
        self,
        query: NDArray[np.float32],
        terms: Sequence[str],
        among: NDArray[np.int64] | None,
        asked: Sequence[Period],
    ) -> tuple[list[int], dict[int, float]]:
        """Numbers of the passages worth a look, ascending, and the BM25 scores of those found by their words."""
        bm25 = dict(self.library.word_search(terms, POOL, among))
        rows = {row for row, _ in self.library.vector_search(query, POOL, among)}
        for period in asked:
            since, until = period.start, period.end + LATE
            if self.library.count(since=since, until=until) > MOST * self.library.count():
                continue
            then = self.library.published(since=since, until=until)
            then = then if among is None else np.intersect1d(then, among, assume_unique=True)
            bm25 |= dict(self.library.word_search(terms, DAY_POOL, then))
            rows |= {row for row, _ in self.library.vector_search(query, DAY_POOL, then)}
        return sorted(rows | bm25.keys()), bm25


def _scaled(scores: NDArray[np.floating], lowest: float) -> NDArray[np.floating]:
    """Scores as shares of the way from the lowest to the best."""
    span = float(scores.max()) - lowest
    return (scores - lowest) / span if span > 0 else np.zeros_like(scores)


def _printed(articles: Sequence[Article], rarity: dict[str, float]) -> list[float]:
    """Share of the question's terms, weighed by rarity, that each article prints."""
    total = sum(rarity.values()) or 1.0  # a question may be all punctuation
    shares = {}
    for article in articles:
        if article.id not in shares:
            text = unspaced(
                fold("\n".join((article.title, article.subtitle, article.text, *article.captions)))
            )
            shares[article.id] = sum(weight for term, weight in rarity.items() if term in text) / total
    return [shares[article.id] for article in articles]


def _told(passages: Sequence[Passage], asked: Sequence[Period]) -> list[float]:
    """How many of the days asked about each passage tells of, or was printed in; a share."""
    if not asked:
        return [0.0] * len(passages)
    articles = {passage.article.id: passage.article for passage in passages}
    happened = {id: article.event_date for id, article in articles.items()}
    shares = []
    for passage in passages:
        told = periods(passage.text, passage.article.published, TOLD_NEAR)
        shares.append(
            sum(_told_of(told, passage.article.published, happened[passage.article.id], day) for day in asked)
        )
    return [share / len(asked) for share in shares]


def _told_of(told: Sequence[Period], published: date | None, happened: date | None, asked: Period) -> float:
    if any(map(asked.holds, told)) or (happened and asked.start <= happened <= asked.end):
        return 1.0
    return PRINTED_THEN if published and asked.start <= published <= asked.end + LATE else 0.0
