"""rest(assistant): answers, passages and articles over HTTP, for programs."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from qa.asking import history_of
from qa.chat import LONGEST_QUESTION, Assistant
from qa.output import article_dict

MOST_HITS = 100  # passages of one search
MOST_ARTICLES = 500  # articles of one listing


class Question(BaseModel):
    """A question; `history` holds earlier answers of this conversation as they were returned, oldest first."""

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    history: list[dict[str, Any]] = []
    newspaper: str = ""
    since: date | None = None
    until: date | None = None
    today: date | None = Field(None, description="the day that 今天 means; the newest issue's if left out")


def rest(assistant: Assistant) -> APIRouter:
    """The routes under /api/v1."""
    routes = APIRouter(prefix="/api/v1")
    library = assistant.library

    @routes.post("/ask")
    def ask(asked: Question) -> dict[str, Any]:
        """The answer with its citations, or a refusal with the closest passages: what `wenbao ask --json` prints."""
        chosen = asked.model_dump(include={"newspaper", "since", "until", "today"})
        return assistant.ask(asked.question, history_of(asked.history, library), **chosen).as_dict()

    @routes.get("/search")
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

    @routes.get("/articles")
    def articles(
        offset: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int, Query(ge=1, le=MOST_ARTICLES)] = 50
    ) -> dict[str, Any]:
        """The articles in the order in which they were added, and how many there are."""
        found = islice(library.articles(), offset, offset + limit)
        return {"count": library.count(), "articles": [article_dict(article) for article in found]}

    @routes.get("/articles/{id}")
    def article(id: str) -> dict[str, Any]:
        """One article."""
        return article_dict(library.article(id))

    return routes
