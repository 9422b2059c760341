"""exports(assistant, kept): a user's conversations, to take along as Markdown, HTML or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Cookie
from fastapi.responses import Response

from qa.answers import Answer
from qa.asking import answer_of
from qa.chat import Assistant
from qa.conversations import Conversations
from service.users import COOKIE
from ui import cards, render
from ui.cards import Entry
from ui.labels import CHINESE, language_of
from ui.markdown import as_markdown

KINDS = {"md": "text/markdown", "html": "text/html", "json": "application/json"}


def exports(assistant: Assistant, kept: Conversations) -> APIRouter:
    """The route of the files; what the library no longer bears out is left out of them."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/conversations/{id}.{kind}")
    def export(
        id: str, kind: str, user: Annotated[str, Cookie(alias=COOKIE)] = "", lang: str = CHINESE
    ) -> Response:
        if kind not in KINDS:
            return Response("not found", 404)
        conversation, turns = kept.get(user, id)
        answers = [answer_of(turn.answer, assistant.library) for turn in turns]
        language = language_of(lang)
        name = quote(f"{conversation.name}.{kind}")
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(text_of(conversation.name, answers, kind, language), 200, headers, KINDS[kind])

    return routes


def text_of(name: str, answers: Sequence[Answer], kind: str, language: str) -> str:
    """The conversation as a file of that kind."""
    if kind == "md":
        return as_markdown(name, answers, language)
    if kind == "json":
        told = {"name": name, "turns": [answer.as_dict() for answer in answers]}
        return json.dumps(told, ensure_ascii=False, indent=2)
    entries = [Entry(answer.question, answer) for answer in answers]
    inside = f"<h1>{escape(name)}</h1>{cards.conversation(entries, language)}"
    return render.document(inside, name, language=language)
