"""Door: a web page of another site can't use this server through the browser of someone who can."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN = ("same-origin", "none")  # of Sec-Fetch-Site: our own pages, and the address bar
DESTINATIONS = ("document", None)  # of a link that is followed; older browsers don't say
NOT_FOR_SALE = re.compile(
    r"[^.]+|.+\.(localhost|local|internal|home\.arpa)"
)  # names that no other site can have


class Door:
    """Answers 403 to what a browser sends for another site's page, and to names that aren't this server's.

    The second stops pages that have their own name point to this machine (DNS rebinding), which browsers take for ours.
    A link from elsewhere may be followed, but no other site's page may show ours within itself, where a click that was meant
    for it would be ours. Programs other than browsers are not affected, but for the name.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        self.app = app
        self.names = {socket.gethostname().lower(), *(name.lower() for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fault = self._fault(scope) if scope["type"] in ("http", "websocket") else ""
        if fault:
            await JSONResponse({"error": fault}, 403)(scope, receive, send)
            return

        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("content-security-policy", "frame-ancestors 'self'")
            await send(message)

        await self.app(scope, receive, framed)

    def _fault(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        name = re.sub(r":\d*$", "", host).strip("[]").lower()
        if name and name not in self.names and not NOT_FOR_SALE.fullmatch(name) and not _is_address(name):
            return f"this server is not known as {name}: start it with --name {name} if it should be"
        if _is_foreign(scope.get("method", "GET"), headers, host):
            return "a page of another site asked for this: open the address itself"
        return ""


def _is_foreign(method: str, headers: Headers, host: str) -> bool:
    """Whether another site's page makes the request; following its link is the person's doing."""
    if site := headers.get("sec-fetch-site"):
        is_followed = (
            headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") in DESTINATIONS
        )
        return site not in OWN and not (method == "GET" and is_followed)
    origin = headers.get("origin")  # browsers leave out the other header where there is no encryption
    return origin is not None and origin.partition("://")[2] != host


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
