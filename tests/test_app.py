"""The chat page in a real browser, over the demo newspaper: ask, read, open, find the mark."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import gradio as gr
import pytest
from playwright.sync_api import Locator, Page, TimeoutError
from starlette.types import ASGIApp

import app
from embeddings.bundled import BundledEncoder
from qa import references
from qa.answers import Citation
from qa.articles import Page as NewspaperPage
from qa.articles import field_text
from qa.chat import LONGEST_QUESTION, Assistant
from qa.library import Library
from qa.newspaper import page_files, read_pages
from ui.session import View

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio")
DEMO = Path(app.__file__).parent / "qa" / "demo"
DESKTOP, PHONE = (1280, 800), (360, 740)  # CSS pixels
Visit = Callable[[tuple[int, int]], Page]
WHO = "谁主持召开了区政府第41次常务会议？"
UNKNOWN = "谁主持召开了区政府第98次常务会议？"
# to be mistaken for HTML, Markdown, LaTeX or a template, with a character that is two in UTF-16
HOSTILE = {
    "title": "<script>window.struck = 1</script> **重磅** $x^2$",
    "text": "𠮷祥镇的邮递员是<img src=x onerror='window.struck = 2'>，他说 {{value}} ${1+1} `a` \\n &amp;。\n"
    "𠮷祥镇邮政所所长谭小满介绍，邮政所每天投递报纸1362份。",
    "newspaper": "<b>𠮷祥报</b>",
    "published": "2025-05-20",
}
LITERAL = "𠮷祥镇邮政所每天投递报纸多少份？<img src=x onerror='window.struck = 3'>"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """A real library of the demo pages and the hostile article, with a real assistant."""
    folder = tmp_path_factory.mktemp("page")
    records = folder / "hostile.jsonl"
    records.write_text(json.dumps(HOSTILE, ensure_ascii=False), encoding="utf-8")
    encoder = BundledEncoder.load()
    library = Library.open(folder / "library", create=True)
    for path in page_files([DEMO, records]):
        pages = (page for page in read_pages(path) if isinstance(page, NewspaperPage))
        library.add_file(path, pages, encoder, lambda: True, lambda _: None)
    return Assistant.open(folder / "library", encoder)


@pytest.fixture(scope="module")
def address(assistant: Assistant, serve: Callable[[ASGIApp], str]) -> str:
    return serve(app.site(assistant))


@pytest.fixture
def visit(goto: Callable[[str, tuple[int, int]], Page], address: str) -> Visit:
    """Opens the chat page."""

    def visit(size: tuple[int, int]) -> Page:
        page = goto(f"{address}/", size)
        page.locator(".masthead .held").wait_for(state="attached")  # the page has greeted
        return page

    return visit


def ask(page: Page, question: str) -> Locator:
    """The last turn, once it is answered."""
    before = page.locator(".turn").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    return answered(page, before)


def answered(page: Page, turn: int) -> Locator:
    shown = page.locator(".turn").nth(turn)
    shown.locator(".card:not(.working)").wait_for()
    return shown


def joined(marks: Locator) -> str:
    return "".join(marks.all_text_contents())


def printed(text: str) -> str:
    return text.replace("\n", "")


def assert_marked(page: Page, citation: Citation) -> None:
    """The article is open, whole, with exactly the citation's characters marked and in view."""
    paper = page.locator("#paper")
    text = field_text(citation.article, citation.field)
    paper.locator("mark").first.wait_for()
    assert joined(paper.locator("mark")) == printed(citation.quote)
    assert joined(paper.locator("mark.answer")) == printed("".join(text[s:e] for s, e in citation.marks))
    assert "\n".join(paper.locator(".paragraph").all_text_contents()) == citation.article.text
    page.wait_for_function(
        """() => { const mark = document.querySelector('#paper mark.answer, #paper mark');
        const box = mark.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"""
    )


