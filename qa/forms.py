"""Shaped: a stretch of text in the form that the question asks for: a bare name, a whole list, a number with its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.candidates import POSTS, UNITS, Candidate, find, name_lists, post_before
from qa.questions import Asked
from qa.words import fold

SAME_UNIT = {
    "钱": ("元",),
    "人": ("人", "名", "位", "个"),
    "名": ("人", "名", "位"),
    "位": ("人", "名", "位"),
    "个": ("个", "家", "项", "名", "所", "处", "条"),
}
EDGE = " \n\t　，。；：、,;:"  # never the first or last character of an answer
PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("‘", "’"), ("「", "」"))
DAY_ASKED = re.compile(r"哪(一)?(天|日)|几(号|日)|日期|what (date|day)|which (date|day)")
YEAR_ASKED = re.compile(r"哪(一)?年|what year|which year")
GROUP = re.compile(r"[一-鿿]{0,8}(?:领导|负责人|代表|成员)$")  # before a list of its names
SCORE = re.compile(r"\d+\s?[∶:：比]\s?\d+")


@dataclass(frozen=True, slots=True)
class Shaped:
    """Characters start to end of a text; `detail` stands beside the answer (a person's post); `fit` is 0 to 1."""

    start: int
    end: int
    fit: float
    detail: str = ""


def shape(asked: Asked, text: str, start: int, end: int) -> Shaped:
    """The span found in a sentence, grown or trimmed to the form asked for, and how well it has that form."""
    start, end = trim(text, start, end)
    if start >= end:
        return Shaped(start, end, 0.0)
    if asked.kind in ("person", "people"):
        return _people(asked, text, start, end)
    if asked.kind in ("date", "count"):
        return _whole(asked, text, start, end)
    if asked.kind == "post":
        return _post(asked, text, start, end)
    if asked.kind in ("place", "organisation", "which", "theme"):
        other = _is(asked, "date", text, start, end) or re.fullmatch(r"[\d.,万亿%]+", text[start:end])
        return Shaped(start, end, 0.0 if other else 1.0)
    return Shaped(start, end, 1.0)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without spaces and marks at its ends; a quotation mark or bracket whose partner stands next is taken in."""
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and text[end - 1] in EDGE:
        end -= 1
    for opening, closing in PAIRS:
        inside = text[start:end]
        if inside.count(opening) == inside.count(closing):
            continue
        if inside.startswith(opening) and text[end : end + 1] == closing:
            end += 1
        elif inside.endswith(closing) and text[start - 1 : start] == opening:
            start -= 1
        elif inside.startswith(opening) and closing not in inside:
            start += 1
        elif inside.endswith(closing) and opening not in inside:
            end -= 1
    return start, end


def _people(asked: Asked, text: str, start: int, end: int) -> Shaped:
    lists = [(s, e) for s, e in name_lists(text) if s < end and e > start]
    people = [c for c in find("person", text) if c.start < end and c.end > start]
    if asked.kind == "people" and lists:
        before = GROUP.match(text, start, max(start, lists[0][0]))
        s, e = min(lists[0][0], before.end() if before else start), max(lists[-1][1], end)
        return Shaped(*trim(text, s, e), 1.0)
    inside = [c for c in people if c.start >= start and c.end <= end]
    if len(inside) == 1 or (inside and asked.kind == "person" and not _lists_people(text, inside)):
        return Shaped(inside[0].start, inside[0].end, 1.0, inside[0].detail)
    if inside:
        return Shaped(start, end, 1.0)
    if people:  # part of a name
        return Shaped(people[0].start, people[0].end, 0.8, people[0].detail)
    post = re.match(rf".*{POSTS}(?=[一-鿿·]{{2,4}}$)", text[start:end])
    start += post.end() if post else 0
    return Shaped(start, end, _name_fit(text[start:end]), post_before(text, start))


def _lists_people(text: str, people: list[Candidate]) -> bool:
    """Whether the first two names are items of one list: 甲、乙 or 甲和副市长乙, but not 甲会见了乙."""
    between = text[people[0].end : people[1].start]
    return re.fullmatch(rf"\s?[、和与及，](?:[一-鿿、]{{0,16}}{POSTS})?", between) is not None


def _name_fit(words: str) -> float:
    """How much a stretch without a known name looks like a person or body that can act."""
    if re.search(r"\d|[，。；]", words):
        return 0.0
    return 0.6 if len(words) <= 12 else 0.3


def _post(asked: Asked, text: str, start: int, end: int) -> Shaped:
    """Every post printed before the name that the question has; another's post in the span stays as it is."""
    printed = post_before(text, end) if text[end : end + 2] in asked.question and text[end:] else ""
    start = min(start, end - len(printed))
    return Shaped(start, end, 1.0 if re.search(rf"{POSTS}$", text[start:end]) else 0.3)


def _whole(asked: Asked, text: str, start: int, end: int) -> Shaped:
    """The date or amount as printed, of which the span is a part."""
    if asked.kind == "count" and re.search("比分|几比几", asked.text):
        scores = [m for m in SCORE.finditer(text) if m.start() < end and m.end() > start]
        return Shaped(scores[0].start(), scores[0].end(), 1.0) if scores else Shaped(start, end, 0.1)
    found = [c for c in find(asked.kind, text) if c.start < end and c.end > start]
    if not found:
        return Shaped(start, end, 0.1)
    first, last = found[0], found[-1]
    if len(found) > 1 or end - start > last.end - first.start + 4:  # more is said than one date or number
        return Shaped(min(start, first.start), max(end, last.end), 0.8)
    first_end = first.start + _asked_part(asked, text[first.start : first.end])
    fit = 1.0 if _is_asked_unit(asked, text[first.start : first_end]) else 0.4
    return Shaped(*trim(text, first.start, first_end), fit)


def _asked_part(asked: Asked, words: str) -> int:
    """How many of a date's characters tell the day or the year, where no more was asked for."""
    wanted = (
        r".*[日号](?:[至到—-].*[日号])?"
        if DAY_ASKED.search(asked.text)
        else r"\d{4}年"
        if YEAR_ASKED.search(asked.text)
        else ".*"
    )
    part = re.match(wanted, words) if asked.kind == "date" else None
    return part.end() if part else len(words)


def _is(asked: Asked, kind: str, text: str, start: int, end: int) -> bool:
    return any(c.start <= start and c.end >= end for c in find(kind, text))


def _is_asked_unit(asked: Asked, words: str) -> bool:
    """Whether a number counts what the question asks to count; true of dates."""
    if asked.kind != "count":
        return True
    if "第几" in asked.text:
        return words.startswith("第")
    unit = re.match(rf"(?:万|亿|千|百)*({UNITS}|钱)", re.sub(r"^[的了过]", "", asked.after))
    if unit:
        return any(same in fold(words) for same in SAME_UNIT.get(unit[1], (unit[1],)))
    return not words.startswith("第") and not re.fullmatch(r"\d{1,4}", words)
