"""Tools: what an assistant program may do over the Model Context Protocol; the docstrings are what it is told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa.chat import LONGEST_QUESTION, Assistant
from qa.errors import InputError
from qa.output import article_dict, passage_dict

MOST_HITS = 20  # passages of one search: what an assistant can read at once


@dataclass(frozen=True, slots=True)
class Tools:
    """Each tool answers with one JSON text, or fails with one line."""

    assistant: Assistant

    def ask(self, question: str, newspaper: str = "", since: str = "", until: str = "") -> str:
        """Answer a question from the newspapers' own articles, with quotations that are character for character theirs,
        or say that the articles don't answer it.

        Write a complete question, in Chinese if possible (谁主持召开了区政府第41次常务会议？), one fact at a time. Quote what is in
        `citations` unchanged and name its title, newspaper and day. If `found` is false the newspapers don't say it: tell
        the `reason`; `closest` holds passages near to it, which are no answer.

        Parameters:
            question: a complete question of at most 500 characters
            newspaper: only articles of this newspaper
            since: only articles printed on this day or later, such as 2025-05-16
            until: only articles printed on this day or earlier, such as 2025-05-31

        Returns:
            JSON with question, understood, answer (only the answering words), detail (a person's post, a full date), found, score (the probability), reason, seconds, citations and closest, whose items have article (its id), field, start, end, quote (characters start to end of that field of the article), marks (which of them answer), title, newspaper, published and source
        """
        answer = self.assistant.ask(
            question, newspaper=newspaper, since=_day(since, "since"), until=_day(until, "until")
        )
        return _json(answer.as_dict())

    def search(
        self, question: str, k: int = 10, newspaper: str = "", since: str = "", until: str = ""
    ) -> str:
        """Find the passages of the newspapers that fit a question or some words, best first.

        Parameters:
            question: a question or words, of at most 500 characters
            k: how many passages, 1 to 20
            newspaper: only articles of this newspaper
            since: only articles printed on this day or later, such as 2025-05-16
            until: only articles printed on this day or earlier, such as 2025-05-31

        Returns:
            a JSON list of passages with article (its id), title, start, end, text (characters start to end of the article's text) and score
        """
        if not 1 <= k <= MOST_HITS:
            raise InputError(f"k is {k}: ask for 1 to {MOST_HITS} passages")
        if not 1 <= len(question) <= LONGEST_QUESTION:
            raise InputError(f"the question has {len(question)} characters: write 1 to {LONGEST_QUESTION}")
        hits = self.assistant.retriever.search(
            question, k, newspaper=newspaper, since=_day(since, "since"), until=_day(until, "until")
        )
        return _json([passage_dict(hit) for hit in hits])

    def article(self, id: str) -> str:
        """Read a whole article.

        Parameters:
            id: the article's id, as citations and passages give it

        Returns:
            JSON with id, title, subtitle, newspaper, published, event_date, page, reporters, captions, credits, text, url and source
        """
        return _json(article_dict(self.assistant.library.article(id)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _day(text: str, name: str) -> date | None:
    """A day as it is written in a call; None for none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{name} is {text!r}: write a day as 2025-05-16") from None
