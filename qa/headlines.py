"""head_range: which of the lines up to the end of a sentence are a headline.

Lines that open such a unit and do not fill the column, or that stop where an article's first words or an indent begin,
were not wrapped from a paragraph: they are headlines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median_low

from qa.columns import CLEARLY_SHORT, SHORT_START, room_after, usual_width
from qa.folding import plain
from qa.lines import DAY, Kind, Line

MOST_HEAD_LINES = 4  # printed lines of one headline with its kicker and subtitles
WIDEST_HEAD = 120  # columns
SHORTER = 7  # columns a full line may lack: a stripped indent, squeezed punctuation, a number kept whole
LONGER = 3  # columns a full line may exceed the usual one by
# How a story begins, and a section of one seldom does.
NEWS_BEGINS = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|(?:昨|今|近|连|日)(?:日|天|晚|晨|前)|记者(?:从|昨|今|近|\d)"
)

# What a whole article is called, and a section of one seldom is.
_PRINTED_AS = re.compile(
    r"(?:公告|通告|声明|启事|通知|讣告|预告|预报|名单|简讯|快讯|短讯|更正|致歉|征稿|征集|寻人|招聘"
    r"|链接|贴士|解释|问答|手记|回音|短评|快评|导读|速览|点题|预警)$"
)
_NO_HEAD = re.compile(r"[，、；,;]$|。.|\d{3,4}-\d{7}|(?<!\d)\d{11}(?!\d)")  # nor has one a telephone number
_COMMA = re.compile(r"[，。；：]")


def head_range(
    unit: Sequence[Line], after: Line | None, near: set[int], wrapped: bool, blank: int
) -> tuple[int, int]:
    """From which to which line of the unit a headline stands; after: the next line on the page."""
    if unit[0].kind is not Kind.TEXT or unit[0].is_entry:
        return 0, 0
    before_lead = after is not None and after.kind in (Kind.LEAD, Kind.BYLINE)
    is_cut = after is not None and after.kind is Kind.CAPTION  # perhaps in the middle of a sentence
    if after is not None and after.kind is Kind.SIGNATURE and len(unit) > 1:  # a notice's end, or all of it
        return 0, int(unit[-1].is_closed and is_named_as_whole(unit[0]))
    if unit[-1].text.endswith(("：", ":")):  # what tells of the lines after it
        return 0, 0
    if not unit[-1].is_closed:
        return _open_head_range(unit, near if is_cut else set())
    if before_lead and len(unit) <= 3 and unit[-1].text[-1] in "！？!?" and _can_head(unit):
        return 0, len(unit)
    full = len(unit) - 1
    for count in range(min(MOST_HEAD_LINES, full) + 1):
        if not _can_head(unit[:count]):
            return 0, 0
        if (count and unit[count].gap < blank) or (count < full and unit[count + 1].gap < blank):
            continue  # set closer than the lines of a column
        is_prose = wrapped and not unit[-1].is_entry
        if count == full or _reads_on(unit[count], near) or (is_prose and _fills(unit[count:], near)):
            return 0, count
    return 0, 0


def is_named_as_whole(line: Line) -> bool:
    """Whether a line is what a whole article is called: 停水公告, 讣 告."""
    return bool(_PRINTED_AS.search(re.sub(r"\s", "", plain(line.text))))


def _reads_on(line: Line, near: set[int]) -> bool:
    """Whether a line is the beginning of a story: a comma, a date, and no wider than the columns near by."""
    if "，" not in line.text:
        return False
    return bool(NEWS_BEGINS.match(line.text)) or not near or line.width <= max(near) + SHORTER


def _open_head_range(unit: Sequence[Line], near: set[int]) -> tuple[int, int]:
    """The headline in lines that end no sentence: all if they are few and not as wide as near, else the last."""
    usual = median_low([line.width for line in unit])
    if len(unit) <= MOST_HEAD_LINES and _can_head(unit):
        in_column = len(unit) > 1 and all(_fits(line.width, near) for line in unit)
        return (0, 0) if in_column else (0, len(unit))
    start = len(unit)
    while len(unit) - start < MOST_HEAD_LINES - 1 and not _fits(unit[start - 1].width, {usual}):
        if not _can_head(unit[start - 1 : start]):
            break
        start -= 1
    return start, len(unit)


def _fills(lines: Sequence[Line], near: set[int]) -> bool:
    """Whether lines can be a wrapped paragraph: the first is full, none is narrower than the last."""
    opens, last = lines[:-1], lines[-1]
    widest = max(line.width for line in opens)
    if last.width > widest + (LONGER if len(opens) > 1 else SHORTER):
        return False
    run = [line for line in opens[::-1][:8] if _distance(line, opens[-1]) <= 2 * LONGER]
    columns = near
    if len(run) >= 2:
        after_first = [line for line in run if line is not opens[0]]
        usual = usual_width([line.width for line in after_first])
        columns = {usual, usual - min(map(_squeezable, after_first))}
    return any(_begins_paragraph(lines, column) for column in columns)


def _begins_paragraph(lines: Sequence[Line], column: int) -> bool:
    """Whether the first line is full, and so are those that follow it as long as no comma shows them to be text."""
    if not _is_full(lines[0], lines[1], column):
        return False
    for at, line in enumerate(lines[:-1]):
        is_text = bool(_COMMA.search(line.text))
        most = CLEARLY_SHORT if is_text and not NEWS_BEGINS.match(line.text) else SHORT_START
        if at and (room_after(line, lines[at + 1], column) >= most or line.width > column + LONGER):
            return False
        if is_text:
            return True
    return True


def _is_full(line: Line, after: Line, column: int) -> bool:
    """Whether the next character no longer fitted, be it for an indent that was not extracted."""
    return line.width <= column + LONGER and room_after(line, after, column) < CLEARLY_SHORT


def _distance(one: Line, other: Line) -> int:
    """Columns between two widths, where quotation marks may have been printed half as wide as counted."""
    low, high = sorted((one, other), key=lambda line: line.width)
    return high.width - _squeezable(high) - low.width


def _squeezable(line: Line) -> int:
    """Columns that quotation marks may take less than counted."""
    return sum(line.text.count(mark) for mark in "“”‘’")


def _fits(width: int, columns: set[int]) -> bool:
    return any(column - SHORTER <= width <= column + LONGER for column in columns)


def _can_head(lines: Sequence[Line]) -> bool:
    return not any(
        _NO_HEAD.search(line.text) or line.width > WIDEST_HEAD or DAY.fullmatch(line.text) for line in lines
    )
