"""An answer as a chat message in Markdown, and the conversation read back from such messages.

Chat clients keep the conversation and send it whole. What the next question needs stands in the message's links: which
article was cited, and which of its characters answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from qa import references
from qa.answers import Answer, Citation, clean
from qa.articles import field_text
from qa.errors import LibraryError
from qa.followups import Turn, understand
from qa.library import Library
from qa.questions import is_chinese
from service.pages import cited
from ui import faults
from ui.labels import CHINESE, ENGLISH, label
from ui.render import address

LINK = re.compile(r"/article/([^/?#\s]+)\?([^\s)]+)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation in a message: characters start to end of its text are the quotation, url shows the article."""

    citation: Citation
    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message:
    """What a chat client shows for an answer: Markdown, with what it quotes."""

    text: str
    quoted: tuple[Quoted, ...] = ()


def message_of(answer: Answer, base: str) -> Message:
    """The answer in Markdown, links starting with `base` (without a slash at the end); a refusal quotes nothing as its own."""
    language = CHINESE if is_chinese(answer.question) else ENGLISH
    if not answer.is_found:
        text, _ = _quoting(_refusal(answer, language), answer.closest, base)
        return Message(text)
    return Message(*_quoting(_words(answer), answer.citations, base))


def _words(answer: Answer) -> str:
    """The answering words; "" where they are the sentence that is quoted anyway."""
    if answer.text == clean(answer.citations[0].quote):
        return ""
    words = f"**{references.escaped(answer.text)}**"
    return words + (f"（{references.escaped(answer.detail)}）" if answer.detail else "")


def _refusal(answer: Answer, language: str) -> str:
    told = label(language, "not_found")
    told += (
        f"{label(language, 'colon')}{references.escaped(faults.because(answer.reason, language))}"
        if answer.reason
        else ""
    )
    return f"{told}\n\n{label(language, 'closest')}" if answer.closest else told


def _quoting(text: str, citations: Sequence[Citation], base: str) -> tuple[str, tuple[Quoted, ...]]:
    """The text with a block quote for each citation below it, and where in it the quotations stand."""
    quoted = []
    for citation in citations:
        text += "\n\n" if text else ""
        start, url = len(text) + len("> "), base + address(citation)
        quoted.append(Quoted(citation, url, start, start + len(references.quotation(citation))))
        text += references.markdown(citation, url).rstrip("\n")
    return text, tuple(quoted)


def conversation(messages: Sequence[tuple[str, str]], library: Library) -> list[Turn]:
    """The turns of earlier (role, text), oldest first: each of the user's with what the assistant then said."""
    turns: list[Turn] = []
    for role, text in messages:
        if role == "user":
            turns.append(_turn(text, "", turns, library))
        elif role == "assistant" and turns:
            question = turns.pop().question
            turns.append(_turn(question, text, turns, library))
    return turns


def _turn(question: str, reply: str, before: list[Turn], library: Library) -> Turn:
    """A question with its answer: an answer's citations have marks, those of a refusal's closest passages none."""
    linked = list(_linked(reply, library))
    citations = tuple(citation for citation in linked if citation.marks)
    closest = tuple(citation for citation in linked if not citation.marks)
    text = clean("".join(field_text(c.article, c.field)[s:e] for c in citations[:1] for s, e in c.marks))
    meant = understand(question, before)
    is_alone = meant.alone and bool(citations) and citations[0].article.id not in meant.articles
    understood = meant.alone if is_alone else meant.question
    return Turn(question, Answer(question, understood, text, citations=citations, closest=closest))


def _linked(reply: str, library: Library) -> Iterator[Citation]:
    """The citations that a message's links name, as far as the library still has them."""
    for id, query in LINK.findall(reply):
        named = parse_qs(query)
        with suppress(LibraryError, KeyError, ValueError):
            start, end = int(named["start"][0]), int(named["end"][0])
            article = library.article(unquote(id))
            if citation := cited(article, named["field"][0], start, end, named.get("mark", [])):
                yield citation
