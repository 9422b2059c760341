"""parse_line: one line of standard input -> a question and the conversation before it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from qa.answers import Answer, Citation, clean
from qa.articles import field_text
from qa.errors import InputError, NotFoundError
from qa.followups import Turn
from qa.library import Library

GONE = "所引的文章已从文库删除或改动，请重新提问"


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
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise InputError("an earlier answer of the history has no question, or a broken citation") from None


def _turn(asked: dict[str, Any], library: Library) -> Turn:
    """An earlier output object, or what there is of it, as a turn of the conversation."""
    return Turn(_question(asked), answer_of(asked, library))


def answer_of(asked: dict[str, Any], library: Library) -> Answer:
    """An answer as it was printed; citations that the library's articles no longer bear out are left out."""
    question = _question(asked)
    citations = tuple(_cited(asked.get("citations") or (), library))
    found = Answer(question, str(asked.get("understood") or ""), citations=citations)
    if asked.get("citations") and not _bears_out(asked, citations):
        return replace(found, reason=GONE)
    return replace(
        found,
        text=str(asked.get("answer") or ""),
        detail=str(asked.get("detail") or ""),
        score=float(asked.get("score") or 0),
        reason=str(asked.get("reason") or ""),
        closest=tuple(_cited(asked.get("closest") or (), library)),
        seconds=float(asked.get("seconds") or 0),
    )


def _bears_out(asked: dict[str, Any], citations: Sequence[Citation]) -> bool:
    """Whether the answer's own citation is still there: the first one, or one that marks the same words."""
    first, said = asked["citations"][0], str(asked.get("answer") or "")
    return any(
        (c.article.id, c.start, c.end) == (str(first["article"]), int(first["start"]), int(first["end"]))
        or said in [clean(field_text(c.article, c.field)[start:end]) for start, end in c.marks]
        for c in citations
    )


def _cited(quoted: Sequence[dict[str, Any]], library: Library) -> Iterator[Citation]:
    """The citations whose article is there and still has those characters."""
    for one in quoted:
        with suppress(NotFoundError):  # removed since
            article = library.article(str(one["article"]))
            marks = tuple((int(start), int(end)) for start, end in one.get("marks") or ())
            citation = Citation(article, str(one["field"]), int(one["start"]), int(one["end"]), marks)
            if one.get("quote", citation.quote) == citation.quote:
                yield citation


def _question(asked: dict[str, Any]) -> str:
    """Its question; a ValueError if that holds half a character."""
    question = asked["question"]
    if not isinstance(question, str):
        raise TypeError("a question is a string")
    question.encode()
    return question
