"""Every page and state for everyone: axe finds no serious fault, the keyboard reaches all, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, TimeoutError, expect
from starlette.types import ASGIApp

import app
from qa.chat import Assistant

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio")
Goto = Callable[..., Page]
DESKTOP, PHONE = (1280, 800), (360, 740)  # CSS pixels
WIDTHS = (320, 360, 768, 1280, 2560, 3840)
WHO = "谁主持召开了区政府第41次常务会议？"
MET = "谁会见了启澜集团董事长秦望舒？"
LIBRARY = ("/library", "/library?q=会议&lang=en", "/library/people", "/library/statistics", "/library/add")


@pytest.fixture(scope="module")
def address(assistant: Assistant, serve: Callable[[ASGIApp], str]) -> str:
    assistant.suggestions()  # of each new library they take as long as a dozen questions
    return serve(app.site(assistant))


def visit(goto: Goto, address: str, size: tuple[int, int], theme: str = "light") -> Page:
    page = goto(f"{address}/", size, theme)
    page.locator(".example").first.wait_for()
    return page


def ask(page: Page, question: str) -> Locator:
    """The turn, once it is answered; the question is typed where the cursor is put by us."""
    page.locator("#question textarea").focus()
    return type_question(page, question)


def type_question(page: Page, question: str) -> Locator:
    turn = page.locator(".turn").nth(page.locator(".turn").count())
    page.keyboard.insert_text(question)
    for _ in range(20):  # Enter is passed over while the question before it is being dealt with
        page.keyboard.press("Enter")
        with suppress(TimeoutError):
            turn.wait_for(timeout=1_000)
            break
    turn.locator(".card:not(.working)").wait_for()
    page.locator("#send").wait_for()
    return turn


def states(page: Page, address: str) -> Iterator[str]:
    """Leads the page from state to state and names each."""
    yield "welcome"
    ask(page, WHO).locator(".chip").first.click()
    page.locator("#paper mark").first.wait_for()
    page.locator(".next button").first.wait_for()
    yield "answer with its citation open"
    page.locator(".filters summary").click()
    page.locator(".rate summary").click()
    page.locator("#earlier").click()
    page.locator(".past summary").first.click()
    yield "forms and a menu open"
    ask(page, "还有谁参加了？")
    ask(page, "区政府第98次常务会议是谁主持的？").locator(".chip").first.click()
    yield "follow-up and refusal"
    page.locator("#switch").click()
    page.get_by_text("No answer in the papers").wait_for()
    yield "in English"
    article = page.locator("#paper .apart a").get_attribute("href")
    exported = page.locator(".exports a", has_text="HTML").first.get_attribute("href")
    taken = page.request.get(f"{address}{exported}").text()
    for path in (article, *LIBRARY):
        page.goto(f"{address}{path}")
        yield str(path)
    page.goto("about:blank")
    page.set_content(taken)
    yield "a conversation taken along"


def faults(page: Page, state: str) -> list[str]:
    """What axe finds that shuts somebody out."""
    return [
        f"{state}: {fault['id']} at {node['target']}: {node['html'][:120]}"
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_state(goto: Goto, address: str, theme: str) -> None:
    page = visit(goto, address, DESKTOP, theme)
    found = []
    for state in states(page, address):
        for width, height in (PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": height})
            found += faults(page, f"{state} at {width}")
    assert found == []
    page.set_content("<button></button>")
    assert faults(page, "a button without a name") != []


def test_nothing_scrolls_sideways_on_any_screen(goto: Goto, address: str) -> None:
    page = visit(goto, address, DESKTOP)
    wider = []
    for state in states(page, address):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wider.append(f"{state} at {width}")
    assert wider == []


def is_focused(place: Locator) -> bool:
    return place.count() > 0 and bool(place.first.evaluate("node => node === document.activeElement"))


def tab_to(page: Page, place: Locator, most: int = 20) -> None:
    """Presses Tab until the place has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if is_focused(place):
            return
    raise AssertionError(f"{place} is not reached with {most} tabs")


