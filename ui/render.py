"""Answers and articles as HTML: every character of theirs is escaped, every mark is cut from offsets here."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from itertools import pairwise

from qa.answers import Citation
from qa.articles import Article, field_text
from ui.labels import CHINESE, html_tag, in_language, label, long_date

LONGEST_MENTION = (
    12  # characters of an answer that is a name or number, to be looked for in the whole article
)


def marked(
    text: str, start: int, end: int, citation: Citation | None, mentions: Sequence[tuple[int, int]] = ()
) -> str:
    """Characters start to end, escaped: the quotation in <mark>, the answer in <mark class="answer">.

    What else is to be seen (`mentions`) is underlined. `data-place` tells one answer or mention from the next.
    """
    if citation is None:
        return escape(text[start:end])
    kinds = [("mark", ' class="answer"', mark) for mark in citation.marks]
    kinds += [("span", ' class="mention"', mention) for mention in mentions]
    whole = (citation.start, citation.end)
    cuts = {
        start,
        end,
        *(cut for _, _, mark in (*kinds, ("", "", whole)) for cut in mark if start < cut < end),
    }
    pieces = []
    for left, right in pairwise(sorted(cuts)):
        piece = escape(text[left:right])
        here = [kind for kind in kinds if kind[2][0] <= left and right <= kind[2][1]]
        for tag, kind, (first, _) in here[:1]:
            piece = f'<{tag}{kind} data-place="{first}">{piece}</{tag}>'
        if not here and whole[0] <= left and right <= whole[1]:
            piece = f"<mark>{piece}</mark>"
        pieces.append(piece)
    return "".join(pieces)


def mentions_of(citation: Citation) -> list[tuple[int, int]]:
    """Where else in its field the answer's words are printed."""
    text = field_text(citation.article, citation.field)
    found = []
    for words in {text[start:end] for start, end in citation.marks if 1 < end - start <= LONGEST_MENTION}:
        spans = (match.span() for match in re.finditer(re.escape(words), text))
        found += [span for span in spans if not citation.start <= span[0] < citation.end]
    return sorted(found)


def quote(citation: Citation) -> str:
    """The quotation alone, the answer's characters in it marked."""
    text = field_text(citation.article, citation.field)
    alone = Citation(citation.article, citation.field, citation.end, citation.end, citation.marks)
    return marked(text, citation.start, citation.end, alone)


def source(article: Article, language: str) -> str:
    """Newspaper, date and page in one line, escaped."""
    parts = [article.newspaper]
    if article.published:
        parts.append(long_date(article.published, language))
    if article.page:  # a number, or its name (要闻版)
        is_number = re.fullmatch(r"[0-9A-Za-z-]+", article.page)
        parts.append(label(language, "page", page=article.page) if is_number else article.page)
    return " · ".join(escape(part) for part in parts if part)


def headline(article: Article, language: str) -> str:
    """The title in one line, escaped."""
    return escape(" ".join(article.title.split("\n")) or label(language, "untitled"))


def spaced(article: Article) -> str:
    """The class of a headline printed in groups of words: its lines break between them."""
    return " spaced" if " " in article.title else ""


def masthead(count: int | None, language: str) -> str:
    """The page's title line; the count is left out where the library could not be read."""
    held = "" if count is None else f'<p class="held">{escape(label(language, "count", count=count))}</p>'
    return (
        f'<header class="masthead" lang="{html_tag(language)}" data-lost="{escape(label(language, "lost"))}">'
        '<h1><span lang="zh-CN">问报</span> <span lang="en">Wenbao</span></h1>'
        f'<p class="tagline">{escape(label(language, "tagline"))}</p>{held}</header>'
    )


def notice(message: str) -> str:
    """One line above the question box, empty for none."""
    return f'<p role="alert">{escape(message)}</p>' if message else ""


def field_lines(article: Article, field: str, citation: Citation | None) -> list[str]:
    """The field's lines, the citation's marks in them where it cites this field."""
    here = citation if citation is not None and citation.field == field else None
    mentions = mentions_of(here) if here else []
    text = field_text(article, field)
    lines, start = [], 0
    for line in text.split("\n"):
        if line:
            lines.append(marked(text, start, start + len(line), here, mentions))
        start += len(line) + 1
    return lines


