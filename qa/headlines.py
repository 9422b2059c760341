"""find_parts: which of a page's lines are headlines, bodies, captions and credits.

A unit is a run of lines up to the end of a sentence. Lines that open a unit and do not fill the column, or that
stop where an article's first words or an indent begin, were not wrapped from a paragraph: they are headlines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median_low

from qa.columns import (
    CLEARLY_SHORT,
    INDENT,
    MOSTLY_CLOSED,
    SHORT_START,
    column_width,
    is_indenting,
    room_after,
    usual_width,
)
from qa.lines import DAY, Kind, Line

MOST_HEAD_LINES = 4  # printed lines of one headline with its kicker and subtitles
WIDEST_HEAD = 120  # columns
LONGEST_CAPTION = 6  # printed lines
SHORTER = 7  # columns a full line may lack: a stripped indent, squeezed punctuation, a number kept whole
CLEARLY_SHARED = 8  # words more that headlines share with the bodies on one side of them
LONGER = 3  # columns a full line may exceed the usual one by

_NO_HEAD = re.compile(r"[，、；,;]$|。.|\d{3,4}-\d{7}|(?<!\d)\d{11}(?!\d)")  # nor has one a telephone number
_COMMA = re.compile(r"[，。；：]")
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|\d{1,2}[、．.）)]\D|第[一二三四五六七八九十]+[，、：]|[■□●○◆◇★☆▶►]"
)

# What a whole article is called, and a section of one seldom is
_PRINTED_AS = re.compile(
    r"(?:公告|通告|声明|启事|通知|讣告|预告|预报|名单|简讯|快讯|短讯|更正|致歉|征稿|征集|寻人|招聘)$"
)

# How a story begins, and a section of one seldom does
_NEWS_BEGINS = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|(?:昨|今|近|连|日)(?:日|天|晚|晨|前)|记者(?:从|昨|今|近|\d)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring lines of one kind: HEAD, TEXT, CAPTION or CREDIT."""

    kind: Kind
    lines: tuple[Line, ...]
    is_lead: bool = False  # begins as an article begins: 本报讯
    is_subhead: bool = False  # one line above a section of an article


def find_parts(lines: Sequence[Line], blank: int) -> tuple[list[Part], bool]:
    """The page's parts in order, and whether its headlines stand before (else after) their articles."""
    parts: list[Part] = []
    indent = _usual_indent(lines)
    wrapped = sum(not line.is_closed for line in lines) > (1 - MOSTLY_CLOSED) * len(lines)
    stretches = list(_stretches(lines))
    for at, stretch in enumerate(stretches):
        follows = stretches[at + 1][0] if at + 1 < len(stretches) else None
        if stretch[0].kind in (Kind.CAPTION, Kind.CREDIT):
            parts.append(Part(stretch[0].kind, tuple(stretch)))
        else:
            parts += _heads_and_bodies(stretch, follows, blank, indent, wrapped)
    parts = _merged(parts)
    return _with_subheads(parts), _headlines_first(parts)


