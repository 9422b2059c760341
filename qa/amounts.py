"""whole_amount: the date or number, with its unit, of which a stretch is a part."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.candidates import DIGITS, HOURS, find
from qa.folding import fold
from qa.measures import (
    SAME_UNIT,
    is_named,
    is_other_measure,
    is_wanted,
    says_which,
    stands_before,
    stands_behind,
    unit_of,
)
from qa.persons import Candidate
from qa.questions import Asked, is_chinese
from qa.shaped import GOES_ON, Shaped, trim
from qa.words import whole_words

DAY_ASKED = re.compile(r"哪(一)?(天|日)|几(号|日)|日期|what (date|day)|which (date|day)")
YEAR_ASKED = re.compile(r"^(?!.*哪一?年[到至]?[哪几]).*哪一?年|what year|which year")
RESPECTIVE = re.compile(r"([^，。；：\n]*)分别([^，。；：\n]*)")
ENDING = re.compile("自[^，。；]*[至到]$|截[至止]到?$")  # behind which stands until when
END_ASKED = re.compile("[截到止至]|结束")
TO = re.compile("(?<=[日号月年时点分])[至到—–～~-]+")
WHEN = "(?:哪一?[天年]|什么时候|何时|几[点号月])"
BEGINNING = re.compile(f"(?:开始|开幕|启动)的?[？?]?$|{WHEN}(?:正式)?(?:开始|开幕|启动|起)|从{WHEN}")
END_OF = re.compile(f"(?:结束|闭幕|落幕|截[至止]|为止)的?[？?]?$|{WHEN}(?:结束|闭幕|落幕|截止)|到{WHEN}")
BOTH = re.compile("[年月日天号点时候][到至](?:哪|几|什么时候)")
RARE_UNIT = re.compile(r"\s?(?:[A-Za-z°/]{1,5}|(?!的)[一-鿿]{1,2}|[一-鿿][·・][一-鿿])")  # not 的成绩
OF_MONEY = re.compile("人民币|钱")
FROM_TO = re.compile("几[点时][至到]几[点时]|时间?段")
LASTING = re.compile("多久|多长时间|几[天日]")
# 暂扣60日
DAYS = re.compile(r"(?<![\d月])(?:\d+|[一二三四五六七八九十]+) ?[日周](?=内|[，。；、）的左以]|$)")
LABEL = re.compile("(罚金|罚款|市值|注册资本|奖金|票价|保证金|负债)(?:人民币|为|达到?|约|近|共计|合计)*$")
LONGEST = 32  # characters of several numbers that answer together
NAMED = 2  # characters at the end of an item by which a question names it
PART_BEFORE = re.compile(r"(?:\d|[.．点负下—–～~−－-]|分之|\d[^，。；、]{0,3}[至到])\s?$")
PART_AFTER = re.compile(r"\s?(?:\d|[.．点半—–～~−－-]|分之|[至到]\d)")
# What is asked for with two numbers in one, and how it is printed: 78∶75, 十二届市委三次全会.
DOUBLE = (
    (
        re.compile("比分(?!别)|几比几"),
        re.compile(r"(?<![\d-])\d{1,3}\s?[∶:：比-]\s?\d{1,3}(?![\d日月年岁场-])"),
    ),
    (
        re.compile("几届.{0,8}几次"),
        re.compile(rf"第?{DIGITS}届[^，。；\n]{{0,16}}?第?{DIGITS}次(?:(?:全体|常务)?会议|全会|大会)?"),
    ),
)


def whole_amount(asked: Asked, text: str, start: int, end: int) -> Shaped:
    """The date or amount as printed, of which the span is a part; the span itself where that leaves a part of it out."""
    if asked.kind == "count" and (double := next((p for a, p in DOUBLE if a.search(asked.text)), None)):
        return _double(double, text, start, end)
    shaped = _whole(asked, text, start, end)
    is_torn = asked.kind == "count" and _is_torn(text, start, end, shaped)
    return Shaped(start, end, shaped.fit) if is_torn else shaped


def _double(printed: re.Pattern[str], text: str, start: int, end: int) -> Shaped:
    whole = next((m for m in printed.finditer(text) if m.start() < end and m.end() > start), None)
    return Shaped(whole.start(), whole.end(), 1.0) if whole else Shaped(start, end, 0.1)


def _whole(asked: Asked, text: str, start: int, end: int) -> Shaped:
    printed = _printed(asked, text)
    found = [c for c in printed if c.start < end and c.end > start]
    if not found:
        return Shaped(start, end, 0.1)
    if asked.kind == "count" and (told := _told(asked, text, printed, found)):
        found, start, end = [told], told.start, told.end
    if best := _respective(asked, text, found) or _wanted(asked, text, found):
        found, start, end = [best], best.start, best.end
    if asked.kind == "count" and (later := [c for c in found if "，" in text[found[0].end : c.start]]):
        # The next clause counts other things.
        found, end = found[: -len(later)], min(end, text.index("，", found[0].end))
    first, last = found[0], found[-1]
    if len(found) > 1 or end - start > last.end - first.start + 4:  # more is said than one date or number
        start, end = min(start, first.start), max(end, last.end)
        is_too_much = GOES_ON.search(text[start:end]) or end - start > LONGEST
        return Shaped(start, end, 0.1 if is_too_much else 0.8)
    if asked.kind == "count":
        first = replace(first, end=_with_unit(asked, text, first, end))
    else:
        first = _asked_end(asked, text, first)
    words = text[first.start : first.start + _asked_part(asked, text[first.start : first.end])]
    return Shaped(*trim(text, first.start, first.start + len(words)), _fit(asked, words, text[: first.start]))


def _told(asked: Asked, text: str, printed: list[Candidate], found: list[Candidate]) -> Candidate | None:
    """The one number that stands right behind what the question counts, if what was found before it says as much."""
    told = [c for c in printed if is_named(asked, text, c)]
    if len(told) != 1 or told[0].start < found[0].start:
        return None
    if any(stands_before(asked, text[c.end :]) for c in found):  # 4名 of 4名研究生共11名学生
        return None
    is_sum, was_sum = ("元" in text[c.start : c.end] for c in (told[0], found[-1]))
    return told[0] if is_sum == was_sum and "；" not in text[found[-1].end : told[0].start] else None


def _printed(asked: Asked, text: str) -> list[Candidate]:
    """The dates or numbers of a text; for how long something lasts 60日, too, that may be a date elsewhere."""
    printed = find(asked.kind, text)
    if FROM_TO.search(asked.text):
        hours = [Candidate(*m.span()) for m in re.finditer(HOURS, text)]
        printed = hours + [c for c in printed if not any(c.start < h.end and h.start < c.end for h in hours)]
    if asked.kind == "count" and LASTING.search(asked.text):
        printed += [Candidate(*m.span()) for m in DAYS.finditer(text)]
    return sorted(printed, key=lambda candidate: candidate.start)


def _fit(asked: Asked, words: str, before: str) -> float:
    if asked.kind == "date" and ENDING.search(before) and not END_ASKED.search(asked.text):
        return 0.1
    label = LABEL.search(before)
    if asked.kind == "count" and label and not set(label[1]) & set(asked.text):
        return 0.1  # the fine isn't the bribe
    if is_wanted(asked, words):
        return 1.0
    return 0.1 if asked.kind == "date" or is_other_measure(asked, words) else 0.4


def _is_torn(text: str, start: int, end: int, shaped: Shaped) -> bool:
    """Whether of the stretch that was found a part of the same number is left out: 零下 of 零下12℃, 半 of 两年半."""
    before, after = text[start : shaped.start], text[shaped.end : end]
    return bool(PART_BEFORE.search(before) or PART_AFTER.match(after))


def _asked_part(asked: Asked, words: str) -> int:
    """How many of a date's characters tell the day or the year, where no more was asked for."""
    wanted = (
        r".*[日号](?:[至到—-].*[日号])?"
        if DAY_ASKED.search(asked.text) and not BOTH.search(asked.text)
        else r"\d{4} ?年"
        if YEAR_ASKED.search(asked.text)
        else ".*"
    )
    part = re.match(wanted, words) if asked.kind == "date" else None
    return part.end() if part else len(words)


