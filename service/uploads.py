"""uploads(assistant): files dropped on the page enter the library, told page by page as it happens."""

from __future__ import annotations

import asyncio
import logging
import re
import shutil
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import anyio
import numpy as np
from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.sse import EventSourceResponse, ServerSentEvent
from numpy.typing import NDArray

from embeddings.encoder import Encoder
from qa.adding import Adding, Said
from qa.articles import LATEST, Page
from qa.chat import Assistant
from qa.errors import BusyError, InputError, WenbaoError
from qa.intake import Stored
from qa.newspaper import SUFFIXES
from qa.storage import told
from ui import faults

FOLDER = "uploads"  # in the library's: a file's path there is what the library knows it by
LARGEST = 512 << 20  # bytes of one request; larger archives are for the command line
LONGEST_NAME = 200  # bytes; file systems hold 255
DEEPEST = 8  # folders that a file may lie in
UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]|^[. ]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)\.', re.I)

log = logging.getLogger("wenbao")
Tell = Callable[[str, dict[str, Any]], None]


def uploads(assistant: Assistant) -> APIRouter:
    """The route that adds files."""
    routes = APIRouter(prefix="/api/v1")

    @routes.post(
        "/articles",
        response_class=EventSourceResponse,
        max_body_size=LARGEST,
    )
    async def add(
        request: Request,
        files: list[UploadFile],
        newspaper: Annotated[str, Form()] = "",
        published: Annotated[date | None, Form(alias="date", le=LATEST)] = None,
    ) -> AsyncIterator[ServerSentEvent]:
        """Adds .txt pages, .jsonl and .csv files; `newspaper` and `date` hold where the files don't say them.

        Server-sent events: `page` for each page stored, `refused` for each thing refused, at the end `done`.
        A client that goes away stops the adding; what was stored stays.
        """
        loop = asyncio.get_running_loop()
        events: asyncio.Queue[ServerSentEvent] = asyncio.Queue()

        def tell(event: str, data: dict[str, Any]) -> None:
            with suppress(RuntimeError):  # the server has been stopped meanwhile
                loop.call_soon_threadsafe(events.put_nowait, ServerSentEvent(event=event, data=data))

        drop = Drop(assistant, Adding(Said(newspaper.strip(), published)), tell, faults.wanted(request))
        working = asyncio.create_task(asyncio.to_thread(drop.add, files))
        try:
            while (event := await events.get()).event != "done":
                yield event
            yield event
        finally:
            drop.gone.set()
            with anyio.CancelScope(shield=True):  # the files stay open until the page at hand is stored
                await working

    return routes


class Gone(Exception):
    """The client has gone away."""


class Halting:
    """An encoder that ends the adding once the client has gone away: what it was embedding is not stored."""

    def __init__(self, encoder: Encoder, gone: threading.Event) -> None:
        self.name, self.dimension, self._encoder, self._gone = encoder.name, encoder.dimension, encoder, gone

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return self._encoder.encode_query(text)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._encoder.encode_documents(texts)
        if self._gone.is_set():
            raise Gone
        return vectors


@dataclass(slots=True)
class Drop:
    """The files of one request on their way into the library."""

    assistant: Assistant
    adding: Adding
    tell: Tell
    language: str  # of the errors' lines
    gone: threading.Event = field(default_factory=threading.Event)
    ids: list[str] = field(default_factory=list)  # of the articles that are new
    file: str = ""  # that is being added
    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "replaced": 0, "skipped": 0})
    refused: int = 0
    told: int = 0  # of the lines that `adding` has noted

    def add(self, files: Sequence[UploadFile]) -> None:
        """Add them, one after another; whatever happens, `done` is told at the end."""
        for file in files:
            if self.gone.is_set():
                break
            try:
                self._add(file)
            except Gone:
                pass
            except BusyError as error:
                self._refuse("busy", error)
            except WenbaoError as error:
                self._refuse("unread", error)
            except Exception:  # the page is told in words, the terminal has the rest
                log.exception("adding %s failed", self.file)
                self._refuse("unread", InputError("something went wrong: the terminal has the details"))
        done = {**self.counts, "removed": self.adding.removed, "refused": self.refused, "ids": self.ids}
        self.tell("done", done)

    def _add(self, file: UploadFile) -> None:
        """Add one file, which is read from a place of its own and kept once it was."""
        name = self.file = file.filename or ""  # with its folders, where it was dropped in one
        if not all(map(_is_name, name.split("/"))) or name.count("/") > DEEPEST:
            return self._refuse(
                "name", InputError("{name} cannot be the name of a file here: rename it", name=f"{name!a}")
            )
        if Path(name).suffix.lower() not in SUFFIXES:
            return self._refuse(
                "kind",
                InputError(
                    "{name} is no {kinds} file: save its text as one of them",
                    name=name,
                    kinds=", ".join(SUFFIXES),
                ),
            )
        folder = self.assistant.library.folder / FOLDER
        with told(folder / name), tempfile.TemporaryDirectory(prefix=".new-", dir=_made(folder)) as place:
            new = Path(place) / Path(name).name
            with new.open("wb") as copy:
                shutil.copyfileobj(file.file, copy)
            before = sum(self.counts.values())
            try:
                self._store(folder / name, new)
            finally:
                self._tell_errors()
                if sum(self.counts.values()) > before:  # else nothing of it is in the library
                    new.replace(_made((folder / name).parent) / new.name)
        return None

    def _store(self, path: Path, lies: Path) -> None:
        library, encoder = self.assistant.library, Halting(self.assistant.retriever.encoder, self.gone)
        library.renew_words()  # of an older program's library
        self.adding.add_file(library, encoder, path, self._stored, lies)

    def _stored(self, stored: Stored) -> None:
        """Tell of a page that is in the library now."""
        page = stored.page
        self._tell_errors()
        self.ids += stored.added
        states = {id: state for state in self.counts for id in getattr(stored, state)}
        for state in states.values():
            self.counts[state] += 1
        headlines = [
            {"id": article.id, "title": article.headline or article.text[:20], "state": states[article.id]}
            for article in page.articles
            if article.id in states
        ]
        where = {"newspaper": page.newspaper, "date": _day(page), "number": page.number}
        self.tell("page", {"file": self.file, **where, "headlines": headlines, **self.counts})
        if self.gone.is_set():
            raise Gone

    def _tell_errors(self) -> None:
        """Tell of what the file refused since the last time."""
        for error in self.adding.errors[self.told :]:
            self._refuse("unread", error)
        self.told = len(self.adding.errors)

    def _refuse(self, reason: str, error: WenbaoError) -> None:
        self.refused += 1
        line = " ".join(faults.told(error, self.language).split())
        self.tell("refused", {"file": self.file, "reason": reason, "error": line})


def _is_name(part: str) -> bool:
    """Whether a file or folder can be called so, on every system."""
    return not UNSAFE.search(part) and 0 < len(part.encode("utf-8", "replace")) <= LONGEST_NAME


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _day(page: Page) -> str | None:
    """The page's day, or that of all its articles."""
    days = {page.published} if page.published else {article.published for article in page.articles}
    day = days.pop() if len(days) == 1 else None
    return day.isoformat() if day else None
