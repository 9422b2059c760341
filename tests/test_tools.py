"""Tools: the official MCP client finds three of them, which quote, refuse and fail in one line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from starlette.types import ASGIApp

import app
from qa.chat import Assistant
from qa.output import article_dict

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio")
Result = TypeVar("Result")
Call = Callable[..., tuple[bool, str]]
WHO = "谁主持召开了区政府第41次常务会议？"
LONG = timedelta(seconds=60)


@pytest.fixture(scope="module")
def address(assistant: Assistant, serve: Callable[[ASGIApp], str]) -> str:
    return f"{serve(app.site(assistant))}/gradio_api/mcp/"


def in_session(address: str, do: Callable[[ClientSession], Awaitable[Result]]) -> Result:
    async def session() -> Result:
        async with (
            streamable_http_client(address) as (read, write, _),
            ClientSession(read, write, LONG) as client,
        ):
            await client.initialize()
            return await do(client)

    return asyncio.run(session())


@pytest.fixture
def call(address: str) -> Call:
    """Calls a tool: whether it failed, and its text."""

    def call(name: str, **arguments: Any) -> tuple[bool, str]:
        result = in_session(address, lambda client: client.call_tool(name, arguments))
        [content] = result.content
        assert content.type == "text"
        return result.isError, content.text

    return call


def test_there_are_three_tools_that_say_what_they_do(address: str) -> None:
    tools = in_session(address, lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == {"ask", "search", "article"}
    for tool in tools:
        assert tool.description
        assert all(about["description"] for about in tool.inputSchema["properties"].values())
        assert len(tool.inputSchema["required"]) == 1


def test_an_answer_is_the_assistants_with_its_citations(call: Call, assistant: Assistant) -> None:
    failed, text = call("ask", question=WHO)
    answer = json.loads(text)
    assert not failed
    assert answer | {"seconds": 0} == assistant.ask(WHO).as_dict() | {"seconds": 0}
    article = json.loads(call("article", id=answer["citations"][0]["article"])[1])
    for citation in answer["citations"]:
        assert article[citation["field"]][citation["start"] : citation["end"]] == citation["quote"]


def test_a_refusal_is_no_fault(call: Call) -> None:
    failed, text = call("ask", question="谁主持召开了区政府第43次常务会议？")
    answer = json.loads(text)
    assert (failed, answer["found"], answer["citations"]) == (False, False, [])
    assert "第43次" in answer["reason"]


def test_passages_are_found_and_filtered(call: Call, assistant: Assistant) -> None:
    hits = json.loads(call("search", question="防汛", k=3)[1])
    assert len(hits) == 3
    for hit in hits:
        assert assistant.library.article(hit["article"]).text[hit["start"] : hit["end"]] == hit["text"]
    assert json.loads(call("search", question="防汛", until="1999-12-31")[1]) == []


def test_an_article_is_read_whole(call: Call, assistant: Assistant) -> None:
    held = next(assistant.library.articles())
    assert json.loads(call("article", id=held.id)[1]) == article_dict(held)


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("ask", {"question": " "}, "write one"),
        ("ask", {"question": WHO, "since": "昨天"}, "write a day as"),
        ("ask", {}, "question"),
        ("search", {"question": "防汛", "k": 0}, "1 to 20"),
        ("search", {"question": ""}, "write 1 to"),
        ("article", {"id": "none"}, "wenbao list"),
    ],
)
def test_a_fault_is_one_line(call: Call, name: str, arguments: dict[str, Any], told: str) -> None:
    failed, text = call(name, **arguments)
    assert failed
    assert told in text
    assert "\n" not in text


def test_no_event_of_the_page_is_open_to_programs(address: str) -> None:
    described = httpx.get(address.replace("mcp/", "info")).json()
    assert set(described["named_endpoints"]) == {"/ask", "/search", "/article"}
    assert described["unnamed_endpoints"] == {}


def test_another_sites_page_gets_nothing(address: str) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accepted = {"accept": "application/json, text/event-stream"}
    assert httpx.post(address, json=asked, headers=accepted).status_code == 200
    for headers in ({"origin": "http://evil.example"}, {"host": "evil.example"}):
        assert httpx.post(address, json=asked, headers=accepted | headers).status_code == 403
