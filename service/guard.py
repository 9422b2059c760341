"""own_site: what changes the library is asked for by its own pages and by programs, never by other sites' pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import HTTPException, Request


def own_site(request: Request) -> None:
    """403 for a request that a page of another site has made the browser send.

    Browsers say so in Sec-Fetch-Site, or where they don't (plain http in a network) in Origin; programs send neither.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        is_own = site in ("same-origin", "none")
    else:
        is_own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not is_own:
        raise HTTPException(403, "this is asked for by another site: open the library's own page")
