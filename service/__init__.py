"""service(assistant): all that is served beside the chat."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from qa.catalogue import Catalogue
from qa.chat import Assistant
from qa.conversations import Conversations
from qa.errors import InputError, WenbaoError
from qa.names import Names, keep_up
from service.articles import articles
from service.completions import completions
from service.door import Door
from service.exports import exports
from service.library_pages import library_pages
from service.pages import pages
from service.rest import rest
from service.shapes import status_of
from service.uploads import uploads
from service.users import UserCookie
from ui import faults

ABOUT = "问报 Wenbao: answers in the newspapers' own words, each with the characters it is quoted from."


def service(assistant: Assistant, own_names: Iterable[str] = ()) -> FastAPI:
    """The routes; errors are {"error": one line that names the remedy}, with status 400, 403, 404, 413, 422 or 503.

    The line is Chinese for a client that would rather have Chinese (Accept-Language), else English.

    `own_names` are the server's own beside those that no other site can have.
    """
    names = Names.over(assistant.library)
    catalogue = Catalogue(assistant.library, names)

    @asynccontextmanager
    async def reading(app: FastAPI) -> AsyncIterator[None]:
        """While the service runs, the names in the library's articles are read."""
        stop = threading.Event()
        reader = threading.Thread(target=keep_up, args=(names, stop), daemon=True)
        reader.start()
        yield
        stop.set()
        reader.join()

    app = FastAPI(
        title="Wenbao", description=ABOUT, version="1", docs_url=None, redoc_url=None, lifespan=reading
    )

    @app.exception_handler(WenbaoError)
    def told(request: Request, error: WenbaoError) -> JSONResponse:
        return JSONResponse({"error": faults.told(error, faults.wanted(request))}, status_of(error))

    @app.exception_handler(RequestValidationError)
    def misunderstood(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        is_json = first["type"] == "json_invalid"  # then a place in the bytes is told, no field
        where = "" if is_json else ".".join(map(str, first["loc"][1:]))
        where = where.encode(errors="replace").decode() or "the body"
        template = "{where} is not understood ({fault}): /openapi.json says what is expected"
        line = faults.told(InputError(template, where=where, fault=first["msg"]), faults.wanted(request))
        return JSONResponse({"error": line}, 422)

    @app.exception_handler(StarletteHTTPException)  # FastAPI's, and that of an unknown address
    def refused(request: Request, error: StarletteHTTPException) -> JSONResponse:
        return JSONResponse({"error": error.detail}, error.status_code)

    app.include_router(rest(assistant))
    app.include_router(completions(assistant))
    app.include_router(articles(assistant, catalogue))
    app.include_router(uploads(assistant))
    app.include_router(library_pages(assistant, catalogue))
    app.include_router(pages(assistant))
    app.include_router(exports(assistant, Conversations.beside(assistant.library.folder)))
    app.add_middleware(UserCookie)
    app.add_middleware(Door, names=own_names)
    return app
