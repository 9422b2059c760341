"""The word index: BM25 over the terms of all passages, inside the library's file and as current as it.

A search looks up the passages of the question's rarest terms in FTS5, then scores the best of them by all terms.
Ranking inside FTS5 gives the same recall and takes ten times as long (benchmarks/words.py).
"""

from __future__ import annotations

import json
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.storage import Connection, meta, numbers

POSTINGS = 8_000  # passages looked up for one question, rarest terms first: 10 ms
FEWEST_TERMS = 2  # that are looked up however common they are,
LONGEST = 4 * POSTINGS  # though no further than this
CANDIDATES = 64  # passages scored by all terms: the answer is among them as often as among all
K1, B = 1.2, 0.75  # BM25's usual constants: how soon repetition saturates, how much length matters


def add(db: Connection, terms: Iterable[tuple[int, str]]) -> None:
    """Add passages: their numbers and their terms, separated by spaces."""
    entries = list(terms)
    db.executemany("INSERT INTO words (rowid, terms) VALUES (?, ?)", entries)
    packed = [(number, zlib.compress(f" {'  '.join(text.split())} ".encode(), 1)) for number, text in entries]
    db.executemany("INSERT INTO terms VALUES (?, ?)", packed)
    _count(db, [text for _, text in entries], 1)


def remove(db: Connection, numbers: Iterable[int]) -> None:
    """Remove passages; the stored terms tell what the index holds of them."""
    entries = _stored(db, numbers)
    gone = [("delete", number, text.decode()) for number, text in entries.items()]
    db.executemany("INSERT INTO words (words, rowid, terms) VALUES (?, ?, ?)", gone)
    db.executemany("DELETE FROM terms WHERE passage = ?", [(number,) for number in entries])
    _count(db, [text.decode() for text in entries.values()], -1)


def replace(db: Connection, terms: dict[int, str]) -> None:
    """Index passages anew, those whose terms have changed."""
    held = _stored(db, terms)
    changed = {
        n: text for n, text in terms.items() if n not in held or held[n].decode().split() != text.split()
    }
    remove(db, changed)
    add(db, changed.items())


def _count(db: Connection, texts: Sequence[str], sign: int) -> None:
    """Keep count of how many passages hold each term, and of passages and terms in all."""
    passages = Counter(term for text in texts for term in set(text.split()))
    counted = [(term, sign * n) for term, n in sorted(passages.items())]
    upsert = "INSERT INTO frequencies VALUES (?, ?) ON CONFLICT DO UPDATE SET passages = passages + excluded.passages"
    db.executemany(upsert, counted)
    if sign < 0:
        db.executemany("DELETE FROM frequencies WHERE term = ? AND passages <= 0", [(t,) for t, _ in counted])
    grown = [(sign * len(texts), "indexed"), (sign * sum(len(text.split()) for text in texts), "terms")]
    db.executemany("UPDATE meta SET value = CAST(value AS INTEGER) + ? WHERE key = ?", grown)


def search(
    db: Connection, terms: Sequence[str], k: int, among: NDArray[np.int64] | None = None
) -> list[tuple[int, float]]:
    """Numbers and scores of the k best passages, of all or of those `among`, best first; ties by number."""
    known = sorted(_known(db, terms), key=lambda row: (row[1], row[0]))
    if not known or (among is not None and not len(among)):
        return []
    passages, length = int(meta(db, "indexed")), int(meta(db, "terms"))  # counting rows would read them all
    weights = {term: _weight(n, passages) for term, n in known}
    entries = _stored(db, _candidates(db, known, weights, max(CANDIDATES, k + k // 4), among))
    mean = length / passages
    sought = {term.encode(): weight for term, weight in weights.items()}
    scored = [(number, _score(text, sought, mean)) for number, text in entries.items()]
    return sorted(scored, key=lambda hit: (-hit[1], hit[0]))[:k]


def rarity(db: Connection, terms: Sequence[str]) -> dict[str, float]:
    """BM25's weight of each term, of those that no passage holds too."""
    passages, known = int(meta(db, "indexed")), dict(_known(db, terms))
    return {term: _weight(known.get(term, 0), passages) for term in terms}


def _known(db: Connection, terms: Sequence[str]) -> list[tuple[str, int]]:
    """The terms that are in the index, and how many passages hold them."""
    query = "SELECT term, passages FROM frequencies WHERE term IN (SELECT value FROM json_each(?))"
    return db.execute(query, (json.dumps(terms),)).fetchall()


def _weight(holding: int, passages: int) -> float:
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def _candidates(
    db: Connection,
    known: Sequence[tuple[str, int]],
    weights: dict[str, float],
    count: int,
    among: NDArray[np.int64] | None,
) -> list[int]:
    """The passages with the greatest weight of rare terms."""
    found, weight, looked_up = [], [], 0
    first, last = (int(among.min()), int(among.max())) if among is not None else (0, 1 << 62)
    if among is not None:
        is_let_in = np.zeros(last + 1, bool)
        is_let_in[among] = True
    for i, (term, count_of) in enumerate(known):
        looked_up += count_of
        if i >= FEWEST_TERMS and looked_up > POSTINGS:
            break
        query = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
        holding = numbers(db, query, (f'"{term}"', first, last, LONGEST))
        if among is not None:
            holding = holding[is_let_in[holding]]
        found.append(holding)
        weight.append(np.full(len(holding), weights[term]))
    passages, places = np.unique(np.concatenate(found), return_inverse=True)
    total = np.bincount(places, np.concatenate(weight))
    best = np.lexsort((passages, -total))[:count]
    return [int(number) for number in passages[best]]


def _score(text: bytes, sought: dict[bytes, float], mean: float) -> float:
    """BM25 of a passage's terms."""
    terms = text.split()
    norm = K1 * (1 - B + B * len(terms) / mean)
    held = list(filter(sought.__contains__, terms))
    counts = ((sought[term], held.count(term)) for term in dict.fromkeys(held))
    return sum(weight * n * (K1 + 1) / (n + norm) for weight, n in counts)


def _stored(db: Connection, numbers: Iterable[int]) -> dict[int, bytes]:
    """The terms of passages, as they were indexed, each between two spaces of its own."""
    query = "SELECT passage, terms FROM terms WHERE passage IN (SELECT value FROM json_each(?))"
    found = db.execute(query, (json.dumps(list(numbers)),))
    return {number: zlib.decompress(packed) for number, packed in found}
