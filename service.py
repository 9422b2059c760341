"""service(assistant): answers, passages and articles over HTTP, for programs, and each article's own page."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, Field

from qa.answers import Citation
from qa.articles import FIELDS, field_text
from qa.asking import history_of
from qa.chat import LONGEST_QUESTION, Assistant
from qa.errors import BusyError, InputError, LibraryError, WenbaoError
from qa.output import article_dict
from ui import render
from ui.labels import CHINESE

MOST_HITS = 100  # passages of one search
MOST_ARTICLES = 500  # articles of one listing
ABOUT = "问报 Wenbao: answers in the newspapers' own words, each with the characters it is quoted from."


class Question(BaseModel):
    """A question; `history` holds earlier answers of this conversation as they were returned, oldest first."""

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    history: list[dict[str, Any]] = []
    newspaper: str = ""
    since: date | None = None
    until: date | None = None
    today: date | None = Field(None, description="the day that 今天 means; the newest issue's if left out")


def service(assistant: Assistant) -> FastAPI:
    """The routes; errors are {"error": one line that names the remedy}, with status 400, 404 or 503."""
    app = FastAPI(title="Wenbao", description=ABOUT, version="1", docs_url=None, redoc_url=None)
    library = assistant.library

    @app.exception_handler(WenbaoError)
    def told(request: Request, error: WenbaoError) -> JSONResponse:
        status = 400 if isinstance(error, InputError) else 503 if isinstance(error, BusyError) else 404
        return JSONResponse({"error": str(error)}, status)

    @app.post("/api/v1/ask")
    def ask(asked: Question) -> dict[str, Any]:
        """The answer with its citations, or a refusal with the closest passages: what `wenbao ask --json` prints."""
        chosen = asked.model_dump(include={"newspaper", "since", "until", "today"})
        return assistant.ask(asked.question, history_of(asked.history, library), **chosen).as_dict()

    @app.get("/api/v1/search")
    def search(
        question: Annotated[str, Query(min_length=1, max_length=LONGEST_QUESTION)],
        k: Annotated[int, Query(ge=1, le=MOST_HITS)] = 10,
        newspaper: str = "",
        since: date | None = None,
        until: date | None = None,
    ) -> list[dict[str, Any]]:
        """The passages that fit a question, best first; start and end count characters of the article's text."""
        hits = assistant.retriever.search(question, k, newspaper=newspaper, since=since, until=until)
        return [
            {
                "article": hit.passage.article.id,
                "title": hit.passage.article.title,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "text": hit.passage.text,
                "score": round(hit.score, 4),
            }
            for hit in hits
        ]

    @app.get("/api/v1/articles")
    def articles(
        offset: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int, Query(ge=1, le=MOST_ARTICLES)] = 50
    ) -> dict[str, Any]:
        """The articles in the order in which they were added, and how many there are."""
        found = islice(library.articles(), offset, offset + limit)
        return {"count": library.count(), "articles": [article_dict(article) for article in found]}

    @app.get("/api/v1/articles/{id}")
    def article(id: str) -> dict[str, Any]:
        """One article."""
        return article_dict(library.article(id))

    @app.get("/article/{id}", response_class=HTMLResponse, include_in_schema=False)
    def page(
        id: str,
        field: str = "text",
        start: int = 0,
        end: int = 0,
        mark: Annotated[list[str] | None, Query()] = None,
    ) -> HTMLResponse:
        """An article by itself, to print or to send on, characters start to end of a field marked."""
        try:
            held = library.article(id)
        except LibraryError as error:
            return HTMLResponse(render.document(render.message_pane(str(error), CHINESE), "问报"), 404)
        citation = cited(held, field, start, end, mark or [])
        return HTMLResponse(
            render.document(render.article_pane(held, citation, 0, CHINESE), held.headline or "问报")
        )

    return app


def cited(article: Any, field: str, start: int, end: int, marks: list[str]) -> Citation | None:
    """The citation that an address names; None where the article has no such characters."""
    if field not in FIELDS or not 0 <= start < end <= len(field_text(article, field)):
        return None
    spans = []
    for mark in marks:
        left, _, right = mark.partition("-")
        if left.isdecimal() and right.isdecimal() and start <= int(left) < int(right) <= end:
            spans.append((int(left), int(right)))
    return Citation(article, field, start, end, tuple(spans))
