"""Who asks: a cookie that tells one browser from another, until there are accounts."""

from __future__ import annotations

import re
import uuid

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "wenbao_user"
OURS = re.compile("[0-9a-f]+")
KEPT_FOR = 400 * 24 * 3600  # seconds: the longest that browsers keep a cookie


class UserCookie:
    """Gives each browser that opens the chat page a cookie of its own, and keeps it from growing old (ASGI middleware)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        held = cookies(scope).get(COOKIE, "")
        user = held if OURS.fullmatch(held) else uuid.uuid4().hex

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                value = f"{COOKIE}={user}; Path=/; Max-Age={KEPT_FOR}; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("set-cookie", value)
            await send(message)

        await self.app(scope, receive, with_cookie)


def cookies(scope: Scope) -> dict[str, str]:
    """The request's cookies, those of other servers on this machine among them, however they are written."""
    headers = dict(scope["headers"])
    return cookie_parser(headers.get(b"cookie", b"").decode("latin-1"))
