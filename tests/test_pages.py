"""Pages: an article stands by itself, complete, with the quotation marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

from qa.chat import Assistant
from service import service
from ui.render import address

WHO = "谁主持召开了区政府第41次常务会议？"


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(service(assistant)) as client:
        yield client


def test_an_article_stands_by_itself_with_the_quotation_marked(
    client: TestClient, assistant: Assistant
) -> None:
    citation = assistant.ask(WHO).citations[0]
    page = client.get(address(citation))
    assert page.status_code == 200
    marks = re.findall(r"<mark[^>]*>(.*?)</mark>", page.text)
    assert unescape("".join(marks)) == citation.quote
    assert re.search('<mark class="answer"[^>]*>沈怀远</mark>', page.text)
    [title] = re.findall(r"<h1[^>]*>(.*?)</h1>", page.text)
    assert unescape(title).replace("<br>", "\n") == citation.article.title
    assert not re.search(
        r"""(src|href)=["'](https?:)?//""", page.text
    )  # complete, with nothing from elsewhere


@pytest.mark.parametrize(
    "query", ["", "?start=5&end=2", "?field=nothing&start=0&end=2", "?start=0&end=99999999"]
)
def test_an_address_that_names_no_characters_shows_the_article_unmarked(
    client: TestClient, assistant: Assistant, query: str
) -> None:
    article = next(assistant.library.articles())
    page = client.get(f"/article/{article.id}{query}")
    assert page.status_code == 200
    assert article.text.split("\n")[0] in unescape(page.text)
    assert "<mark" not in page.text


def test_an_article_by_itself_speaks_the_readers_language_and_leads_to_the_chat(
    client: TestClient, assistant: Assistant
) -> None:
    own = address(assistant.ask(WHO).citations[0])
    chinese, english = client.get(own).text, client.get(f"{own}&lang=en").text
    assert '<html lang="zh-CN">' in chinese
    assert '<html lang="en">' in english
    assert ">打印<" in chinese
    assert ">Print<" in english
    assert '<a href="/"' in chinese
    assert '<a href="/?lang=en"' in english


def test_a_missing_article_is_told(client: TestClient) -> None:
    page = client.get("/article/none")
    assert page.status_code == 404
    assert "文库里没有这篇文章（none）" in page.text


def test_the_pages_have_an_icon(client: TestClient) -> None:
    icon = client.get("/favicon.ico")
    assert icon.headers["content-type"] == "image/svg+xml"
    assert icon.text.startswith("<svg")
