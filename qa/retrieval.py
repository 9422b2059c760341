"""Hit; Retriever.search(question): vector and word ranks merged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from embeddings.encoder import Encoder
from qa.library import Library
from qa.passages import Passage
from qa.words import cut_query

POOL = 50  # candidates taken from each of the two indexes
VECTOR_SHARE = 0.6  # of the merged score; chosen by benchmarks/retrieval.py on cmrc2018_trial and drcd_dev


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

    def search(self, question: str, k: int = 10, vector_share: float = VECTOR_SHARE) -> list[Hit]:
        """The k best passages, best first; ties by place in the library."""
        query = self.encoder.encode_query(question)
        with self.library.snapshot():  # what another process removes meanwhile is still there for this search
            words = dict(self.library.word_search(cut_query(question), POOL))
            rows = sorted({row for row, _ in self.library.vector_search(query, POOL)} | words.keys())
            if not rows:
                return []
            cosine = self.library.vectors(rows) @ query
            score = vector_share * _scaled(cosine, float(cosine.min()))
            score += (1 - vector_share) * _scaled(np.array([words.get(row, 0.0) for row in rows]), 0.0)
            best = np.argsort(-score, kind="stable")[:k]
            passages = self.library.passages([rows[i] for i in best])
            return [Hit(passage, float(score[i])) for passage, i in zip(passages, best, strict=True)]


def _scaled(scores: np.ndarray, lowest: float) -> np.ndarray:
    """Scores as shares of the way from the lowest to the best."""
    span = float(scores.max()) - lowest
    return (scores - lowest) / span if span > 0 else np.zeros_like(scores)
