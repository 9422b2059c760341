"""REST: programs get what the library holds and the assistant answers; faults are one line with a status."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from qa.chat import Assistant
from service import service

WHO = "谁主持召开了区政府第41次常务会议？"


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(service(assistant)) as client:
        yield client


def without_time(answer: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in answer.items() if name != "seconds"}


def test_a_question_is_answered_as_the_assistant_answers(client: TestClient, assistant: Assistant) -> None:
    answer = client.post("/api/v1/ask", json={"question": WHO}).json()
    assert without_time(answer) == without_time(assistant.ask(WHO).as_dict())
    assert answer["answer"] == "沈怀远"


def test_earlier_answers_make_a_conversation(client: TestClient) -> None:
    first = client.post("/api/v1/ask", json={"question": WHO}).json()
    second = client.post("/api/v1/ask", json={"question": "还有谁参加了？", "history": [first]}).json()
    assert second["understood"] == "区政府第41次常务会议，还有谁参加了？"
    assert second["citations"][0]["article"] == first["citations"][0]["article"]


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    """Names and data of the events of a stream."""
    lines = [event.split("\n") for event in text.removesuffix("\n\n").split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in lines]


def test_a_stream_tells_the_steps_then_the_same_answer(client: TestClient, assistant: Assistant) -> None:
    response = client.post("/api/v1/ask", json={"question": WHO, "stream": True})
    *steps, (last, answer) = events(response.text)
    assert steps == [("step", {"step": "searching"}), ("step", {"step": "reading"})]
    assert last == "answer"
    assert without_time(answer) == without_time(assistant.ask(WHO).as_dict())


def test_a_filter_that_lets_nothing_in_is_told(client: TestClient) -> None:
    answer = client.post("/api/v1/ask", json={"question": WHO, "until": "1999-12-31"}).json()
    assert (answer["found"], answer["reason"]) == (False, "所选的报纸和日期里没有报道")


def test_passages_are_slices_of_articles(client: TestClient) -> None:
    hits = client.get("/api/v1/search", params={"question": "防汛", "k": 3}).json()
    assert len(hits) == 3
    for hit in hits:
        article = client.get(f"/api/v1/articles/{hit['article']}").json()
        assert article["text"][hit["start"] : hit["end"]] == hit["text"]


def test_all_articles_are_listed_in_parts(client: TestClient, assistant: Assistant) -> None:
    first = client.get("/api/v1/articles", params={"limit": 5}).json()
    rest = client.get("/api/v1/articles", params={"offset": 5, "limit": 500}).json()
    ids = [article["id"] for part in (first, rest) for article in part["articles"]]
    assert ids == [article.id for article in assistant.library.articles()]
    assert first["count"] == len(ids)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/v1/articles/none", None, 404),
        ("POST", "/api/v1/ask", {"question": "  "}, 400),
        ("POST", "/api/v1/ask", {"question": "  ", "stream": True}, 400),
        ("POST", "/api/v1/ask", {}, 422),
        ("GET", f"/api/v1/articles?offset={10**20}", None, 422),
        ("GET", "/article/x?start=abc", None, 422),
        ("GET", "/api/v1/none", None, 404),
        ("POST", "/api/v1/ask", {"question": WHO, "history": [{"answer": "x"}]}, 400),
    ],
)
def test_a_fault_is_one_line(client: TestClient, method: str, path: str, body: object, status: int) -> None:
    response = client.request(method, path, json=body)
    assert response.status_code == status
    assert "\n" not in response.json()["error"]


@pytest.mark.parametrize(
    "body",
    [
        rb'{"question": "\ud800"}',
        b'{"question": NaN}',
        b'{"question": "x", "history": [{"question": "x", "score": 1%s}]}' % (b"0" * 400),
    ],
)
def test_odd_json_is_the_clients_fault(client: TestClient, body: bytes) -> None:
    response = client.post("/api/v1/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)
    assert response.json()["error"]


def test_a_body_that_is_no_json_is_told_as_such(client: TestClient) -> None:
    response = client.post("/api/v1/ask", content=b"{", headers={"content-type": "application/json"})
    assert response.json()["error"].startswith("the body is not understood")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh-CN", "文库里没有这篇文章（x），可能已被移除。"),
        ("en", "there is no article x: `wenbao list` shows those there are"),
    ],
)
def test_an_error_is_told_in_the_language_that_the_client_wants(
    client: TestClient, language: str, line: str
) -> None:
    response = client.get("/api/v1/articles/x", headers={"Accept-Language": language})
    assert (response.status_code, response.json()) == (404, {"error": line})


def test_what_is_sent_has_the_shapes_that_are_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["components"]["schemas"]
    article = client.get("/api/v1/articles", params={"limit": 1}).json()["articles"][0]
    answer = client.post("/api/v1/ask", json={"question": WHO}).json()
    hit = client.get("/api/v1/search", params={"question": WHO}).json()[0]
    sent = {"Article": article, "Answer": answer, "Citation": answer["citations"][0], "Passage": hit}
    for name, value in sent.items():
        assert set(value) == set(described[name]["properties"])


def test_the_description_names_every_address(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    rest = {
        "/api/v1/ask",
        "/api/v1/search",
        "/api/v1/articles",
        "/api/v1/articles/{id}",
        "/api/v1/articles/undo",
    }
    assert set(paths) == rest | {"/v1/models", "/v1/models/{name}", "/v1/chat/completions"}
