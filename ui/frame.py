"""View, what an address of the library asks to see, and the frame that all its pages share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from qa.catalogue import Choice
from ui.labels import CHINESE, ENGLISH, html_tag, label

PAGES = {
    "/library": "articles",
    "/library/people": "people",
    "/library/organisations": "organisations",
    "/library/statistics": "statistics",
    "/library/add": "adding",
}
NIGHT = "document.body.classList.toggle('dark', matchMedia('(prefers-color-scheme: dark)').matches);"

ALL = Choice()


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: of a choice of articles or names the part-th part, in a language."""

    path: str
    language: str = CHINESE
    choice: Choice = ALL
    sort: str = "newest"
    part: int = 1

    def address(self, path: str = "", **changes: Any) -> str:
        """The address of this view, or of one that differs from it in those fields; back at the first part."""
        own = {name: changes.pop(name) for name in ("language", "sort", "part") if name in changes}
        view = replace(self, part=1, choice=replace(self.choice, **changes))
        return replace(view, path=path or self.path, **own)._address()

    def bare(self, path: str) -> str:
        """The address of a page without anything chosen."""
        return View(path, self.language)._address()

    def _address(self) -> str:
        choice = self.choice
        fields = {
            "q": choice.words,
            "name": choice.name,
            "newspaper": choice.newspaper,
            "since": choice.since,
            "until": choice.until,
            "page": choice.page,
            "reporter": choice.reporter,
            "sort": "" if self.sort == "newest" else self.sort,
            "part": "" if self.part == 1 else self.part,
            "lang": "" if self.language == CHINESE else self.language,
        }
        query = urlencode({name: value for name, value in fields.items() if value})
        return f"{self.path}?{query}" if query else self.path


def words(view: View, key: str, **values: object) -> str:
    """A label, escaped."""
    return escape(label(view.language, key, **values))


def numeral(count: int) -> str:
    """12,345."""
    return f"{count:,}"


def short_date(day: date | None) -> str:
    return day.isoformat() if day else ""


def link(address: str, inside: str, attributes: str = "") -> str:
    """A link; `inside` and `attributes` are HTML."""
    return f'<a href="{escape(address)}"{attributes and " "}{attributes}>{inside}</a>'


def frame(view: View, title: str, inside: str, notice: str = "", script: str = "") -> str:
    """A page of the library, whole, with nothing from anywhere else; `title` is text, `inside` and `notice` are HTML."""
    style = "".join(_file(name) for name in ("page.css", "library.css"))
    name = f"{title} · {label(view.language, 'title')}"
    return (
        f'<!doctype html><html lang="{html_tag(view.language)}"><head><meta charset="utf-8"><title>{escape(name)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="same-origin">'
        f'<style>{style}</style></head><body class="library"><script>{NIGHT}</script>'
        f'<a class="skip" href="#content">{words(view, "skip")}</a>{_masthead(view)}'
        f'<main id="content" tabindex="-1"><h1 class="unseen">{escape(title)}</h1>'
        f'<div role="status">{notice}</div>{inside}</main>{f"<script>{_file(script)}</script>" if script else ""}</body></html>'
    )


def _masthead(view: View) -> str:
    """The title line: the library's pages, the way to the chat, the other language."""
    other = ENGLISH if view.language == CHINESE else CHINESE
    links = "".join(
        f"<li>{link(view.bare(path), words(view, name), _current(view.path == path))}</li>"
        for path, name in PAGES.items()
    )
    home = '<span lang="zh-CN">问报</span> <span lang="en">Wenbao</span>'
    switch = link(
        view.address(language=other, part=view.part),
        words(view, "switch"),
        f'class="switch" hreflang="{other}"',
    )
    return (
        f'<header class="head"><p class="brand">{link(view.bare("/"), home)}<span class="place">{words(view, "library")}</span></p>'
        f'<nav aria-label="{words(view, "library_nav")}"><ul>{links}</ul></nav>'
        f'<p class="aside">{link(view.bare("/"), words(view, "to_chat"), "class=ask")}{switch}</p></header>'
    )


def _current(is_current: bool) -> str:
    return 'aria-current="page"' if is_current else ""


def _file(name: str) -> str:
    return files("ui").joinpath(name).read_text(encoding="utf-8")
