"""with_entries: which lines are a paragraph each, wherever they end: of an index, a programme, a forecast, a poem.

One such line alone may be anything, so only runs of lines that are alike count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from qa.columns import room_after
from qa.folding import plain
from qa.lines import Kind, Line, usual_gap

FEWEST_VERSES = 6  # lines; a headline has fewer
WIDEST_VERSE = 32  # columns
RAGGED = 4  # columns of room left that no full line of prose leaves

_INDEXED = re.compile(r"\S.*[\s…·.]+第?\s*([A-Z]?\d{1,2})\s*版$")  # 秋粮收购价格稳中有升 3版
_TIMED = re.compile(  # 7月4日19:30 体育馆 女排友谊赛
    r"(?:\d{1,2}月\d{1,2}日|\d{1,2}[:：]\d\d|(?:星期|周)[一二三四五六日天])[^，。；！？]*\s[^，。；！？]*[^，。；！？、：]$"
)
_LABELLED = re.compile(
    r"[^\s，。；：、！？“]{1,8}：[^。；！？“]*[^，。；！？、：]$"
)  # 明天：多云，东风2到3级
_INNER_MARK = re.compile(r"[，。、；：！？].")


def with_entries(lines: Sequence[Line]) -> list[Line]:
    """The lines, those marked that are an entry of a list or a verse."""
    marked = list(lines)
    for is_like in (_is_indexed, _is_timed, _is_labelled):
        for start, end in _runs(marked, is_like):
            numbers = {_INDEXED.sub(r"\1", plain(line.text)) for line in marked[start:end]}
            if is_like is not _is_indexed or len(numbers) > 1:  # else the page's own number, printed twice
                marked[start:end] = map(_entry, marked[start:end])
    for at, (line, row) in enumerate(pairwise(marked)):
        if line.kind is Kind.TEXT and row.is_row and 2 < len(line.text.split()) == len(row.text.split()):
            marked[at] = _entry(line)  # what the table's columns are called
    for start, end in _runs(marked, partial(_may_be_verse, usual_gap(lines))):
        start += not start or lines[start - 1].kind is not Kind.BYLINE  # the poem's title
        end -= end < len(lines) and lines[end].kind in (Kind.BYLINE, Kind.LEAD)  # the next article's
        if _are_verses(marked[start:end]):
            marked[start:end] = map(_entry, marked[start:end])
    return marked


def _entry(line: Line) -> Line:
    return replace(line, kind=Kind.TEXT, is_entry=True)


def _runs(lines: Sequence[Line], is_like: Callable[[Line, Line | None], bool]) -> Iterator[tuple[int, int]]:
    """From and to which line at least two neighbours are alike."""
    start = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and is_like(lines[at], lines[at - 1] if at > start else None):
            continue
        if at - start > 1:
            yield start, at
        start = at if at < len(lines) and is_like(lines[at], None) else at + 1


def _is_indexed(line: Line, _: Line | None) -> bool:
    if line.kind not in (Kind.TEXT, Kind.FURNITURE) or not line.text.endswith("版"):
        return False
    return bool(_INDEXED.match(plain(line.text)))


def _is_timed(line: Line, _: Line | None) -> bool:
    return line.kind is Kind.TEXT and bool(_TIMED.match(plain(line.text)))


def _is_labelled(line: Line, _: Line | None) -> bool:
    return line.kind is Kind.TEXT and bool(_LABELLED.match(line.text))


def _may_be_verse(blank: int, line: Line, before: Line | None) -> bool:
    if before and (line.indent != before.indent or line.gap > blank):
        return False
    short = line.kind is Kind.TEXT and not line.is_entry and line.width <= WIDEST_VERSE
    return short and not _INNER_MARK.search(line.text) and not line.is_closed and line.text[-1] not in "：；"


def _are_verses(lines: Sequence[Line]) -> bool:
    """Whether many lines end before they are full, though no sentence does."""
    widest = max((line.width for line in lines), default=0)
    ragged = sum(room_after(line, after, widest) >= RAGGED for line, after in pairwise(lines))
    return len(lines) >= FEWEST_VERSES and ragged >= len(lines) / 3
