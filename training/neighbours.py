"""Passages near a question that are not its own: other meetings, other places, other numbers."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy import sparse

from qa.passages import Passage

SPACE = 1 << 18  # hashed pairs of characters
POOL = 30_000  # passages looked among
LENGTH = 240  # characters of a passage
FIRST = 12  # neighbours looked at
ALIKE = 0.5  # of a neighbour's sentences' characters in the article: the same story printed elsewhere


class Neighbours:
    """Character pairs weighed by rarity; a question's nearest passages first."""

    def __init__(self, texts: Sequence[str]) -> None:
        cut = [text[at : at + LENGTH] for text in texts for at in range(0, max(len(text) - 80, 1), LENGTH)]
        self.passages = cut[:: max(1, len(cut) // POOL)]
        counts = sparse.vstack([_pairs(passage) for passage in self.passages]).tocsr()
        seen = np.asarray((counts > 0).sum(axis=0)).ravel()
        self.weights = np.log(len(self.passages) / (1 + seen)).clip(0).astype(np.float32)
        self.weights[seen > len(self.passages) // 20] = 0  # everywhere: says nothing and costs time
        self.table = counts.T.tocsr()
        self.sizes = np.array([len(p) + LENGTH / 2 for p in self.passages], np.float32)

    def of(self, question: str, answer: str, article: str, count: int) -> list[str]:
        """Near passages of other articles that hold neither the answer nor the same story."""
        asked = _pairs(question)
        asked.data *= self.weights[asked.indices]
        asked.eliminate_zeros()
        scores = np.asarray((asked @ self.table).todense()).ravel() / self.sizes
        order = np.argpartition(-scores, FIRST)[:FIRST]
        found = [self.passages[i] for i in order[np.argsort(-scores[order])] if scores[i] > 0]
        return [p for p in found if not _answers(p, answer) and not _same_story(p, article)][:count]


def _answers(passage: str, answer: str) -> bool:
    return answer in passage or (len(answer) > 20 and answer[:10] in passage)


def _same_story(passage: str, article: str) -> bool:
    runs = [passage[i : i + 8] for i in range(0, len(passage) - 8, 8)]
    return sum(run in article for run in runs) > ALIKE / 4 * len(runs)


def _pairs(text: str) -> sparse.csr_matrix:
    text = re.sub(r"\s", "", text)
    keys = [(ord(a) * 31_337 + ord(b)) % SPACE for a, b in itertools.pairwise(text)]
    found, counts = np.unique(np.array(keys, dtype=np.int64), return_counts=True)
    values = np.minimum(counts, 2).astype(np.float32)
    return sparse.csr_matrix((values, (np.zeros(len(found), np.int64), found)), shape=(1, SPACE))


def nearest(question: str, passages: Sequence[Passage], count: int) -> list[Passage]:
    """The passages of a small set that share the most pairs of characters with the question, weighed by rarity."""
    asked = _pairs_in(question)
    seen = Counter(pair for p in passages for pair in asked & _pairs_in(p.text))

    def worth(passage: Passage) -> float:
        held = asked & _pairs_in(passage.text + passage.article.title)
        return math.fsum(math.log(1 + len(passages) / (1 + seen[pair])) for pair in held)  # in any order

    return sorted(passages, key=lambda p: (-worth(p), p.article.id, p.start))[:count]


@cache  # of a recipe's few thousand passages and questions
def _pairs_in(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(itertools.pairwise(text))
