"""Conversations: what users asked and were answered, in a file of its own beside the library."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from qa.answers import Answer
from qa.errors import InputError
from qa.storage import Connection, Store

FILE = "conversations.sqlite"
LONGEST_NAME = 60  # characters
MOST_LISTED = 200  # conversations; older ones are found by their words
MOST_WORDS = 20  # of a search; what is pasted may have thousands
SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, user TEXT NOT NULL, name TEXT NOT NULL,
    changed TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS conversations_of_user ON conversations (user, changed);
-- Answers as `ask --json` prints them. right: 1 up, 0 down, NULL not rated.
CREATE TABLE IF NOT EXISTS turns (
    conversation INTEGER NOT NULL REFERENCES conversations, place INTEGER NOT NULL, answer TEXT NOT NULL,
    right INTEGER, reason TEXT NOT NULL DEFAULT '', instead TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (conversation, place)) WITHOUT ROWID
"""
WORDS = """name || ' ' || (SELECT coalesce(group_concat(
    json_extract(answer, '$.question') || ' ' || json_extract(answer, '$.answer'), ' '), '')
    FROM turns WHERE conversation = number)"""
WRONG, MISSED, ABSENT = (
    "wrong",
    "missed",
    "absent",
)  # why an answer is not right: other words, printed, not printed


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation of a user; `changed` is when its last question was answered."""

    id: str
    name: str
    changed: datetime


@dataclass(frozen=True, slots=True)
class Rating:
    """What a user thought of an answer: right or not, why not, and what would have been right."""

    right: bool
    reason: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """One turn as it was kept: the answer's fixed JSON shape, and its rating if it has one."""

    answer: dict[str, Any]
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class Conversations:
    """The conversations of all users; a user sees no other's, and InputError tells of an id that isn't theirs."""

    _store: Store

    @classmethod
    def beside(cls, folder: Path) -> Conversations:
        """Those kept in a library's folder; the file is made if it is missing."""
        return cls(Store.beside(folder, FILE, SCHEMA))

    def begin(self, user: str, name: str) -> str:
        """A new conversation's id."""
        id = uuid.uuid4().hex
        with self._store.writing() as db:
            row = (id, user, _name(name), _now())
            db.execute("INSERT INTO conversations (id, user, name, changed) VALUES (?, ?, ?, ?)", row)
        return id

    def add(self, user: str, id: str, answer: Answer) -> int:
        """Keep an answer at the end of a conversation; its place there, counted from 0."""
        with self._store.writing() as db:
            number = _number(db, user, id)
            query = "SELECT coalesce(max(place) + 1, 0) FROM turns WHERE conversation = ?"
            place = int(db.execute(query, (number,)).fetchone()[0])
            kept = json.dumps(answer.as_dict(), ensure_ascii=False)
            db.execute(
                "INSERT INTO turns (conversation, place, answer) VALUES (?, ?, ?)", (number, place, kept)
            )
            db.execute("UPDATE conversations SET changed = ? WHERE number = ?", (_now(), number))
        return place

    def listed(self, user: str, words: str = "") -> list[Conversation]:
        """A user's conversations, the latest first: those whose name, questions and answers hold every word."""
        wanted = words.split()[:MOST_WORDS]
        query = "SELECT id, name, changed FROM conversations WHERE user = ?"
        query += f" AND instr({WORDS}, ?)" * len(wanted) + " ORDER BY changed DESC, number DESC LIMIT ?"
        with self._store.reading() as db:
            found = db.execute(query, (user, *wanted, MOST_LISTED)).fetchall()
        return [Conversation(id, name, datetime.fromisoformat(changed)) for id, name, changed in found]

    def holds(self, user: str, id: str) -> bool:
        """Whether that conversation is there, and the user's."""
        with self._store.reading() as db:
            query = "SELECT 1 FROM conversations WHERE user = ? AND id = ?"
            return db.execute(query, (user, id)).fetchone() is not None

    def get(self, user: str, id: str) -> tuple[Conversation, list[Kept]]:
        """A conversation and its turns, oldest first."""
        query = "SELECT answer, right, reason, instead FROM turns WHERE conversation = ? ORDER BY place"
        with self._store.reading() as db:
            number = _number(db, user, id)
            row = db.execute(
                "SELECT id, name, changed FROM conversations WHERE number = ?", (number,)
            ).fetchone()
            turns = [_kept(turn) for turn in db.execute(query, (number,))]
        return Conversation(row[0], row[1], datetime.fromisoformat(row[2])), turns

    def rename(self, user: str, id: str, name: str) -> None:
        """Give a conversation another name."""
        with self._store.writing() as db:
            query = "UPDATE conversations SET name = ? WHERE number = ?"
            db.execute(query, (_name(name), _number(db, user, id)))

    def delete(self, user: str, id: str) -> None:
        """Delete a conversation with its ratings."""
        with self._store.writing() as db:
            number = _number(db, user, id)
            db.execute("DELETE FROM turns WHERE conversation = ?", (number,))
            db.execute("DELETE FROM conversations WHERE number = ?", (number,))

    def rate(self, user: str, id: str, place: int, rating: Rating) -> None:
        """Keep what the user thought of the answer at that place; a later rating takes the earlier one's."""
        values = (rating.right, rating.reason, rating.instead)
        query = "UPDATE turns SET right = ?, reason = ?, instead = ? WHERE conversation = ? AND place = ?"
        with self._store.writing() as db:
            changed = db.execute(query, (*values, _number(db, user, id), place)).rowcount
        if not changed:
            raise InputError("there is no such answer in this conversation: reload the page")

    def rated(self) -> Iterator[Kept]:
        """The rated answers of all users, oldest first."""
        query = "SELECT answer, right, reason, instead FROM turns WHERE right IS NOT NULL ORDER BY conversation, place"
        with self._store.reading() as db:
            yield from [_kept(turn) for turn in db.execute(query)]


def evaluation_line(kept: Kept) -> dict[str, Any] | None:
    """A rated answer as a line that `wenbao evaluate` reads; None where nobody said what would have been right.

    A question is taken as it was understood: it is asked alone there.
    """
    answer, rating = kept.answer, kept.rating
    if rating is None or not (rating.right or rating.instead or rating.reason == ABSENT):
        return None
    words = rating.instead or (answer["answer"] if rating.right else "")
    line = {"question": answer["understood"], "answers": [words] if words else []}
    cited = answer["citations"] if rating.right else ()
    return line | ({"article": cited[0]["article"]} if cited else {})


def _kept(row: tuple[str, int | None, str, str]) -> Kept:
    answer, right, reason, instead = row
    return Kept(json.loads(answer), None if right is None else Rating(bool(right), reason, instead))


def _number(db: Connection, user: str, id: str) -> int:
    """The row of a user's conversation."""
    row = db.execute("SELECT number FROM conversations WHERE user = ? AND id = ?", (user, id)).fetchone()
    if row is None:
        raise InputError("this conversation was deleted, or is another user's: start a new one")
    return int(row[0])


def _name(name: str) -> str:
    """A name in one line."""
    name = " ".join(name.split())
    if not name:
        raise InputError("the conversation's name is empty: write one")
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _now() -> str:
    return datetime.now().isoformat(timespec="microseconds")
