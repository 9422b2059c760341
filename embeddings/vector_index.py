"""VectorIndex: vectors under ids, the nearest to a query by inner product, saved to one file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

FORMAT = "wenbao vectors 1"  # the file's first line; another one is another program's file
DIGEST = hashlib.sha256  # 770 MB, a million passages, are checked in half a second


class VectorIndex:
    """Exact search over float16 vectors: ids are unique, equal scores come in order of id.

    Callers that share an index between threads take turns; faiss allows no search during a change.
    """

    def __init__(self, dimension: int) -> None:
        codes = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._index: Any = faiss.IndexIDMap2(codes)
        self.dimension = dimension

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids held, in order of adding."""
        ids: NDArray[np.int64] = faiss.vector_to_array(self._index.id_map)
        return ids

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Vectors of shape (len(ids), dimension); ValueError for an id that is held already or given twice."""
        if vectors.shape != (len(ids), self.dimension):
            raise ValueError(f"{len(ids)} vectors of {self.dimension} numbers expected, not {vectors.shape}")
        if len(np.unique(ids)) < len(ids) or np.isin(ids, self.ids).any():
            raise ValueError("an id can be added once; remove it first")
        if len(ids):
            self._index.add_with_ids(
                np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64)
            )

    def remove(self, ids: NDArray[np.int64]) -> int:
        """Forget these ids, those not held being no error; returns how many were held."""
        if not len(ids):
            return 0
        return int(self._index.remove_ids(np.ascontiguousarray(ids, np.int64)))

    def search(self, query: NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k best ids, best first, and their inner products; fewer where the index holds fewer."""
        k = min(k, len(self))
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        wanted = min(k + 1, len(self))
        while True:  # faiss keeps any of those that tie for the last place: look on until the tie ends
            scores, ids = self._index.search(query.reshape(1, -1).astype(np.float32), wanted)
            scores, ids = scores[0], ids[0]
            if wanted == len(self) or scores[-1] < scores[k - 1]:
                break
            wanted = min(2 * wanted, len(self))
        order = np.lexsort((ids, -scores))[:k]
        return ids[order], scores[order]

    def save(self, path: Path, stamp: str) -> None:
        """Write the file at once or not at all; `stamp` is one line that says what the vectors belong to."""
        body = faiss.serialize_index(self._index)
        header = f"{FORMAT}\n{stamp}\n{DIGEST(body.data).hexdigest()}\n".encode()
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with open(part, "wb") as file:
                file.write(header)
                file.write(body.data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path, stamp: str) -> VectorIndex:
        """What `save` wrote; ValueError where the file is damaged or carries another stamp."""
        with open(path, "rb") as file:
            lines = [file.readline(4096).rstrip(b"\n") for _ in range(3)]
            if lines[0] != FORMAT.encode() or lines[1] != stamp.encode():
                raise ValueError(f"{path} was not made for {stamp}")
            body = np.fromfile(file, np.uint8)
        if DIGEST(body.data).hexdigest().encode() != lines[2]:
            raise ValueError(f"{path} is damaged")
        index = faiss.deserialize_index(body)
        loaded = cls(index.d)
        loaded._index = index
        return loaded
