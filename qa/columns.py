"""Lines of a printed column joined back into paragraphs.

A line of a column breaks where the next character no longer fits. So where it would have fitted and a sentence
has ended, a paragraph has ended; where it would not, the text runs on. Widths are in half-width columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.bylines import is_name_list
from qa.folding import plain
from qa.lines import DAY, LONGEST_SQUEEZE, Kind, Line, cut_lines, normal_line_ends, usual_gap, width_of

WIDEST_COLUMN = 120  # columns; text in longer lines was never wrapped by a printer
MOSTLY_CLOSED = 0.6  # share of lines ending a sentence above which each line is a paragraph of its own
SHORT_OPEN = 8  # columns of room left that end a line without a full stop: lists, verses, signatures
CLEARLY_SHORT = 5  # columns of room left after a full stop that leave no doubt of a paragraph's end
MOST_INDENTED = 0.7  # share of lines; where more are indented, all of the column is
FULL = 6  # columns that a full line may lack of the widest
SHORT_START = 2  # columns of room left by a paragraph's first line where its indent is not in the text
INDENT = 2  # columns of white space that begin a paragraph: one full-width space or two half-width ones
FEWEST_WRAPPED = 4  # line breaks; fewer may be those of paragraphs
NARROWEST_WRAPPED = 20  # columns; narrower lines may be a list
MOSTLY_FULL = (
    0.4  # share of full lines in a text that was wrapped; half of them hold a comma, as no poem's do
)

STRIPPED_INDENT = 4  # columns

_UNIT = re.compile(r"[“‘（《【「『〈(]*(?:[A-Za-z0-9.,%:+-]+|.)[，。、；：！？”’）》】」』〉…—%％]*")
_NUMBERS = re.compile(r"\d\n\d")
_INNER_MARK = re.compile(r"[，。；：].")
_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_OPEN_BYLINE = re.compile(r"[（(][^（）()]{0,30}(?:记者|通讯员)([^（）()]{0,40})$")
_PERSON = r"(?:[\u3400-\u9fff]{2,3}|[\u3400-\u9fff]\s[\u3400-\u9fff])"
_LAST_NAME = re.compile(rf"(?:^|(?<=[\s、，：:])){_PERSON}$")
_FIRST_NAME = re.compile(rf"{_PERSON}(?=[\s、，）)]|$)")
_ITEM = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[．.、]\D|第[一二三四五六七八九十百]+[条章]\s|[①-⑳●■◆★]"
)
_TELEPHONE = re.compile(r"\d{7}")
_SPACE = re.compile(r"\s")
_NO_SPACE_AFTER = "，。、；：！？（《“‘【「『〈"
_NO_SPACE_BEFORE = "，。、；：！？）》”’】」』〉"
_STRAY = re.compile(
    rf"(?<=[{_NO_SPACE_AFTER}])[ \t]+(?=\S)|(?<=\S)[ \t]+(?=[{_NO_SPACE_BEFORE}])"
    r"|(?<=\d) (?=[年月日号时点分秒届次第个名位万亿元%％])|(?<=[年月第]) (?=\d)"
)


def column_width(lines: Sequence[Line]) -> int:
    """The usual width of a full line, 0 where lines are not wrapped at all."""
    opens = [at for at, line in enumerate(lines[:-1]) if not line.is_closed]
    if len(lines) < 2 or len(opens) < (1 - MOSTLY_CLOSED) * (len(lines) - 1):
        return 0
    inner = [at for at in opens if at and not lines[at - 1].is_closed]  # not the first line of a paragraph
    widths = [lines[at].width for at in (inner if len(inner) > 1 else opens)]
    widest = max(widths)
    full = [width for width in widths if width >= widest - 6]
    if len(full) < max(2, len(widths) // 5):  # the widest line stands alone: a headline, a table row
        full = widths
    usual = usual_width(full)
    return usual if usual <= WIDEST_COLUMN else 0


def usual_width(widths: Sequence[int]) -> int:
    """That of full lines: the upper quartile, as a number or a Latin word kept whole leaves lines shorter."""
    return sorted(widths)[(3 * len(widths)) // 4 if len(widths) > 1 else 0]


def is_indenting(lines: Sequence[Line]) -> bool:
    """Whether white space begins the paragraphs of these lines, and only them."""
    indented = sum(line.indent >= INDENT for line in lines)
    if not 0 < indented < len(lines):
        return False
    if indented <= MOST_INDENTED * len(lines):
        return True
    widest = max(
        line.indent + line.width for line in lines
    )  # short paragraphs: do the others go on from a full line?
    inner = [before for before, line in pairwise(lines) if line.indent < INDENT and line.kind is Kind.TEXT]
    return bool(inner) and all(line.indent + line.width >= widest - FULL for line in inner)


def join_paragraphs(lines: Sequence[Line], blank: int, alone: frozenset[int] = frozenset()) -> list[str]:
    """One article's paragraphs; blank: lines left empty between any two; alone: where subheads start."""
    width = column_width(lines)
    column = _Column(width, is_indenting(lines), _starts_are_short(lines, width), blank)
    paragraphs: list[list[str]] = []
    for at, line in enumerate(lines):
        apart = at == 0 or line.start in alone or lines[at - 1].start in alone
        before = lines[at - 1].kind
        apart |= line.is_entry or lines[at - 1].is_entry
        apart |= before is not line.kind and (line.kind is Kind.SIGNATURE or before is Kind.BYLINE)
        apart |= line.kind is Kind.SIGNATURE and _signs_apart(lines[at - 1], line)
        if apart or column.ends(lines, at - 1, len(paragraphs[-1]) == 1):
            paragraphs.append([line.text])
        else:
            paragraphs[-1].append(line.text)
    return [_tidy(_join(parts)) for parts in paragraphs]