def marks_bar(citation: Citation, language: str) -> str:
    """The way from mark to mark, "" where there is only one."""
    count = len(citation.marks) + len(mentions_of(citation))
    if count < 2:
        return ""
    buttons = [
        f'<button type="button" data-step="{step}">{escape(label(language, f"{step}_mark"))}</button>'
        for step in ("previous", "next")
    ]
    name = escape(label(language, "marks"))
    return f'<div class="marks" role="group" aria-label="{name}">{buttons[0]}<output>{count}</output>{buttons[1]}</div>'


def pane(inside: str, language: str, kind: str = "sheet") -> str:
    """What stands in the article's place."""
    name = escape(label(language, "paper"))
    return f'<div class="{kind}" role="region" tabindex="-1" aria-label="{name}">{inside}</div>'


def empty_pane(language: str) -> str:
    return pane(f"<p>{escape(label(language, 'paper_empty'))}</p>", language, "sheet blank")


def message_pane(message: str, language: str) -> str:
    return pane(f'{back(language)}<p role="alert">{escape(message)}</p>', language, "sheet blank")


def back(language: str) -> str:
    return f'<button type="button" class="back">{escape(label(language, "back"))}</button>'


def address(citation: Citation) -> str:
    """Where the article stands by itself with the citation's characters marked."""
    marks = [("mark", f"{start}-{end}") for start, end in citation.marks]
    place = [("field", citation.field), ("start", citation.start), ("end", citation.end), *marks]
    return f"/article/{urllib.parse.quote(citation.article.id, safe='')}?{urllib.parse.urlencode(place)}"


def top(language: str) -> str:
    """The line above an article by itself: the way to the chat, and to paper."""
    return (
        f'<header class="top"><a href="{in_language("/", language)}" lang="zh-CN">问报</a>'
        f'<button type="button" onclick="print()">{escape(label(language, "print"))}</button></header>'
    )


def document(inside: str, title: str, top: str = "", language: str = CHINESE) -> str:
    """A page of its own, complete without any other file; `inside` and `top` are HTML."""
    style, marks, script = (
        files("ui").joinpath(name).read_text(encoding="utf-8")
        for name in ("page.css", "marks.js", "alone.js")
    )
    return (
        f'<!doctype html><html lang="{html_tag(language)}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{style}</style></head><body class="alone">{top}<main>{inside}</main>'
        f"<script>{marks}{script}</script></body></html>"
    )


def article_pane(
    article: Article, citation: Citation | None, opening: int, language: str, level: int = 2
) -> str:
    """An article with a citation's characters marked; `opening` tells one click from the next, `level` its heading's."""

    def block(field: str, kind: str) -> str:
        lines = field_lines(article, field, citation)
        return "".join(f'<p class="{kind}">{line}</p>' for line in lines)

    title = "<br>".join(field_lines(article, "title", citation)) or escape(label(language, "untitled"))
    head = f'<p class="from">{source(article, language)}</p><h{level} class="title{spaced(article)}">{title}</h{level}>'
    head += block("subtitle", "subtitle")
    if article.reporters:
        names = label(language, "comma").join(article.reporters)
        head += f'<p class="by">{escape(label(language, "reporters", names=names))}</p>'
    foot = ""
    for field in ("captions", "credits"):
        if lines := block(field, field):
            foot += f"<h{level + 1}>{escape(label(language, field))}</h{level + 1}>{lines}"
    foot += origin(article, language)
    body = f'<div class="body">{block("text", "paragraph")}</div>'
    sheet = f'<article lang="zh-CN"><header>{head}</header>{body}<footer>{foot}</footer></article>'
    alone = marks = ""
    if citation:
        marks = marks_bar(citation, language)
        link = f'<a href="{escape(in_language(address(citation), language))}" target="_blank" rel="noopener">'
        alone = f'<p class="apart">{link}{escape(label(language, "apart"))}</a></p>'
    return pane(f'{back(language)}{alone}{marks}<div data-opening="{opening}">{sheet}</div>', language)


def origin(article: Article, language: str) -> str:
    """Where the article came from: its file, and its address if that is one a browser may open."""
    html = ""
    if article.source:
        html += f'<p class="origin">{escape(label(language, "source", source=article.source))}</p>'
    if article.url.startswith(("https://", "http://")):
        link = f'<a href="{escape(article.url)}" target="_blank" rel="noopener noreferrer">'
        html += f'<p class="origin">{link}{escape(label(language, "link"))}</a></p>'
    return html
