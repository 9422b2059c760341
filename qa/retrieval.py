"""Hit; Retriever: vector and word ranks merged."""

from __future__ import annotations

from dataclasses import dataclass

from qa.passages import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and how well it fits the question (higher is better)."""

    passage: Passage
    score: float
