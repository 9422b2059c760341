"""A conversation to take along: as Markdown, with each quotation and its reference."""

from __future__ import annotations

from collections.abc import Iterable

from qa import references
from qa.answers import Answer


def as_markdown(name: str, answers: Iterable[Answer]) -> str:
    """The conversation under its name; what was refused is told with the reason."""
    parts = [f"# {_plain(name)}\n"]
    for answer in answers:
        parts.append(f"## {_plain(answer.question)}\n")
        if answer.understood and answer.understood != answer.question:
            parts.append(f"（理解为：{_plain(answer.understood)}）\n")
        detail = f"（{_plain(answer.detail)}）" if answer.detail else ""
        found = (
            f"**{_plain(answer.text)}**{detail}\n"
            if answer.is_found
            else f"没有找到：{_plain(answer.reason)}\n"
        )
        parts += [found, *map(references.markdown, answer.citations)]
    return "\n".join(parts)


def _plain(text: str) -> str:
    """One line in which nothing is taken for Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+-.!|~" else c for c in " ".join(text.split()))
