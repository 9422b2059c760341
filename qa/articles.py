"""Article: what one piece of news holds; Page: the articles that are read together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from qa.bylines import event_date_in, reporters_in

FIELDS = ("text", "title", "subtitle", "captions", "credits")  # what a citation can quote
ID_LENGTH = (
    12  # hexadecimal digits of a SHA-256: 48 bits, among a million articles a clash has odds of 1 in 500
)


LATEST = date(2199, 12, 31)  # of a newspaper; 9999-12-31 is what lists have where there is no day


@dataclass(frozen=True, slots=True)
class Article:
    """One article as printed; every offset in Wenbao counts characters of one of its fields."""

    id: str
    title: str
    text: str  # paragraphs separated by one line feed
    subtitle: str = ""  # further headline lines, separated by one line feed
    newspaper: str = ""
    published: date | None = None
    page: str = ""
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    url: str = ""
    source: str = ""  # file name and, for a page, its character range: "page.txt#char=0,745" (RFC 5147)

    @property
    def headline(self) -> str:
        """Title and subtitle in one line."""
        return " ".join(filter(None, (self.title, self.subtitle)))

    @property
    def reporters(self) -> tuple[str, ...]:
        """Names in the byline, the closing signature and the credits, correspondents included: `方 晴` as 方晴."""
        return reporters_in(self.text, self.credits)

    @property
    def event_date(self) -> date | None:
        """The day the lead tells of, with the year of the issue where none is printed."""
        return event_date_in(self.text, self.published)


@dataclass(frozen=True, slots=True)
class Page:
    """The articles of one printed page, or of one batch of a .jsonl or .csv file."""

    articles: tuple[Article, ...]
    newspaper: str = ""
    published: date | None = None
    number: str = ""
    furniture: tuple[str, ...] = ()  # printed on the page, belongs to no article


def printed_on(day: date) -> date:
    """The day; ValueError where no newspaper can be of it."""
    if day > LATEST:
        raise ValueError(f"{day} is later than {LATEST}")
    return day


def content_id(title: str, subtitle: str, text: str, newspaper: str, published: date | None) -> str:
    """The id of an article that brings none: it depends on what is printed, not on the file it came in."""
    parts = (title, subtitle, text, newspaper, published.isoformat() if published else "")
    content = "\x00".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:ID_LENGTH]


def field_text(article: Article, field: str) -> str:
    """The field's characters as citations count them: captions and credits joined by line feeds."""
    value: str | tuple[str, ...] = getattr(article, field)
    return value if isinstance(value, str) else "\n".join(value)
