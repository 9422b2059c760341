"""Store: the library's one SQLite file, its schema and its two locks (the only home of sqlite3)."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from qa.errors import BusyError, LibraryError

Connection = sqlite3.Connection

FORMAT = 1  # of the file; a program opens its own format and older ones
FILE = "library.sqlite"
WRITER_WAIT = 5.0  # seconds a second writer waits for the first
POLL = 0.05  # seconds between its attempts
LOCKED_BYTE = 1 << 30  # far behind what the lock file holds: Windows lets nobody read a locked byte

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, subtitle TEXT NOT NULL, text TEXT NOT NULL,
    newspaper TEXT NOT NULL, published TEXT, page TEXT NOT NULL,
    captions TEXT NOT NULL, credits TEXT NOT NULL, url TEXT NOT NULL, source TEXT NOT NULL,
    -- checksums of the article as its file has it
    content TEXT NOT NULL, extras TEXT NOT NULL);
-- A passage's number is never used twice: an index of vectors knows it by that. Vectors are float16.
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES articles,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL);
CREATE INDEX passages_of_article ON passages (article);
-- What the word index holds of a passage, compressed: what has to be taken out with it.
CREATE TABLE terms (passage INTEGER PRIMARY KEY, terms BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (
    terms, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '.,:/''&+-%_'");
CREATE TABLE frequencies (term TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE files (number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
CREATE TABLE holdings (
    file INTEGER NOT NULL REFERENCES files, article INTEGER NOT NULL REFERENCES articles,
    PRIMARY KEY (file, article)) WITHOUT ROWID;
CREATE INDEX holdings_of_article ON holdings (article);
CREATE TABLE pages (
    file INTEGER NOT NULL REFERENCES files, newspaper TEXT NOT NULL, published TEXT, number TEXT NOT NULL,
    furniture TEXT NOT NULL);
CREATE INDEX pages_of_file ON pages (file);
-- The vectors of a reembed that is under way.
CREATE TABLE pending (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL);
"""
# All that articles are chosen and sorted by when one browses: their texts are not read for it.
LISTED = "CREATE INDEX articles_listed ON articles (published, newspaper, page, title)"


class Store:
    """One connection a thread; readers see one state of the library throughout a `reading` block."""

    def __init__(self, folder: Path, file: str = FILE) -> None:
        self.folder = folder
        self.path = folder / file
        self._local = threading.local()
        self._lock = threading.Lock()  # of the connections
        self._connections: list[tuple[threading.Thread, Connection]] = []

    @classmethod
    def open(cls, folder: Path, create: bool) -> Store:
        """The store in the folder, made first if that is wanted."""
        store = cls(folder)
        with told(store.path):
            if create and not (folder / FILE).exists():
                folder.mkdir(parents=True, exist_ok=True)
                (folder / FILE).touch()
            if not (folder / FILE).is_file():
                raise LibraryError(
                    "there is no library in {folder}: make one with `wenbao add PATH`", folder=folder
                )
            with store.reading() as db:
                is_empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
            if is_empty and create:
                store._create()
            elif is_empty:
                raise LibraryError(
                    "the library in {folder} is empty: fill it with `wenbao add PATH`", folder=folder
                )
            store._check_format()
            if create:
                store._list_articles()
        return store

    @classmethod
    def beside(cls, folder: Path, file: str, schema: str) -> Store:
        """A file of its own in a library's folder, with those tables, each made IF NOT EXISTS."""
        store = cls(folder, file)
        with told(store.path):
            store.path.touch()
            db = store._connection()
            db.execute("PRAGMA journal_mode = WAL")
            with store.writing():
                for statement in schema.split(";\n"):
                    db.execute(statement)
        return store

    def _create(self) -> None:
        """Write the schema, unless another process did so meanwhile."""
        with self.alone():
            db = self._connection()
            if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                return
            db.execute("PRAGMA journal_mode = WAL")
            with self.writing():
                for statement in (*SCHEMA.split(";\n"), LISTED):
                    db.execute(statement)
                numbers = dict.fromkeys(("generation", "epoch", "dimension", "indexed", "terms"), 0)
                first = {"format": FORMAT, "uuid": uuid.uuid4().hex, "encoder": "", "pending": "", **numbers}
                db.executemany("INSERT INTO meta VALUES (?, ?)", [(k, str(v)) for k, v in first.items()])

    def _list_articles(self) -> None:
        """Give a library made before there was a catalogue its index, in place of the smaller one."""
        query = "SELECT 1 FROM sqlite_master WHERE name = 'articles_listed'"
        with self.reading() as db:
            if db.execute(query).fetchone():
                return
        with self.alone(), self.writing() as db:
            if not db.execute(query).fetchone():
                db.execute(LISTED)
                db.execute("DROP INDEX IF EXISTS articles_by_day")

    def _check_format(self) -> None:
        """LibraryError unless this program can read the file."""
        with self.reading() as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                raise LibraryError("{path} is no Wenbao library: name another with --library", path=self.path)
            if int(meta(db, "format")) > FORMAT:
                raise LibraryError(
                    "the library in {folder} was made by a newer Wenbao: upgrade with `pip install -U wenbao`",
                    folder=self.folder,
                )

    def _connection(self) -> Connection:
        """This thread's connection."""
        db: Connection | None = getattr(self._local, "db", None)
        if db is None:
            uri = self.path.absolute().as_uri() + "?mode=rw"
            db = sqlite3.connect(
                uri, uri=True, isolation_level=None, timeout=WRITER_WAIT, check_same_thread=False
            )
            self._local.db = db
            self._close(lambda thread: not thread.is_alive())  # a server's threads come and go
            with self._lock:
                self._connections.append((threading.current_thread(), db))
        return db

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A block that sees one state of the library, whatever others write meanwhile."""
        with told(self.path):
            db = self._connection()
            if db.in_transaction:
                yield db
                return
            db.execute("BEGIN")
            try:
                yield db
            finally:
                if db.in_transaction:
                    db.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is stored, or on an error nothing."""
        with told(self.path):
            db = self._connection()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A block in which no other process writes; BusyError tells who does, after WRITER_WAIT seconds.

        The operating system gives the lock back when a process ends, however it ends.
        """
        with told(self.path):
            file = self._take_lock()
        try:
            yield
        finally:
            file.truncate(0)
            file.close()

    def _take_lock(self) -> IO[str]:
        """The lock file, locked and telling who writes."""
        file = open(self.folder / "writer", "a+", encoding="utf-8")  # noqa: SIM115
        give_up = time.monotonic() + WRITER_WAIT
        while not _lock(file):
            if time.monotonic() > give_up:
                with file:
                    raise _busy(self.folder, file)
            time.sleep(POLL)
        file.truncate(0)
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200]
        since = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
        json.dump({"pid": os.getpid(), "command": command, "since": since}, file, ensure_ascii=False)
        file.flush()
        return file

    def close(self) -> None:
        """Close every thread's connection."""
        self._close(lambda thread: True)
        self._local = threading.local()

    def _close(self, is_done: Callable[[threading.Thread], bool]) -> None:
        """Close the connections of the threads that are done."""
        with self._lock:
            done = [held for held in self._connections if is_done(held[0])]
            self._connections = [held for held in self._connections if held not in done]
        for _, db in done:
            db.close()


