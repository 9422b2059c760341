"""Completions: the official client of OpenAI's chat completions asks, quotes, goes on, is refused and told of faults."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from openai import APIStatusError, NotFoundError, OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam
from starlette.types import ASGIApp

from qa.chat import LONGEST_QUESTION, Assistant
from service import service

WHO = "谁主持召开了区政府第41次常务会议？"
UNKNOWN = "谁主持召开了区政府第43次常务会议？"
FURTHER = "还有谁参加了？"


@pytest.fixture(scope="module")
def address(assistant: Assistant, serve: Callable[[ASGIApp], str]) -> str:
    return serve(service(assistant))


@pytest.fixture(scope="module")
def client(address: str) -> OpenAI:
    return OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0)


def ask(client: OpenAI, *said: str, system: str = "你是助手。") -> ChatCompletion:
    """Asks the last of what was said by the user and the assistant in turn."""
    roles = ("user", "assistant")
    messages: list[ChatCompletionMessageParam] = [{"role": "system", "content": system}]
    messages += [{"role": roles[place % 2], "content": text} for place, text in enumerate(said)]  # type: ignore[misc]
    return client.chat.completions.create(model="wenbao", messages=messages, temperature=0.7)


def content(completion: ChatCompletion) -> str:
    return completion.choices[0].message.content or ""


def test_there_is_one_model(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["wenbao"]
    assert client.models.retrieve("wenbao").id == "wenbao"
    with pytest.raises(NotFoundError):
        client.models.retrieve("gpt-4o")


def test_an_answer_quotes_slices_of_articles_and_links_to_them(client: OpenAI, assistant: Assistant) -> None:
    completion = ask(client, WHO)
    expected = assistant.ask(WHO)
    text, annotations = content(completion), completion.choices[0].message.annotations or []
    assert text.startswith("**沈怀远**（临澄区委副书记、区长）\n\n> ")
    assert len(annotations) == len(expected.citations)
    for annotation, citation in zip(annotations, expected.citations, strict=True):
        cited = annotation.url_citation
        assert text[cited.start_index : cited.end_index] == citation.quote
        assert cited.title == citation.article.headline
        assert f"]({cited.url})" in text
        assert citation.article.title in httpx.get(cited.url).text


def test_the_answer_itself_comes_with_the_message(client: OpenAI, assistant: Assistant) -> None:
    sent = ask(client, WHO).to_dict()["wenbao"]
    assert isinstance(sent, dict)
    assert sent | {"seconds": 0} == assistant.ask(WHO).as_dict() | {"seconds": 0}


def test_the_text_alone_carries_a_conversation(client: OpenAI, assistant: Assistant) -> None:
    first = content(ask(client, WHO))
    second = ask(client, WHO, first, FURTHER)
    third = ask(client, WHO, first, FURTHER, content(second), "他们在哪里开会？")
    assert "贺兰舟" in content(second)
    assert third.to_dict()["wenbao"]["understood"] == "区政府第41次常务会议，他们在哪里开会？"  # type: ignore[index]


def test_a_refusal_gives_its_reason_and_cites_nothing(client: OpenAI) -> None:
    completion = ask(client, UNKNOWN)
    assert content(completion).startswith("报上没有找到答案：报道里没有“第43次”\n")
    assert not completion.choices[0].message.annotations
    assert completion.choices[0].finish_reason == "stop"


def test_what_was_closest_to_a_refused_question_is_gone_on_about(client: OpenAI) -> None:
    refused = content(ask(client, UNKNOWN))
    assert ask(client, UNKNOWN, refused, "第41次呢？").to_dict()["wenbao"]["answer"] == "沈怀远"  # type: ignore[index]


def test_an_english_question_is_refused_in_english(client: OpenAI) -> None:
    assert content(ask(client, "Who won the chess cup of Mars?")).startswith("No answer in the papers")


def test_text_parts_are_read(client: OpenAI) -> None:
    parts: list[ChatCompletionMessageParam] = [{"role": "user", "content": [{"type": "text", "text": WHO}]}]
    assert "沈怀远" in content(client.chat.completions.create(model="wenbao", messages=parts))


def test_a_stream_joins_to_the_same_message(client: OpenAI) -> None:
    messages: list[ChatCompletionMessageParam] = [{"role": "user", "content": WHO}]
    whole = ask(client, WHO).choices[0]
    with client.chat.completions.stream(model="wenbao", messages=messages) as stream:
        joined = stream.get_final_completion().choices[0]
    assert joined.message.role == "assistant"
    assert joined.message.content == whole.message.content
    assert joined.message.annotations == whole.message.annotations
    assert joined.finish_reason == "stop"


def test_a_stream_tells_the_steps_and_ends_as_clients_expect(address: str) -> None:
    asked = {"model": "wenbao", "stream": True, "messages": [{"role": "user", "content": WHO}]}
    events = httpx.post(f"{address}/v1/chat/completions", json=asked).text.split("\n\n")
    assert '"step": "searching"' in events[0]
    assert '"step": "reading"' in events[1]
    assert events[-2:] == ["data: [DONE]", ""]


def test_a_stream_says_what_was_used_if_that_is_asked(client: OpenAI) -> None:
    messages: list[ChatCompletionMessageParam] = [{"role": "user", "content": WHO}]
    chunks = list(
        client.chat.completions.create(
            model="wenbao", messages=messages, stream=True, stream_options={"include_usage": True}
        )
    )
    assert [chunk.usage is not None for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
    assert not chunks[-1].choices


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("changed", "status", "param", "code"),
    [
        ({"model": "gpt-5"}, 404, "model", "model_not_found"),
        ({"messages": [{"role": "system", "content": WHO}]}, 400, "messages", None),
        ({"messages": [{"role": "user", "content": " "}]}, 400, "messages", None),
        ({"messages": [{"role": "user", "content": "长" * (LONGEST_QUESTION + 1)}]}, 400, "messages", None),
        ({"messages": "hello"}, 400, "messages", None),
    ],
)
def test_a_fault_has_openais_shape(
    client: OpenAI, stream: bool, changed: dict[str, object], status: int, param: str, code: str | None
) -> None:
    asked = {"model": "wenbao", "messages": [{"role": "user", "content": WHO}]} | changed
    with pytest.raises(APIStatusError) as raised:
        client.chat.completions.create(**asked, stream=stream)  # type: ignore[call-overload]
    assert raised.value.status_code == status
    assert (raised.value.param, raised.value.code) == (param, code)
    assert "\n" not in raised.value.body["message"]  # type: ignore[index]


def test_a_body_that_is_no_json_is_told(address: str) -> None:
    response = httpx.post(f"{address}/v1/chat/completions", content=b"{")
    assert (response.status_code, response.json()["error"]["type"]) == (400, "invalid_request_error")
