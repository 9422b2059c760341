"""The library's pages: complete HTML, in two languages, where the address says all that is shown."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.articles import Article
from qa.catalogue import Choice
from qa.chat import Assistant
from qa.library import Library
from qa.names import Names
from service import service
from ui.frame import View
from ui.listing import lead
from ui.timeline import MOST_DAYS, MOST_MONTHS, bars

DEMO = Path(__file__).parent.parent / "qa" / "demo"
TROUBLE = "<script>window.struck=1</script>\"'&"
PATHS = ["", "/people", "/organisations", "/statistics", "/add"]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("pages")
    hostile = folder / "hostile.jsonl"
    facts = {
        "title": TROUBLE,
        "text": f"{TROUBLE}区长沈怀远主持会议。",
        "newspaper": TROUBLE,
        "published": "2024-02-03",
    }
    hostile.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    library = Library.open(folder / "library", create=True)
    adding, encoder = Adding(), BundledEncoder.load()
    adding.add(library, encoder, adding.files([DEMO, hostile]))
    names = Names.over(library)
    while names.read_on():
        pass
    return Assistant.open(library.folder, encoder)


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(service(assistant)) as client:
        yield client


def get(client: TestClient, path: str, **query: str) -> str:
    response = client.get(f"/library{path}", params=query)
    assert response.status_code == 200
    return response.text


def listed(html: str) -> list[str]:
    return [unescape(id) for id in re.findall(r'<h3 [^>]*><a href="/article/([^"]+)"', html)]


def text(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.S)))


def hrefs(html: str, within: str) -> list[str]:
    part = re.search(rf'<\w+ class="{within}".*?</(?:ol|nav|table)>', html, re.S)
    assert part
    return [unescape(href) for href in re.findall(r'href="([^"]*)"', part[0])]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_whole_in_both_languages(client: TestClient, path: str, language: str) -> None:
    html = get(client, path, **({"lang": "en"} if language == "en" else {}))
    assert f'<html lang="{"en" if language == "en" else "zh-CN"}">' in html
    assert not re.search(r"""(src|href|action)=["'](https?:)?//""", html)  # nothing from another host
    assert ("Organisations" in html) == (language == "en")
    assert TROUBLE not in html
    assert "{" not in text(html)  # no label was left unfilled
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    assert set(re.findall(r'<(?:input|select)(?![^>]*type="hidden")[^>]* id="([^"]+)"', html)) <= labelled


def test_links_keep_the_language(client: TestClient) -> None:
    html = get(client, "", lang="en", q="会议")
    inside = [href for href in re.findall(r'href="(/library[^"]*)"', html) if "hreflang" not in href]
    others = [href for href in inside if "lang=en" not in href]
    assert others == ["/library?q=%E4%BC%9A%E8%AE%AE"]  # the one that switches


def test_the_address_chooses_and_is_shown_in_the_form(client: TestClient, assistant: Assistant) -> None:
    articles = list(assistant.library.articles())
    html = get(client, "", q="会议", newspaper="临澄日报", since="2025-05-17", until="2025-05-30")
    expected = {
        a.id
        for a in articles
        if a.newspaper == "临澄日报" and str(a.published) >= "2025-05-17" and "会议" in a.headline + a.text
    }
    assert set(listed(html)) == expected
    assert f"共 {len(expected)} 篇" in text(html)
    assert 'value="会议"' in html
    assert '<option value="临澄日报" selected>' in html
    assert '<input id="since" name="since" type="date" value="2025-05-17"' in html
    assert "<details open>" in html
    assert re.search("<mark>会议</mark>", html)


def test_all_that_is_printed_is_escaped(client: TestClient) -> None:
    html = get(client, "", newspaper=TROUBLE, q=TROUBLE)
    assert html.count("<script>") == 1
    assert TROUBLE in text(html)
    assert len(listed(html)) == 1


@pytest.mark.parametrize(
    "query",
    [{"since": "gestern"}, {"since": "2025-06-01", "until": "2025-05-01"}, {"until": "2025-13-45"}],
)
def test_what_is_not_understood_is_told(client: TestClient, query: dict[str, str]) -> None:
    assert 'role="alert"' in get(client, "", **query)


@pytest.mark.parametrize(
    "query", [{"part": "-3"}, {"part": "x"}, {"sort": "colour"}, {"lang": "xx"}, {"part": "²"}]
)
def test_nonsense_shows_the_first_part(client: TestClient, query: dict[str, str]) -> None:
    assert listed(get(client, "", **query)) == listed(get(client, ""))


def test_parts_follow_each_other_by_links(assistant: Assistant, tmp_path: Path) -> None:
    library = Library.open(tmp_path, create=True)
    lines = "\n".join(json.dumps({"id": f"n{i}", "text": f"消息{i}。"}) for i in range(70))
    (tmp_path / "n.jsonl").write_text(lines, encoding="utf-8")
    Adding().add(library, assistant.retriever.encoder, [tmp_path / "n.jsonl"])
    with TestClient(service(Assistant.open(tmp_path, assistant.retriever.encoder))) as client:
        address, seen = "/library?q=消息", []
        while True:
            html = client.get(address).text
            seen += listed(html)
            following = re.search(r'href="([^"]+)" rel=next', html)
            if not following:
                break
            address = unescape(following[1])
        assert listed(client.get("/library?q=消息&part=9").text) == listed(html)  # there is no ninth
    assert seen == [f"n{i}" for i in range(70)]


def test_each_bar_leads_to_the_days_it_counts(client: TestClient) -> None:
    html = get(client, "", newspaper="临澄日报")
    for href in hrefs(html, "bars"):
        query = parse_qs(urlsplit(href).query)
        assert query["newspaper"] == ["临澄日报"]
        told = re.search(
            rf'href="{re.escape(href).replace("&", "&amp;")}" aria-label="[^"]*：(\d+) 篇"', html
        )
        assert told
        assert f"共 {told[1]} 篇" in text(client.get(href).text)


