"""Intake: how one file's articles enter the library, page by page, and replace those it held before."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from embeddings.encoder import Encoder
from qa import rows, word_index
from qa.articles import Article, Page
from qa.errors import InputError
from qa.storage import Store, set_meta

ALIKE = 0.5  # share of two texts in common from which one is a version of the other


@dataclass(frozen=True, slots=True)
class Stored:
    """A page whose articles are in the library now: the ids of those that are new there, and of those replaced."""

    page: Page
    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()  # those that were there already


Planned = tuple[Article, int | None]  # an article to store, and the number of the one whose place it takes


@dataclass
class Intake:
    """How far the adding of one file has come; errors are for the person at the screen."""

    store: Store
    path: Path
    encoder: Encoder
    file: int
    before: frozenset[int]  # numbers of the articles that the file held when it was added last
    seen: dict[str, int] = field(default_factory=dict)  # ids and numbers of those that it holds now
    is_first_page: bool = True
    added: int = 0
    replaced: int = 0
    skipped: int = 0
    errors: list[InputError] = field(default_factory=list)

    @classmethod
    def of(cls, store: Store, path: Path, encoder: Encoder) -> Intake:
        """The file's intake, before its first page."""
        name = str(path.absolute())
        with store.writing() as db:
            db.execute("INSERT OR IGNORE INTO files (path) VALUES (?)", (name,))
            file = int(db.execute("SELECT number FROM files WHERE path = ?", (name,)).fetchone()[0])
            held = db.execute("SELECT article FROM holdings WHERE file = ?", (file,)).fetchall()
        return cls(store, path, encoder, file, frozenset(number for (number,) in held))

    def add(self, page: Page) -> Stored:
        """Embed what is new on a page, then store it in one transaction."""
        plan = self._plan(page)
        ids = {article.id for article in page.articles} | self.seen.keys()
        stored = [self._with_corrections(told, number is not None, ids) for told, number in plan]
        ready = rows.cut(stored, self.encoder)
        with self.store.writing() as db:
            terms: list[tuple[int, str]] = []
            for (told, number), article, cut in zip(plan, stored, ready, strict=True):
                if number is None:
                    number = self.seen[article.id] = rows.insert_article(db, article, told)
                else:
                    rows.replace_article(db, number, article, told)
                terms += rows.insert_passages(db, number, cut)
            word_index.add(db, terms)
            if self.is_first_page:
                db.execute("DELETE FROM pages WHERE file = ?", (self.file,))
            rows.insert_page(db, self.file, page)
            held = {
                (self.file, self.seen[article.id]) for article in page.articles if article.id in self.seen
            }
            db.executemany("INSERT OR IGNORE INTO holdings VALUES (?, ?)", sorted(held))
            if plan:
                set_meta(db, "encoder", self.encoder.name)
                set_meta(db, "dimension", str(self.encoder.dimension))
                rows.count_change(db)
        self.is_first_page = False
        added = tuple(article.id for article, number in plan if number is None)
        replaced = tuple(article.id for article, number in plan if number is not None)
        self.added += len(added)
        self.replaced += len(replaced)
        skipped = {article.id for article in page.articles if article.id in self.seen} - {*added, *replaced}
        return Stored(page, added, replaced, tuple(sorted(skipped)))

    def _plan(self, page: Page) -> list[Planned]:
        """The page's articles that are to be stored; the others are counted as skipped or refused."""
        plan: dict[str, Planned] = {}
        with self.store.reading() as db:
            for article in page.articles:
                query = "SELECT number, coalesce(nullif(text, ''), title), content, extras FROM articles WHERE id = ?"
                row = db.execute(query, (article.id,)).fetchone()
                if article.id in plan:  # a second time on this page
                    self._repeated(article, _words(plan[article.id][0]))
                elif row is None:
                    plan[article.id] = (article, None)
                elif article.id in self.seen:  # a second time in this file
                    self._repeated(article, row[1])
                elif rows.checksums(article) != row[2:] and self._is_own(row[0]):
                    plan[article.id] = (article, row[0])
                    self.seen[article.id] = row[0]
                else:
                    self._repeated(article, row[1])
                    if _words(article) == row[1]:
                        self.seen[article.id] = row[0]
        return list(plan.values())

    def _with_corrections(self, told: Article, takes_place: bool, ids: Container[str]) -> Article:
        """The article as its older version was corrected, if the file tells of it what it told then.

        That is the one whose place it takes, else, of those that aren't among `ids`, which the file still holds, the one
        whose text is most like its own.
        """
        alike = []
        for older, content in self._corrected.values():
            before = replace(older, title=told.title, newspaper=told.newspaper, published=told.published)
            is_version = older.id == told.id if takes_place else older.id not in ids
            if is_version and rows.checksums(before)[0] == content:
                alike.append((1.0 if takes_place else _likeness(older.text, told.text), older))
        share, older = max(alike, key=itemgetter(0), default=(0.0, told))
        if share < ALIKE:
            return told
        kept, _ = self._corrected.pop(older.id)
        return replace(told, title=kept.title, newspaper=kept.newspaper, published=kept.published)

    @cached_property
    def _corrected(self) -> dict[str, tuple[Article, str]]:
        """What the file held that a user has corrected since, by id; what has gone on to another version no longer."""
        with self.store.reading() as db:
            found = rows.corrected(db, self.file) if self.before else []
        return {article.id: (article, content) for article, content in found}

    def _repeated(self, article: Article, held: str) -> None:
        """Skip an article whose text is held already; refuse one whose id belongs to another text."""
        if _words(article) == held:
            self.skipped += 1
            return
        title = article.title or article.text[:20]
        self.errors.append(
            InputError(
                "{path}: the id {id} is taken by another text; give “{title}” an id of its own",
                path=self.path,
                id=article.id,
                title=title,
            )
        )

    def _is_own(self, number: int) -> bool:
        """Whether this file alone held the article before."""
        query = "SELECT 1 FROM holdings WHERE article = ? AND file <> ?"
        with self.store.reading() as db:
            is_shared = db.execute(query, (number, self.file)).fetchone() is not None
        return number in self.before and not is_shared

    def drop_older(self) -> int:
        """Remove the articles that the file holds no longer, unless another file holds them."""
        older = self.before - set(self.seen.values())
        if not older:
            return 0
        with self.store.writing() as db:
            removed = sum(rows.release(db, number, self.file) for number in sorted(older))
            rows.count_change(db)
        return removed


def _words(article: Article) -> str:
    """What tells two articles of one id apart: another date or headline may be a correction."""
    return article.text or article.title


def _likeness(one: str, other: str) -> float:
    """0 to 1: how much two texts have in common, in the same order."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
