"""What people do besides asking, in a real browser: filter, stop, go on, come back, rate, walk the marks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError
from starlette.types import ASGIApp

import app
from qa.chat import Assistant
from ui.desk import Desk

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio")
Goto = Callable[[str, tuple[int, int]], Page]
DESKTOP, PHONE = (1280, 800), (360, 740)  # CSS pixels
WHO = "谁主持召开了区政府第41次常务会议？"


@pytest.fixture(scope="module")
def address(assistant: Assistant, serve: Callable[[ASGIApp], str]) -> str:
    return serve(app.site(assistant)) + "/"


def visit(goto: Goto, address: str, size: tuple[int, int] = DESKTOP) -> Page:
    page = goto(address, size)
    page.locator(".masthead .held").wait_for(state="attached")  # the page has greeted
    return page


def ask(page: Page, question: str) -> None:
    turn = page.locator(".turn").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    page.locator(".turn").nth(turn).locator(".card:not(.working)").wait_for()
    page.locator("#send").wait_for()


def test_a_question_sets_a_chip_and_a_click_takes_it_back(goto: Goto, address: str) -> None:
    page = visit(goto, address)
    ask(page, f"只看2025年4月的，{WHO}")
    assert "没有报道" in page.locator(".reason").inner_text()
    chip = page.get_by_role("button", name="不再只看：2025年4月")
    chip.click()
    chip.wait_for(state="detached")
    ask(page, WHO)
    assert page.locator(".answer .words").inner_text() == "沈怀远"


def test_newspaper_and_days_are_chosen_in_a_form(goto: Goto, address: str) -> None:
    page = visit(goto, address, PHONE)
    page.locator(".filters summary").click()
    page.get_by_label("报纸").select_option("临澄日报")
    page.get_by_label("从").fill("2025-05-18")
    page.get_by_role("button", name="应用").click()
    page.get_by_role("button", name="不再只看：临澄日报").wait_for()
    page.get_by_role("button", name="不再只看：2025年5月18日起").wait_for()
    ask(page, WHO)
    for source in page.locator(".chip .about").all_inner_texts():
        assert "5月16日" not in source


def test_a_question_is_stopped_and_stands_in_the_box_again(
    goto: Goto, address: str, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, stop, stopped = assistant.reader.read, Desk.stop, threading.Event()
    monkeypatch.setattr(assistant.reader, "read", lambda *asked: stopped.wait(20) and read(*asked))
    monkeypatch.setattr(Desk, "stop", lambda *asked: (stop(*asked), stopped.set())[0])
    page = visit(goto, address)
    box = page.locator("#question textarea")
    box.fill(WHO)
    box.press("Enter")
    page.locator("#stop").click()
    page.locator("#send").wait_for()
    page.wait_for_function("what => document.querySelector('#question textarea').value === what", arg=WHO)
    assert page.locator(".turn").count() == 0
    for _ in range(20):  # Enter is passed over while the stopped question is being put away
        box.press("Enter")
        with suppress(TimeoutError):
            page.locator(".turn").wait_for(timeout=1_000)
            break
    assert page.locator(".answer .words").inner_text() == "沈怀远"


def test_what_is_suggested_next_is_asked_by_a_click(goto: Goto, address: str) -> None:
    page = visit(goto, address)
    ask(page, WHO)
    suggested = page.locator(".suggested.next button").first
    question = suggested.inner_text()
    suggested.click()
    page.locator(".turn").nth(1).locator(".answer .words, .whole").wait_for()
    assert question in page.locator(".turn").nth(1).locator(".asked").inner_text()


def test_a_conversation_is_found_opened_renamed_taken_along_and_deleted(
    goto: Goto, address: str, tmp_path: Path
) -> None:
    page = visit(goto, address)
    ask(page, WHO)
    page.locator("#new").click()
    page.locator(".welcome").wait_for()
    ask(page, "第九届澄水文化节有多少项活动？")
    page.locator("#new").click()
    page.locator(".welcome").wait_for()
    page.locator("#earlier").click()
    names = page.locator(".past .open span")
    assert names.all_inner_texts() == ["第九届澄水文化节有多少项活动？", WHO]
    page.get_by_label("搜索对话").fill("沈怀远")
    page.wait_for_function("() => document.querySelectorAll('.past li').length === 1")
    assert page.get_by_label("搜索对话").evaluate("box => box === document.activeElement")
    names.first.click()
    page.locator(".turn .answer .words").wait_for()
    assert page.locator(".turn").count() == 1
    ask(page, "还有谁参加了？")  # goes on where it was left
    assert "第41次常务会议" in page.locator(".understood").inner_text()
    page.locator(".past summary").nth(0).click()
    page.get_by_label("新名称").first.fill("常务会议")
    page.get_by_role("button", name="重命名").first.click()
    page.locator(".past .open span").get_by_text("常务会议", exact=True).wait_for()
    page.locator(".past summary").nth(0).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown").first.click()
    download.value.save_as(tmp_path / "it.md")
    assert download.value.suggested_filename == "常务会议.md"
    assert "**沈怀远**" in (tmp_path / "it.md").read_text(encoding="utf-8")
    delete = page.locator(".past .delete").first
    delete.click()
    assert delete.inner_text() == "确定删除？"
    delete.click()
    page.wait_for_function("() => document.querySelectorAll('.past li').length === 1")
    assert page.locator(".turn").count() == 0


def test_an_answer_is_rated_with_a_reason(goto: Goto, address: str) -> None:
    page = visit(goto, address)
    ask(page, WHO)
    page.get_by_role("button", name="答得对").click()
    page.locator(".up[aria-pressed=true]").wait_for()
    page.locator(".rate summary").click()
    page.get_by_label("问题是").select_option("答错了")
    page.get_by_label("正确的答案").fill("贺兰舟")
    page.get_by_role("button", name="提交").click()
    page.locator(".rate [data-pressed=true]").wait_for()
    assert page.locator(".up[aria-pressed=true]").count() == 0


def test_a_lost_server_is_told_in_the_pages_words(goto: Goto, address: str) -> None:
    page = visit(goto, address)
    ask(page, WHO)
    page.context.set_offline(True)
    page.locator("#question textarea").fill("还有谁参加了？")
    page.locator("#question textarea").press("Enter")
    page.locator("#notice").get_by_text("与问报的连接断了").wait_for()
    assert not page.locator(".toast-body").is_visible()
    page.context.set_offline(False)


def test_on_a_phone_the_way_to_everything_stays_in_view(goto: Goto, address: str) -> None:
    page = visit(goto, address, PHONE)
    for question in (WHO, "谁会见了秦望舒？"):
        ask(page, question)
    for place in (0, 1e6):
        page.evaluate("place => scrollTo(0, place)", place)
        box = page.locator("#new").bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 40
    page.evaluate("scrollTo(0, 0)")
    composer = page.locator("#composer").bounding_box()
    assert composer is not None
    assert composer["y"] + composer["height"] <= PHONE[1]


def test_escape_closes_the_form_of_filters(goto: Goto, address: str) -> None:
    page = visit(goto, address)
    page.locator(".filters summary").click()
    page.get_by_label("从").focus()
    page.keyboard.press("Escape")
    page.get_by_label("从").wait_for(state="hidden")
    assert page.locator(".filters summary").evaluate("summary => summary === document.activeElement")


def test_the_marks_are_walked_through_forwards_and_back(goto: Goto, address: str) -> None:
    page = visit(goto, address)
    ask(page, "谁会见了启澜集团董事长秦望舒？")
    page.locator(".chip").first.click()
    bar = page.locator("#paper .marks")
    bar.wait_for()
    count = int(bar.locator("output").inner_text())
    assert count == page.locator("#paper [data-place]").count() > 1
    seen = set()
    for _ in range(count):
        bar.get_by_role("button", name="下一处").click()
        here = page.locator("#paper .here")
        seen.add(here.get_attribute("data-place"))
        assert here.inner_text() == "梁舒白"
    assert len(seen) == count
    last = bar.locator("output").inner_text()
    bar.get_by_role("button", name="上一处").click()
    assert bar.locator("output").inner_text() != last


def test_earlier_conversations_open_over_a_phone_without_scrolling_sideways(goto: Goto, address: str) -> None:
    page = visit(goto, address, PHONE)
    ask(page, WHO)
    page.locator("#earlier").click()
    page.locator(".past li").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    page.keyboard.press("Escape")
    page.locator(".past").wait_for(state="hidden")
    assert page.locator("#earlier").evaluate("button => button === document.activeElement")
