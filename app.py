"""The chat page: builds on an Assistant, shows its Answers, opens the articles they quote."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

# Before gradio is imported. Nothing leaves the machine: no analytics, and no proxy between the page and itself
# (Gradio asks its own address at start, and cannot even be imported under a SOCKS proxy).
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["no_proxy"] = "*"

import gradio as gr
import uvicorn
from fastapi import FastAPI

from qa.answers import Answer, Citation
from qa.articles import field_text
from qa.chat import LONGEST_QUESTION, Assistant
from qa.errors import InputError, LibraryError, WenbaoError
from qa.followups import Turn
from service import service
from ui import render
from ui.labels import CHINESE, ENGLISH, label
from ui.render import Entry

EXAMPLES = 6  # example questions on the empty page: two rows on a desktop, one screen on a phone
AT_ONCE = 4  # questions answered at the same time: more only wait for each other's cores

UI_FONTS = ["system-ui", "-apple-system", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
MONO_FONTS = ["ui-monospace", "Consolas", "monospace"]

log = logging.getLogger("wenbao")


@dataclass(frozen=True, slots=True)
class Desk:
    """What happens on the page: a method an event, its arguments and results components' values."""

    assistant: Assistant

    def greet(self, language: str) -> tuple[str, str]:
        """The masthead and the welcome, read from the library anew for each visitor."""
        try:
            count = self.assistant.library.count()
            questions = self.assistant.suggestions(EXAMPLES) if count else []
        except WenbaoError as error:
            failed = render.conversation([Entry("", error=str(error))], language)
            return render.masthead(None, language), failed
        return render.masthead(count, language), render.welcome(questions, count, language)

    def ask(self, question: str, entries: list[Entry], language: str) -> Iterator[tuple[Any, ...]]:
        """Show that the question is worked on, then what came of it."""
        question = question.strip()
        if not question:
            yield tuple(gr.skip() for _ in range(5))
            return
        if len(question) > LONGEST_QUESTION:
            told = label(language, "too_long", count=len(question), limit=LONGEST_QUESTION)
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), render.notice(told)
            return
        working = [*entries, Entry(question)]
        busy = gr.update(value=label(language, "working"), interactive=False)
        yield render.conversation(working, language), gr.skip(), "", busy, ""
        done = [*entries, self.answered(question, entries, language)]
        ready = gr.update(value=label(language, "send"), interactive=True)
        yield render.conversation(done, language), done, gr.skip(), ready, ""

    def answered(self, question: str, entries: list[Entry], language: str) -> Entry:
        """Ask the assistant; an error becomes one line on the page."""
        history = tuple(Turn(entry.question, entry.answer) for entry in entries if entry.answer is not None)
        try:
            return Entry(question, self.assistant.ask(question, history=history))
        except WenbaoError as error:
            return Entry(question, error=str(error))
        except Exception:  # the page outlives any fault, and the person is told in words
            log.exception("a question failed")
            return Entry(question, error=label(language, "internal"))

    def ask_example(
        self, event: gr.EventData, entries: list[Entry], language: str
    ) -> Iterator[tuple[Any, ...]]:
        yield from self.ask(str(event.question), entries, language)

    def open(
        self, event: gr.EventData, entries: list[Entry], opened: Opened, language: str
    ) -> tuple[str, Opened]:
        """Open the citation whose place in the conversation the browser names."""
        citation = find_citation(str(event.place), entries)
        opened = Opened(citation, opened.times + 1)
        return self.article(opened, language), opened

    def article(self, opened: Opened, language: str) -> str:
        """The article as the library holds it now, never what was removed or changed since."""
        citation = opened.citation
        if citation is None:
            return render.empty_pane(language)
        try:
            article = self.assistant.library.article(citation.article.id)
        except LibraryError as error:
            return render.message_pane(str(error), language)
        if field_text(article, citation.field)[citation.start : citation.end] != citation.quote:
            return render.message_pane(label(language, "stale"), language)
        return render.article_pane(article, citation, opened.times, language)

    def switch(self, entries: list[Entry], opened: Opened, language: str) -> tuple[Any, ...]:
        """The same page in the other language."""
        language = ENGLISH if language == CHINESE else CHINESE
        head, talk = self.greet(language)
        if entries:
            talk = render.conversation(entries, language)
        return language, head, talk, self.article(opened, language), "", *controls(language)

    def clear(self, language: str) -> tuple[Any, ...]:
        """A new conversation."""
        head, talk = self.greet(language)
        return head, talk, render.empty_pane(language), [], Opened(), "", *controls(language)


@dataclass(frozen=True, slots=True)
class Opened:
    """The citation in the article pane, and how many were opened so far: a second click scrolls again."""

    citation: Citation | None = None
    times: int = 0


