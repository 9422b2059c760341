"""Catalogue: the library's articles as one browses them: chosen, sorted, counted by day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from qa import rows
from qa.articles import Article
from qa.library import Library
from qa.mentions import REPORTER
from qa.names import Names
from qa.rows import COLUMNS, article_of
from qa.storage import Connection, numbers
from qa.words import literal_terms

FEW = 2000  # articles up to which they are looked up one by one; more are met on the way through all,
FEW_PASSAGES = 20_000  # as are passages: their words tell which

# By day the newest first, then as the papers are printed. The numbers alone are sorted: an index has all this.
ORDERS = {
    "newest": "published DESC, newspaper, page, number",
    "oldest": "published IS NULL, published, newspaper, page, number",
    "headline": "title = '', title, published DESC, number",
    "added": "+number",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles are wanted; what is left empty chooses all."""

    words: str = ""  # each of them, separated by spaces, in the headline or the text
    newspaper: str = ""
    since: date | None = None
    until: date | None = None
    page: str = ""
    reporter: str = ""
    name: str = ""  # of a person or an organisation


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the articles chosen, how many there are, and how many were printed on which day."""

    articles: tuple[Article, ...]
    count: int
    days: dict[date, int]  # ascending; without the articles that have no day


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a library holds."""

    articles: int
    passages: int
    characters: int  # of the articles that have been read for their names
    size: int  # bytes on disk
    years: dict[str, dict[str, int]]  # by newspaper and year ("" where the article doesn't say), articles
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The articles of one library, as they are at each call."""

    library: Library
    names: Names

    def part(self, choice: Choice, sort: str = "newest", offset: int = 0, limit: int = 30) -> Part:
        """The articles chosen, from `offset` on, at most `limit`; `sort` is one of ORDERS."""
        named = self._named(choice)
        with self.library.snapshot() as db:
            condition, values = _condition(db, choice, named)
            query = f"SELECT published, count(*) FROM articles WHERE {condition} GROUP BY published"
            days = db.execute(query, values).fetchall()
            query = f"SELECT number FROM articles WHERE {condition} ORDER BY {ORDERS[sort]} LIMIT ? OFFSET ?"
            wanted = [number for (number,) in db.execute(query, (*values, limit, offset))]
            articles = _articles(db, wanted)
        found = {date.fromisoformat(day): count for day, count in days if day}
        return Part(articles, sum(count for _, count in days), found)

    def mentions(self, choice: Choice, articles: Sequence[Article]) -> dict[str, int]:
        """How often each of the articles prints the name that was chosen, by article id."""
        named = self.names.named(choice.name)
        with self.library.snapshot() as db:
            return {article.id: named.get(rows.number_of(db, article.id), 0) for article in articles}

    def statistics(self) -> Statistics:
        """Counts of what the library holds."""
        query = (
            "SELECT newspaper, coalesce(substr(published, 1, 4), ''), count(*) FROM articles GROUP BY 1, 2"
        )
        years: dict[str, dict[str, int]] = {}
        with self.library.snapshot() as db:
            for newspaper, year, count in db.execute(query):
                years.setdefault(newspaper, {})[year] = count
            first, last = db.execute("SELECT min(published), max(published) FROM articles").fetchone()
            passages = self.library.passage_count()
        size = sum(file.stat().st_size for file in self.library.folder.glob("*") if file.is_file())
        articles = sum(sum(counts.values()) for counts in years.values())
        ends = rows.day_of(first), rows.day_of(last)
        return Statistics(articles, passages, self.names.characters(), size, years, *ends)

    def _named(self, choice: Choice) -> list[list[int]]:
        """Sets of article numbers, of each of which the articles chosen are members."""
        reporters = [list(self.names.named(choice.reporter, [REPORTER]))] if choice.reporter else []
        return reporters + ([list(self.names.named(choice.name))] if choice.name else [])


def _condition(db: Connection, choice: Choice, named: Sequence[Sequence[int]]) -> tuple[str, list[object]]:
    """Of which articles that is true, as SQL with its values."""
    given = {
        "newspaper = ?": choice.newspaper,
        "published >= ?": rows.iso_of(choice.since),
        "published <= ?": rows.iso_of(choice.until),
        "page IN (?, ?)": choice.page,
    }
    conditions = [condition for condition, value in given.items() if value]
    values: list[object] = [value for value in given.values() if value]
    if choice.page:
        values.append(choice.page.zfill(2))  # page 1 is printed as 01, too
    sets = [np.array(members, np.int64) for members in named]
    sets += [_holding(db, word) for word in choice.words.split() if literal_terms(word)]
    if sets:
        chosen = sets[0]
        for other in sets[1:]:
            chosen = np.intersect1d(chosen, other)
        # With a sign SQLite doesn't look each one up, but goes through an index of all, which is sooner done.
        sign = "+" if len(chosen) > FEW else ""
        conditions.append(f"{sign}number IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(chosen.tolist()))
    return " AND ".join(conditions) or "1", values


def _holding(db: Connection, word: str) -> NDArray[np.int64]:
    """Numbers of the articles that print the word in one of their passages, or in the headline, spaces in it or not."""
    match = " ".join(f'"{term}"' for term in literal_terms(word))
    passages = "SELECT rowid FROM words WHERE words MATCH ?"
    query = f"SELECT count(*) FROM ({passages} LIMIT {FEW_PASSAGES + 1})"
    sign = "+" if db.execute(query, (match,)).fetchone()[0] > FEW_PASSAGES else ""
    return numbers(db, f"SELECT DISTINCT article FROM passages WHERE {sign}number IN ({passages})", (match,))


def _articles(db: Connection, wanted: Sequence[int]) -> tuple[Article, ...]:
    """The articles of those numbers, in that order."""
    query = f"SELECT number, {COLUMNS} FROM articles WHERE number IN (SELECT value FROM json_each(?))"
    found = {row[0]: article_of(row[1:]) for row in db.execute(query, (json.dumps(wanted),))}
    return tuple(found[number] for number in wanted)


def by_month(days: dict[date, int]) -> dict[date, int]:
    """The counts of whole months, by each month's first day, those without any between them as well."""
    months: Counter[date] = Counter()
    for day, count in days.items():
        months[day.replace(day=1)] += count
    return dict(sorted(months.items()))
