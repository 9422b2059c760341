"""BundledEncoder: multilingual-e5-small cut to Chinese and Latin, int8, on OpenVINO and without torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import as_module
from embeddings.runtime import Model

MODEL = Path(__file__).parent / "model"


class BundledEncoder:
    """The encoder that comes with Wenbao, an `Encoder`; threads may share one.

    On one machine a text's vector is always the same to the last bit, alone or among others; machines whose
    processors compute in bfloat16 and those that do not differ in the fourth decimal of a cosine.

        encoder = BundledEncoder.load()
        encoder.encode_documents(["区政府召开会议。"]) @ encoder.encode_query("谁召开了会议？")
    """

    name: str
    dimension: int

    def __init__(self, model: Model) -> None:
        manifest = model.manifest
        self._model = model
        self._query_prefix: str = manifest["query_prefix"]
        self._document_prefix: str = manifest["document_prefix"]
        self.name = manifest["name"]
        self.dimension = manifest["dimension"]
        self.max_tokens: int = manifest["max_tokens"]
        model.tokenizer.enable_truncation(self.max_tokens)

    @classmethod
    def load(cls, folder: Path = MODEL, cache: Path | None = None) -> BundledEncoder:
        """Raises ModelError for a folder that is damaged or incomplete."""
        return cls(Model.load(folder, "encoder", cache))

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,)."""
        vector: NDArray[np.float32] = self.encode([self._query_prefix + text])[0]
        return vector

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimension); what lies beyond 512 tokens, some 700 characters, is not read."""
        return self.encode([self._document_prefix + text for text in texts])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Texts that carry their prefix, as a sentence-transformers model takes them; shape (len, dimension)."""
        return self.encode_ids(self.tokenize(texts))

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text, at most `max_tokens`; half a surrogate pair is read as a question mark."""
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        return [encoding.ids for encoding in self._model.tokenizer.encode_batch(clean)]

    def encode_ids(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Vectors of tokenized texts."""
        vectors = self._model.run([(row, [1] * len(row)) for row in rows])
        return np.array(vectors, np.float32).reshape(len(rows), self.dimension)

    def as_module(self) -> Any:
        """The same encoder for `SentenceTransformer(modules=[...])`, where texts carry their prefix."""
        return as_module(self)