def find_citation(place: str, entries: list[Entry]) -> Citation | None:
    """The citation a chip names, such as "3-closest-0"; None for what no chip of this conversation says."""
    for turn, entry in enumerate(entries):
        answer = entry.answer or Answer("")
        for kind, citations in (("citations", answer.citations), ("closest", answer.closest)):
            for number, citation in enumerate(citations):
                if place == f"{turn}-{kind}-{number}":
                    return citation
    return None


def controls(language: str) -> tuple[Any, ...]:
    """The question box and the buttons in the language: box, send, switch, new."""
    return (
        gr.update(label=label(language, "ask"), placeholder=label(language, "placeholder")),
        gr.update(value=label(language, "send"), interactive=True),
        gr.update(value=label(language, "switch")),
        gr.update(value=label(language, "new")),
    )


def build(assistant: Assistant) -> gr.Blocks:
    """The page over an assistant; launch it with `look()`."""
    desk = Desk(assistant)
    page = gr.Blocks(title="问报 Wenbao", analytics_enabled=False, fill_width=True)
    with page:
        language, entries, opened = gr.State(CHINESE), gr.State([]), gr.State(Opened())
        with gr.Row(elem_id="top"):
            head = html_part(render.masthead(None, CHINESE), "masthead")
            new = gr.Button(label(CHINESE, "new"), elem_id="new", size="sm", scale=0)
            other = gr.Button(label(CHINESE, "switch"), elem_id="switch", size="sm", scale=0)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="chat", min_width=0):
                talk = html_part(render.conversation([], CHINESE), "talk", "talk.js")
                told = html_part("", "notice")
                with gr.Row(elem_id="composer"):
                    box = question_box()
                    send = gr.Button(label(CHINESE, "send"), variant="primary", elem_id="send", scale=0)
            with gr.Column(elem_id="reading", min_width=0):
                paper = html_part(render.empty_pane(CHINESE), "paper", "paper.js")
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asked = {"outputs": [talk, entries, box, send, told], "concurrency_id": "ask", **quiet}
        asking: list[dict[str, Any]] = [
            on(desk.ask, [box, entries, language], **asked) for on in (box.submit, send.click)
        ]
        asking.append(talk.ask_example(desk.ask_example, [entries, language], **asked))
        talk.open_citation(desk.open, [entries, opened, language], [paper, opened], **quiet)
        labelled = [box, send, other, new]
        other.click(
            desk.switch, [entries, opened, language], [language, head, talk, paper, told, *labelled], **quiet
        )
        fresh = [head, talk, paper, entries, opened, told, *labelled]
        new.click(desk.clear, [language], fresh, cancels=asking, **quiet)
        page.load(desk.greet, [language], [head, talk], **quiet)
    page.queue(default_concurrency_limit=AT_ONCE, api_open=False)
    return page


def question_box() -> gr.Textbox:
    """Enter sends, Shift+Enter starts a line."""
    return gr.Textbox(
        label=label(CHINESE, "ask"),
        placeholder=label(CHINESE, "placeholder"),
        lines=1,
        max_lines=5,
        show_label=False,
        container=False,
        autofocus=True,
        elem_id="question",
        min_width=0,
    )


def html_part(value: str, name: str, script: str = "") -> gr.HTML:
    """A part of the page that we write ourselves; Gradio interprets nothing in it."""
    code = part(script) if script else None
    return gr.HTML(value, elem_id=name, js_on_load=code, apply_default_css=False)


def part(name: str) -> str:
    """The text of a file of ui/."""
    return files("ui").joinpath(name).read_text(encoding="utf-8")


def look() -> dict[str, Any]:
    """What Gradio needs to show the page as designed, with nothing from another host."""
    theme = gr.themes.Base(font=UI_FONTS, font_mono=MONO_FONTS)
    return {
        "theme": theme,
        "head": f"<style>{part('page.css')}</style>",
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "favicon_path": str(files("ui").joinpath("favicon.svg")),
        "max_file_size": 1,  # byte: the page takes no files
    }


def site(assistant: Assistant) -> FastAPI:
    """The page at /, programs' addresses under /api/v1, articles under /article."""
    mounted: FastAPI = gr.mount_gradio_app(service(assistant), build(assistant), path="", **look())
    return mounted


def serve(assistant: Assistant, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve until interrupted, printing the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        raise InputError(f"cannot listen on {host}:{port}; choose another with --port") from error
    server = uvicorn.Server(uvicorn.Config(site(assistant), log_level="warning"))
    print(f"问报 Wenbao: http://{host}:{port}/", file=sys.stderr, flush=True)
    server.run([listening])


if __name__ == "__main__":
    from qa.__main__ import main

    sys.exit(main(["serve", "--demo"]))
