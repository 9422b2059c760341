"""parse_line: one line of standard input -> a question and the conversation before it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from qa.answers import Answer, Citation
from qa.errors import InputError, LibraryError
from qa.followups import Turn
from qa.library import Library


def parse_line(line: bytes, library: Library) -> tuple[str, list[Turn]]:
    """A question, plain or as {"question", "history": [earlier output objects]}, in UTF-8."""
    try:
        text = line.decode("utf-8-sig").strip()
        if not text.startswith("{"):
            return text, []
        asked = json.loads(text)
        return _question(asked), history_of(asked.get("history") or (), library)
    except UnicodeDecodeError:
        raise InputError("the line is not UTF-8: send it as UTF-8") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(
            'the line is neither a question nor {"question", "history": [{"question", "answer"}]}'
        ) from None


def history_of(answers: Sequence[dict[str, Any]], library: Library) -> list[Turn]:
    """The conversation that earlier answers, as they were printed, make; InputError for what they can't be."""
    try:
        return [_turn(answer, library) for answer in answers]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError("an earlier answer of the history has no question, or a broken citation") from None


def _turn(asked: dict[str, Any], library: Library) -> Turn:
    """An earlier output object, or what there is of it, as a turn of the conversation."""
    question, understood, text = _question(asked), asked.get("understood"), asked.get("answer")
    cited = []
    for quoted in asked.get("citations") or ():
        with suppress(LibraryError):  # removed since
            article = library.article(str(quoted["article"]))
            cited.append(Citation(article, str(quoted["field"]), int(quoted["start"]), int(quoted["end"])))
    return Turn(question, Answer(question, str(understood or ""), str(text or ""), citations=tuple(cited)))


def _question(asked: dict[str, Any]) -> str:
    """Its question; a ValueError if that holds half a character."""
    question = asked["question"]
    if not isinstance(question, str):
        raise TypeError("a question is a string")
    question.encode()
    return question
