"""library_pages(assistant, catalogue): the library as one reads and keeps it, complete without a script."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from html import escape
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute

from qa.articles import Article
from qa.catalogue import Catalogue, Choice
from qa.chat import Assistant
from qa.errors import WenbaoError
from qa.mentions import ORGANISATION, PERSON
from service.shapes import status_of
from ui import faults
from ui import library as html
from ui.frame import View, frame, link, numeral, words
from ui.labels import label, language_of
from ui.listing import SHOWN, articles_page

SORTS = ("newest", "oldest", "headline")


class PageRoute(APIRoute):
    """A route whose errors are told on a page, too."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handler = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await handler(request)
            except WenbaoError as error:
                view, _ = _view(request)
                return _page(
                    view,
                    "library",
                    f'<p class="none" role="alert">{escape(faults.told(error, view.language))}</p>',
                    status=status_of(error),
                )

        return answered


def library_pages(assistant: Assistant, catalogue: Catalogue) -> APIRouter:
    """Routes under /library that answer with HTML."""
    routes = APIRouter(
        prefix="/library", default_response_class=HTMLResponse, include_in_schema=False, route_class=PageRoute
    )
    library = assistant.library

    @routes.get("")
    def articles(request: Request) -> HTMLResponse:
        """The articles chosen, newest first."""
        view, told = _view(request)
        part = catalogue.part(view.choice, view.sort, (view.part - 1) * SHOWN, SHOWN)
        if part.count and not part.articles:  # so many there were before some were removed
            view = replace(view, part=-(-part.count // SHOWN))
            part = catalogue.part(view.choice, view.sort, (view.part - 1) * SHOWN, SHOWN)
        named = catalogue.mentions(view.choice, part.articles) if view.choice.name else {}
        above = _about_name(view, catalogue) if view.choice.name else ""
        inside = articles_page(view, part, library.newspapers(), named, above)
        return _page(view, "articles", inside, told + _done(request, view))

    @routes.get("/people")
    def people(request: Request) -> HTMLResponse:
        return _names(request, PERSON, "people")

    @routes.get("/organisations")
    def organisations(request: Request) -> HTMLResponse:
        return _names(request, ORGANISATION, "organisations")

    def _names(request: Request, kind: str, title: str) -> HTMLResponse:
        """The names of one kind, with when they were printed."""
        view, told = _view(request)
        choice, names = view.choice, catalogue.names
        offset = (view.part - 1) * html.NAMES
        count, found = names.listing(kind, choice.words, choice.since, choice.until, offset, html.NAMES)
        days = {
            name: {day: n for iso, n in of.items() if _is_within(day := date.fromisoformat(iso), choice)}
            for name, of in names.days(kind, [named.name for named in found]).items()
        }
        printed = [day for of in days.values() for day in of]
        span = (choice.since or min(printed), choice.until or max(printed)) if printed else None
        inside = html.names_page(view, f"{title}_hint", count, found, days, span, names.progress())
        return _page(view, title, inside, told)

    @routes.get("/statistics")
    def statistics(request: Request) -> HTMLResponse:
        view, told = _view(request)
        inside = html.statistics_page(view, catalogue.statistics(), catalogue.names.progress())
        return _page(view, "statistics", inside, told)

    @routes.get("/add")
    def add(request: Request) -> HTMLResponse:
        view, told = _view(request)
        return _page(view, "adding", html.add_page(view, library.newspapers()), told, "library.js")

    @routes.post("/article/{id:path}/remove")
    def remove(id: str, back: Annotated[str, Form()] = "/library") -> RedirectResponse:
        """Remove it, then show what is left."""
        gone = library.article(id)
        library.remove([id])
        return RedirectResponse(_back(back, "removed", gone), 303)

    @routes.get("/article/{id:path}")
    def article(request: Request, id: str) -> HTMLResponse:
        """The form that corrects an article."""
        view, told = _view(request)
        return _page(view, "correct_title", html.article_form(view, library.article(id)), told)

    @routes.post("/article/{id:path}")
    def correct(
        request: Request,
        id: str,
        title: Annotated[str, Form()] = "",
        published: Annotated[str, Form()] = "",
        newspaper: Annotated[str, Form()] = "",
    ) -> Response:
        """Correct it, then show it among the others."""
        view, _ = _view(request)
        before = library.article(id)
        day, problem = _day(published, view)
        if problem:
            return _page(view, "correct_title", html.article_form(view, before), problem, status=400)
        if title == " ".join(before.title.split("\n")):  # the form has one line for it
            title = before.title
        encoder, newspaper = assistant.retriever.encoder, newspaper.strip()
        after = library.edit(id, encoder, {"title": title, "published": day, "newspaper": newspaper})
        return RedirectResponse(_back(view.bare("/library"), "changed", after), 303)

    return routes


def _page(
    view: View, title: str, inside: str, told: str = "", script: str = "", status: int = 200
) -> HTMLResponse:
    return HTMLResponse(frame(view, label(view.language, title), inside, told, script), status)


def _view(request: Request) -> tuple[View, str]:
    """What the address asks for, and HTML that tells what of it is not understood."""
    query = request.query_params
    view = View(request.url.path, language_of(query.get("lang", "")))
    since, told = _day(query.get("since", ""), view)
    until, also = _day(query.get("until", ""), view)
    told += also
    if since and until and since > until:
        told += f'<p role="alert">{words(view, "bad_span")}</p>'
    texts = (query.get(name, "").strip() for name in ("q", "newspaper", "page", "reporter", "name"))
    q, newspaper, page, reporter, name = texts
    choice = Choice(q, newspaper, since, until, page, reporter, name)
    sort = query.get("sort", "")
    part = query.get("part", "")
    number = int(part) if part.isascii() and part.isdecimal() and len(part) < 8 else 1
    return View(view.path, view.language, choice, sort if sort in SORTS else "newest", max(1, number)), told


def _day(text: str, view: View) -> tuple[date | None, str]:
    """The day that a text names, or HTML that says it names none."""
    try:
        return (date.fromisoformat(text.strip()) if text.strip() else None), ""
    except ValueError:
        return None, f'<p role="alert">{words(view, "bad_filter", value=text[:40])}</p>'


def _is_within(day: date, choice: Choice) -> bool:
    return (choice.since or day) <= day <= (choice.until or day)


def _about_name(view: View, catalogue: Catalogue) -> str:
    """What is known of the name that was chosen, and the way to the articles that only print it."""
    name = view.choice.name
    named = catalogue.names.named(name)
    counts = {"articles": numeral(len(named)), "mentions": numeral(sum(named.values()))}
    told = f"<strong>{words(view, 'name_view', name=name, **counts)}</strong>"
    search = link(view.address(name="", words=name), words(view, "name_in_text", name=name))
    return f'<p class="name">{told} {search}</p>'


def _back(address: str, what: str, article: Article) -> str:
    """The library's address that was come from, telling what was done; another site's is not gone to."""
    try:
        split = urlsplit(address)
    except ValueError:  # no address at all
        split = urlsplit("/library")
    path = (
        split.path
        if split.path.startswith("/library") and not split.netloc and not split.scheme
        else "/library"
    )
    title = " ".join(article.title.split()) or article.text[:20]
    query = "&".join(filter(None, [split.query, urlencode({"done": what, "title": title})]))
    return f"{path}?{query}"


def _done(request: Request, view: View) -> str:
    """What was just done, as the address tells."""
    done, title = request.query_params.get("done"), request.query_params.get("title", "")
    return (
        f'<p class="done">{words(view, f"{done}_done", title=title[:200])}</p>'
        if done in ("removed", "changed")
        else ""
    )