def _asked_end(asked: Asked, text: str, found: Candidate) -> Candidate:
    """Of 5月28日至6月6日 the day that is asked for: of 什么时候开幕 the first, of 什么时候结束 the last."""
    joint = TO.search(text, found.start, found.end)
    if not joint or BOTH.search(asked.text):
        return found
    begins, ends = BEGINNING.search(asked.text), END_OF.search(asked.text)
    if bool(begins) == bool(ends):
        return found
    if begins:
        return replace(found, end=joint.start())
    is_whole = "月" in text[joint.end() : found.end] or "月" not in text[found.start : joint.start()]
    return replace(found, start=joint.end()) if is_whole else found


def _wanted(asked: Asked, text: str, found: list[Candidate]) -> Candidate | None:
    """The one of several dates or numbers that the question describes; None where it describes none, or asks for each."""
    if re.search("分别|各", asked.text):
        return None
    wanted = [c for c in found if is_wanted(asked, text[c.start : c.end])]
    if not says_which(asked):
        behind = [c for c in wanted if stands_behind(asked, text[: c.start])]
        return behind[0] if len(behind) == 1 and len(found) > 1 and asked.kind == "count" else None
    same = SAME_UNIT.get(unit_of(asked), ())
    follows = is_chinese(
        text[found[-1].end :][:1]
    )  # 7人遇难4人获救: what is counted stands behind the numbers

    def order(c: Candidate) -> tuple[bool, int]:
        words = fold(text[c.start : c.end])
        is_told = stands_behind(asked, text[: c.start]) or (follows and stands_before(asked, text[c.end :]))
        return not is_told, next((i for i, unit in enumerate(same) if unit in words), len(same))

    return min(wanted, key=order, default=None)


def _respective(asked: Asked, text: str, found: list[Candidate]) -> Candidate | None:
    """Of 甲和乙分别获刑6年、4年 the one that stands where the one named in the question stands among the others."""
    told = next((m for m in RESPECTIVE.finditer(text) if m.start(2) <= found[0].start < m.end(2)), None)
    if not told:
        return None
    items = [re.sub(r"\s", "", item) for item in re.split("[、和与及]", told[1])]
    inside = (c for c in find(asked.kind, text) if told.start(2) <= c.start < told.end(2))
    each = [c for c in inside if is_wanted(asked, text[c.start : c.end])]
    named = [i for i, item in enumerate(items) if item and item[-NAMED:] in asked.question]
    return each[named[0]] if len(named) == 1 and len(items) == len(each) else None


def _with_unit(asked: Asked, text: str, number: Candidate, found: int) -> int:
    """Where a number ends with a rare measure word, as found behind it (380牛·米) or asked with: 26道 of 多少道工序."""
    behind = RARE_UNIT if text[number.end - 1] in "0123456789万亿" else OF_MONEY
    if behind.fullmatch(text, number.end, found):
        return found
    unit = re.sub(r"^[的了过]", "", asked.after)[:1]
    is_bare = text[number.end - 1].isdigit() and is_chinese(unit) and text.startswith(unit, number.end)
    return whole_words(text, number.start, number.end + 1)[1] if is_bare else number.end