def _signs_apart(before: Line, line: Line) -> bool:
    """Whether a day, or one who signs below a telephone number, is no rest of the line before."""
    return bool(DAY.fullmatch(plain(line.text)) or _TELEPHONE.search(before.text))


def unwrapped(text: str) -> str:
    """A text whose lines break as in a printed column, as its paragraphs; any other as it is."""
    lines = cut_lines(normal_line_ends(text)) if text.count("\n") >= FEWEST_WRAPPED else []
    width = column_width(lines)
    full = [line for line in lines if abs(line.indent + line.width - width) <= LONGEST_SQUEEZE]
    prose = [line for line in full if _INNER_MARK.search(line.text)]
    if any(_NUMBERS.search(f"{line.text}\n{after.text}") for line, after in pairwise(lines)):
        return text  # a list: print breaks no line within a number
    if width < NARROWEST_WRAPPED or not any(line.is_closed for line in lines):
        return text
    if min(len(full), 2 * len(prose)) < MOSTLY_FULL * len(lines):
        return text
    return "\n".join(join_paragraphs(lines, usual_gap(lines)))


@dataclass(frozen=True, slots=True)
class _Column:
    """How the lines of an article are set."""

    width: int  # of a full line, 0 where lines are not wrapped
    indenting: bool  # white space begins paragraphs
    short_starts: bool  # first lines of paragraphs are two characters short
    blank: int  # lines left empty between any two

    def ends(self, lines: Sequence[Line], at: int, is_start: bool) -> bool:
        """Whether a paragraph ends with line `at`, be it the paragraph's first."""
        line, after = lines[at], lines[at + 1]
        if not self.width:
            return True
        may_end = line.is_closed or line.text[-1] in "；：;:"
        if may_end and _ITEM.match(after.text):
            return True
        room = room_after(line, after, self.width)
        if self.indenting and after.indent >= INDENT:
            return line.indent < INDENT or may_end or room >= 0
        if not line.is_closed:
            return _is_cut_short(lines, at, room, self.width)
        if after.gap > self.blank:
            return True
        if self.indenting:
            return room >= CLEARLY_SHORT
        if not self.short_starts or not -LONGEST_SQUEEZE <= room < CLEARLY_SHORT:
            return room >= 0
        if after.is_closed or at + 2 >= len(lines):
            return room >= (STRIPPED_INDENT if is_start else 0)
        return _is_short_start(lines, at + 1, self.width)


def _is_cut_short(lines: Sequence[Line], at: int, room: int, width: int) -> bool:
    """Whether an open line ends though the next would have fitted, other than beside a picture."""
    if room < max(SHORT_OPEN, 0.3 * width) or lines[at].text[-1] in "，、,":
        return False
    near = lines[max(0, at - 2) : at + 3]
    reach = lines[at].indent + lines[at].width
    alike = [other for other in near if abs(other.indent + other.width - reach) <= 3 and not other.is_closed]
    return len(alike) < 3 or lines[at].width < 14


def _starts_are_short(lines: Sequence[Line], width: int) -> bool:
    """Whether first lines of paragraphs are two characters short: their indent was printed, not extracted."""
    starts = [0] + [
        at + 1
        for at, line in enumerate(lines[:-1])
        if line.is_closed and room_after(line, lines[at + 1], width) >= CLEARLY_SHORT
    ]
    full = [at for at in starts if at + 1 < len(lines) and not lines[at].is_closed]
    return sum(_is_short_start(lines, at, width) for at in full) > len(full) / 2


def _is_short_start(lines: Sequence[Line], at: int, width: int) -> bool:
    return width - lines[at].width >= SHORT_START and room_after(lines[at], lines[at + 1], width) >= 0


def room_after(line: Line, after: Line, column: int) -> int:
    """Columns that would be left had the next line's first character stood at the line's end."""
    return column - line.width - first_unit(after.text)


def first_unit(text: str) -> int:
    """Columns of what a printer keeps together at a line's start: a number, a character with its comma."""
    found = _UNIT.match(text[:40])
    return width_of(found.group()) if found else 2


def join_lines(lines: Sequence[Line]) -> str:
    """All lines as one paragraph."""
    return _tidy(_join([line.text for line in lines]))


def _join(parts: Sequence[str]) -> str:
    pieces = [parts[0]]
    for part in parts[1:]:
        pieces.append(_glue(pieces, part))
        pieces.append(part)
    return "".join(pieces)


def _glue(pieces: Sequence[str], right: str) -> str:
    """What the line break stood for: nothing, but a space between Latin words and between names of a byline."""
    left = pieces[-1]
    if _LETTER.match(left[-1]) and _LETTER.match(right):
        return " "
    if left[-1] in ",.;:!?" and len(left) > 1 and _LETTER.match(left[-2]) and _LETTER.match(right):
        return " "
    byline = _OPEN_BYLINE.search(plain("".join(pieces[-3:])[-80:]))
    if byline:
        tail, head = _LAST_NAME.search(byline.group(1)), _FIRST_NAME.match(plain(right))
        if (
            tail
            and head
            and is_name_list(_SPACE.sub("", tail.group()))
            and is_name_list(_SPACE.sub("", head.group()))
        ):
            return " "
    return ""


def _tidy(paragraph: str) -> str:
    """Without the spaces that only the extraction put in: `3月 1日`, `王寒峰 、`; printed gaps stay."""
    return _STRAY.sub("", paragraph)
