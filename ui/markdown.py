"""A conversation to take along: as Markdown, with each quotation and its reference."""

from __future__ import annotations

from collections.abc import Iterable

from qa import references
from qa.answers import Answer
from ui.faults import because
from ui.labels import CHINESE, label


def as_markdown(name: str, answers: Iterable[Answer], language: str = CHINESE) -> str:
    """The conversation under its name; what was refused is told with the reason."""
    parts = [f"# {_line(name)}\n"]
    for answer in answers:
        parts.append(f"## {_line(answer.question)}\n")
        if answer.understood and answer.understood != answer.question:
            parts.append(_line(label(language, "understood", question=answer.understood)) + "\n")
        parts += [_told(answer, language) + "\n", *map(references.markdown, answer.citations)]
    return "\n".join(parts)


def _told(answer: Answer, language: str) -> str:
    """The answer, or why there is none."""
    if not answer.is_found:
        colon = "：" if language == CHINESE else ": "
        return _line(f"{label(language, 'not_found')}{colon}{because(answer.reason, language)}")
    return f"**{_line(answer.text)}**" + (f" · {_line(answer.detail)}" if answer.detail else "")


def _line(text: str) -> str:
    """A text in one line in which nothing is taken for Markdown."""
    return references.escaped(" ".join(text.split()))
