"""articles(assistant, catalogue): the library's articles over HTTP: listed, corrected, removed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from qa.catalogue import Catalogue, Choice
from qa.chat import Assistant
from qa.errors import InputError
from qa.library import Correction as Changes
from qa.output import article_dict
from service import shapes
from service.uploads import FOLDER as UPLOADS

MOST_ARTICLES = 500  # of one listing
MOST_OFFSET = 1 << 62  # SQLite counts no further
Sort = Literal["added", "newest", "oldest", "headline"]


class Correction(BaseModel):
    """What is to be corrected; what is left out stays, and a day that is null is taken away."""

    title: str | None = None
    published: date | None = None
    newspaper: str | None = None


class Removed(BaseModel):
    """How many articles were removed."""

    removed: int


class Dropped(BaseModel):
    """Files that were added here, by their names, and the ids of the articles that were new."""

    files: list[str] = Field(max_length=100_000)
    ids: list[str] = Field(max_length=1_000_000)


def articles(assistant: Assistant, catalogue: Catalogue) -> APIRouter:
    """The routes under /api/v1/articles."""
    routes = APIRouter(prefix="/api/v1/articles", responses=shapes.FAULTS)
    library = assistant.library

    @routes.get("", response_model=shapes.Articles)
    def listing(
        q: Annotated[str, Query(description="words, each of which is in the headline or the text")] = "",
        newspaper: str = "",
        since: date | None = None,
        until: date | None = None,
        page: str = "",
        reporter: str = "",
        name: Annotated[str, Query(description="of a person or an organisation that is named")] = "",
        sort: Sort = "added",
        offset: Annotated[int, Query(ge=0, le=MOST_OFFSET)] = 0,
        limit: Annotated[int, Query(ge=1, le=MOST_ARTICLES)] = 50,
    ) -> dict[str, Any]:
        """The articles that fit all that is asked for, and how many there are."""
        choice = Choice(q, newspaper, since, until, page, reporter, name)
        part = catalogue.part(choice, sort, offset, limit)
        return {"count": part.count, "articles": [article_dict(article) for article in part.articles]}

    @routes.post("/undo")
    def undo(dropped: Dropped) -> Removed:
        """Undoes the adding of files: removes those of the articles that no other file holds."""
        folder = library.folder / UPLOADS
        return Removed(removed=library.withdraw(dropped.ids, [folder / name for name in dropped.files]))

    @routes.get("/{id:path}", response_model=shapes.Article)
    def article(id: str) -> dict[str, Any]:
        """One article."""
        return article_dict(library.article(id))

    @routes.patch("/{id:path}", response_model=shapes.Article)
    def correct(id: str, correction: Correction) -> dict[str, Any]:
        """The article with its headline, day or newspaper corrected."""
        given = correction.model_dump(exclude_unset=True)
        kept = {name: value for name, value in given.items() if name == "published" or value is not None}
        changes = Changes(**kept)  # type: ignore[typeddict-item]
        if not changes:
            raise InputError("nothing to change: give title, published or newspaper")
        return article_dict(library.edit(id, assistant.retriever.encoder, changes))

    @routes.delete("/{id:path}")
    def remove(id: str) -> Removed:
        """Removes an article: no answer quotes it any more."""
        return Removed(removed=library.remove([id]))

    return routes
