"""Encoder: what turns text into vectors; SentenceEncoder: any sentence-transformers model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """Texts to float32 vectors of unit length; `name` identifies the weights in a library."""

    name: str
    dimension: int

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,)."""
        ...

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimension)."""
        ...
