"""The library's other pages: names, statistics, adding, and the form that corrects an article."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from urllib.parse import quote

from qa.articles import Article
from qa.catalogue import Statistics
from qa.names import Named
from ui.frame import View, link, numeral, short_date, words
from ui.labels import LABELS
from ui.listing import pager
from ui.render import source
from ui.timeline import strip

NAMES = 50  # of one part
UNITS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB"))
# What ui/library.js says, beside the words of the refusals.
SPOKEN = (
    "adding_now stop stopped recognised refused state_added state_replaced state_skipped undo undone untitled internal page "
    "count_added count_replaced count_removed count_skipped count_refused comma"
).split()


def names_page(
    view: View,
    hint: str,
    count: int,
    names: Sequence[Named],
    days: Mapping[str, Mapping[date, int]],
    span: tuple[date, date] | None,
    progress: tuple[int, int],
) -> str:
    """The names of one kind, most articles first, each with when it was printed."""
    rows = "".join(_name(view, named, days.get(named.name, {}), span) for named in names)
    head = "".join(f'<th scope="col">{words(view, key)}</th>' for key in ("rank", "articles_count", "when"))
    read, of = progress
    how_far = (
        words(view, "read_all", of=numeral(of))
        if read >= of
        else words(view, "read_so_far", read=numeral(read), of=numeral(of))
    )
    table = f'<table class="names"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    found = table if names else f'<p class="none">{words(view, "no_names")}</p>'
    return (
        f'<p class="intro">{words(view, hint)} <span class="read">{how_far}</span></p>{_name_filter(view)}'
        f'<p class="counted"><strong>{words(view, "found_names", count=numeral(count))}</strong></p>{found}{pager(view, count, NAMES)}'
    )


def _name(view: View, named: Named, days: Mapping[date, int], span: tuple[date, date] | None) -> str:
    counted = words(view, "counted", articles=numeral(named.articles), mentions=numeral(named.mentions))
    address = view.address("/library", name=named.name, words="")
    drawn = strip(view, days, *span) if span else ""
    name = link(address, escape(named.name), 'lang="zh-CN"')
    return f'<tr><th scope="row">{name}</th><td>{counted}</td><td>{drawn}</td></tr>'


def _name_filter(view: View) -> str:
    choice = view.choice
    fields = (
        ("q", "name_like", "search", choice.words),
        ("since", "since", "date", short_date(choice.since)),
        ("until", "until", "date", short_date(choice.until)),
    )
    inputs = "".join(
        f'<p class="field"><label for="{name}">{words(view, key)}</label><input id="{name}" name="{name}" type="{type}" value="{escape(value)}"></p>'
        for name, key, type, value in fields
    )
    language = f'<input type="hidden" name="lang" value="{view.language}">' if view.language != "zh" else ""
    return (
        f'<form class="choose" role="search" method="get" action="{view.path}" aria-label="{words(view, "choose")}">{language}'
        f'<div class="more">{inputs}<p class="field"><button type="submit">{words(view, "find")}</button></p></div></form>'
    )


def statistics_page(view: View, found: Statistics, progress: tuple[int, int]) -> str:
    """What the library holds."""
    read, of = progress
    characters = numeral(found.characters) + (
        "" if read >= of else f" ({words(view, 'read_so_far', read=numeral(read), of=numeral(of))})"
    )
    facts = (
        ("articles_count", numeral(found.articles)),
        ("passages_count", numeral(found.passages)),
        ("characters_count", characters),
        ("newspapers_count", numeral(sum(bool(name) for name in found.years))),
        ("first_day", short_date(found.first) or "–"),
        ("last_day", short_date(found.last) or "–"),
        ("size_count", size(found.size)),
    )
    listed = "".join(f"<div><dt>{words(view, key)}</dt><dd>{value}</dd></div>" for key, value in facts)
    return f'<dl class="facts-list">{listed}</dl>{_years(view, found) if found.articles else ""}'


def _years(view: View, found: Statistics) -> str:
    """A row a newspaper, a column a year, each number a link to those articles."""
    years = sorted(
        {year for counts in found.years.values() for year in counts}, key=lambda year: (not year, year)
    )
    head = "".join(f'<th scope="col">{year or words(view, "undated")}</th>' for year in years)
    rows = ""
    for newspaper, counts in sorted(found.years.items(), key=lambda item: -sum(item[1].values())):
        cells = "".join(f"<td>{_year(view, newspaper, year, counts.get(year, 0))}</td>" for year in years)
        name = escape(newspaper) or words(view, "unnamed_paper")
        rows += f'<tr><th scope="row">{name}</th>{cells}<td>{numeral(sum(counts.values()))}</td></tr>'
    return (
        f'<section class="years"><h2 id="years">{words(view, "years_table")}</h2><div class="wide" tabindex="0" role="region" aria-labelledby="years">'
        f'<table><thead><tr><th scope="col">{words(view, "newspaper")}</th>{head}<th scope="col">{words(view, "total")}</th></tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def _year(view: View, newspaper: str, year: str, count: int) -> str:
    if not count or not year or not newspaper:
        return numeral(count) if count else ""
    days = {"since": date(int(year), 1, 1), "until": date(int(year), 12, 31)}
    return link(view.address("/library", newspaper=newspaper, **days), numeral(count))


def size(count: int) -> str:
    """1.2 GB."""
    return next((f"{count / unit:.1f} {name}" for unit, name in UNITS if count >= unit), f"{count} B")


def add_page(view: View, newspapers: Sequence[str]) -> str:
    """Where files are dropped, and what becomes of them."""
    labels = LABELS[view.language]
    spoken = {
        name: labels[name] for name in (*SPOKEN, *(key for key in labels if key.startswith("refused_")))
    }
    known = "".join(f'<option value="{escape(name)}"></option>' for name in newspapers)
    return (
        f'<form id="drop" class="drop" data-words="{escape(json.dumps(spoken, ensure_ascii=False))}">'
        f'<div class="target"><p class="big">{words(view, "drop_here")}</p><p>{words(view, "drop_or")}</p>'
        f'<p><label class="button" for="files">{words(view, "choose_files")}</label>'
        '<input id="files" class="unseen" type="file" multiple accept=".txt,.jsonl,.csv" aria-describedby="kinds"></p>'
        f'<p class="hint" id="kinds">{words(view, "drop_kinds")}</p></div>'
        f'<fieldset><legend>{words(view, "where_unsaid")}</legend><p class="field"><label for="newspaper">{words(view, "newspaper")}</label>'
        f'<input id="newspaper" name="newspaper" list="papers" autocomplete="off"><datalist id="papers">{known}</datalist></p>'
        f'<p class="field"><label for="date">{words(view, "date")}</label><input id="date" name="date" type="date"></p>'
        f'<p class="hint">{words(view, "where_unsaid_hint")}</p></fieldset><p class="hint">{words(view, "same_name")}</p>'
        f'<noscript><p role="alert">{words(view, "script_needed")}</p></noscript></form><div id="became"></div>'
    )


def article_form(view: View, article: Article, error: str = "") -> str:
    """The form that corrects what is known of an article."""
    fields = (
        ("title", "headline", "text", " ".join(article.title.split("\n"))),
        ("published", "date", "date", short_date(article.published)),
        ("newspaper", "newspaper", "text", article.newspaper),
    )
    inputs = "".join(
        f'<p class="field"><label for="{name}">{words(view, key)}</label><input id="{name}" name="{name}" type="{type}" value="{escape(value)}"></p>'
        for name, key, type, value in fields
    )
    told = f'<p role="alert">{escape(error)}</p>' if error else ""
    lead = escape(article.text[:120])
    cancel = link(view.bare("/library"), words(view, "cancel"))
    return (
        f'<form class="correct" method="post" action="{escape(view.bare("/library/article/" + quote(article.id, safe="")))}"><h2>{words(view, "correct_title")}</h2>{told}'
        f'<p class="from">{source(article, view.language)}</p><p class="lead" lang="zh-CN">{lead}…</p>{inputs}'
        f'<p class="buttons"><button type="submit">{words(view, "save")}</button>{cancel}</p></form>'
    )
