"""stream(events): server-sent events as an answer comes about."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import closing

from fastapi.concurrency import iterate_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent, format_sse_event

from qa.errors import WenbaoError
from ui.labels import ENGLISH, label

NOT_KEPT = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}  # no proxy may hold events back

log = logging.getLogger("wenbao")

Events = Generator[ServerSentEvent, None, None]


def stream(events: Events, failed: Callable[[str], ServerSentEvent]) -> EventSourceResponse:
    """The events as they come, each computed in a thread when the one before was sent, none once the client has left.

    What goes wrong before the first is raised, so that it keeps its status; later, `failed` makes its one line the last event.
    """
    return EventSourceResponse(_sent(_begun(events, next(events), failed)), headers=NOT_KEPT)


def _begun(events: Events, first: ServerSentEvent, failed: Callable[[str], ServerSentEvent]) -> Events:
    try:
        yield first
        yield from events
    except WenbaoError as error:
        yield failed(str(error))
    except Exception:  # the status is sent: the client can only be told in an event
        log.exception("an answer failed on its way")
        yield failed(label(ENGLISH, "internal"))


async def _sent(events: Events) -> AsyncIterator[bytes]:
    with closing(events):  # at once when the client leaves, not when the thread gets its next work
        async for event in iterate_in_threadpool(events):
            yield _encoded(event)


def _encoded(event: ServerSentEvent) -> bytes:
    data = event.raw_data if event.raw_data is not None else json.dumps(event.data, ensure_ascii=False)
    return format_sse_event(data_str=data, event=event.event)
