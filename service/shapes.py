"""The shapes of what programs are sent, as the description at /openapi.json gives them."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from qa.errors import InputError, NotFoundError, WenbaoError


class Citation(BaseModel):
    """A quotation: `quote` is characters start to end of a field of the article; captions and credits count joined by line feeds."""

    article: str = Field(description="the article's id")
    field: Literal["text", "title", "subtitle", "captions", "credits"]
    start: int = Field(description="in Unicode code points of the field, as all offsets")
    end: int
    quote: str
    marks: list[tuple[int, int]] = Field(description="the answer's characters: start and end in the field")
    title: str
    newspaper: str
    published: date | None
    source: str


class Answer(BaseModel):
    """The words that answer with their citations, or a refusal with its reason and the closest passages."""

    question: str
    understood: str = Field(description="the question completed from the conversation")
    answer: str = Field(description="only the answering words, empty when refused")
    detail: str = Field(description="the person's post, the full date")
    found: bool
    score: float = Field(description="the probability, 0 to 1")
    reason: str = Field(description="why it was refused")
    seconds: float
    citations: list[Citation]
    closest: list[Citation] = Field(description="when refused, what comes nearest: not an answer")


class Passage(BaseModel):
    """Characters start to end of an article's text."""

    article: str = Field(description="the article's id")
    title: str
    start: int
    end: int
    text: str
    score: float


class Article(BaseModel):
    """One article as it was printed."""

    id: str
    title: str
    subtitle: str
    newspaper: str
    published: date | None
    event_date: date | None = Field(description="when it happened, as the byline has it")
    page: str
    reporters: list[str]
    captions: list[str]
    credits: list[str]
    text: str
    url: str
    source: str = Field(description="the file and the range of characters it came from")


class Articles(BaseModel):
    """Some of the library's articles, and how many there are."""

    count: int
    articles: list[Article]


class Fault(BaseModel):
    """What went wrong and the remedy, in one line."""

    error: str


STATUSES = {
    400: "what was given can't be used",
    403: "another site's page asks for it",
    404: "there is no such article",
    422: "what was given isn't understood",
    503: "the library can't be read or written now",
}
FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": Fault, "description": meaning} for status, meaning in STATUSES.items()
}


def status_of(error: WenbaoError) -> int:
    """The status with which an error is told."""
    return 400 if isinstance(error, InputError) else 404 if isinstance(error, NotFoundError) else 503