def tab_back_to(page: Page, place: Locator, most: int = 20) -> None:
    for _ in range(most):
        page.keyboard.press("Shift+Tab")
        if is_focused(place):
            return
    raise AssertionError(f"{place} is not reached with {most} tabs back")


def test_the_keyboard_alone_asks_reads_and_walks_the_marks(goto: Goto, address: str) -> None:
    page = visit(goto, address, DESKTOP)
    expect(page.locator("#question textarea")).to_be_focused()  # the cursor is there to begin with
    turn = type_question(page, MET)
    expect(page.locator("#question textarea")).to_be_focused()
    tab_back_to(page, turn.locator(".chip"))
    page.keyboard.press("Enter")
    page.locator("#paper mark").first.wait_for()
    expect(page.locator("#paper .sheet")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="下一处"))
    page.keyboard.press("Enter")
    first = page.locator("#paper .here").get_attribute("data-place")
    page.keyboard.press("Enter")
    assert page.locator("#paper .here").get_attribute("data-place") != first
    page.keyboard.press("Escape")
    expect(turn.locator(".chip")).to_be_focused()


def test_the_keyboard_alone_sets_a_filter_and_takes_it_back(goto: Goto, address: str) -> None:
    page = visit(goto, address, DESKTOP)
    opener = page.locator(".filters summary")
    tab_to(page, opener)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("报纸"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="应用"))
    page.keyboard.press("Enter")
    chip = page.get_by_role("button", name="不再只看：临澄日报")
    chip.wait_for()
    expect(opener).to_be_focused()
    tab_back_to(page, chip)
    page.keyboard.press("Enter")
    chip.wait_for(state="detached")
    expect(opener).to_be_focused()


def test_the_keyboard_alone_renames_and_deletes_an_earlier_conversation(goto: Goto, address: str) -> None:
    page = visit(goto, address, DESKTOP)
    type_question(page, WHO)
    tab_back_to(page, page.locator("#earlier"))
    page.keyboard.press("Enter")
    page.locator(".past li").wait_for()
    expect(page.get_by_label("搜索对话")).to_be_focused()
    menu = page.locator(".past summary")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("新名称"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("常务会议")
    page.keyboard.press("Enter")
    page.locator(".past .open", has_text="常务会议").wait_for()
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".past .delete"))
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator(".past li").wait_for(state="detached")
    expect(page.get_by_label("搜索对话")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#earlier")).to_be_focused()


def test_the_keyboard_alone_rates_and_stops_and_never_loses_its_place(goto: Goto, address: str) -> None:
    page = visit(goto, address, DESKTOP)
    turn = type_question(page, WHO)
    tab_back_to(page, turn.locator(".rate summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="提交"))
    page.keyboard.press("Enter")
    turn.locator("[data-pressed=true]").wait_for()
    expect(turn.locator(".rate summary")).to_be_focused()
    page.locator("#question textarea").focus()
    page.keyboard.insert_text(WHO)
    tab_to(page, page.locator("#send"))
    page.keyboard.press("Enter")
    page.locator(".turn").nth(1).wait_for()
    page.locator("#send").wait_for()
    expect(page.locator("#question textarea")).to_be_focused()  # the button was away meanwhile


def test_tab_goes_through_the_page_from_top_to_bottom(goto: Goto, address: str) -> None:
    page = visit(goto, address, DESKTOP)
    turn = ask(page, MET)
    page.locator(".next button").first.wait_for()
    turn.locator(".chip").first.click()
    page.locator("#paper mark").first.wait_for()
    page.evaluate("document.activeElement.blur(); getSelection().collapse(document.body, 0)")
    parts: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        part = page.evaluate(
            "document.activeElement.closest('#top, #talk, #next, #composer, #filters, #paper')?.id"
        )
        if part is None:
            break
        if parts[-1:] != [part]:
            parts.append(part)
    assert parts == ["top", "talk", "next", "composer", "filters", "paper"]