def test_bars_cover_the_span_without_a_gap() -> None:
    first = date(2020, 2, 27)
    for days, unit in ((MOST_DAYS - 1, "by_day"), (MOST_DAYS, "by_month"), (MOST_MONTHS * 31, "by_year")):
        counts = {first: 2, first + timedelta(days): 3}
        found_unit, found = bars(counts)
        assert found_unit == unit
        assert sum(bar.count for bar in found) == 5
        assert found[0].first <= first
        assert all(b.first - a.last == timedelta(1) for a, b in itertools.pairwise(found))
    assert bars({}) == ("by_day", [])


def test_a_day_of_no_newspaper_has_no_bar() -> None:
    assert [bar.count for bar in bars({date(9999, 12, 31): 1, date(2024, 2, 3): 2})[1]] == [2]


def test_a_name_leads_to_its_articles_with_the_mentions_counted(client: TestClient) -> None:
    html = get(client, "/people")
    row = re.search(
        r'<tr><th scope="row"><a href="([^"]+)"[^>]*>沈怀远</a></th><td>(\d+) 篇文章，(\d+) 次提到', html
    )
    assert row
    shown = client.get(unescape(row[1])).text
    assert len(listed(shown)) == int(row[2])
    assert f"“沈怀远”：{row[2]} 篇文章，{row[3]} 次提到" in text(shown)
    assert sum(map(int, re.findall(r"“沈怀远”提到 (\d+) 次", text(shown)))) == int(row[3])
    assert "已读完全部" in text(html)
    assert 'class="strip" role="img" aria-label="' in html


def test_names_are_looked_up_by_part_and_days(client: TestClient) -> None:
    assert "沈怀远" in text(get(client, "/people", q="怀远"))
    assert "沈怀远" not in text(get(client, "/people", q="怀远", since="2025-05-17", until="2025-05-17"))
    assert "启澜集团" in text(get(client, "/organisations"))


def test_statistics_count_the_library(client: TestClient, assistant: Assistant) -> None:
    shown = text(get(client, "/statistics"))
    articles = list(assistant.library.articles())
    for number in (len(articles), assistant.library.passage_count(), sum(len(a.text) for a in articles)):
        assert f"{number:,}" in shown
    assert "2024-02-03" in shown


def test_an_article_is_corrected_and_removed_without_a_script(
    client: TestClient, assistant: Assistant
) -> None:
    id = next(a.id for a in assistant.library.articles() if a.title == TROUBLE)
    form = client.get(f"/library/article/{id}").text
    assert f'action="/library/article/{id}"' in form
    sent = {"title": "改好了", "published": "2024-02-04", "newspaper": "江城日报"}
    told = client.post(f"/library/article/{id}", data={**sent, "published": "4.2.2024"})
    assert (told.status_code, assistant.library.article(id).title) == (400, TROUBLE)
    shown = client.post(f"/library/article/{id}", data=sent)
    assert "已更正：改好了" in text(shown.text)
    article = assistant.library.article(id)
    assert (article.title, str(article.published), article.newspaper) == ("改好了", "2024-02-04", "江城日报")
    client.post(f"/library/article/{id}", data={**sent, "published": ""})
    assert assistant.library.article(id).published is None
    back = re.search(
        rf'action="/library/article/{id}/remove"><input type="hidden" name="back" value="([^"]*)"', shown.text
    )
    assert back
    shown = client.post(f"/library/article/{id}/remove", data={"back": unescape(back[1])})
    assert "已移除：改好了" in text(shown.text)
    assert id not in listed(shown.text)
    assert client.post(f"/library/article/{id}/remove").status_code == 404


def test_only_the_library_is_gone_back_to(client: TestClient, assistant: Assistant) -> None:
    for back in (
        "https://elsewhere.example/library",
        "//elsewhere.example/library",
        "javascript:alert(1)",
        "http://[",
    ):
        id = next(assistant.library.articles()).id
        response = client.post(f"/library/article/{id}/remove", data={"back": back}, follow_redirects=False)
        assert response.headers["location"].startswith("/library?done=removed")


def test_an_unknown_article_and_an_empty_library_are_told(
    client: TestClient, assistant: Assistant, tmp_path: Path
) -> None:
    response = client.get("/library/article/none")
    assert (response.status_code, 'role="alert"' in response.text) == (404, True)
    Library.open(tmp_path, create=True)
    with TestClient(service(Assistant.open(tmp_path, assistant.retriever.encoder))) as empty:
        assert "文库还是空的" in text(get(empty, ""))
        for path in PATHS[1:]:
            get(empty, path)


def test_a_view_knows_its_addresses() -> None:
    view = View("/library", "en", Choice(words="会 议", page="01"), "oldest", 3)
    assert view.address(words="", page="", sort="newest") == "/library?lang=en"
    assert view.address(part=4) == "/library?q=%E4%BC%9A+%E8%AE%AE&page=01&sort=oldest&part=4&lang=en"
    assert view.bare("/library/people") == "/library/people?lang=en"


def test_words_are_marked_longest_first_and_over_the_space_within_a_name() -> None:
    article = Article("1", "", "本报讯 记者 方　晴 报道<常务会议>，会议")
    marked = "<mark>方　晴</mark> 报道&lt;<mark>常务会议</mark>&gt;，<mark>会议</mark>"
    assert lead(article, "会议 方晴 常务会议") == f"本报讯 记者 {marked}"
    assert "<mark>" not in lead(article, "")
