"""Article: what one piece of news holds, and how a file of articles is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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


@dataclass(frozen=True, slots=True)
class Page:
    """The articles of one printed page, or of one batch of a .jsonl or .csv file."""

    articles: tuple[Article, ...]
    newspaper: str = ""
    published: date | None = None
    number: str = ""
    furniture: tuple[str, ...] = ()  # printed on the page, belongs to no article
