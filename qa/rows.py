"""The library's articles, passages and words as rows: written and read inside a transaction of the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder
from qa import word_index
from qa.articles import Article, Page
from qa.errors import NotFoundError
from qa.passages import Passage, passage_context, split_passages
from qa.storage import Connection
from qa.words import cut_words

COLUMNS = "id, title, subtitle, text, newspaper, published, page, captions, credits, url, source"

Cut = list[tuple[Passage, bytes, str]]  # an article's passages with vector and terms, ready to be stored


def article_of(row: Sequence[Any]) -> Article:
    """The article of a row that starts with COLUMNS."""
    id, title, subtitle, text, newspaper, published, page, captions, credits, url, source = row[:11]
    return Article(
        id=id,
        title=title,
        text=text,
        subtitle=subtitle,
        newspaper=newspaper,
        published=day_of(published),
        page=page,
        captions=_lines(captions),
        credits=_lines(credits),
        url=url,
        source=source,
    )


def _lines(column: str) -> tuple[str, ...]:
    return () if column == "[]" else tuple(json.loads(column))


def day_of(iso: str | None) -> date | None:
    """The date that a column holds."""
    return date.fromisoformat(iso) if iso else None


def iso_of(day: date | None) -> str | None:
    """The date as a column holds it."""
    return day.isoformat() if day else None


def checksums(article: Article) -> tuple[str, str]:
    """Of what the article says, and of all else that its file tells of it."""
    content = (article.title, article.subtitle, article.text, article.newspaper, iso_of(article.published))
    extras = (article.page, article.captions, article.credits, article.url)
    first, second = (hashlib.sha256(json.dumps(part).encode()).hexdigest()[:32] for part in (content, extras))
    return first, second


def number_of(db: Connection, id: str) -> int:
    """The row of the article with that id; NotFoundError if there is none."""
    row = db.execute("SELECT number FROM articles WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise NotFoundError("there is no article {id}: `wenbao list` shows those there are", id=id)
    return int(row[0])


def cut(articles: Sequence[Article], encoder: Encoder) -> list[Cut]:
    """Each article's passages with their vectors and terms: the slow part, done outside transactions."""
    split = [split_passages(article) for article in articles]
    passages = [passage for parts in split for passage in parts]
    ready = zip(passages, encode(passages, encoder), map(terms, passages), strict=True)
    return [[next(ready) for _ in parts] for parts in split]


def encode(passages: Sequence[Passage], encoder: Encoder) -> list[bytes]:
    """The passages' vectors as they are stored, made of the text as printed with its context in front.

    Folded text costs the bundled encoder a point of recall@1: it knows full width, capitals and Traditional itself.
    """
    if not passages:
        return []
    texts = [f"{passage_context(passage)}\n{passage.text}".strip() for passage in passages]
    return [vector.tobytes() for vector in encoder.encode_documents(texts).astype(np.float16)]


def terms(passage: Passage) -> str:
    """What the word index holds of a passage, separated by spaces."""
    return " ".join(cut_words(f"{passage_context(passage)}\n{passage.text}"))


def insert_article(db: Connection, article: Article, told: Article) -> int:
    """Store an article that is new, `told` by its file, without its passages; its number."""
    query = f"INSERT INTO articles ({COLUMNS}, content, extras) VALUES ({', '.join('?' * 13)})"
    return int(db.execute(query, (*_values(article), *checksums(told))).lastrowid or 0)


def replace_article(db: Connection, number: int, article: Article, told: Article) -> None:
    """Store an article's new version, `told` by its file, in the place of the old one, whose passages go."""
    delete_passages(db, number)
    columns = ", ".join(f"{name} = ?" for name in (*COLUMNS.split(", "), "content", "extras"))
    values = (*_values(article), *checksums(told), number)
    db.execute(f"UPDATE articles SET {columns} WHERE number = ?", values)


def corrected(db: Connection, file: int) -> list[tuple[Article, str]]:
    """The file's articles that say something else than it told of them, and the checksum of what it told."""
    query = f"SELECT {COLUMNS}, content FROM holdings JOIN articles ON number = article WHERE file = ?"
    found = ((article_of(row), str(row[-1])) for row in db.execute(query, (file,)))
    return [(article, content) for article, content in found if checksums(article)[0] != content]


def _values(article: Article) -> tuple[Any, ...]:
    """The article as a row of COLUMNS."""
    return (
        article.id,
        article.title,
        article.subtitle,
        article.text,
        article.newspaper,
        iso_of(article.published),
        article.page,
        json.dumps(article.captions, ensure_ascii=False),
        json.dumps(article.credits, ensure_ascii=False),
        article.url,
        article.source,
    )


def delete_article(db: Connection, number: int) -> None:
    """Remove an article and all that was made of it."""
    delete_passages(db, number)
    db.execute("DELETE FROM holdings WHERE article = ?", (number,))
    db.execute("DELETE FROM articles WHERE number = ?", (number,))


def release(db: Connection, number: int, file: int) -> bool:
    """Take an article out of a file; whether it went, as no other file holds it."""
    db.execute("DELETE FROM holdings WHERE file = ? AND article = ?", (file, number))
    if db.execute("SELECT 1 FROM holdings WHERE article = ?", (number,)).fetchone():
        return False
    delete_article(db, number)
    return True


def insert_passages(db: Connection, number: int, ready: Cut) -> list[tuple[int, str]]:
    """Store an article's passages with their vectors; their numbers and terms are for the word index."""
    query = 'INSERT INTO passages (article, start, "end", vector) VALUES (?, ?, ?, ?)'
    return [
        (int(db.execute(query, (number, passage.start, passage.end, vector)).lastrowid or 0), words)
        for passage, vector, words in ready
    ]


def delete_passages(db: Connection, number: int) -> None:
    """Remove an article's passages, their vectors and words."""
    gone = db.execute("SELECT number FROM passages WHERE article = ?", (number,)).fetchall()
    word_index.remove(db, [passage for (passage,) in gone])
    db.executemany("DELETE FROM pending WHERE passage = ?", gone)
    db.execute("DELETE FROM passages WHERE article = ?", (number,))


def insert_page(db: Connection, file: int, page: Page) -> None:
    """Keep what is printed on a page and belongs to no article."""
    if page.furniture or page.number:
        furniture = json.dumps(page.furniture, ensure_ascii=False)
        row = (file, page.newspaper, iso_of(page.published), page.number, furniture)
        db.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", row)


def count_change(db: Connection) -> None:
    """Let other processes and the caches see that the library has changed."""
    db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")
    if not db.execute("SELECT 1 FROM passages LIMIT 1").fetchone():
        db.execute("UPDATE meta SET value = '' WHERE key = 'encoder'")  # an empty library is nobody's


def vectors_of(db: Connection, wanted: Iterable[int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Those of the passages that are there, ascending, and their vectors, a row each."""
    query = (
        "SELECT number, vector FROM passages WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"
    )
    found = db.execute(query, (json.dumps([int(number) for number in wanted]),)).fetchall()
    return unpacked(found)


def unpacked(found: Sequence[tuple[int, bytes]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Numbers and stored vectors as arrays, a row each."""
    if not found:
        return np.empty(0, np.int64), np.empty((0, 0), np.float32)
    vectors = np.frombuffer(b"".join(vector for _, vector in found), np.float16)
    return np.array([n for n, _ in found], np.int64), vectors.reshape(len(found), -1).astype(np.float32)
