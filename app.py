"""The chat page: builds on an Assistant, shows its Answers, opens the articles they quote."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.resources import files
from typing import Any

# Before gradio is imported. Nothing leaves the machine: no analytics, and no proxy between the page and itself
# (Gradio asks its own address at start, and cannot even be imported under a SOCKS proxy).
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["no_proxy"] = "*"

import gradio as gr
import uvicorn
from fastapi import FastAPI

from qa.chat import LONGEST_QUESTION, Assistant
from qa.conversations import Conversations, Rating
from qa.errors import InputError
from qa.filters import Filters
from service import service
from service.tools import Tools
from service.users import COOKIE
from ui import cards, render, shelf
from ui.desk import Desk
from ui.labels import CHINESE, ENGLISH, in_language, label
from ui.session import Opened, Session, Talk, View

AT_ONCE = 4  # questions answered at the same time: more only wait for each other's cores

UI_FONTS = ["system-ui", "-apple-system", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
MONO_FONTS = ["ui-monospace", "Consolas", "monospace"]

PARTS = ("head", "past", "shown", "next", "chips", "notice", "paper")  # a View's fields that are HTML
STATES = ("language", "talk", "opened", "filters")  # those that are a session's parts
BUTTONS = ("stop", "send", "switch", "new", "earlier", "library")
ALL = (*PARTS, *STATES, "box", *BUTTONS)
# What events may change: Gradio makes everything named here anew each time, even what stays as it is.
ASKED = ("shown", "past", "next", "chips", "notice", "talk", "filters", "box", "stop", "send")
BEGUN = ("head", "shown", "past", "next", "chips", "notice", "paper", "talk", "opened", "stop", "send")

Act = Callable[[Session, dict[str, Any]], View | Iterator[View]]


def build(assistant: Assistant) -> gr.Blocks:
    """The page over an assistant; launch it with `look()`."""
    desk, tools = Desk(assistant, Conversations.beside(assistant.library.folder)), Tools(assistant)
    page = gr.Blocks(title="问报 Wenbao", analytics_enabled=False, fill_width=True)
    with page:
        for tool in (tools.ask, tools.search, tools.article):  # first: events after them get other names
            gr.events.api(tool, queue=False)  # each answered at once, in a thread
        states = {name: gr.State(getattr(Session(), name)) for name in STATES}
        wire(page, desk, layout() | states)
    page.queue(default_concurrency_limit=AT_ONCE, api_open=False)
    return page


def layout() -> dict[str, Any]:
    """The page's components by name: its parts, the question box and the buttons."""
    on: dict[str, Any] = {}
    with gr.Row(elem_id="top"):
        on["head"] = html_part(render.masthead(None, CHINESE), "masthead")
        for name in ("earlier", "library", "new", "switch"):
            link = "/library" if name == "library" else None
            words = label(CHINESE, name)  # a link opens beside the page: the conversation stays
            on[name] = gr.Button(words, elem_id=name, size="sm", scale=0, link=link, link_target="_blank")
    with gr.Row(elem_id="desk"):
        on["past"] = html_part("", "past", "past.js")
        with gr.Column(elem_id="chat", min_width=0):
            on["shown"] = html_part(cards.welcome(None, CHINESE), "talk", "talk.js")
            on["next"] = html_part("", "next", "next.js")
            on["notice"] = html_part("", "notice", "lost.js")
            with gr.Row(elem_id="composer"):
                on["box"] = question_box()
                on["stop"] = gr.Button(label(CHINESE, "stop"), elem_id="stop", scale=0, visible=False)
                on["send"] = gr.Button(label(CHINESE, "send"), variant="primary", elem_id="send", scale=0)
            on["chips"] = html_part(shelf.filters(Filters(), (), CHINESE), "filters", "filters.js")
        with gr.Column(elem_id="reading", min_width=0):
            on["paper"] = html_part(render.empty_pane(CHINESE), "paper", "marks.js", "paper.js")
    return on


def wire(page: gr.Blocks, desk: Desk, on: dict[str, Any]) -> None:
    """What each event does, and what it may change."""
    states = [on[name] for name in STATES]

    def after(listen: Any, changes: Sequence[str], does: Callable[..., Any], *typed: Any, **more: Any) -> Any:
        outputs = [on[name] for name in changes]
        return listen(
            does, [*typed, *states], outputs, show_progress="hidden", api_visibility="private", **more
        )

    def act(listen: Any, changes: Sequence[str], does: Act, **more: Any) -> Any:
        return after(listen, changes, told(does, changes), **more)

    # One of these at a time: they only wait for each other, and each costs as much as a question.
    one = {"concurrency_id": "suggest", "concurrency_limit": 1}
    box = on["box"]
    submit = partial(gr.on, [box.submit, on["send"].click])
    asking = [
        after(submit, ASKED, typed(desk.ask, ASKED), box, concurrency_id="ask"),
        act(on["next"].ask_example, ASKED, lambda s, e: desk.ask(s, e["question"]), concurrency_id="ask"),
    ]
    for asked in asking:
        act(asked.then, ["next"], lambda s, e: desk.suggest(s), **one)
    # Of several clicks or words the last counts.
    latest = {"trigger_mode": "always_last"}
    act(on["shown"].open_citation, ["paper", "opened"], lambda s, e: desk.open(s, e["place"]), **latest)
    act(on["past"].find_past, ["past"], lambda s, e: desk.find(s, e["words"]), **latest)
    act(
        on["shown"].rate,
        ["shown", "talk", "notice"],
        lambda s, e: desk.rate(s, int(e["turn"]), rating(e)),
    )
    act(on["stop"].click, ["notice"], lambda s, e: desk.stop(s))
    act(on["past"].open_past, BEGUN, lambda s, e: desk.resume(s, e["id"]))
    act(on["past"].rename_past, ["past", "notice"], lambda s, e: desk.rename(s, e["id"], e["name"]))
    act(on["past"].delete_past, BEGUN, lambda s, e: desk.delete(s, e["id"]))
    act(
        on["chips"].filter,
        ["chips", "filters", "notice"],
        lambda s, e: desk.filter(s, e["newspaper"], e["since"], e["until"]),
    )
    begun = [
        act(page.load, ALL, lambda s, e: desk.switch(s) if e["lang"] == ENGLISH else desk.greet(s)),
        act(on["switch"].click, ALL, lambda s, e: desk.switch(s)),
        act(on["new"].click, BEGUN, lambda s, e: desk.new(s)),
    ]
    for event in begun:
        act(event.then, ["next"], lambda s, e: desk.examples(s), **one)
    on["earlier"].click(None, js=part("earlier.js"), api_visibility="private")


