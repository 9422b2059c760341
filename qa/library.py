"""Library: ONE SQLite file is the truth: articles, passages, their vectors, their words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypedDict, TypeVar

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder
from qa import rows, word_index
from qa.articles import LATEST, Article, Page
from qa.errors import InputError, LibraryError
from qa.intake import Intake, Stored
from qa.nearest import Nearest
from qa.passages import Passage
from qa.rows import COLUMNS, article_of
from qa.storage import Connection, Store, meta, numbers, set_meta
from qa.words import RULES

MANY = (
    1000  # articles, after which the cache of vectors is brought up to date at once, not at the next search
)
REMEMBERED = (
    8  # filters whose passages are kept at hand: of a million each has 8 MB, found in a third of a second
)
Found = TypeVar("Found")
CUT, ALL = f"words cut by rules {RULES}", "all"  # an entry of the table meta
BATCH = 200  # articles or passages read or embedded at a time: a few megabytes


class Correction(TypedDict, total=False):
    """What of an article is to be other than it is; without a day where `published` is None."""

    title: str
    published: date | None
    newspaper: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file's articles; errors are for the person at the screen."""

    added: int = 0
    replaced: int = 0
    removed: int = 0  # older articles that the file no longer holds
    skipped: int = 0
    errors: tuple[InputError, ...] = ()


