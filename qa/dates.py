"""Period: the days that words such as 3月2日, 去年, 上周五 or 2023年3月 mean, counted from another day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from qa.folding import fold
from qa.numerals import arabic_days, number_of

SOON = 31  # days after `today` that a day without a year may lie: asked in June, 8月1日 is last year's
RECENT = 30  # days that 最近 and 近日 reach back
WEEKEND = "末"  # Saturday and Sunday
WEEKDAYS = {day: i for i, day in enumerate("一二三四五六日")} | {"天": 6, WEEKEND: 5}
YEARS_ON = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
DAYS_ON = {"大前": -3, "大后": 3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "yesterday": -1, "today": 0}
STEPS = {"上上": -2, "上": -1, "last": -1, "本": 0, "这": 0, "this": 0, "下下": 2, "下": 1, "next": 1}
UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "年": 365}
SEVERAL = 7  # days, weeks, months of 近几天
FEASTS = {"元旦": (1, 1, 1), "五一": (5, 1, 5), "国庆": (10, 1, 7)}  # month, first and last day off
PARTS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
}  # days of a month
MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}

_STEP, _WEEK = "上上|上|本|这|下下|下", "(?:周|星期|礼拜)"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_TO = "[至到—–~-]{1,2}"
_YEAR = rf"(?:(?<!\d)(?P<year>(?:19|20)\d\d) ?(?:年|(?={_TO}(?:19|20)\d\d ?年))|(?P<word>{'|'.join(YEARS_ON)}))的? ?"
# The first characters stand in front: most places in a text are passed over at once, in a seventh of the time.
_PATTERN = re.compile(
    r"(?=[\d前去上今本明第一二三四五大昨后这下周星礼最近过日元国a-z])(?:"
    rf"(?<!\d)(?P<iso>(?:19|20)\d\d[-/.]{_MONTH}[-/.]{_DAY})(?!\d)"
    rf"|(?:{_YEAR})?(?:(?<![\d.第])(?P<month>{_MONTH}) ?(?:月(?: ?(?P<day>{_DAY}) ?(?:[日号]|(?={_TO}{_DAY} ?[日号]))"
    rf"|(?P<part>[上中下]旬|[初底]))?(?!季)|(?={_TO}{_MONTH} ?月))"
    r"|(?<!第)(?P<quarter>第?[一二三四1-4]季度|前[二两三]个?季度|[上下]半年)"
    r"|(?P<feast>元旦|五一(?:节|期间|假期|长假|劳动节)|国庆(?:节|期间|假期|长假)))"
    rf"|{_YEAR.replace('year', 'only_year').replace('word', 'only_word')}"
    r"|(?P<days_on>大前|大后|前|昨|今|明|后)(?:[天日晚晨]|早上?)(?![\u4e00-\u9fff]?报(?![道纸]))"
    rf"|(?P<weeks_on>{_STEP})个?{_WEEK}(?P<weekday>[一二三四五六日天末])?"
    rf"|{_WEEK}(?P<only_weekday>[一二三四五六日天])"
    rf"|(?P<quarters_on>{_STEP})个?季度"
    rf"|(?P<months_on>{_STEP})个?月(?:(?P<month_day>{_DAY})[日号])?"
    r"|(?:最近|过去|近)(?P<count>\d{1,3}|[一二两三四五六七八九十几半]) ?个?(?P<unit>天|日|周|星期|月|年)"
    r"|(?P<recent>最近|近日|近来|日前)"
    rf"|(?<![\d月年第至~-])(?P<only_day>{_DAY}) ?[日号](?![\u4e00-\u9fff]?[楼线令院])"
    rf"|\b(?P<english>(?:{'|'.join(MONTHS)})[a-z]*)\.? (?P<english_day>{_DAY})(?:st|nd|rd|th)?\b(?:,? (?P<english_year>(?:19|20)\d\d))?"
    r"|\b(?P<english_on>yesterday|today)\b|\b(?P<english_step>last|this|next) (?P<english_unit>week|month|year)\b)"
)


_RANGE, _LAST_DAY = re.compile(_TO), re.compile(rf"({_DAY}) ?[日号]")
_NOW = re.compile("今(?![年天日晚早])|现在|目前")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included, and the characters of the text that name them."""

    start: date
    end: date
    span: tuple[int, int] = (0, 0)

    def holds(self, other: Period) -> bool:
        """Whether the other period lies within this one."""
        return self.start <= other.start and other.end <= self.end


@lru_cache(maxsize=4096)
def periods(text: str, today: date | None, soon: int = SOON) -> tuple[Period, ...]:
    """The days, weeks, months and years that a text names, in its order, counted from `today`.

    Without `today` only what names its year is understood. A day or month without a year is the latest
    one that begins at most `soon` days after `today`.

    >>> [p.start.isoformat() for p in periods("3月2日和昨天", date(2023, 3, 5))]
    ['2023-03-02', '2023-03-04']
    """
    return tuple(_found(arabic_days(fold(text)), today, soon))


def ranges(text: str, today: date | None) -> list[Period]:
    """As `periods`, only that 3月2日至5日 is one, from the first to the last day.

    >>> [(p.start.day, p.end.day) for p in ranges("3月2日至5日", date(2023, 3, 5))]
    [(2, 5)]
    """
    plain, found = arabic_days(fold(text)), periods(text, today)
    merged: list[Period] = []
    for period in found:
        if not merged or period.span[0] >= merged[-1].span[1]:
            merged.append(_to_its_end(period, plain, found, today))
    return merged


