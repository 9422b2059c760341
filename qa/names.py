"""Names: whom and what the library's articles name, kept beside it so that no page has to read them again."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from qa import rows
from qa.articles import Article
from qa.errors import WenbaoError
from qa.library import Library
from qa.mentions import ORGANISATION, PERSON, mentions_in
from qa.rows import COLUMNS, article_of
from qa.storage import Connection, Store, meta, numbers, set_meta

FILE = "names.sqlite"
RULES = 3  # by which names are found: caches of other ones are made anew
STEP = 50  # passages whose articles are read at a time: about 0.1 s
REST = 1.0  # seconds rested for each second of reading: questions come first
LOOK_AGAIN = 5.0  # seconds after which a library that was read to its end is looked at again

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS read (article INTEGER PRIMARY KEY, characters INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS names (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (name, kind));
CREATE TABLE IF NOT EXISTS mentions (
    name INTEGER NOT NULL, article INTEGER NOT NULL, day TEXT, count INTEGER NOT NULL,
    PRIMARY KEY (name, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mentions_of_article ON mentions (article)
"""


@dataclass(frozen=True, slots=True)
class Named:
    """A name with how many articles have it and how often they print it."""

    name: str
    articles: int
    mentions: int


class Names:
    """A cache of one library: brought up to date in steps, never telling of what is gone, made anew if lost."""

    def __init__(self, library: Library, store: Store) -> None:
        self._library = library
        self._store = store

    @classmethod
    def over(cls, library: Library) -> Names:
        """The names beside a library; those of another one are forgotten."""
        names = cls(library, Store.beside(library.folder, FILE, SCHEMA))
        stamp = f"{library.uuid}:{RULES}"
        with names._store.writing() as db:
            for key, value in (("library", stamp), ("passage", "0"), ("generation", "-1")):
                db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (key, value))
            if meta(db, "library") != stamp:
                _forget_all(db)
                set_meta(db, "library", stamp)
        return names

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def progress(self) -> tuple[int, int]:
        """How many articles have been read, and how many there are."""
        self._prune()
        with self._store.reading() as db:
            read = int(db.execute("SELECT count(*) FROM read").fetchone()[0])
        return read, self._library.count()

    def characters(self) -> int:
        """How long the texts are that have been read."""
        self._prune()
        with self._store.reading() as db:
            return int(db.execute("SELECT coalesce(sum(characters), 0) FROM read").fetchone()[0])

    def listing(
        self,
        kind: str,
        like: str = "",
        since: date | None = None,
        until: date | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[int, list[Named]]:
        """How many names of that kind hold `like` and were printed in those days, and a part of them, most articles first."""
        self._prune()
        query = (
            "SELECT names.name, count(*) AS articles, sum(count) AS mentions FROM names JOIN mentions ON mentions.name = number "
            f"WHERE kind = ? AND instr(names.name, ?) {_days(since, until)} GROUP BY number"
        )
        values = [kind, like, *filter(None, map(rows.iso_of, (since, until)))]
        with self._store.reading() as db:
            (count,) = db.execute(f"SELECT count(*) FROM ({query})", values).fetchone()
            order = " ORDER BY articles DESC, mentions DESC, names.name LIMIT ? OFFSET ?"
            found = db.execute(query + order, (*values, limit, offset)).fetchall()
        return count, [Named(*row) for row in found]

    def named(self, name: str, kinds: Sequence[str] = (PERSON, ORGANISATION)) -> dict[int, int]:
        """Numbers of the articles that have the name, and how often each prints it."""
        self._prune()
        query = (
            "SELECT article, sum(count) FROM names JOIN mentions ON mentions.name = number "
            "WHERE names.name = ? AND kind IN (SELECT value FROM json_each(?)) GROUP BY article"
        )
        with self._store.reading() as db:
            return dict(db.execute(query, (name, json.dumps(kinds))).fetchall())

    def days(self, kind: str, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """For each of the names how many articles have it on which day, by ISO date; articles without a day left out."""
        self._prune()
        query = (
            "SELECT names.name, day, count(*) FROM names JOIN mentions ON mentions.name = number "
            "WHERE kind = ? AND names.name IN (SELECT value FROM json_each(?)) AND day IS NOT NULL GROUP BY number, day"
        )
        found: dict[str, dict[str, int]] = {name: {} for name in names}
        with self._store.reading() as db:
            for name, day, count in db.execute(query, (kind, json.dumps(names))):
                found[name][day] = count
        return found

    def read_on(self) -> bool:
        """Read the next few articles; False when there are none left."""
        self._prune()
        with self._store.reading() as db:
            last = int(meta(db, "passage"))
        with self._library.snapshot() as library:
            generation = meta(library, "generation")
            query = "SELECT number, article FROM passages WHERE number > ? ORDER BY number LIMIT ?"
            passages = library.execute(query, (last, STEP)).fetchall()
            articles = _articles(library, sorted({article for _, article in passages}))
        if not passages:
            return False
        found = [(number, article, mentions_in(article)) for number, article in articles]
        with self._store.writing() as db:
            # Else another process has read them, or an article may have been removed meanwhile: once more.
            if (meta(db, "passage"), meta(db, "generation")) == (str(last), generation):
                for number, article, mentions in found:
                    _forget(db, number)
                    _keep(db, number, article, mentions)
                set_meta(db, "passage", str(passages[-1][0]))
        return True

    def _prune(self) -> None:
        """Forget the articles that were removed or changed since: those will be read again."""
        with self._store.reading() as db:
            if int(meta(db, "generation")) == self._library.generation:
                return
        with self._store.writing() as db, self._library.snapshot() as library:
            generation = int(meta(library, "generation"))
            if generation < int(meta(db, "generation")):  # an older copy of the library was put back
                _forget_all(db)
            read = numbers(db, "SELECT article FROM read ORDER BY article")
            for number in np.setdiff1d(read, _current(library, int(meta(db, "passage")))).tolist():
                _forget(db, number)
            set_meta(db, "generation", str(generation))


def keep_up(names: Names, stop: threading.Event) -> None:
    """Read the library's articles as they come, resting between steps, until told to stop."""
    while not stop.is_set():
        started = monotonic()
        try:
            is_behind = names.read_on()
        except WenbaoError:  # the disk is full, or another program holds the file: later, perhaps
            is_behind = False
        stop.wait(REST * (monotonic() - started) if is_behind else LOOK_AGAIN)


def _current(library: Connection, last: int) -> NDArray[np.int64]:
    """Numbers of the articles that are in the library as they were when passage `last` was its newest."""
    there = numbers(library, "SELECT number FROM articles ORDER BY number")
    changed = numbers(library, "SELECT DISTINCT article FROM passages WHERE number > ?", (last,))
    return np.setdiff1d(there, changed)


def _articles(library: Connection, wanted: Sequence[int]) -> list[tuple[int, Article]]:
    query = f"SELECT {COLUMNS}, number FROM articles WHERE number IN (SELECT value FROM json_each(?))"
    return [(row[-1], article_of(row)) for row in library.execute(query, (json.dumps(wanted),))]


def _keep(db: Connection, number: int, article: Article, mentions: dict[tuple[str, str], int]) -> None:
    """Store what an article names."""
    db.execute("INSERT INTO read VALUES (?, ?)", (number, len(article.text)))
    for (kind, name), count in mentions.items():
        db.execute("INSERT OR IGNORE INTO names (kind, name) VALUES (?, ?)", (kind, name))
        query = "INSERT INTO mentions SELECT number, ?, ?, ? FROM names WHERE name = ? AND kind = ?"
        db.execute(query, (number, rows.iso_of(article.published), count, name, kind))


def _forget(db: Connection, number: int) -> None:
    """Remove an article with its mentions, and the names that no other has."""
    held = [name for (name,) in db.execute("SELECT name FROM mentions WHERE article = ?", (number,))]
    db.execute("DELETE FROM mentions WHERE article = ?", (number,))
    db.execute("DELETE FROM read WHERE article = ?", (number,))
    unused = "DELETE FROM names WHERE number = ? AND NOT EXISTS (SELECT 1 FROM mentions WHERE name = number)"
    db.executemany(unused, [(name,) for name in held])


def _forget_all(db: Connection) -> None:
    for table in ("read", "names", "mentions"):
        db.execute(f"DELETE FROM {table}")
    set_meta(db, "passage", "0")
    set_meta(db, "generation", "-1")


def _days(since: date | None, until: date | None) -> str:
    return ("AND day >= ? " if since else "") + ("AND day <= ?" if until else "")