def _stretches(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """A caption with the lines it runs on to, one credit, or all lines between those."""
    at, text = 0, list[Line]()
    while at < len(lines):
        if lines[at].kind not in (Kind.CAPTION, Kind.CREDIT):
            text.append(lines[at])
            at += 1
            continue
        if text:
            yield text
            text = []
        end = _caption_end(lines, at) if lines[at].kind is Kind.CAPTION else at + 1
        yield list(lines[at:end])
        at = end
    if text:
        yield text


def _caption_end(lines: Sequence[Line], at: int) -> int:
    """After the line where the caption's sentence ends; an unfinished one is a single line."""
    first = lines[at]
    widest = first.indent + first.width + LONGER
    for end in range(at, min(at + LONGEST_CAPTION, len(lines))):
        line = lines[end]
        if end > at and (line.kind is not Kind.TEXT or line.width > widest):
            return at + 1
        if line.is_closed or line.text.endswith(("摄", "攝")):
            return end + 1
        if line.width < first.width - SHORTER:
            return at + 1
    return at + 1


def _units(stretch: Sequence[Line], blank: int, indenting: bool) -> Iterator[list[Line]]:
    unit: list[Line] = []
    for line in stretch:
        if unit and _begins_unit(unit, line, blank, indenting):
            yield unit
            unit = []
        unit.append(line)
    if unit:
        yield unit


def _begins_unit(unit: Sequence[Line], line: Line, blank: int, indenting: bool) -> bool:
    before = unit[-1]
    if before.is_closed or line.kind is not Kind.TEXT or before.kind in (Kind.BYLINE, Kind.SIGNATURE):
        return True
    if indenting and line.indent >= INDENT and before.indent < INDENT:
        return True
    return line.gap > blank and not _runs_on(unit, line)


def _runs_on(unit: Sequence[Line], line: Line) -> bool:
    """Whether a column goes on behind a gap: three alike, full lines before it and a like one after."""
    last = [*unit[-3:], line]
    return len(last) == 4 and max(x.width for x in last) - min(x.width for x in last) <= 4


def _heads_and_bodies(
    stretch: Sequence[Line], follows: Line | None, blank: int, indent: int, wrapped: bool
) -> Iterator[Part]:
    units = list(_units(stretch, blank, indent > 0))
    columns = [_column_of(unit) for unit in units]
    known_before = [0, *_filled(columns)]  # of the units before each one
    known_after = [*_filled(columns[::-1])[::-1], 0][1:]
    last_full = 0
    for at, unit in enumerate(units):
        near = {known_before[at], known_after[at], last_full} - {0}
        after = units[at + 1][0] if at + 1 < len(units) else follows
        is_paragraph = unit[0].indent == indent and unit[-1].is_closed
        start, end = (0, 0) if is_paragraph else _head_range(unit, after, near, wrapped, blank)
        if end < len(unit) - 1:
            last_full = max(line.width for line in unit[end:])
        elif end:
            last_full = 0
        for kind, piece in ((Kind.TEXT, unit[:start]), (Kind.HEAD, unit[start:end]), (Kind.TEXT, unit[end:])):
            if piece:
                lead = kind is Kind.TEXT and piece[0].kind in (Kind.LEAD, Kind.BYLINE)
                yield Part(kind, tuple(piece), lead)


def _usual_indent(page: Sequence[Line]) -> int:
    """The white space that begins the page's paragraphs, -1 if none does."""
    indents = Counter(line.indent for line in page if line.indent >= INDENT)
    return indents.most_common(1)[0][0] if is_indenting(page) else -1


def _filled(columns: Sequence[int]) -> list[int]:
    """Each unknown column width replaced by the last known one before it."""
    filled, last = [], 0
    for column in columns:
        last = column or last
        filled.append(last)
    return filled


def _column_of(unit: Sequence[Line]) -> int:
    """The width that a unit's last full lines share, from three lines on; else 0."""
    alike: list[int] = []
    for line in reversed(unit[:-1] if unit[-1].is_closed else unit):
        if alike and abs(line.width - alike[0]) > 2 * LONGER:
            break
        alike.append(line.width)
    return median_low(alike) if len(alike) >= 3 else 0


def _head_range(
    unit: Sequence[Line], after: Line | None, near: set[int], wrapped: bool, blank: int
) -> tuple[int, int]:
    """From which to which line of the unit a headline stands; after: the next line on the page."""
    if unit[0].kind is not Kind.TEXT:
        return 0, 0
    before_lead = after is not None and after.kind in (Kind.LEAD, Kind.BYLINE)
    is_cut = after is not None and after.kind is Kind.CAPTION  # perhaps in the middle of a sentence
    signed = after is not None and after.kind is Kind.SIGNATURE and len(unit) > 1
    if signed or unit[-1].text.endswith(("：", ":")):  # a notice's end, or what tells of the lines after it
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
        if count == full or _reads_on(unit[count], near) or (wrapped and _fills(unit[count:], near)):
            return 0, count
    return 0, 0


def _reads_on(line: Line, near: set[int]) -> bool:
    """Whether a line is the beginning of a story: a comma, a date, and no wider than the columns near by."""
    if "，" not in line.text:
        return False
    return bool(_NEWS_BEGINS.match(line.text)) or not near or line.width <= max(near) + SHORTER


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
        most = CLEARLY_SHORT if is_text and not _NEWS_BEGINS.match(line.text) else SHORT_START
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


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Neighbours of one kind as one part, but for captions, credits and bodies that begin an article."""
    runs: list[list[Part]] = []
    for part in parts:
        goes_on = part.kind in (Kind.HEAD, Kind.TEXT) and not part.is_lead
        if runs and goes_on and runs[-1][0].kind is part.kind:
            runs[-1].append(part)
        else:
            runs.append([part])
    return [
        Part(run[0].kind, tuple(line for part in run for line in part.lines), run[0].is_lead) for run in runs
    ]


def _headlines_first(parts: Sequence[Part]) -> bool:
    """By the page's ends: what begins with a headline has them first, what ends with one has them last.

    What stands at an end may belong to no article, so words that headlines share with the bodies beside them
    tell where the ends do not, and against the ends if they are many.
    """
    if not parts:
        return True
    first, last = parts[0].kind is Kind.HEAD, parts[-1].kind is Kind.HEAD
    shared = _shared_after(parts)
    if first != last and abs(shared) < CLEARLY_SHARED:
        return first
    if shared:
        return shared > 0
    if first:
        return _weight(parts[0]) >= _weight(parts[-1])
    return not parts[0].is_lead


def _shared_after(parts: Sequence[Part]) -> int:
    """How many more words the page's headlines share with the bodies after them than with those before."""
    told, body, heads = 0, set[str](), list[set[str]]()
    for part in parts:
        if part.kind is Kind.HEAD:
            heads.append(_words(part))
        elif part.kind is Kind.TEXT:
            before, body = body, _words(part)
            told += sum(len(head & body) - len(head & before) for head in heads if before)
            heads = []
    return told


def _words(part: Part) -> set[str]:
    """Pairs of characters that stand together."""
    text = "".join(line.text for line in part.lines)
    return set(map("".join, pairwise(text)))


def _weight(head: Part) -> int:
    return sum(line.width for line in head.lines)


def _with_subheads(parts: Sequence[Part]) -> list[Part]:
    """Single short lines between two bodies of one column are subheads where the page has stronger headlines.

    An article has none or several: one alone between stronger headlines is a headline, unless it is numbered.
    """
    heads = [at for at, part in enumerate(parts) if part.kind is Kind.HEAD]
    runs = [(is_weak, list(run)) for is_weak, run in groupby(heads, lambda at: _is_weak(parts, at))]
    if all(is_weak for is_weak, _ in runs):
        return list(parts)
    weak = {
        at
        for is_weak, run in runs
        for at in run
        if is_weak and (len(run) > 1 or _NUMBERED.match(parts[at].lines[0].text))
    }
    return [
        Part(Kind.TEXT, part.lines, is_subhead=True) if at in weak else part for at, part in enumerate(parts)
    ]


def _is_weak(parts: Sequence[Part], at: int) -> bool:
    head = parts[at]
    if len(head.lines) > 1 or not 0 < at < len(parts) - 1:
        return False
    before, after = parts[at - 1], parts[at + 1]
    if before.kind is not Kind.TEXT or after.kind is not Kind.TEXT or after.is_lead:
        return False
    if before.lines[-1].is_signed:
        return False
    if _NUMBERED.match(head.lines[0].text):
        return True
    if _NEWS_BEGINS.match(after.lines[0].text) or _PRINTED_AS.search(head.lines[0].text):
        return False
    columns = [column for column in (column_width(before.lines), column_width(after.lines)) if column]
    widest = [max(line.width for line in part.lines) for part in (before, after)]
    alike = not columns or min(max(x) - min(x) for x in (columns, widest)) <= LONGER
    return alike and head.lines[0].width <= (min(columns) if columns else WIDEST_HEAD)