def meta(db: Connection, key: str) -> str:
    """One entry of the table meta."""
    return str(db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])


def numbers(db: Connection, query: str, values: Sequence[object] = ()) -> NDArray[np.int64]:
    """The whole numbers of a query's one column, in its order: as one text, thrice as fast as row by row."""
    (text,) = db.execute(f"WITH found(n) AS ({query}) SELECT group_concat(n) FROM found", values).fetchone()
    return np.fromstring(text, np.int64, sep=",") if text else np.empty(0, np.int64)


def set_meta(db: Connection, key: str, value: str) -> None:
    """Change one entry of the table meta."""
    db.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Errors of the disk and of SQLite, in one line that names the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        message = str(error)
        if "locked" in message:
            raise BusyError("another program holds {path}: close it and try again", path=path) from error
        if "full" in message:
            raise _full(path.parent) from error
        if "readonly" in message or "unable to open" in message:
            raise LibraryError(
                "{path} cannot be written: check the rights of file and folder", path=path
            ) from error
        if "disk I/O" in message:
            raise LibraryError(
                "{path} could not be read or written ({fault}): check the disk and its limits, "
                "then run the same command again; nothing is lost",
                path=path,
                fault=message,
            ) from error
        if "not a database" in message or "malformed" in message:
            raise LibraryError(
                "{path} is damaged ({fault}): put back a copy, or delete it and add again",
                path=path,
                fault=message,
            ) from error
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _full(path.parent) from error
        if isinstance(error, PermissionError | FileExistsError | NotADirectoryError):
            raise LibraryError(
                "{path} cannot be used as a library ({fault}): name another with --library",
                path=path.parent,
                fault=error.strerror,
            ) from error
        raise


def _full(folder: Path) -> LibraryError:
    return LibraryError(
        "the disk of {folder} is full: free some space and run the same command again; nothing is lost",
        folder=folder,
    )


def _busy(folder: Path, file: IO[str]) -> BusyError:
    """What a second writer is told."""
    try:
        file.seek(0)
        who = json.loads(file.read())
        return BusyError(
            "process {pid} (`{command}`, since {since}) writes to the library in {folder}: "
            "try again when it has finished",
            pid=who["pid"],
            command=who["command"],
            since=who["since"],
            folder=folder,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return BusyError(
            "another process writes to the library in {folder}: try again when it has finished", folder=folder
        )


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> bool:
        """Lock the file if nobody else has."""
        try:
            os.lseek(file.fileno(), LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        """Lock the file if nobody else has."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
