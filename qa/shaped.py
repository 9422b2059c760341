"""Shaped: a stretch of text and how well it has the form asked for; trim: without marks at its ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

EDGE = " \n\t　，。；：、,;:"  # never the first or last character of an answer
PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("‘", "’"), ("「", "」"))
GOES_ON = re.compile("[。；\n]")  # no list of names does, nor a number


@dataclass(frozen=True, slots=True)
class Shaped:
    """Characters start to end of a text; `detail` stands beside the answer (a person's post); `fit` is 0 to 1."""

    start: int
    end: int
    fit: float
    detail: str = ""


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without spaces and marks at its ends; a quotation mark or bracket whose partner stands next is taken in."""
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and text[end - 1] in EDGE:
        end -= 1
    for opening, closing in PAIRS:
        inside = text[start:end]
        if -1 < (at := inside.find(closing)) < inside.find(opening):  # of another one: 途》、漫画《渡口》
            return trim(text, start - 1 if text[:start].endswith(opening) else start + at + 1, end)
        if inside.count(opening) == inside.count(closing):
            continue
        if inside.rfind(opening) > inside.rfind(closing) and text[end : end + 1] == closing:
            end += 1
        elif inside.endswith(closing) and text[start - 1 : start] == opening:
            start -= 1
        elif inside.startswith(opening) and closing not in inside:
            start += 1
        elif inside.endswith(closing) and opening not in inside:
            end -= 1
    return start, end
