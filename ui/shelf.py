"""What stands round the conversation: earlier conversations, and what the search keeps to, as HTML."""

from __future__ import annotations

from calendar import month_name, monthrange
from collections.abc import Sequence
from datetime import date, datetime
from html import escape

from qa.conversations import Conversation
from qa.filters import Filters
from ui.labels import CHINESE, in_language, label, long_date

EXPORTS = (("md", "Markdown"), ("html", "HTML"), ("json", "JSON"))


def past(kept: Sequence[Conversation], current: str, words: str, language: str) -> str:
    """The user's conversations, the open one marked, each with what can be done with it."""
    items = "".join(past_item(one, one.id == current, language) for one in kept)
    name = escape(label(language, "past"))
    empty = "" if items else f"<p>{escape(label(language, 'past_none' if words else 'past_empty'))}</p>"
    find = escape(label(language, "past_find"))
    return (
        f'<nav class="past" aria-label="{name}"><h2>{name}</h2>'
        f'<input type="search" aria-label="{find}" placeholder="{find}" value="{escape(words)}">'
        f"<ol>{items}</ol>{empty}</nav>"
    )


def past_item(one: Conversation, is_open: bool, language: str) -> str:
    """One conversation: open it, rename it, take it along, delete it."""
    current = ' aria-current="true"' if is_open else ""
    name = escape(one.name)
    exports = "".join(
        f'<a href="{in_language(f"/conversations/{one.id}.{kind}", language)}" download>{kind_name}</a>'
        for kind, kind_name in EXPORTS
    )
    more = escape(label(language, "more", name=one.name))
    return (
        f'<li data-id="{one.id}"><button type="button" class="open"{current}><span>{name}</span>'
        f"<time>{escape(when(one.changed, language))}</time></button>"
        f'<details><summary aria-label="{more}">⋯</summary><form class="rename">'
        f'<input name="name" aria-label="{escape(label(language, "new_name"))}" maxlength="60" value="{name}">'
        f"<button>{escape(label(language, 'rename'))}</button></form>"
        f'<p class="exports">{escape(label(language, "export"))} {exports}</p>'
        f'<button type="button" class="delete" data-sure="{escape(label(language, "delete_sure"))}">'
        f"{escape(label(language, 'delete'))}</button></details></li>"
    )


def when(moment: datetime, language: str) -> str:
    """The day, and today the time."""
    if moment.date() == date.today():
        return f"{moment:%H:%M}"
    return long_date(moment.date(), language)


def filters(chosen: Filters, newspapers: Sequence[str], language: str) -> str:
    """What the search keeps to, a chip each that a click removes, and a form to choose."""
    chips = ""
    if chosen.newspaper:
        chips += filter_chip("newspaper", chosen.newspaper, language)
    if chosen.since or chosen.until:
        chips += filter_chip("days", days(chosen.since, chosen.until, language), language)
    options = "".join(
        f"<option{' selected' if name == chosen.newspaper else ''}>{escape(name)}</option>"
        for name in newspapers
    )
    since, until = (day.isoformat() if day else "" for day in (chosen.since, chosen.until))
    return (
        f'<div class="filters" role="group" aria-label="{escape(label(language, "filters"))}">{chips}'
        f"<details><summary>{escape(label(language, 'filters'))}</summary><form>"
        f'<label>{escape(label(language, "newspaper"))} <select name="newspaper"><option value="">'
        f"{escape(label(language, 'any'))}</option>{options}</select></label>"
        f'<label>{escape(label(language, "since"))} <input type="date" name="since" value="{since}"></label>'
        f'<label>{escape(label(language, "until"))} <input type="date" name="until" value="{until}"></label>'
        f"<button>{escape(label(language, 'apply'))}</button></form></details></div>"
    )


def filter_chip(name: str, text: str, language: str) -> str:
    spoken = escape(label(language, "filter_off", name=text))
    return (
        f'<button type="button" class="filter" data-filter="{name}" aria-label="{spoken}">'
        f'{escape(text)} <span aria-hidden="true">×</span></button>'
    )


def days(since: date | None, until: date | None, language: str) -> str:
    """A month or year by its name, a day alone, or from which to which."""
    if since and until and since.day == 1 and until.day == monthrange(until.year, until.month)[1]:
        if (since.year, since.month) == (until.year, until.month):
            name = f"{since.month}月" if language == CHINESE else month_name[since.month]
            return label(language, "month", year=since.year, name=name)
        if since.year == until.year and (since.month, until.month) == (1, 12):
            return label(language, "year", year=since.year)
    if since and since == until:
        return long_date(since, language)
    named = {"first": since and long_date(since, language), "last": until and long_date(until, language)}
    return label(language, "days" if since and until else "from_day" if since else "to_day", **named)
