"""A conversation to take along: as Markdown, with each quotation and its reference."""

from __future__ import annotations

from collections.abc import Iterable

from qa import references
from qa.answers import Answer


def as_markdown(name: str, answers: Iterable[Answer]) -> str:
    """The conversation under its name; what was refused is told with the reason."""
    parts = [f"# {_line(name)}\n"]
    for answer in answers:
        parts.append(f"## {_line(answer.question)}\n")
        if answer.understood and answer.understood != answer.question:
            parts.append(f"（理解为：{_line(answer.understood)}）\n")
        detail = f"（{_line(answer.detail)}）" if answer.detail else ""
        found = (
            f"**{_line(answer.text)}**{detail}\n"
            if answer.is_found
            else f"没有找到：{_line(answer.reason)}\n"
        )
        parts += [found, *map(references.markdown, answer.citations)]
    return "\n".join(parts)


def _line(text: str) -> str:
    """A text in one line in which nothing is taken for Markdown."""
    return references.escaped(" ".join(text.split()))
