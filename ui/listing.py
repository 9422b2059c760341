"""Articles as one browses them: what is chosen, a part of them, the way to the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from qa.articles import Article
from qa.catalogue import Part
from qa.folding import fold
from qa.words import HAN
from ui.frame import View, link, numeral, short_date, words
from ui.labels import label
from ui.render import headline, source, spaced
from ui.timeline import timeline

SHOWN = 30  # articles of one part
FIRST = 28  # of its characters that stand for a missing headline
LEAD = 90  # characters of an article that are shown
BEFORE = 24  # of them before the first word that was looked for
BETWEEN = rf"(?<=[{HAN}])(?=[{HAN}])"


def articles_page(
    view: View, part: Part, newspapers: Sequence[str], named: Mapping[str, int], above: str
) -> str:
    """Filters, timeline and a part of the articles; `named` tells how often each prints the name, `above` is HTML."""
    if not part.count:
        is_empty = not any(getattr(view.choice, field) for field in view.choice.__slots__)
        name = "none_at_all" if is_empty else "none_chosen"
        hint = words(view, f"{name}_hint")
        if is_empty:
            hint += f" {link(view.bare('/library/add'), words(view, 'adding'))}"
        found = f'<div class="none"><h2>{words(view, name)}</h2><p>{hint}</p></div>'
        return f"{filters(view, newspapers)}{above}{found}"
    items = "".join(_item(view, article, named.get(article.id)) for article in part.articles)
    first = (view.part - 1) * SHOWN + 1
    counted = f"<strong>{words(view, 'found_articles', count=numeral(part.count))}</strong>"
    if part.articles:
        span = words(view, "part_of", first=numeral(first), last=numeral(first + len(part.articles) - 1))
        counted += f" · {span}"
    return (
        f"{filters(view, newspapers)}{above}{timeline(view, part.days)}"
        f'<section class="found" aria-labelledby="found"><h2 id="found" class="counted">{counted}</h2>'
        f'<ol class="articles" start="{first}">{items}</ol>{pager(view, part.count, SHOWN)}</section>'
    )


def filters(view: View, newspapers: Sequence[str]) -> str:
    """The form that makes the address."""
    choice = view.choice
    is_open = any((choice.newspaper, choice.since, choice.until, choice.page, choice.reporter, choice.name))
    options = "".join(
        f'<option value="{escape(name)}"{" selected" if name == choice.newspaper else ""}>{escape(name)}</option>'
        for name in dict.fromkeys([*newspapers, *filter(None, [choice.newspaper])])
    )
    sorts = "".join(
        f'<option value="{name}"{" selected" if name == view.sort else ""}>{words(view, f"sort_{name}")}</option>'
        for name in ("newest", "oldest", "headline")
    )
    papers = f'<option value="">{words(view, "all_newspapers")}</option>{options}'
    fields = (
        _field(view, "newspaper", f'<select id="newspaper" name="newspaper">{papers}</select>'),
        _input(view, "since", short_date(choice.since), "date"),
        _input(view, "until", short_date(choice.until), "date"),
        _input(view, "reporter", choice.reporter),
        _input(view, "named", choice.name, name="name"),
        _input(view, "printed_page", choice.page, name="page"),
        _field(view, "sort", f'<select id="sort" name="sort">{sorts}</select>'),
    )
    language = f'<input type="hidden" name="lang" value="{view.language}">' if view.language != "zh" else ""
    clear = (
        link(view.bare(view.path), words(view, "clear"), 'class="clear"') if is_open or choice.words else ""
    )
    return (
        f'<form class="choose" role="search" method="get" action="/library" aria-label="{words(view, "choose")}">{language}'
        f'<div class="first"><label class="unseen" for="q">{words(view, "words")}</label>'
        f'<input id="q" name="q" type="search" value="{escape(choice.words)}" placeholder="{words(view, "words")}" aria-describedby="q-hint">'
        f'<button type="submit">{words(view, "find")}</button></div><p class="hint" id="q-hint">{words(view, "words_hint")}{clear}</p>'
        f'<details{" open" if is_open else ""}><summary>{words(view, "more_filters")}</summary><div class="more">{"".join(fields)}</div></details></form>'
    )


def _field(view: View, key: str, control: str, id: str = "") -> str:
    return f'<p class="field"><label for="{id or key}">{words(view, key)}</label>{control}</p>'


def _input(view: View, key: str, value: str, type: str = "text", name: str = "") -> str:
    name = name or key
    control = f'<input id="{name}" name="{name}" type="{type}" value="{escape(value)}" autocomplete="off">'
    return _field(view, key, control, name)


def _item(view: View, article: Article, mentions: int | None) -> str:
    """An article with where it stood, its first words, and what can be done with it."""
    address = f"/article/{quote(article.id, safe='')}"
    by = label(view.language, "comma").join(article.reporters)
    facts = [words(view, "reporters", names=by)] if by else []
    if mentions:
        facts.append(words(view, "mentioned", name=view.choice.name, count=mentions))
    told = "".join(f'<span class="fact">{fact}</span>' for fact in facts)
    title, kind = headline(article, view.language), f"headline{spaced(article)}"
    if not article.title:  # the first words stand for it
        title, kind = escape(article.text[:FIRST]) + "…", "headline untitled"
    return (
        f'<li><article lang="zh-CN"><p class="from">{source(article, view.language)}</p>'
        f'<h3 class="{kind}">{link(address, title)}</h3>'
        f'<p class="lead">{lead(article, view.choice.words, 0 if article.title else FIRST)}</p></article><div class="facts">{told}{_changes(view, article)}</div></li>'
    )


def _changes(view: View, article: Article) -> str:
    """The way to correct an article, and to remove it after a second thought."""
    id = quote(article.id, safe="")
    title = " ".join(article.title.split()) or article.text[:20]
    back = escape(view.address(part=view.part))
    change = link(
        view.bare(f"/library/article/{id}"),
        words(view, "change"),
        f'aria-label="{words(view, "change")}：{escape(title)}"',
    )
    return (
        f'<span class="changes">{change}<details class="remove"><summary aria-label="{words(view, "remove")}：{escape(title)}">{words(view, "remove")}</summary>'
        f'<form method="post" action="/library/article/{id}/remove"><input type="hidden" name="back" value="{back}">'
        f'<p>{words(view, "remove_hint")}</p><button type="submit">{words(view, "remove_sure")}</button></form></details></span>'
    )


def lead(article: Article, wanted: str, first: int = 0) -> str:
    """The article's words from `first` on, or those around the words that were looked for, marked."""
    text, folded = article.text, fold(article.text)
    longest_first = sorted(map(fold, wanted.split()), key=len, reverse=True)
    spaced_out = (re.sub(BETWEEN, " {0,2}", re.escape(word)) for word in longest_first)
    sought = re.compile("|".join(spaced_out) or "(?!)")  # without a word nothing
    found = sought.search(folded)
    start = max(0, found.start() - BEFORE) if found and found.start() > LEAD - BEFORE else first
    end = min(len(text), start + LEAD)
    html, place = "…" if start else "", start
    for mark in sought.finditer(folded, start, end):
        html += f"{escape(text[place : mark.start()])}<mark>{escape(text[slice(*mark.span())])}</mark>"
        place = mark.end()
    return html + escape(text[place:end]) + ("…" if end < len(text) else "")


def pager(view: View, count: int, shown: int) -> str:
    """The way to the parts before and after."""
    last = -(-count // shown)
    if last < 2:
        return ""
    steps = (("earlier_part", view.part - 1, "prev"), ("later_part", view.part + 1, "next"))
    links = "".join(
        f"<li>{link(view.address(part=part), words(view, name), f'rel={rel}')}</li>"
        for name, part, rel in steps
        if 1 <= part <= last
    )
    return f'<nav class="pager" aria-label="{words(view, "pager")}"><ul>{links}</ul><p>{view.part} / {last}</p></nav>'