def _to_its_end(period: Period, text: str, found: Sequence[Period], today: date | None) -> Period:
    """The period up to the end of the range that it begins; as it is if it begins none."""
    to = _RANGE.match(text, period.span[1])
    if not to:
        return period
    end, stop = None, to.end()
    day, now = _LAST_DAY.match(text, stop), _NOW.match(text, stop)
    other = next((p for p in found if p.span[0] == stop), None)
    if day:
        with suppress(ValueError):
            first = month_on(period.end, int(int(day[1]) < period.end.day))[0]
            end, stop = first.replace(day=int(day[1])), day.end()
    elif now:
        end, stop = today, now.end()
    elif other:
        end, stop = other.end, other.span[1]
        if "年" not in text[slice(*other.span)]:
            year = period.start.year + ((end.month, end.day) < (period.start.month, period.start.day))
            last = calendar.monthrange(year, end.month)[1]
            end = end.replace(year=year, day=min(end.day, last))
    return Period(period.start, end, (period.span[0], stop)) if end and end >= period.start else period


def _found(text: str, today: date | None, soon: int) -> Iterator[Period]:
    for match in _PATTERN.finditer(text):
        named = {name: value for name, value in match.groupdict().items() if value}
        try:
            days = _absolute(named) or (_counted(named, today, soon) if today else None)
        except (ValueError, OverflowError):  # 2月30日 is no day
            continue
        if days:
            yield Period(*days, match.span())


def _absolute(named: dict[str, str]) -> tuple[date, date] | None:
    """What names its own year."""
    if "iso" in named:
        return _day(date(*map(int, re.split("[-/.]", named["iso"]))))
    if "english_year" in named:
        month = MONTHS[named["english"][:3]]
        return _day(date(int(named["english_year"]), month, int(named["english_day"])))
    year = named.get("year") or named.get("only_year")
    return _in_year(int(year), named) if year else None


def _in_year(year: int, named: dict[str, str]) -> tuple[date, date]:
    """The part of a year that is named, or the whole of it."""
    if "day" in named:
        return _day(date(year, int(named["month"]), int(named["day"])))
    if "month" in named:
        first, last = _months(year, int(named["month"]), 1)
        if "part" in named:
            begin, end = PARTS[named["part"]]
            return first.replace(day=begin), last.replace(day=min(end, last.day))
        return first, last
    if "feast" in named:
        month, begin, end = FEASTS[named["feast"][:2]]
        return date(year, month, begin), date(year, month, end)
    part = named.get("quarter", "")
    if part.endswith("半年"):
        return _months(year, 1 if part[0] == "上" else 7, 6)
    if part.startswith("前"):
        return _months(year, 1, 9 if part[1] == "三" else 6)
    if part:
        digit = part.removeprefix("第")[0]
        return _months(year, 3 * (number_of(digit) or int(digit)) - 2, 3)
    return _months(year, 1, 12)


def _counted(named: dict[str, str], today: date, soon: int) -> tuple[date, date] | None:
    """What is counted from today."""
    if word := named.get("word") or named.get("only_word"):
        return _in_year(today.year + YEARS_ON[word], named)
    if named.keys() & {"month", "quarter", "feast"}:
        return _latest((_in_year(today.year + years, named) for years in (1, 0, -1)), today, soon)
    if "english" in named:
        month, day = MONTHS[named["english"][:3]], int(named["english_day"])
        return _latest((_day(date(today.year + years, month, day)) for years in (1, 0, -1)), today, soon)
    if on := named.get("days_on") or named.get("english_on"):
        return _day(today + timedelta(DAYS_ON[on]))
    if "weeks_on" in named:
        return _week(today, STEPS[named["weeks_on"]], named.get("weekday"))
    if weekday := named.get("only_weekday"):
        return _day(today - timedelta((today.weekday() - WEEKDAYS[weekday]) % 7))
    if "quarters_on" in named:
        first = month_on(today, 3 * STEPS[named["quarters_on"]] - (today.month - 1) % 3)[0]
        return _months(first.year, first.month, 3)
    if "months_on" in named:
        first, last = month_on(today, STEPS[named["months_on"]])
        return _day(first.replace(day=int(named["month_day"]))) if "month_day" in named else (first, last)
    if "only_day" in named:
        own = (month_on(today, -i)[0] for i in range(2))
        return _latest((_day(first.replace(day=int(named["only_day"]))) for first in own), today, 0)
    if "count" in named:
        count, days = named["count"], UNIT_DAYS[named["unit"]]
        if count == "半":
            return today - timedelta(days // 2), today
        times = SEVERAL if count == "几" else int(count) if count.isdigit() else number_of(count)
        return today - timedelta(times * days), today
    if "recent" in named:
        return today - timedelta(RECENT), today
    step, unit = STEPS[named["english_step"]], named["english_unit"]
    if unit == "year":
        return _months(today.year + step, 1, 12)
    return _week(today, step, None) if unit == "week" else month_on(today, step)


def _latest(found: Iterator[tuple[date, date]], today: date, soon: int) -> tuple[date, date] | None:
    """The first that begins early enough: they come latest first."""
    return next((days for days in found if days[0] <= today + timedelta(soon)), None)


def _day(day: date) -> tuple[date, date]:
    return day, day


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """So many months from that one on."""
    last = month + count - 1
    return date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1])


def month_on(today: date, step: int) -> tuple[date, date]:
    """The month so many after today's."""
    year, month = divmod(12 * today.year + today.month - 1 + step, 12)
    return _months(year, month + 1, 1)


def _week(today: date, step: int, weekday: str | None) -> tuple[date, date]:
    """The week so many after today's, Monday to Sunday, or one day of it, or its end."""
    monday = today - timedelta(today.weekday()) + timedelta(7 * step)
    if not weekday:
        return monday, monday + timedelta(6)
    first = monday + timedelta(WEEKDAYS[weekday])
    return first, first + timedelta(weekday == WEEKEND)
