"""The library in a real browser: drop a file, see what is recognised, undo, filter, correct, remove."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.types import ASGIApp

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.chat import Assistant
from qa.library import Library
from qa.names import Names
from service import service

DEMO = Path(__file__).parent.parent / "qa" / "demo"
DESKTOP, PHONE = (1280, 800), (390, 844)
NEW = "本报讯（记者 沈 星）2月3日，江城区委副书记、区长温晓岚主持召开防汛会议。"
TROUBLE = "<img src=x onerror='window.struck=1'>水位"
DROP = """([name, content]) => {
  const files = new DataTransfer();
  files.items.add(new File([content], name));
  const dropped = new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true });
  document.querySelector('.target').dispatchEvent(dropped);
}"""

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """A library of its own: these tests change it."""
    encoder = BundledEncoder.load()
    library = Library.open(tmp_path_factory.mktemp("browsed"), create=True)
    adding = Adding()
    adding.add(library, encoder, adding.files([DEMO]))
    names = Names.over(library)
    while names.read_on():
        pass
    return Assistant.open(library.folder, encoder)


@pytest.fixture(scope="module")
def address(assistant: Assistant, serve: Callable[[ASGIApp], str]) -> str:
    return serve(service(assistant))


@pytest.fixture
def visit(goto: Callable[..., Page], address: str) -> Visit:
    """Opens a page of the library, by day or night."""

    def visit(path: str, size: tuple[int, int] = DESKTOP, night: bool = False) -> Page:
        return goto(address + path, size, "dark" if night else "light")

    return visit


def sideways(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def ids(assistant: Assistant) -> set[str]:
    return {article.id for article in assistant.library.articles()}


def test_a_dropped_file_is_told_and_undone(visit: Visit, assistant: Assistant) -> None:
    before = ids(assistant)
    page = visit("/library/add")
    content = (
        "\n".join(json.dumps({"title": title, "text": NEW + title}) for title in ("防汛", TROUBLE))
        + "\n{broken"
    )
    page.get_by_label("报纸", exact=True).fill("江城日报")
    page.get_by_label("日期").fill("2024-02-03")
    page.evaluate(DROP, ["新闻.jsonl", content])
    undo = page.get_by_role("button", name="撤销这次添加（2 篇）")
    undo.wait_for()
    assert "新收入 2 篇" in (page.locator(".batch [role=status]").text_content() or "")
    recognised = page.get_by_label("认出的文章")
    assert recognised.locator("a").all_text_contents() == ["防汛", TROUBLE]
    assert "江城日报 · 2024-02-03" in (recognised.text_content() or "")
    refused = page.get_by_label("未收入").text_content() or ""
    assert "新闻.jsonl" in refused
    assert "第 3 行" in refused
    assert len(ids(assistant)) == len(before) + 2
    undo.click()
    page.get_by_text("已撤销，移除 2 篇").wait_for()
    assert ids(assistant) == before
    assert page.get_by_role("button", name="撤销").count() == 0


def test_files_are_chosen_with_the_button_and_refused_in_words(visit: Visit, assistant: Assistant) -> None:
    before = ids(assistant)
    page = visit("/library/add?lang=en", PHONE)
    files = [{"name": name, "mimeType": "", "buffer": b"\x00\x01"} for name in ("图.pdf", "空.txt")]
    page.get_by_label("Choose files").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_text("2 refused").wait_for()
    refused = page.get_by_label("Not added").locator("li").all_text_contents()
    assert "Only .txt, .jsonl and .csv files are read" in refused[0]
    assert "binary data" in refused[1]
    assert sideways(page) == 0
    assert ids(assistant) == before


def test_filters_are_filled_in_and_a_bar_is_followed(visit: Visit, assistant: Assistant) -> None:
    page = visit("/library")
    page.get_by_role("searchbox").fill("防汛")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**q=*")
    expected = {a.id for a in assistant.library.articles() if "防汛" in a.headline + a.text}
    assert page.locator(".articles > li").count() == len(expected)
    page.locator(".bars a").first.click()
    page.wait_for_url("**since=2025-05-16**")
    shown = page.locator(".articles .from").all_text_contents()
    assert shown
    assert all("2025年5月16日" in line for line in shown)
    assert page.get_by_label("从").input_value() == "2025-05-16"
    page.get_by_role("link", name="清除筛选").click()
    page.wait_for_url("**/library")
    assert page.locator(".articles > li").count() == len(ids(assistant))


def test_a_name_is_followed_to_its_articles_and_back_into_english(visit: Visit) -> None:
    page = visit("/library/people")
    page.get_by_role("link", name="沈怀远").click()
    page.wait_for_url("**name=*")
    assert page.get_by_text("次提到").first.is_visible()
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en**")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_text("mentions").first.is_visible()


def test_an_article_is_corrected_then_removed_after_a_second_thought(
    visit: Visit, assistant: Assistant
) -> None:
    page = visit("/library?sort=headline", PHONE)
    before = ids(assistant)
    page.get_by_role("link", name="更正").first.click()
    page.get_by_label("标题").fill("改过的标题")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已更正：改过的标题").wait_for()
    item = page.locator(".articles > li", has_text="改过的标题")
    sure = item.get_by_role("button", name="确定移除")
    assert not sure.is_visible()
    item.locator("summary").press("Enter")
    assert ids(assistant) == before
    assert sideways(page) == 0
    sure.click()
    page.get_by_text("已移除：改过的标题").wait_for()
    assert len(ids(assistant)) == len(before) - 1


@pytest.mark.parametrize("size", [DESKTOP, PHONE, (360, 640), (3840, 2160)])
@pytest.mark.parametrize("night", [False, True])
def test_every_page_fits_by_day_and_night(visit: Visit, size: tuple[int, int], night: bool) -> None:
    for path in (
        "/library",
        "/library?name=沈怀远",
        "/library/people",
        "/library/organisations",
        "/library/statistics",
        "/library/add",
    ):
        page = visit(path, size, night)
        assert sideways(page) == 0
        red = page.evaluate("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
        assert (red < 60) == night


def test_the_keyboard_reaches_the_content_and_the_file_button(visit: Visit) -> None:
    page = visit("/library/add")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "files"
    assert page.locator("label.button").evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