class Library:
    """The articles of one folder; many readers, one writer; may be used from several threads."""

    def __init__(self, store: Store, uuid: str) -> None:
        self.folder = store.folder
        self.uuid = uuid
        self._store = store
        self._nearest = Nearest(store.folder)
        self._published: dict[tuple[object, ...], NDArray[np.int64]] = {}  # by generation and what was asked
        self._counted: dict[tuple[object, ...], int] = {}  # the same

    @classmethod
    def open(cls, folder: Path, create: bool = False) -> Library:
        """The library in a folder; LibraryError if there is none, unless it is to be made."""
        store = Store.open(Path(folder), create)
        with store.reading() as db:
            return cls(store, meta(db, "uuid"))

    def close(self) -> None:
        """Close the file; the library is not to be used afterwards."""
        self._store.close()

    def snapshot(self) -> AbstractContextManager[Connection]:
        """A block in which this thread's reading methods see one state, whatever others write meanwhile."""
        return self._store.reading()

    @property
    def generation(self) -> int:
        """Grows with each committed change, by whichever process."""
        with self._store.reading() as db:
            return int(meta(db, "generation"))

    @property
    def encoder_name(self) -> str:
        """Whose vectors the library holds; "" while it is empty."""
        with self._store.reading() as db:
            return meta(db, "encoder")

    def count(self, newspaper: str = "", since: date | None = None, until: date | None = None) -> int:
        """How many articles there are, or were printed there and then (as in `published`)."""
        condition, values = _printed(newspaper, since, until)
        query = f"SELECT count(*) FROM articles WHERE {condition}"
        with self._store.reading() as db:
            asked = (int(meta(db, "generation")), *values, condition)
            return _remembered(self._counted, asked, lambda: int(db.execute(query, values).fetchone()[0]))

    def passage_count(self) -> int:
        """How many passages there are."""
        with self._store.reading() as db:
            return int(db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def article(self, id: str) -> Article:
        """The article of that id."""
        with self._store.reading() as db:
            number = rows.number_of(db, id)
            row = db.execute(f"SELECT {COLUMNS} FROM articles WHERE number = ?", (number,)).fetchone()
        return article_of(row)

    def articles(self) -> Iterator[Article]:
        """All articles, in the order in which they were added."""
        last = 0
        while True:
            with self._store.reading() as db:
                query = f"SELECT {COLUMNS}, number FROM articles WHERE number > ? ORDER BY number LIMIT ?"
                found = db.execute(query, (last, BATCH)).fetchall()
            if not found:
                return
            yield from map(article_of, found)
            last = found[-1][-1]

    def pages(self, path: Path) -> list[Page]:
        """What is printed on the pages of a file beside its articles; their `articles` are left out."""
        query = (
            "SELECT newspaper, published, pages.number, furniture FROM pages "
            "JOIN files ON files.number = pages.file WHERE path = ? ORDER BY pages.rowid"
        )
        with self._store.reading() as db:
            found = db.execute(query, (str(path.absolute()),)).fetchall()
        return [
            Page((), newspaper, rows.day_of(published), number, tuple(json.loads(furniture)))
            for newspaper, published, number, furniture in found
        ]

    def passages(self, rowids: Sequence[int]) -> list[Passage]:
        """The passages of those numbers, in that order; LibraryError if one was removed."""
        query = (
            f'SELECT passages.number, start, "end", {COLUMNS} FROM passages JOIN articles '
            "ON articles.number = article WHERE passages.number IN (SELECT value FROM json_each(?))"
        )
        with self._store.reading() as db:
            found = db.execute(query, (json.dumps([int(number) for number in rowids]),)).fetchall()
        articles = {row[3]: article_of(row[3:]) for row in found}
        made = {number: Passage(articles[id], start, end) for number, start, end, id, *_ in found}
        if len(made) < len(set(rowids)):
            raise LibraryError("an article was removed while it was searched: ask again")
        return [made[int(number)] for number in rowids]

    def passage_rows(self, article_id: str) -> list[int]:
        """The numbers of an article's passages, in the order of its text."""
        query = "SELECT number FROM passages WHERE article = (SELECT number FROM articles WHERE id = ?)"
        with self._store.reading() as db:
            return [number for (number,) in db.execute(query + " ORDER BY number", (article_id,))]

    def vectors(self, rowids: Sequence[int]) -> NDArray[np.float32]:
        """Shape (len(rowids), dimension): the passages' vectors, in that order."""
        with self._store.reading() as db:
            found, vectors = rows.vectors_of(db, rowids)
            dimension = int(meta(db, "dimension"))
        if len(found) < len(set(rowids)):
            raise LibraryError("an article was removed while it was searched: ask again")
        return vectors[np.searchsorted(found, rowids)] if len(found) else np.zeros((0, dimension), np.float32)

    def newest(self) -> date | None:
        """The day of the newest issue; None where no article has a day."""
        query = "SELECT max(published) FROM articles WHERE published <= ?"
        with self._store.reading() as db:
            return rows.day_of(db.execute(query, (LATEST.isoformat(),)).fetchone()[0])

    def newspapers(self) -> list[str]:
        """The names of the newspapers, those with most articles first."""
        query = "SELECT newspaper FROM articles WHERE newspaper <> '' GROUP BY 1 ORDER BY count(*) DESC, 1"
        with self._store.reading() as db:
            return [name for (name,) in db.execute(query)]

    def published(
        self, newspaper: str = "", since: date | None = None, until: date | None = None
    ) -> NDArray[np.int64]:
        """Numbers, ascending, of the passages that a newspaper ("": any) printed in those days, both included.

        Articles without a day are left out where `since` or `until` is given.
        """
        condition, values = _printed(newspaper, since, until)
        query = f"SELECT passages.number FROM articles CROSS JOIN passages ON article = articles.number WHERE {condition}"
        with self._store.reading() as db:
            asked = (int(meta(db, "generation")), *values, condition)
            return _remembered(self._published, asked, lambda: np.sort(numbers(db, query, values)))

    def word_search(
        self, terms: Sequence[str], k: int, among: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Numbers and BM25 scores (higher is better) of the k best passages for the terms; ties by number."""
        with self._store.reading() as db:
            return word_index.search(db, terms, k, among)

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """What each term weighs: more the fewer passages hold it."""
        with self._store.reading() as db:
            return word_index.rarity(db, terms)

    def vector_search(
        self, query: NDArray[np.float32], k: int, among: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Numbers and cosines of the k nearest passages, from the stored vectors; ties by number."""
        with self._store.reading() as db:
            if meta(db, "encoder") and len(query) != int(meta(db, "dimension")):
                raise LibraryError(
                    "the library has another encoder's vectors now: name it, or `wenbao reembed`"
                )
            candidates = self._nearest.search(db, query, k, among)
            found, vectors = rows.vectors_of(db, candidates)
        if not len(found):
            return []
        # A product of matrices may round differently with their size; a row's own sum does not.
        scores = (vectors * query.astype(np.float32)).sum(axis=1)
        order = np.lexsort((found, -scores))[:k]
        return [(int(found[i]), float(scores[i])) for i in order]

    def add_file(
        self,
        path: Path,
        pages: Iterable[Page],
        encoder: Encoder,
        complete: Callable[[], bool] = lambda: True,
        progress: Callable[[Stored], None] = lambda stored: None,
    ) -> Added:
        """Store a file's articles, a transaction a page; what is held already is skipped.

        If the file was read to its end without errors (`complete`), its older articles that it no longer
        holds are removed. `progress` is told of each page once its articles are stored.
        """
        with self._store.alone():
            self.check_encoder(encoder)
            intake = Intake.of(self._store, path, encoder)
            for page in pages:
                progress(intake.add(page))
            removed = intake.drop_older() if complete() else 0
            if removed or intake.replaced or intake.added > MANY:
                self._forget()
        return Added(intake.added, intake.replaced, removed, intake.skipped, tuple(intake.errors))

    def remove(self, ids: Sequence[str]) -> int:
        """Remove the articles from the library and from every index; LibraryError if one is not there."""
        with self._store.alone():
            with self._store.writing() as db:
                numbers = [rows.number_of(db, id) for id in dict.fromkeys(ids)]
                for number in numbers:
                    rows.delete_article(db, number)
                rows.count_change(db)
            self._forget()
        return len(numbers)

    def withdraw(self, ids: Sequence[str], files: Sequence[Path]) -> int:
        """Take articles out of files, as if these had never been added; how many went, as no other file holds them."""
        held = "SELECT article, file FROM holdings JOIN articles ON articles.number = article JOIN files ON files.number = file"
        wanted = "id IN (SELECT value FROM json_each(?)) AND path IN (SELECT value FROM json_each(?))"
        paths = [str(path.absolute()) for path in files]
        with self._store.alone():
            with self._store.writing() as db:
                given = (json.dumps(list(ids)), json.dumps(paths))
                found = db.execute(f"{held} WHERE {wanted} ORDER BY article, file", given).fetchall()
                removed = sum(rows.release(db, number, file) for number, file in found)
                rows.count_change(db)
            self._forget()
        return removed

    def edit(self, id: str, encoder: Encoder, changes: Correction) -> Article:
        """Correct what is known of an article; adding its file again leaves the correction in place."""
        with self._store.alone():
            self.check_encoder(encoder)
            article = replace(self.article(id), **changes)
            if article.published and article.published > LATEST:
                raise InputError(
                    "{day} is later than {latest}: write another day, or none",
                    day=article.published,
                    latest=LATEST,
                )
            cut = rows.cut([article], encoder)[0]
            with self._store.writing() as db:
                number = rows.number_of(db, id)
                rows.delete_passages(db, number)
                day = rows.iso_of(article.published)
                query = "UPDATE articles SET title = ?, published = ?, newspaper = ? WHERE number = ?"
                db.execute(query, (article.title, day, article.newspaper, number))
                word_index.add(db, rows.insert_passages(db, number, cut))
                rows.count_change(db)
            self._forget()
        return article

    def reembed(self, encoder: Encoder, progress: Callable[[int], None] = lambda count: None) -> int:
        """Give every passage the vector of another encoder; a broken run goes on where it stopped.

        Until all is done the library keeps answering with the vectors it has.
        """
        with self._store.alone():
            with self._store.writing() as db:
                if meta(db, "pending") != encoder.name:
                    db.execute("DELETE FROM pending")
                    set_meta(db, "pending", encoder.name)
            while rowids := self._unembedded():
                passages = self.passages(rowids)
                vectors = rows.encode(passages, encoder)
                with self._store.writing() as db:
                    db.executemany("INSERT INTO pending VALUES (?, ?)", zip(rowids, vectors, strict=True))
                progress(len(rowids))
            with self._store.writing() as db:
                db.execute(
                    "UPDATE passages SET vector = "
                    "(SELECT pending.vector FROM pending WHERE passage = passages.number)"
                )
                db.execute("DELETE FROM pending")
                set_meta(db, "pending", "")
                count = int(db.execute("SELECT count(*) FROM passages").fetchone()[0])
                set_meta(db, "encoder", encoder.name if count else "")
                set_meta(db, "dimension", str(encoder.dimension))
                set_meta(db, "epoch", str(int(meta(db, "epoch")) + 1))
                rows.count_change(db)
            self._forget()
        return count

    def _unembedded(self) -> list[int]:
        """Numbers of passages that a reembed has yet to come to."""
        with self._store.reading() as db:
            last = db.execute("SELECT coalesce(max(passage), 0) FROM pending").fetchone()[0]
        return self._numbers(last)

    def renew_words(self, progress: Callable[[int], None] = lambda count: None) -> None:
        """Cut words anew that an older program cut by other rules; a broken run goes on where it stopped."""
        while self._cut_until() != ALL:
            with self._store.alone():  # between two rounds others may write
                until = self._cut_until()
                found = self._numbers(int(until)) if until != ALL else []
                cut = dict(zip(found, map(rows.terms, self.passages(found)), strict=True))
                with self._store.writing() as db:
                    word_index.replace(db, cut)
                    db.execute("REPLACE INTO meta VALUES (?, ?)", (CUT, str(found[-1]) if found else ALL))
                    if found:
                        rows.count_change(db)
            progress(len(found))

    def _cut_until(self) -> str:
        """Number of the last passage whose words were cut by these rules, or ALL."""
        with self._store.reading() as db:
            found = db.execute("SELECT value FROM meta WHERE key = ?", (CUT,)).fetchone()
        return str(found[0]) if found else "0"

    def _numbers(self, after: int) -> list[int]:
        """Numbers of the next passages."""
        query = "SELECT number FROM passages WHERE number > ? ORDER BY number LIMIT ?"
        with self._store.reading() as db:
            return [number for (number,) in db.execute(query, (after, BATCH))]

    def check_encoder(self, encoder: Encoder) -> None:
        """LibraryError if the library's vectors are another encoder's."""
        if self.encoder_name not in ("", encoder.name):
            raise LibraryError(
                "the library was made with the encoder {own}, not {other}: "
                "name that one with --encoder, or change all vectors with `wenbao reembed`",
                own=self.encoder_name,
                other=encoder.name,
            )

    def _forget(self) -> None:
        """Bring the cache of vectors up to date: nothing of what was removed stays in it."""
        with self._store.reading() as db:
            self._nearest.save(db)


def _remembered(
    kept: dict[tuple[object, ...], Found], asked: tuple[object, ...], find: Callable[[], Found]
) -> Found:
    """What was found for the same before, else what is found now."""
    found = kept.get(asked)
    if found is None:
        if len(kept) >= REMEMBERED:
            kept.clear()
        found = kept[asked] = find()
    return found


def _printed(newspaper: str, since: date | None, until: date | None) -> tuple[str, tuple[str, ...]]:
    """Of which articles that is true, as SQL with its values."""
    conditions = {
        "newspaper = ?": newspaper,
        "published >= ?": rows.iso_of(since),
        "published <= ?": rows.iso_of(until),
    }
    given = {condition: value for condition, value in conditions.items() if value}
    return " AND ".join(given) or "1", tuple(given.values())