def told(act: Act, changes: Sequence[str]) -> Callable[..., Iterator[Any]]:
    """An event of the browser with what it tells, as Gradio calls it."""

    def handler(
        language: str, talk: Talk, opened: Opened, filters: Filters, event: gr.EventData, request: gr.Request
    ) -> Iterator[Any]:
        data = {"lang": request.query_params.get("lang", ""), **(event._data or {})}
        done = act(session(request, language, talk, opened, filters), data)
        for view in [done] if isinstance(done, View) else done:
            yield components(view, changes)

    return handler


def typed(
    ask: Callable[[Session, str], Iterator[View]], changes: Sequence[str]
) -> Callable[..., Iterator[Any]]:
    """The question in the box, asked."""

    def handler(
        question: str, language: str, talk: Talk, opened: Opened, filters: Filters, request: gr.Request
    ) -> Iterator[Any]:
        for view in ask(session(request, language, talk, opened, filters), question):
            yield components(view, changes)

    return handler


def session(request: gr.Request, *states: Any) -> Session:
    """The visitor's page as it is."""
    return Session(request.cookies.get(COOKIE, ""), request.session_hash or "", *states)


def rating(event: dict[str, Any]) -> Rating:
    """What the browser tells of an answer; strangers' words, cut to a length."""
    reason = event["reason"] if event.get("reason") in cards.REASONS else ""
    return Rating(bool(event["right"]), reason, str(event.get("instead", ""))[:LONGEST_QUESTION])


def components(view: View, changes: Sequence[str]) -> Any:
    """The values of those components, those that stay as they are skipped; ValueError if the view changes others.

    Of a single one the value itself: Gradio would show its list.
    """
    values = {name: value for name in (*PARTS, *STATES, "box") if (value := getattr(view, name)) is not None}
    buttons: dict[str, dict[str, Any]] = {name: {} for name in BUTTONS}
    if view.is_busy is not None:
        buttons["stop"]["visible"] = view.is_busy
        buttons["send"]["visible"] = not view.is_busy
    if view.language:
        for name in BUTTONS:
            buttons[name]["value"] = label(view.language, name)
        buttons["library"]["link"] = in_language("/library", view.language)
        values.setdefault("box", box_words(view.language))
    values |= {name: gr.update(**changed) for name, changed in buttons.items() if changed}
    if others := values.keys() - set(changes):
        raise ValueError(f"this event does not change {others}")
    listed = [values.get(name, gr.skip()) for name in changes]
    return listed if len(listed) > 1 else listed[0]


def box_words(language: str) -> dict[str, Any]:
    """The question box in a language."""
    words: dict[str, Any] = gr.update(
        label=label(language, "ask"), placeholder=label(language, "placeholder")
    )
    return words


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


def html_part(value: str, name: str, *scripts: str) -> gr.HTML:
    """A part of the page that we write ourselves; Gradio interprets nothing in it."""
    code = "".join(map(part, scripts)) or None
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
        "max_file_size": 1,  # byte: the page takes no files
    }


def site(assistant: Assistant, names: Sequence[str] = ()) -> FastAPI:
    """The page at /, all else as in `service`; `names` are the server's own beside those that no other site can have."""
    page = build(assistant)
    mounted: FastAPI = gr.mount_gradio_app(
        service(assistant, names), page, path="", mcp_server=True, **look()
    )
    return mounted


def serve(assistant: Assistant, host: str = "127.0.0.1", port: int = 7860, names: Sequence[str] = ()) -> None:
    """Serve until interrupted, printing the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        raise InputError(f"cannot listen on {host}:{port}; choose another with --port") from error
    server = uvicorn.Server(uvicorn.Config(site(assistant, (host, *names)), log_level="warning"))
    port = listening.getsockname()[1]  # where 0 was asked for, a free one
    shown = f"[{host}]" if ":" in host else host
    print(f"问报 Wenbao: http://{shown}:{port}/", file=sys.stderr, flush=True)
    server.run([listening])


if __name__ == "__main__":
    from qa.__main__ import main

    sys.exit(main(["serve", "--demo"]))
