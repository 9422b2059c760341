"""Articles in time as bars, each with its text: by day, month or year as the span is long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from qa.articles import LATEST
from ui.frame import View, link, numeral, short_date, words
from ui.labels import CHINESE

MOST_DAYS = 92  # a span up to which each day has a bar,
MOST_MONTHS = 120  # or each month; of a longer one each year
STRIP = 40  # cells of a name's own line


@dataclass(frozen=True, slots=True)
class Bar:
    """What was printed from a day to another, both included."""

    first: date
    last: date
    count: int


def bars(days: Mapping[date, int]) -> tuple[str, list[Bar]]:
    """ "by_day", "by_month" or "by_year", and a bar for each of them from the first day with an article to the last."""
    days = {day: count for day, count in days.items() if day <= LATEST}
    if not days:
        return "by_day", []
    first, last = min(days), max(days)
    span = (last - first).days + 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    unit = "by_day" if span <= MOST_DAYS else "by_month" if months <= MOST_MONTHS else "by_year"
    counts: Counter[date] = Counter()
    for day, count in days.items():
        counts[_begin(day, unit)] += count
    found, begin = [], _begin(first, unit)
    while begin <= last:
        after = _after(begin, unit)
        found.append(Bar(begin, after - timedelta(1), counts[begin]))
        begin = after
    return unit, found


def _begin(day: date, unit: str) -> date:
    return (
        day if unit == "by_day" else day.replace(day=1) if unit == "by_month" else day.replace(month=1, day=1)
    )


def _after(begin: date, unit: str) -> date:
    """The first day after that day, month or year."""
    if unit == "by_day":
        return begin + timedelta(1)
    if unit == "by_month":
        return (begin + timedelta(31)).replace(day=1)
    return begin.replace(year=begin.year + 1)


def named(bar: Bar, unit: str, language: str) -> str:
    """2023年8月, or 2023-08; 2023-08-14 for a day."""
    if unit == "by_year":
        return f"{bar.first.year}年" if language == CHINESE else str(bar.first.year)
    if unit == "by_month":
        return f"{bar.first.year}年{bar.first.month}月" if language == CHINESE else f"{bar.first:%Y-%m}"
    return short_date(bar.first)


def timeline(view: View, days: Mapping[date, int]) -> str:
    """A bar for each stretch of time, each a link that sets the dates; nothing where there is no date to show."""
    unit, found = bars(days)
    if not found:
        return ""
    most = max(bar.count for bar in found)
    items = "".join(_item(view, bar, unit, most) for bar in found)
    whole = ""
    if view.choice.since or view.choice.until:
        whole = link(view.address(since=None, until=None), words(view, "all_days"), 'class="whole"')
    ends = [named(found[0], unit, view.language), named(found[-1], unit, view.language)]
    axis = "".join(f"<span>{end}</span>" for end in dict.fromkeys(ends))
    about = f"{words(view, unit)} · {words(view, 'timeline_hint')}"
    return (
        f'<section class="time" style="--bars:{len(found)}" aria-labelledby="time"><h2 id="time">{words(view, "timeline")}</h2><p class="about">{about}{whole}</p>'
        f'<ol class="bars">{items}</ol><p class="axis" aria-hidden="true">{axis}</p></section>'
    )


def _item(view: View, bar: Bar, unit: str, most: int) -> str:
    """One bar; an empty one takes its place and no more."""
    if not bar.count:
        return '<li aria-hidden="true"></li>'
    text = words(view, "bar", when=named(bar, unit, view.language), count=numeral(bar.count))
    height = max(2, round(100 * bar.count / most))
    fill = f'<span class="fill" style="height:{height}%"></span>'
    address = view.address(since=bar.first, until=bar.last)
    told = f'aria-label="{text}" title="{text}"'
    return f"<li>{link(address, fill, told)}</li>"


def strip(view: View, days: Mapping[date, int], first: date, last: date) -> str:
    """When a name was printed between two days, as a line of cells with its text."""
    if not days:
        return ""
    span = (last - first).days + 1
    cells = min(STRIP, span)
    counts = Counter(
        min(cells - 1, (day - first).days * cells // span) for day in days for _ in range(days[day])
    )
    most = max(counts.values())
    text = words(view, "appears", count=len(days), first=short_date(min(days)), last=short_date(max(days)))
    drawn = "".join(
        f'<i style="--of:{round(counts[cell] / most, 2)}"></i>' if counts[cell] else "<i></i>"
        for cell in range(cells)
    )
    return f'<span class="strip" role="img" aria-label="{text}" title="{text}">{drawn}</span>'
