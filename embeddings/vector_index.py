"""VectorIndex: vectors under ids, the nearest to a query by inner product, saved to one file.

The youngest vectors are searched exactly. When they are many they are frozen: sorted into lists of vectors that are near
each other (IVF), of each pair of numbers only one of 16 codes kept (product quantisation, fast scan): a million in 110 MB.
A search looks through the nearest lists. What is removed from those is masked until all is frozen anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# faiss's threads are not to keep a core busy while they wait: searches took a fifth longer with what runs between them.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import faiss
import numpy as np
from numpy.typing import NDArray

FORMAT = "wenbao vectors 4"
EXACT_MOST = 100_000  # vectors searched one by one: 10 ms
STALE = (
    0.1  # share of the frozen vectors that may be masked, or be added beside them, before all is frozen anew
)
LISTS = 2.0  # times the root of the number of vectors
PROBES = (
    512  # lists looked through; half as many miss a tenth of the 50 nearest among 176,000 passages of news
)
AMPLE = 10  # times as many as are wanted lie in the lists looked through, where a filter lets in few
CODE_BITS = 4  # for two numbers: what fast scan can look up in a register
TRAINED_ON = 50  # vectors of each list
LENGTH_BYTES = 8  # at the file's end: how long the JSON before them is

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
Slices = Callable[
    [], Iterator[tuple[Ids, Vectors]]
]  # all vectors a few thousand at a time, as often as called


class VectorIndex:
    """Ids are unique numbers, not negative; equal scores come in order of id.

    Callers that share an index between threads take turns; faiss allows no search during a change.
    """

    def __init__(self, dimension: int) -> None:
        codes = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._exact: Any = faiss.IndexIDMap2(codes)
        self._frozen: Any = None  # an IndexIVF
        self._frozen_ids: Ids = np.empty(0, np.int64)  # ascending
        self._gone: Ids = np.empty(0, np.int64)  # of the frozen ones
        self.dimension = dimension
        self.state = -1  # the caller's number for what the vectors are of, kept with them

    @classmethod
    def build(cls, dimension: int, count: int, slices: Slices) -> VectorIndex:
        """An index of `count` vectors, frozen if they are many: a minute for a million."""
        index = cls(dimension)
        if count <= EXACT_MOST:
            for ids, vectors in slices():
                index.add(ids, vectors)
            return index
        lists = max(1, round(LISTS * count**0.5))
        parts = dimension // 2 if dimension % 2 == 0 else dimension
        coarse = faiss.IndexFlatIP(dimension)
        frozen = faiss.IndexIVFPQFastScan(
            coarse, dimension, lists, parts, CODE_BITS, faiss.METRIC_INNER_PRODUCT
        )
        frozen.by_residual = True
        step = max(1, count // (TRAINED_ON * lists))
        frozen.train(np.concatenate([vectors[::step] for _, vectors in slices()]))
        for ids, vectors in slices():
            frozen.add_with_ids(vectors, ids)
        index._take(frozen)
        return index

    def _take(self, frozen: Any) -> None:
        self._frozen = frozen
        lists = (frozen.invlists.get_ids(i) for i in range(frozen.nlist))
        sizes = (frozen.invlists.list_size(i) for i in range(frozen.nlist))
        ids = [faiss.rev_swig_ptr(ids, size).copy() for ids, size in zip(lists, sizes, strict=True) if size]
        self._frozen_ids = np.sort(np.concatenate(ids)) if ids else np.empty(0, np.int64)

    def __len__(self) -> int:
        return int(self._exact.ntotal) + len(self._frozen_ids) - len(self._gone)

    @property
    def ids(self) -> Ids:
        """The ids held: frozen ones first."""
        exact: Ids = faiss.vector_to_array(self._exact.id_map)
        return np.concatenate([np.setdiff1d(self._frozen_ids, self._gone, assume_unique=True), exact])

    @property
    def is_stale(self) -> bool:
        """Whether it would be faster frozen anew."""
        bearable = STALE * len(self._frozen_ids)
        return self._exact.ntotal > max(EXACT_MOST, bearable) or len(self._gone) > bearable

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Vectors of shape (len(ids), dimension); ValueError for an id that is held already or given twice."""
        if vectors.shape != (len(ids), self.dimension):
            raise ValueError(f"{len(ids)} vectors of {self.dimension} numbers expected, not {vectors.shape}")
        if len(np.unique(ids)) < len(ids) or np.isin(ids, self.ids).any():
            raise ValueError("an id can be added once; remove it first")
        if len(ids):
            self._exact.add_with_ids(
                np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64)
            )

    def remove(self, ids: Ids) -> int:
        """Forget these ids, those not held being no error; returns how many were held."""
        if not len(ids):
            return 0
        before = len(self)
        self._exact.remove_ids(np.ascontiguousarray(ids, np.int64))
        self._gone = np.union1d(self._gone, np.intersect1d(ids, self._frozen_ids))
        return before - len(self)

    def search(self, query: Vectors, k: int, among: Ids | None = None) -> tuple[Ids, NDArray[np.float32]]:
        """The k best ids, best first, and their inner products; fewer where the index, or `among`, holds fewer.

        Products with frozen vectors are off by a few hundredths: to know the k nearest, ask for `ample(k)` and compare the
        vectors themselves.
        """
        query = query.reshape(1, -1).astype(np.float32)
        ids, scores = self._search_exact(query, k, among)
        if self._frozen is not None and k > 0:
            more = self._search_frozen(query, k, among)
            ids, scores = np.concatenate([ids, more[0]]), np.concatenate([scores, more[1]])
        order = np.lexsort((ids, -scores))[:k]
        return ids[order], scores[order]

    def ample(self, k: int) -> int:
        """How many hold the k nearest: of the ten nearest among 176,000 one in a hundred is missed (benchmarks/scale.py)."""
        return k + 8 if self._frozen is None else max(10 * k, 400)

    def _search_exact(self, query: Vectors, k: int, among: Ids | None) -> tuple[Ids, NDArray[np.float32]]:
        """More than k where several tie for the last place: faiss keeps any of them."""
        held = int(self._exact.ntotal)
        k = min(k, held if among is None else len(among))
        if k <= 0 or not held:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        only = None if among is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))  # type: ignore[call-arg]
        wanted = min(k + 1, held)
        while True:
            scores, ids = self._exact.search(query, wanted, params=only)
            scores, ids = scores[0][ids[0] >= 0], ids[0][ids[0] >= 0]
            if wanted == held or len(ids) < wanted or scores[-1] < scores[k - 1]:
                return ids, scores
            wanted = min(2 * wanted, held)

    def _search_frozen(self, query: Vectors, k: int, among: Ids | None) -> tuple[Ids, NDArray[np.float32]]:
        lists = int(self._frozen.nlist)
        probes = min(lists, PROBES)
        if among is not None:  # the fewer are let in, the more lists it takes to find k of them
            if not len(among):
                return np.empty(0, np.int64), np.empty(0, np.float32)
            probes = min(lists, max(probes, AMPLE * k * lists // len(among)))
        parameters = faiss.SearchParametersIVF(nprobe=probes, sel=self._let_in(among))  # type: ignore[call-arg]
        scores, ids = self._frozen.search(query, k, params=parameters)
        return ids[0][ids[0] >= 0], scores[0][ids[0] >= 0]

    def _let_in(self, among: Ids | None) -> Any:
        """What the frozen lists are searched for: a bit for each id, for a million made in a millisecond."""
        if among is None and not len(self._gone):
            return None
        most = int(self._frozen_ids[-1])
        bits = np.zeros(most + 1, bool)
        bits[slice(None) if among is None else among[among <= most]] = True
        bits[self._gone] = False
        return faiss.IDSelectorBitmap(np.packbits(bits, bitorder="little"))  # type: ignore[call-arg, arg-type]

    def save(self, path: Path, stamp: str) -> None:
        """Write the file at once or not at all; `stamp` is one line that says what the vectors belong to."""
        frozen = memoryview(faiss.serialize_index(self._frozen).data) if self._frozen is not None else b""
        parts = (frozen, faiss.serialize_index(self._exact).data, self._gone.tobytes())
        digest = hashlib.sha256(str(self.state).encode())
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with open(part, "wb") as file:
                for bytes_ in parts:
                    digest.update(bytes_)
                    file.write(bytes_)
                about = {
                    "format": FORMAT,
                    "stamp": stamp,
                    "state": self.state,
                    "sizes": [len(b) for b in parts],
                    "sha256": digest.hexdigest(),
                }
                trailer = json.dumps(about, separators=(",", ":")).encode()  # a damaged space would pass
                file.write(trailer + len(trailer).to_bytes(LENGTH_BYTES, "big"))
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path, stamp: str) -> VectorIndex:
        """What `save` wrote; ValueError where the file is damaged or carries another stamp."""
        with open(path, "rb") as file:
            about = _trailer(file)
            if (about.get("format"), about.get("stamp")) != (FORMAT, stamp):
                raise ValueError(f"{path} was not made for {stamp}")
            try:
                digest = hashlib.sha256(str(about["state"]).encode())
                file.seek(0)
                frozen, exact, gone = parts = [file.read(size) for size in about["sizes"]]
                for part in parts:
                    digest.update(part)
                is_whole = digest.hexdigest() == about["sha256"]
            except (KeyError, TypeError, ValueError):
                is_whole = False
        if not is_whole:
            raise ValueError(f"{path} is damaged")
        youngest = faiss.deserialize_index(np.frombuffer(exact, np.uint8))
        index = cls(youngest.d)
        index._exact = youngest
        if frozen:
            index._take(faiss.deserialize_index(np.frombuffer(frozen, np.uint8)))
        index._gone = np.frombuffer(gone, np.int64)
        index.state = about["state"]
        return index


def _trailer(file: Any) -> dict[str, Any]:
    """The JSON at the file's end; empty where there is none."""
    try:
        file.seek(-LENGTH_BYTES, os.SEEK_END)
        length = int.from_bytes(file.read(LENGTH_BYTES), "big")
        file.seek(-LENGTH_BYTES - length, os.SEEK_END)
        about = json.loads(file.read(length))
        return about if isinstance(about, dict) else {}
    except (OSError, OverflowError, ValueError):
        return {}
