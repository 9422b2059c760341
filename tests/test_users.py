"""Each browser that opens the chat has a cookie of its own, and its conversations are its own."""

from __future__ import annotations

from fastapi.testclient import TestClient

from qa.chat import Assistant
from qa.conversations import Conversations
from service import service
from service.users import COOKIE

WHO = "谁主持召开了区政府第41次常务会议？"


def test_a_browser_gets_a_cookie_that_scripts_cannot_read_and_keeps_it(assistant: Assistant) -> None:
    with TestClient(service(assistant)) as client, TestClient(service(assistant)) as other:
        given = client.get("/").headers["set-cookie"]
        assert "HttpOnly" in given
        assert "SameSite=Lax" in given
        assert client.get("/").headers["set-cookie"] == given  # it lasts as long again
        other.get("/")
        assert client.cookies[COOKIE] != other.cookies[COOKIE]


def test_a_cookie_of_another_server_does_not_hide_it(assistant: Assistant) -> None:
    with TestClient(service(assistant)) as client:
        headers = {"cookie": f'a={{"x": 1}}; b=中文; {COOKIE}=0123'.encode()}
        assert client.get("/", headers=headers).headers["set-cookie"].startswith(f"{COOKIE}=0123;")


def test_a_conversation_is_taken_along_by_its_user_alone(assistant: Assistant) -> None:
    kept = Conversations.beside(assistant.library.folder)
    answer = assistant.ask(WHO)
    id = kept.begin("闻".encode().hex(), "会议 #1")
    kept.add("闻".encode().hex(), id, answer)
    with TestClient(service(assistant), cookies={COOKIE: "闻".encode().hex()}) as client:
        markdown = client.get(f"/conversations/{id}.md")
        assert "**沈怀远**" in markdown.text
        assert f"> {answer.citations[0].quote}" in markdown.text
        assert "filename*=UTF-8''%E4%BC%9A%E8%AE%AE%20%231.md" in markdown.headers["content-disposition"]
        assert client.get(f"/conversations/{id}.json").json()["turns"][0] == answer.as_dict() | {
            "seconds": round(answer.seconds, 3)
        }
        assert "沈怀远</mark>" in client.get(f"/conversations/{id}.html").text
        english = client.get(f"/conversations/{id}.html?lang=en").text
        assert '<html lang="en">' in english
        assert client.get(f"/conversations/{id}.exe").status_code == 404
        client.cookies.set(COOKIE, "another")
        assert client.get(f"/conversations/{id}.md").status_code == 400
    with TestClient(service(assistant)) as client:
        assert client.get(f"/conversations/{id}.md").status_code == 400
