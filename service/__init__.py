"""service(assistant): all that is served beside the chat."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from qa.chat import Assistant
from qa.conversations import Conversations
from qa.errors import BusyError, InputError, WenbaoError
from service.completions import completions
from service.exports import exports
from service.pages import pages
from service.rest import rest
from service.users import UserCookie

ABOUT = "问报 Wenbao: answers in the newspapers' own words, each with the characters it is quoted from."


def service(assistant: Assistant) -> FastAPI:
    """The routes; errors are {"error": one line that names the remedy}, with status 400, 404 or 503."""
    app = FastAPI(title="Wenbao", description=ABOUT, version="1", docs_url=None, redoc_url=None)

    @app.exception_handler(WenbaoError)
    def told(request: Request, error: WenbaoError) -> JSONResponse:
        status = 400 if isinstance(error, InputError) else 503 if isinstance(error, BusyError) else 404
        return JSONResponse({"error": str(error)}, status)

    app.include_router(rest(assistant))
    app.include_router(completions(assistant))
    app.include_router(pages(assistant))
    app.include_router(exports(assistant, Conversations.beside(assistant.library.folder)))
    app.add_middleware(UserCookie)
    return app