def sideways(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_an_answer_is_read_and_its_citation_opens_the_article_at_the_mark(
    visit: Visit, assistant: Assistant
) -> None:
    page = visit(DESKTOP)
    turn = ask(page, WHO)
    expected = assistant.ask(WHO)
    assert turn.locator(".answer .words").text_content() == expected.text == "沈怀远"
    for number, citation in enumerate(expected.citations):
        assert turn.locator("blockquote").nth(number).text_content() == citation.quote
        turn.locator(".chip").nth(number).click()
        page.locator(f'[data-opening="{number + 1}"]').wait_for()
        assert_marked(page, citation)
    page.locator("#paper .sheet").evaluate("sheet => sheet.parentElement.scrollTo(0, 9999)")
    turn.locator(".chip").last.click()  # the same citation again scrolls back to the mark
    page.locator(f'[data-opening="{len(expected.citations) + 1}"]').wait_for()
    assert_marked(page, expected.citations[-1])


def test_a_citation_is_copied_with_its_reference_and_its_article_opens_alone(
    visit: Visit, assistant: Assistant
) -> None:
    page = visit(DESKTOP)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(page, WHO)
    citation = assistant.ask(WHO).citations[0]
    for place, text in enumerate((references.plain(citation), references.markdown(citation))):
        button = turn.locator(".copy").nth(place)
        button.click()
        page.wait_for_function(
            "() => document.querySelector('.copy').parentElement.textContent.includes('已复制')"
        )
        assert page.evaluate("navigator.clipboard.readText()") == text
    turn.locator(".chip").first.click()
    with page.context.expect_page() as opened:
        page.locator("#paper .apart a").click()
    alone = opened.value
    alone.wait_for_load_state()
    assert joined(alone.locator("mark")) == printed(citation.quote)
    assert alone.locator("mark.answer").evaluate(
        "mark => { const box = mark.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )
    assert sideways(alone) == 0
    alone.close()


def test_what_the_papers_do_not_say_is_refused_and_the_closest_passage_opens(
    visit: Visit, assistant: Assistant
) -> None:
    page = visit(DESKTOP)
    turn = ask(page, UNKNOWN)
    expected = assistant.ask(UNKNOWN)
    assert turn.locator(".refused .refusal").is_visible()
    assert turn.locator(".answer").count() == 0
    assert turn.locator(".reason").text_content() == expected.reason
    assert turn.locator("blockquote").all_text_contents() == [c.quote for c in expected.closest]
    turn.locator(".chip").first.click()
    assert_marked(page, expected.closest[0])


def test_texts_and_questions_are_shown_letter_by_letter(visit: Visit, assistant: Assistant) -> None:
    page = visit(DESKTOP)
    turn = ask(page, LITERAL)
    assert LITERAL in (turn.locator(".asked").text_content() or "")
    turn.locator(".chip", has_text="<script>").first.click()
    paper = page.locator("#paper")
    paper.locator("mark").first.wait_for()
    assert paper.locator(".title").text_content() == HOSTILE["title"]
    assert HOSTILE["newspaper"] in (paper.locator(".from").text_content() or "")
    assert "\n".join(paper.locator(".paragraph").all_text_contents()) == HOSTILE["text"]
    assert page.locator("#talk img, #paper img, #talk script, #paper script").count() == 0


def test_a_phone_shows_the_article_below_the_chat_and_the_way_back(
    visit: Visit, assistant: Assistant
) -> None:
    page = visit(PHONE)
    assert sideways(page) == 0
    turn = ask(page, WHO)
    turn.locator(".chip").first.click()
    assert_marked(page, assistant.ask(WHO).citations[0])
    chat, reading = page.locator("#chat").bounding_box(), page.locator("#reading").bounding_box()
    assert chat
    assert reading
    assert reading["y"] >= chat["y"] + chat["height"] - 1
    assert sideways(page) == 0
    page.locator("button.back").click()
    assert turn.locator(".chip").first.evaluate("chip => chip === document.activeElement")


def test_the_keyboard_alone_opens_a_citation_and_returns(visit: Visit) -> None:
    page = visit(DESKTOP)
    turn = ask(page, WHO)
    turn.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    page.locator("#paper mark").first.wait_for()
    assert page.locator("#paper .sheet").evaluate("sheet => sheet === document.activeElement")
    page.keyboard.press("Escape")
    assert turn.locator(".chip").first.evaluate("chip => chip === document.activeElement")
    assert "临澄日报" in (turn.locator(".chip").first.get_attribute("aria-label") or "")


def test_what_an_event_may_change_is_told_or_skipped() -> None:
    assert app.components(View(next="x"), ["next"]) == "x"  # Gradio shows a list of one as it is
    assert app.components(View(), ["next"]) == gr.skip()
    assert app.components(View(next="x"), ["paper", "next"]) == [gr.skip(), "x"]
    with pytest.raises(ValueError, match="paper"):
        app.components(View(paper="x"), ["next"])


def test_english_is_a_click_away_and_keeps_the_conversation(visit: Visit) -> None:
    page = visit(DESKTOP)
    turn = ask(page, UNKNOWN)
    turn.locator(".chip").first.click()
    page.locator("#paper mark").first.wait_for()
    page.locator("#switch").click()
    page.get_by_text("No answer in the papers").wait_for()
    assert page.locator("#send").inner_text().strip() == "Ask"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#paper mark").count() > 0
    page.locator("#new").click()
    page.get_by_text("Ask a question").wait_for()
    assert page.url.endswith("?lang=en")
    page.reload()
    page.get_by_text("Ask a question").wait_for()
    page.locator("#switch").click()
    page.get_by_text("请提问").wait_for()
    assert not page.url.endswith("?lang=en")
    assert page.locator(".turn").count() == 0


def test_an_example_is_asked_by_a_click_and_a_follow_up_says_how_it_was_understood(visit: Visit) -> None:
    page = visit(DESKTOP)
    example = page.locator(".example").first
    question = example.text_content()
    example.click()
    assert question in (answered(page, 0).locator(".asked").text_content() or "")
    ask(page, WHO)
    turn = ask(page, "会上还研究了哪些工作？")
    assert "第41次常务会议" in (turn.locator(".understood").text_content() or "")


def test_an_empty_question_does_nothing_and_an_overlong_one_is_told(visit: Visit) -> None:
    page = visit(DESKTOP)
    box = page.locator("#question textarea")
    box.fill("  ")
    box.press("Enter")
    box.fill("长" * (LONGEST_QUESTION + 1))
    alert = page.locator("#notice [role=alert]")
    for _ in range(20):  # Enter is passed over while the question before it is being dealt with
        box.press("Enter")
        with suppress(TimeoutError):
            alert.wait_for(timeout=1_000)
            break
    assert str(LONGEST_QUESTION) in (page.locator("#notice").text_content() or "")
    assert page.locator(".turn").count() == 0
    assert box.input_value() == "长" * (LONGEST_QUESTION + 1)  # nothing typed is lost


def test_a_removed_article_is_told_in_one_line_and_no_longer_shown(
    visit: Visit, assistant: Assistant
) -> None:
    page = visit(DESKTOP)
    chip = ask(page, LITERAL).locator(".chip", has_text="<script>").first
    hostile = next(a for a in assistant.library.articles() if a.title == HOSTILE["title"])
    assistant.library.remove([hostile.id])
    chip.click()
    alert = page.locator("#paper [role=alert]")
    alert.wait_for()
    assert hostile.id in (alert.text_content() or "")
    assert "Traceback" not in (page.locator("body").text_content() or "")
    assert page.locator("#paper .paragraph").count() == 0
