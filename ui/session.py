"""Session: one visitor's page as it is; View: what changes on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.answers import Citation
from qa.filters import Filters
from qa.followups import Turn
from ui.cards import Entry
from ui.labels import CHINESE


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation on the page: its entries, its id once it is kept, and the question being answered."""

    entries: tuple[Entry, ...] = ()
    id: str = ""
    asking: str = ""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Its answered questions."""
        return tuple(Turn(e.question, e.answer) for e in self.entries if e.answer is not None)


@dataclass(frozen=True, slots=True)
class Opened:
    """The citation in the article pane, and how many were opened so far: a second click scrolls again."""

    citation: Citation | None = None
    times: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """One visitor's page as it is; user is "" for a browser without cookies, whose conversations aren't kept."""

    user: str = ""
    page: str = ""  # tells one open page from another
    language: str = CHINESE
    talk: Talk = Talk()
    opened: Opened = Opened()
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What changes on the page, as HTML and as the session's new parts; None for what stays as it is."""

    head: str | None = None
    shown: str | None = None  # the conversation
    next: str | None = None
    notice: str | None = None
    chips: str | None = None  # the filters
    paper: str | None = None
    past: str | None = None
    box: str | None = None  # the text in the question box
    is_busy: bool | None = None
    language: str | None = None
    talk: Talk | None = None
    opened: Opened | None = None
    filters: Filters | None = None
