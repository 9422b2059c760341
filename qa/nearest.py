"""Nearest: the passages nearest to a vector, through a cache of the vectors that is always current."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.vector_index import EXACT_MOST, VectorIndex
from qa.rows import unpacked
from qa.storage import Connection, meta

FILE = "vectors.faiss"
SLICE = 32_768  # vectors read at a time: 75 MB
UNSAVED = 2000  # passages added before the file is written again: half a second's reading at the next start
UNSAVED_SHARE = 20  # or this fraction of the index, so that a growing library is not rewritten all the time


class Nearest:
    """A VectorIndex in step with SQLite: loaded, caught up or frozen anew, whichever is least."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._lock = threading.RLock()
        self._index: VectorIndex | None = None
        self._stamp = ""
        self._last = 0  # the greatest passage number seen; numbers only grow
        self._unsaved = 0

    def search(
        self, db: Connection, query: NDArray[np.float32], k: int, among: NDArray[np.int64] | None = None
    ) -> list[int]:
        """Numbers of passages near the query, the k nearest among them, in the connection's state or a newer one."""
        with self._lock:
            index = self._current(db)
            if not len(index):
                return []
            numbers, _ = index.search(query, index.ample(k), among)
            return [int(number) for number in numbers]

    def save(self, db: Connection) -> None:
        """Write the file anew, so that nothing of what was removed stays in it."""
        with self._lock:
            if self._index is not None or self._file.exists():
                self._current(db)
                self._write()

    def _current(self, db: Connection) -> VectorIndex:
        """The index, brought up to the connection's state."""
        generation = int(meta(db, "generation"))
        dimension = int(meta(db, "dimension"))
        stamp = f"{meta(db, 'uuid')}:{meta(db, 'encoder')}:{dimension}:{meta(db, 'epoch')}"
        if self._index is None or self._stamp != stamp:
            self._index = self._load(stamp, dimension)
            self._stamp = stamp
            self._last = int(self._index.ids.max(initial=0))
            if self._index.state > generation:  # the library's file is an older copy
                self._reconcile(db, self._index)
                self._index.state = generation
        if generation > self._index.state:
            self._catch_up(db, self._index)
            self._index.state = generation
        if self._unsaved > max(UNSAVED, len(self._index) // UNSAVED_SHARE):
            self._write()
        return self._index

    def _load(self, stamp: str, dimension: int) -> VectorIndex:
        """The file's index, or an empty one if it is missing, damaged or of other vectors."""
        try:
            return VectorIndex.load(self._file, stamp)
        except (OSError, ValueError):
            return VectorIndex(dimension)

    def _catch_up(self, db: Connection, index: VectorIndex) -> None:
        """Add the passages that are newer than any seen; look for removed ones if the number tells of some."""
        count = _count(db)
        if count - len(index) <= EXACT_MOST:
            for numbers, vectors in _slices(db, self._last):
                index.add(numbers, vectors)
                self._unsaved += len(numbers)
                self._last = int(numbers[-1])
            if count != len(index):
                self._reconcile(db, index)
        if index.is_stale or count != len(index):
            self._index = VectorIndex.build(index.dimension, count, lambda: _slices(db, 0))
            self._unsaved = count
            self._last = int(self._index.ids.max(initial=0))

    def _reconcile(self, db: Connection, index: VectorIndex) -> None:
        """Make the index hold the passages that SQLite holds, and no others."""
        stored = np.array([n for (n,) in db.execute("SELECT number FROM passages ORDER BY number")], np.int64)
        extra = np.setdiff1d(index.ids, stored)
        if len(extra):
            index.remove(extra)
        missing = np.setdiff1d(stored, index.ids)
        if len(missing):
            for numbers, vectors in _slices(db, int(missing[0]) - 1):
                new = np.isin(numbers, missing)
                if new.any():
                    index.add(numbers[new], vectors[new])
        self._unsaved += len(extra) + len(missing)
        self._last = int(stored[-1]) if len(stored) else 0

    def _write(self) -> None:
        """Save the index, if the folder can be written: it is a cache."""
        assert self._index is not None
        try:
            self._index.save(self._file, self._stamp)
            self._unsaved = 0
        except OSError:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)


def _count(db: Connection) -> int:
    return int(db.execute("SELECT count(*) FROM passages").fetchone()[0])


def _slices(db: Connection, after: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    """Numbers and vectors of the passages after that number, in order."""
    while True:
        query = "SELECT number, vector FROM passages WHERE number > ? ORDER BY number LIMIT ?"
        found = db.execute(query, (after, SLICE)).fetchall()
        if not found:
            return
        yield unpacked(found)
        after = found[-1][0]
