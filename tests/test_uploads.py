"""Uploads: what is dropped enters the library page by page, what is refused is told, what goes is gone."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from starlette.types import ASGIApp

from qa.adding import Adding
from qa.chat import Assistant
from qa.library import Library
from qa.retrieval import Retriever
from service import service
from service.uploads import Drop, Gone, Halting
from ui.render import address

DEMO = Path(__file__).parent.parent / "qa" / "demo"
FIRST, SECOND = (DEMO / f"临澄日报-2025-05-16-{page}.txt" for page in ("01", "02"))
WHO = "谁主持召开了区政府第41次常务会议？"
FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "http://elsewhere.example"},
    {"origin": "null"},
]


@pytest.fixture
def assistant(assistant: Assistant, tmp_path: Path) -> Iterator[Assistant]:
    """Over an empty library, with the models that all tests share: FastAPI keeps every application for ever."""
    library = Library.open(tmp_path / "library", create=True)
    yield Assistant(library, Retriever.over(library, assistant.retriever.encoder), assistant.reader)
    library.close()


@pytest.fixture
def client(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(service(assistant)) as client:
        yield client


def drop(client: TestClient, *files: tuple[str, bytes], **said: str) -> list[tuple[str, dict[str, Any]]]:
    """Names and data of the events."""
    response = client.post("/api/v1/articles", files=[("files", file) for file in files], data=said)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    return list(events(response.text))


def events(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for event in text.removesuffix("\n\n").split("\n\n"):
        lines = dict(line.split(": ", 1) for line in event.split("\n"))
        if "event" in lines:  # else a sign of life, on a busy machine
            yield lines["event"], json.loads(lines["data"])


def undo(client: TestClient, ids: list[str], *files: str) -> Any:
    return client.post("/api/v1/articles/undo", json={"files": files, "ids": ids})


def page(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()


def records(*articles: dict[str, str]) -> bytes:
    return "\n".join(json.dumps(article, ensure_ascii=False) for article in articles).encode()


def held(assistant: Assistant) -> dict[str, str]:
    return {article.id: article.title for article in assistant.library.articles()}


def test_each_page_is_told_with_the_articles_recognised(client: TestClient, assistant: Assistant) -> None:
    first, second, (last, done) = drop(client, page(FIRST), page(SECOND))
    assert [first[0], second[0], last] == ["page", "page", "done"]
    told = first[1]
    assert (told["newspaper"], told["date"], told["number"]) == ("临澄日报", "2025-05-16", "01")
    assert told["file"] == FIRST.name
    assert told["added"] == len(told["headlines"]) < second[1]["added"]
    assert {headline["state"] for headline in told["headlines"]} == {"added"}
    assert done["ids"] == [h["id"] for _, told in (first, second) for h in told["headlines"]]
    assert set(done["ids"]) == set(held(assistant))
    assert assistant.ask(WHO).text == "沈怀远"
    assert (assistant.library.folder / "uploads" / FIRST.name).read_bytes() == FIRST.read_bytes()


def test_a_drop_cuts_an_older_librarys_words_anew(
    client: TestClient, assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "a.jsonl"
    older.write_bytes(records({"id": "1", "title": "晴雨", "text": "记者 方 晴报道今天的天气。"}))
    with monkeypatch.context() as rules:
        rules.setattr("qa.words._across", lambda text: ())
        Adding().add_file(assistant.library, assistant.retriever.encoder, older)
    assert assistant.library.word_search(["方晴"], 10) == []
    drop(client, ("b.jsonl", records({"id": "2", "title": "植树", "text": "植树节到了。"})))
    assert len(assistant.library.word_search(["方晴"], 10)) == 1


def test_the_same_file_adds_nothing_and_a_changed_one_replaces_its_articles(
    client: TestClient, assistant: Assistant
) -> None:
    text = "防汛会议昨天在区政府举行，研究了堤坝加固。"
    old = records(
        {"id": "1", "title": "防汛", "text": text}, {"id": "2", "title": "植树", "text": "植树节到了。"}
    )
    drop(client, ("news.jsonl", old))
    told, (_, done) = drop(client, ("news.jsonl", old))
    assert {headline["state"] for headline in told[1]["headlines"]} == {"skipped"}
    assert (done["added"], done["skipped"], done["ids"]) == (0, 2, [])
    new = records({"id": "1", "title": "防汛", "text": text + "明天继续。"})
    told, (_, done) = drop(client, ("news.jsonl", new))
    assert [headline["state"] for headline in told[1]["headlines"]] == ["replaced"]
    assert (done["replaced"], done["removed"]) == (1, 1)
    assert held(assistant) == {"1": "防汛"}
    assert (assistant.library.folder / "uploads" / "news.jsonl").read_bytes() == new


def test_what_the_page_does_not_say_the_form_does(client: TestClient, assistant: Assistant) -> None:
    drop(client, ("文章.jsonl", records({"text": "防汛会议举行。"})), newspaper="江城晚报", date="2024-02-03")
    article = next(assistant.library.articles())
    assert (article.newspaper, str(article.published)) == ("江城晚报", "2024-02-03")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("../../etc/页.txt", b"text", "name"),
        ("页\\页.txt", b"text", "name"),
        (".隐.txt", b"text", "name"),
        ("con.txt", b"text", "name"),
        ("页" * 80 + ".txt", b"text", "name"),
        ("图.pdf", b"%PDF", "kind"),
        ("页.txt", b"", "unread"),
        ("页.txt", b"\x00\x01\x02\x03" * 50, "unread"),
        ("页.txt", "防汛会议".encode() * 50 + b"\xff" + "举行".encode() * 50, "unread"),
        ("文.jsonl", b"{broken", "unread"),
    ],
)
def test_what_cannot_be_added_is_refused_in_one_line_and_the_rest_goes_in(
    client: TestClient, assistant: Assistant, name: str, content: bytes, reason: str
) -> None:
    told = drop(client, (name, content), page(FIRST))
    refusals = [data for event, data in told if event == "refused"]
    assert [data["reason"] for data in refusals] == [reason]
    assert refusals[0]["error"]
    assert "\n" not in refusals[0]["error"]
    assert told[-1][1]["refused"] == 1
    assert told[-1][1]["added"] == len(held(assistant)) > 0
    folder = assistant.library.folder
    assert {path.name for path in (folder / "uploads").iterdir()} == {FIRST.name}
    assert not list(folder.parent.rglob("etc"))


def test_a_refused_version_does_not_take_the_place_of_a_good_one(
    client: TestClient, assistant: Assistant
) -> None:
    drop(client, page(FIRST))
    before = held(assistant)
    drop(client, (FIRST.name, b"\x00\x01" * 99))
    assert held(assistant) == before
    assert (assistant.library.folder / "uploads" / FIRST.name).read_bytes() == FIRST.read_bytes()


def test_one_broken_line_is_told_and_the_other_articles_are_added(
    client: TestClient, assistant: Assistant
) -> None:
    content = (
        records({"id": "1", "text": "防汛会议举行。"})
        + b"\n{broken\n"
        + records({"id": "2", "text": "植树。"})
    )
    client.headers["accept-language"] = "zh-CN,zh;q=0.9"
    told = drop(client, ("news.jsonl", content))
    [refused] = [data for event, data in told if event == "refused"]
    assert refused["error"].startswith("news.jsonl 第 2 行：第 2 列的 JSON 有错")
    assert set(held(assistant)) == {"1", "2"}


def test_another_writer_is_told(client: TestClient, assistant: Assistant) -> None:
    other = Library.open(assistant.library.folder)
    with other._store.alone():
        told = drop(client, page(FIRST))
    assert [(event, data.get("reason")) for event, data in told] == [("refused", "busy"), ("done", None)]
    assert "writes to the library" in told[0][1]["error"]
    assert held(assistant) == {}


def test_a_file_that_fails_does_not_take_the_others_with_it(
    client: TestClient, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Drop._store
    monkeypatch.setattr(
        Drop, "_store", lambda self, path, lies: 1 / 0 if path.stem == "1" else store(self, path, lies)
    )
    files = [(f"{i}.jsonl", records({"id": str(i), "text": f"第{i}号会场举行防汛会议。"})) for i in range(3)]
    told = drop(client, *files)
    assert [(event, data.get("file")) for event, data in told[:-1]] == [
        ("page", "0.jsonl"),
        ("refused", "1.jsonl"),
        ("page", "2.jsonl"),
    ]
    assert set(held(assistant)) == {"0", "2"}


def test_an_id_may_hold_what_addresses_are_made_of(client: TestClient, assistant: Assistant) -> None:
    id = "临澄/2025-05-16/01 a"
    drop(client, ("a.jsonl", records({"id": id, "text": "区长沈怀远主持召开区政府第41次常务会议。"})))
    link = address(assistant.ask(WHO).citations[0])
    assert "<mark" in client.get(link).text
    place = quote(id, safe="")
    assert client.get(f"/api/v1/articles/{place}").json()["id"] == id
    assert client.get(f"/library/article/{place}").status_code == 200
    assert client.patch(f"/api/v1/articles/{place}", json={"published": None}).json()["published"] is None
    assert client.patch(f"/api/v1/articles/{place}", json={"published": "9999-12-31"}).status_code == 400
    assert client.delete(f"/api/v1/articles/{place}").json() == {"removed": 1}


def test_a_request_without_files_or_too_large_is_told(client: TestClient) -> None:
    assert client.post("/api/v1/articles").status_code == 422
    headers = {"content-length": str(1 << 40), "content-type": "multipart/form-data; boundary=x"}
    response = client.post("/api/v1/articles", headers=headers, content=b"--x--")
    assert response.status_code == 413
    assert response.text == "Content Too Large"


def test_a_client_that_goes_away_stops_the_adding_and_keeps_what_was_stored(
    assistant: Assistant, serve: Callable[[ASGIApp], str]
) -> None:
    files = [
        (f"{i}.jsonl", records({"id": str(i), "text": f"第{i}号会场举行防汛会议。"})) for i in range(400)
    ]
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode() + content
        for name, content in files
    ]
    connection = http.client.HTTPConnection(serve(service(assistant)).removeprefix("http://"))
    kind = {"content-type": "multipart/form-data; boundary=x"}
    connection.request("POST", "/api/v1/articles", b"\r\n".join([*parts, b"--x--\r\n"]), kind)
    response = connection.getresponse()
    while not response.readline().startswith(b"event: page"):
        pass
    response.close()
    connection.close()
    stored = -1
    while stored != (stored := assistant.library.count()):  # each takes some hundredths of a second
        time.sleep(1)
    assert 0 < stored < len(files)
    assert assistant.library.remove(["0"]) == 1  # the lock was given back
    assert (assistant.library.folder / "uploads" / "0.jsonl").read_bytes() == files[0][1]


def test_what_is_being_embedded_when_the_client_goes_is_not_stored(assistant: Assistant) -> None:
    encoder, gone = assistant.retriever.encoder, threading.Event()
    halting = Halting(encoder, gone)
    assert (halting.encode_documents(["雨停了。"]) == encoder.encode_documents(["雨停了。"])).all()
    gone.set()
    with pytest.raises(Gone):
        Adding().add_file(assistant.library, halting, DEMO / FIRST)
    assert held(assistant) == {}


def test_a_drop_is_undone_exactly(client: TestClient, assistant: Assistant) -> None:
    drop(client, page(FIRST))
    before = held(assistant)
    _, (_, done) = drop(client, page(SECOND))
    gone = done["ids"][0]
    assert client.delete(f"/api/v1/articles/{gone}").json() == {"removed": 1}
    response = undo(client, done["ids"], SECOND.name)
    assert response.json() == {"removed": len(done["ids"]) - 1}
    assert held(assistant) == before
    told, _ = drop(client, page(SECOND))  # and it can be added again
    assert {headline["state"] for headline in told[1]["headlines"]} == {"added"}


def test_what_another_file_holds_outlives_the_undoing_of_a_drop(
    client: TestClient, assistant: Assistant
) -> None:
    one, two = {"id": "1", "text": "雨停了。"}, {"id": "2", "text": "桥通了。"}
    done = drop(client, ("a.jsonl", records(one, two)))[-1][1]
    drop(client, ("b.jsonl", records(one)))
    assert undo(client, done["ids"], "a.jsonl").json() == {"removed": 1}
    assert set(held(assistant)) == {"1"}
    assert undo(client, ["1"], "a.jsonl", "none.jsonl").json() == {"removed": 0}
    assert undo(client, ["1", "none"], "b.jsonl").json() == {"removed": 1}


def test_a_drop_of_two_files_that_hold_the_same_is_undone(client: TestClient, assistant: Assistant) -> None:
    same = records({"id": "1", "text": "雨停了。"})
    done = drop(client, ("a.jsonl", same), ("b.jsonl", same))[-1][1]
    assert undo(client, done["ids"], "a.jsonl", "b.jsonl").json() == {"removed": 1}
    assert held(assistant) == {}


def test_pages_of_one_name_in_two_folders_are_two_files(client: TestClient, assistant: Assistant) -> None:
    drop(client, ("05-16/01.jsonl", records({"id": "1", "text": "雨停了。"})))
    done = drop(client, ("05-17/01.jsonl", records({"id": "2", "text": "桥通了。"})))[-1][1]
    assert set(held(assistant)) == {"1", "2"}
    assert (assistant.library.folder / "uploads" / "05-16" / "01.jsonl").exists()
    assert undo(client, done["ids"], "05-17/01.jsonl").json() == {"removed": 1}


@pytest.mark.parametrize(
    "name", ["../a.jsonl", "/a.jsonl", "a//b.jsonl", "a/./b.jsonl", "a/.b/c.jsonl", "a/" * 9 + "b.jsonl"]
)
def test_no_file_leaves_the_folder_of_uploads(client: TestClient, assistant: Assistant, name: str) -> None:
    [(event, refused), _] = drop(client, (name, records({"id": "1", "text": "雨停了。"})))
    assert (event, refused["reason"]) == ("refused", "name")
    assert held(assistant) == {}


def test_the_chat_does_not_answer_from_what_was_removed(client: TestClient, assistant: Assistant) -> None:
    drop(client, page(FIRST), page(SECOND))
    while (answer := assistant.ask(WHO)).is_found and "41" in answer.citations[0].quote:
        removed = answer.citations[0].article.id
        assert client.delete(f"/api/v1/articles/{removed}").json() == {"removed": 1}
        assert client.get(f"/api/v1/articles/{removed}").status_code == 404
        again = assistant.ask(WHO)
        assert removed not in {citation.article.id for citation in (*again.citations, *again.closest)}
    assert answer.text != "沈怀远" or not answer.is_found
    assert client.delete("/api/v1/articles/none").status_code == 404


def test_an_article_is_corrected_and_answers_tell_the_new_facts(
    client: TestClient, assistant: Assistant
) -> None:
    drop(client, page(FIRST))
    cited = assistant.ask(WHO).citations[0].article
    change = {"title": "区政府开会", "published": "2025-05-17", "newspaper": "江城日报"}
    corrected = client.patch(f"/api/v1/articles/{cited.id}", json=change).json()
    assert {name: corrected[name] for name in change} == change
    assert corrected["text"] == cited.text
    after = assistant.ask(WHO).citations[0].article
    assert (after.id, after.title, after.newspaper) == (cited.id, "区政府开会", "江城日报")
    found = client.get("/api/v1/articles", params={"newspaper": "江城日报"}).json()
    assert [article["id"] for article in found["articles"]] == [cited.id]
    assert client.patch(f"/api/v1/articles/{cited.id}", json={}).status_code == 400
    assert client.patch("/api/v1/articles/none", json=change).status_code == 404


@pytest.mark.parametrize("headers", FOREIGN)
def test_other_sites_change_nothing(
    client: TestClient, assistant: Assistant, headers: dict[str, str]
) -> None:
    drop(client, page(FIRST))
    before = held(assistant)
    id = next(iter(before))
    form = {"title": "改过", "back": "/library"}
    answers = [
        client.post("/api/v1/articles", files=[("files", page(SECOND))], headers=headers),
        client.delete(f"/api/v1/articles/{id}", headers=headers),
        client.patch(f"/api/v1/articles/{id}", json={"title": "改过"}, headers=headers),
        client.post("/api/v1/articles/undo", json={"files": [FIRST.name], "ids": [id]}, headers=headers),
        client.post(f"/library/article/{id}", data=form, headers=headers),
        client.post(f"/library/article/{id}/remove", data=form, headers=headers),
    ]
    assert [answer.status_code for answer in answers] == [403] * 6
    assert all("another site" in answer.json()["error"] for answer in answers)
    assert held(assistant) == before


@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {"sec-fetch-site": "none"}],
)
def test_its_own_pages_and_programs_are_let_in(
    client: TestClient, assistant: Assistant, headers: dict[str, str]
) -> None:
    drop(client, page(FIRST))
    id = next(iter(held(assistant)))
    assert client.delete(f"/api/v1/articles/{id}", headers=headers).json() == {"removed": 1}
