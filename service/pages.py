"""pages(assistant): the pages that need no chat, each article's own."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from qa.answers import Citation
from qa.articles import FIELDS, Article, field_text
from qa.chat import Assistant
from qa.errors import LibraryError
from service.shapes import status_of
from ui import faults, render
from ui.labels import CHINESE, language_of

PLACE = re.compile(r"[0-9]{1,18}")  # of a character


def pages(assistant: Assistant) -> APIRouter:
    """Routes that answer with HTML, complete without any other file."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    library = assistant.library

    @routes.get("/favicon.ico")
    def favicon() -> Response:
        return Response(files("ui").joinpath("favicon.svg").read_bytes(), media_type="image/svg+xml")

    @routes.get("/article/{id:path}")
    def page(
        id: str,
        field: str = "text",
        start: int = 0,
        end: int = 0,
        mark: Annotated[list[str] | None, Query()] = None,
        lang: str = CHINESE,
    ) -> HTMLResponse:
        """An article by itself, to print or to send on, characters start to end of a field marked."""
        language = language_of(lang)
        top = render.top(language)
        try:
            held = library.article(id)
        except LibraryError as error:
            told = render.message_pane(faults.told(error, language), language)
            return HTMLResponse(render.document(told, "问报", top, language), status_of(error))
        citation = cited(held, field, start, end, mark or [])
        pane = render.article_pane(held, citation, 0, language, level=1)
        return HTMLResponse(render.document(pane, held.headline or "问报", top, language))

    return routes


def cited(article: Article, field: str, start: int, end: int, marks: list[str]) -> Citation | None:
    """The citation that an address names; None where the article has no such characters."""
    if field not in FIELDS or not 0 <= start < end <= len(field_text(article, field)):
        return None
    spans = []
    for mark in marks:
        left, _, right = mark.partition("-")
        if PLACE.fullmatch(left) and PLACE.fullmatch(right) and start <= int(left) < int(right) <= end:
            spans.append((int(left), int(right)))
    return Citation(article, field, start, end, tuple(spans))
