"""Streams: events go out as they come; a fault keeps its status or becomes the last event; who leaves stops the work."""

from __future__ import annotations

import threading
from collections.abc import Callable

import httpx
import pytest
from fastapi import FastAPI
from fastapi.sse import EventSourceResponse, ServerSentEvent
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.errors import LibraryError, WenbaoError
from service.streams import Events, stream

LONG = 30  # seconds after which a test has failed


def failed(message: str) -> ServerSentEvent:
    return ServerSentEvent(event="error", data={"error": message})


def streaming(events: Callable[[], Events]) -> FastAPI:
    app = FastAPI()
    app.get("/")(lambda: "here")

    @app.get("/stream")
    def answer() -> EventSourceResponse:
        return stream(events(), failed)

    return app


def test_events_keep_their_order_and_every_character() -> None:
    def events() -> Events:
        yield ServerSentEvent(event="step", data={"say": "一\n二\r\u2028𠮷"})
        yield ServerSentEvent(raw_data="[DONE]")

    response = TestClient(streaming(events)).get("/stream")
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.text == 'event: step\ndata: {"say": "一\\n二\\r\u2028𠮷"}\n\ndata: [DONE]\n\n'


def test_a_fault_before_the_first_event_is_raised() -> None:
    def events() -> Events:
        raise LibraryError("no library")
        yield

    with pytest.raises(WenbaoError, match="no library"):
        stream(events(), failed)


@pytest.mark.parametrize(
    ("fault", "told"),
    [(LibraryError("removed: add it again"), "removed: add it again"), (ValueError("x"), "try again")],
)
def test_a_later_fault_is_the_last_event(fault: Exception, told: str) -> None:
    def events() -> Events:
        yield ServerSentEvent(data=1)
        raise fault

    first, last, end = TestClient(streaming(events)).get("/stream").text.split("\n\n")
    assert (first, end) == ("data: 1", "")
    assert last.startswith("event: error\ndata: ")
    assert told in last


def noticing(app: ASGIApp, left: threading.Event) -> ASGIApp:
    """The same application; `left` is set as it hears that a client has gone."""

    async def noticed(scope: Scope, receive: Receive, send: Send) -> None:
        async def heard() -> Message:
            message = await receive()
            if message["type"] == "http.disconnect":
                left.set()
            return message

        await app(scope, heard, send)

    return noticed


def test_others_are_served_meanwhile_and_who_leaves_stops_the_work(
    serve: Callable[[ASGIApp], str],
) -> None:
    left, closed, done = threading.Event(), threading.Event(), []

    def events() -> Events:
        try:
            for number in range(3):
                done.append(number)
                yield ServerSentEvent(data=number)
                assert left.wait(LONG)
        finally:
            closed.set()

    address = serve(noticing(streaming(events), left))
    with httpx.stream("GET", f"{address}/stream", timeout=LONG) as response:
        assert next(response.iter_lines()) == "data: 0"
        assert httpx.get(address, timeout=LONG).json() == "here"
    assert closed.wait(LONG)
    assert done == [0, 1]  # what had begun came to its end
