"""rest(assistant): answers, passages and articles over HTTP, for programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.sse import ServerSentEvent
from pydantic import BaseModel, Field

from qa.answers import Answer
from qa.asking import history_of
from qa.chat import LONGEST_QUESTION, Assistant
from qa.output import passage_dict
from service import shapes
from service.streams import Events, stream

MOST_HITS = 100  # passages of one search
EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": 'The answer; with `stream` events: `step` with {"step": "searching"} or {"step": "reading"} as each'
        ' begins, then `answer` with the same object, or `error` with {"error": one line}',
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


class Question(BaseModel):
    """A question; `history` holds earlier answers of this conversation as they were returned, oldest first."""

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    history: list[dict[str, Any]] = []
    newspaper: str = ""
    since: date | None = None
    until: date | None = None
    today: date | None = Field(None, description="the day that 今天 means; the newest issue's if left out")
    stream: bool = Field(False, description="answer with server-sent events")


def rest(assistant: Assistant) -> APIRouter:
    """The routes under /api/v1."""
    routes = APIRouter(prefix="/api/v1", responses=shapes.FAULTS)
    library = assistant.library

    @routes.post("/ask", response_model=shapes.Answer, responses=EVENTS)
    def ask(asked: Question) -> Any:
        """The answer with its citations, or a refusal with the closest passages: what `wenbao ask --json` prints."""
        chosen = asked.model_dump(include={"newspaper", "since", "until", "today"})
        history = history_of(asked.history, library)
        if asked.stream:
            return stream(events(assistant.steps(asked.question, history, **chosen)), failed)
        return assistant.ask(asked.question, history, **chosen).as_dict()

    @routes.get("/search", response_model=list[shapes.Passage])
    def search(
        question: Annotated[str, Query(min_length=1, max_length=LONGEST_QUESTION)],
        k: Annotated[int, Query(ge=1, le=MOST_HITS)] = 10,
        newspaper: str = "",
        since: date | None = None,
        until: date | None = None,
    ) -> list[dict[str, Any]]:
        """The passages that fit a question, best first; start and end count characters of the article's text."""
        hits = assistant.retriever.search(question, k, newspaper=newspaper, since=since, until=until)
        return [passage_dict(hit) for hit in hits]

    return routes


def events(steps: Iterable[str | Answer]) -> Events:
    """Each step as it begins, then the answer."""
    for step in steps:
        if isinstance(step, Answer):
            yield ServerSentEvent(event="answer", data=step.as_dict())
        else:
            yield ServerSentEvent(event="step", data={"step": step})


def failed(message: str) -> ServerSentEvent:
    return ServerSentEvent(event="error", data={"error": message})
