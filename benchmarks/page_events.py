"""Page: what the chat page sends over Gradio's queue, and the messages that come back, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.request import urlopen

# seconds without a message; the server sends a heartbeat each 15
SILENCE = 60


@dataclass(frozen=True, slots=True)
class Event:
    """One of the page's events: its number in the page's configuration, and how many values go with it."""

    number: int
    values: int
    trigger: int | None

    def messages(self, client: Any, session: str, *typed: str) -> Iterator[dict[str, Any]]:
        """Sends it with what was typed; the messages until it is completed. `client` is as a requests.Session.

        Raises RuntimeError where the server refuses it or its function has failed.
        """
        states = [None] * (self.values - len(typed))  # the server keeps them
        body = {
            "data": [*typed, *states],
            "fn_index": self.number,
            "session_hash": session,
            "trigger_id": self.trigger,
            "event_data": None,
        }
        joined = client.post("/gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            raise RuntimeError(f"the queue answers {joined.status_code}: {joined.text[:200]}")
        own = joined.json()["event_id"]
        address = f"/gradio_api/queue/data?session_hash={session}"
        with closing(
            client.get(address, stream=True, timeout=SILENCE, name="/gradio_api/queue/data")
        ) as stream:
            for message in _messages(stream):
                if message.get("event_id") != own:
                    continue
                if not message.get("success", True):
                    raise RuntimeError(f"the event has failed: {message}")
                yield message
                if message["msg"] == "process_completed":
                    return


@dataclass(frozen=True, slots=True)
class Page:
    """The events of the chat page, and which of their results is the conversation."""

    greet: Event
    examples: Event
    ask: Event
    suggest: Event
    talk: int

    @classmethod
    def read(cls, address: str) -> Page:
        """From the page's own configuration."""
        with urlopen(f"{address}/config") as response:
            config = json.load(response)
        ids = {part["props"].get("elem_id"): part["id"] for part in config["components"]}
        events = config["dependencies"]
        box, talk = ids["question"], ids["talk"]
        load = next(e for e in events if any(kind == "load" for _, kind in e["targets"]))
        ask = next(e for e in events if [box, "submit"] in e["targets"])
        after = {e["trigger_after"]: e for e in events}
        examples, suggest = after[load["id"]], after[ask["id"]]
        return cls(
            _event(load), _event(examples), _event(ask, box), _event(suggest), ask["outputs"].index(talk)
        )


def _event(told: dict[str, Any], trigger: int | None = None) -> Event:
    return Event(told["id"], len(told["inputs"]), trigger)


def _messages(stream: Any) -> Iterator[dict[str, Any]]:
    """The server-sent events of a stream."""
    for line in stream.iter_lines():
        if line.startswith(b"data: "):
            yield json.loads(line[len(b"data: ") :])
