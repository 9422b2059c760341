"""find_parts: which of a page's lines are headlines, bodies, captions and credits.

A unit is a run of lines up to the end of a sentence; a headline stands at its beginning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median_low

from qa.columns import INDENT, MOSTLY_CLOSED, column_width, is_indenting
from qa.headlines import LONGER, NEWS_BEGINS, SHORTER, WIDEST_HEAD, head_range, is_named_as_whole
from qa.lines import Kind, Line

LONGEST_CAPTION = 6  # printed lines
CLEARLY_SHARED = 8  # words more that headlines share with the bodies on one side of them

_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|\d{1,2}[、．.）)]\D|第[一二三四五六七八九十]+[，、：]|[■□●○◆◇★☆▶►]"
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
        start, end = (0, 0) if is_paragraph else head_range(unit, after, near, wrapped, blank)
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


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Neighbours of one kind as one part, but for captions, credits and bodies that begin an article."""
    runs: list[list[Part]] = []
    for part in parts:
        goes_on = part.kind in (Kind.HEAD, Kind.TEXT) and not part.is_lead
        goes_on &= not (runs and part.kind is Kind.HEAD and is_label(runs[-1]) and part.lines[0].gap)
        if runs and goes_on and runs[-1][0].kind is part.kind:
            runs[-1].append(part)
        else:
            runs.append([part])
    return [
        Part(run[0].kind, tuple(line for part in run for line in part.lines), run[0].is_lead) for run in runs
    ]


def is_label(parts: Sequence[Part]) -> bool:
    """Whether nothing but one line such as 国内简讯 makes up the parts: what the headlines below it have in common."""
    (part, *others) = parts
    alone = part.kind is Kind.HEAD and len(part.lines) == 1 and not others
    return alone and is_named_as_whole(part.lines[0])


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


def _has_full_line(lines: Sequence[Line]) -> bool:
    """Whether a line lies within a paragraph, so that it is as wide as the column."""
    return any(not before.is_closed and not line.is_closed for before, line in pairwise(lines))


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
    if NEWS_BEGINS.match(after.lines[0].text) or is_named_as_whole(head.lines[0]) or after.lines[0].is_entry:
        return False
    columns = [column for column in (column_width(before.lines), column_width(after.lines)) if column]
    widest = [max(line.width for line in part.lines) for part in (before, after)]
    alike = not columns or min(max(x) - min(x) for x in (columns, widest)) <= LONGER
    alike |= widest[1] < widest[0] and not _has_full_line(after.lines)
    return alike and head.lines[0].width <= (min(columns) if columns else WIDEST_HEAD)
