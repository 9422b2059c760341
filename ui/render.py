"""Answers and articles as HTML: every character of theirs is escaped, every mark is cut from offsets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import pairwise
from urllib.parse import quote_plus, urlencode

from qa import references
from qa.answers import Answer, Citation
from qa.articles import Article, field_text
from ui.labels import label, long_date

# From which probability on an answer is called so.
SURE_WORDS = ((0.75, "sure"), (0.5, "rather_sure"), (0.0, "unsure"))
LONG_ANSWER = 24  # characters; a longer answer is set smaller, it is a sentence rather than a name


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the conversation with what came of it: an answer or an error, neither while it runs."""

    question: str
    answer: Answer | None = None
    error: str = ""


def marked(text: str, start: int, end: int, citation: Citation | None) -> str:
    """Characters start to end, escaped: the quotation in <mark>, the answer in <mark class="answer">."""
    if citation is None:
        return escape(text[start:end])
    marks = ((citation.start, citation.end), *citation.marks)
    cuts = {start, end, *(cut for mark in marks for cut in mark if start < cut < end)}
    pieces = []
    for left, right in pairwise(sorted(cuts)):
        piece = escape(text[left:right])
        if any(s <= left and right <= e for s, e in citation.marks):
            piece = f'<mark class="answer">{piece}</mark>'
        elif citation.start <= left and right <= citation.end:
            piece = f"<mark>{piece}</mark>"
        pieces.append(piece)
    return "".join(pieces)


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
    if article.page:
        parts.append(label(language, "page", page=article.page))
    return " · ".join(escape(part) for part in parts if part)


def headline(article: Article, language: str) -> str:
    """The title in one line, escaped."""
    return escape(" ".join(article.title.split("\n")) or label(language, "untitled"))


def spaced(article: Article) -> str:
    """The class of a headline printed in groups of words: its lines break between them."""
    return " spaced" if " " in article.title else ""


def chip(citation: Citation, place: str, number: int, language: str) -> str:
    """The button that opens a citation; `place` tells the server which ("3-citations" or "3-closest")."""
    article = citation.article
    name = "near" if place.endswith("closest") else "cite"
    about = " ".join(filter(None, (source(article, language), headline(article, language))))
    # `about` is escaped already: escaping the whole label would do it twice
    spoken = escape(label(language, name, number=number, source="\0")).replace("\0", about)
    return (
        f'<button type="button" class="chip" data-cite="{place}-{number - 1}" aria-label="{spoken}">'
        f'<span class="number">{number}</span><span class="about"><span>{source(article, language)}</span>'
        f'<span class="headline{spaced(article)}">{headline(article, language)}</span></span></button>'
    )


def copies(citation: Citation, language: str) -> str:
    """Buttons that copy the quotation with its reference."""
    forms = (("copy", references.plain(citation)), ("copy_markdown", references.markdown(citation)))
    buttons = "".join(
        f'<button type="button" class="copy" data-copy="{escape(text)}" data-done="{escape(label(language, "copied"))}">'
        f"{escape(label(language, name))}</button>"
        for name, text in forms
    )
    return f'<p class="copies">{buttons}</p>'


def cited(citations: Sequence[Citation], place: str, language: str) -> str:
    """Quotations with their chips, numbered from 1."""
    is_answer = place.endswith("citations")
    items = (
        f'<li><blockquote lang="zh-CN">{quote(citation)}</blockquote>'
        f"{chip(citation, place, number, language)}{copies(citation, language) if is_answer else ''}</li>"
        for number, citation in enumerate(citations, 1)
    )
    return f'<ol class="cited">{"".join(items)}</ol>'


def answer_card(answer: Answer, turn: int, language: str) -> str:
    """The answer large with its citations, or the refusal with the closest passages."""
    if not answer.is_found:
        return refusal_card(answer, turn, language)
    size = " long" if len(answer.text) > LONG_ANSWER else ""
    words = f'<p class="answer{size}" lang="zh-CN"><span class="words">{escape(answer.text)}</span>'
    if answer.detail:
        words += f'<span class="detail">{escape(answer.detail)}</span>'
    whole = answer.text == answer.citations[0].quote  # the sentence is the answer: not to be shown twice
    first = "" if whole else f"{words}</p>"
    kind = "card whole" if whole else "card"
    body = cited(answer.citations, f"{turn}-citations", language)
    return f'<div class="{kind}">{first}{body}{about(answer, language)}</div>'


def about(answer: Answer, language: str) -> str:
    """How sure the answer is, in words, and how long it took."""
    name = next(name for least, name in SURE_WORDS if answer.score >= least)
    taken = label(language, "seconds", seconds=f"{answer.seconds:.1f}")
    return f'<p class="meta">{escape(label(language, name))} · {escape(taken)}</p>'


def refusal_card(answer: Answer, turn: int, language: str) -> str:
    body = f'<p class="refusal">{escape(label(language, "not_found"))}</p>'
    if answer.reason:
        body += f'<p class="reason" lang="zh-CN">{escape(answer.reason)}</p>'
    if answer.closest:
        body += f'<h3 class="closest">{escape(label(language, "closest"))}</h3>'
        body += cited(answer.closest, f"{turn}-closest", language)
    return f'<div class="card refused">{body}</div>'


def turn_html(entry: Entry, turn: int, language: str) -> str:
    """One question and what came of it."""
    asked = escape(label(language, "asked"))
    html = f'<h2 class="asked"><span class="unseen">{asked}</span>{escape(entry.question)}</h2>'
    if entry.error:
        html += f'<p class="card error" role="alert">{escape(entry.error)}</p>'
    elif entry.answer is None:
        html += f'<p class="card working" role="status">{escape(label(language, "working"))}</p>'
    else:
        understood = entry.answer.understood
        if understood and understood.split() != entry.question.split():
            line = label(language, "understood", question=understood)
            html += f'<p class="understood">{escape(line)}</p>'
        html += answer_card(entry.answer, turn, language)
    return f'<section class="turn">{html}</section>'


def conversation(entries: Sequence[Entry], language: str) -> str:
    """The whole conversation, newest last."""
    turns = "".join(turn_html(entry, turn, language) for turn, entry in enumerate(entries))
    return talk(turns, language)


def talk(inside: str, language: str) -> str:
    name = escape(label(language, "talk"))
    tag = "zh-CN" if language == "zh" else "en"
    return f'<div class="talk" role="log" aria-live="polite" aria-label="{name}" lang="{tag}">{inside}</div>'


def welcome(questions: Sequence[str], count: int, language: str) -> str:
    """What is shown before the first question, with example questions as buttons."""
    html = f"<h2>{escape(label(language, 'welcome'))}</h2><p>{escape(label(language, 'welcome_text'))}</p>"
    if not count:
        html += f'<p class="reason">{escape(label(language, "empty"))}</p>'
    if questions:
        buttons = "".join(
            f'<li><button type="button" class="example" lang="zh-CN">{escape(q)}</button></li>'
            for q in questions
        )
        html += f'<p class="examples">{escape(label(language, "examples"))}</p><ul>{buttons}</ul>'
    return talk(f'<section class="welcome">{html}</section>', language)


def masthead(count: int | None, language: str) -> str:
    """The page's title line; the count is left out where the library could not be read."""
    held = "" if count is None else f'<p class="held">{escape(label(language, "count", count=count))}</p>'
    tag = "zh-CN" if language == "zh" else "en"
    return (
        f'<header class="masthead" lang="{tag}">'
        '<h1><span lang="zh-CN">问报</span> <span lang="en">Wenbao</span></h1>'
        f'<p class="tagline">{escape(label(language, "tagline"))}</p>{held}</header>'
    )


def notice(message: str) -> str:
    """One line above the question box, empty for none."""
    return f'<p role="alert">{escape(message)}</p>' if message else ""


def field_lines(article: Article, field: str, citation: Citation | None) -> list[str]:
    """The field's lines, the citation's marks in them where it cites this field."""
    here = citation if citation is not None and citation.field == field else None
    text = field_text(article, field)
    lines, start = [], 0
    for line in text.split("\n"):
        if line:
            lines.append(marked(text, start, start + len(line), here))
        start += len(line) + 1
    return lines


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
    return f"/article/{quote_plus(citation.article.id)}?{urlencode(place)}"


def document(inside: str, title: str) -> str:
    """A page of its own, complete without any other file."""
    style, script = (
        files("ui").joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "alone.js")
    )
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{style}</style></head><body class="alone"><main>{inside}</main>'
        f"<script>{script}</script></body></html>"
    )


def article_pane(article: Article, citation: Citation | None, opening: int, language: str) -> str:
    """An article with a citation's characters marked; `opening` tells one click from the next."""

    def block(field: str, kind: str) -> str:
        lines = field_lines(article, field, citation)
        return "".join(f'<p class="{kind}">{line}</p>' for line in lines)

    title = "<br>".join(field_lines(article, "title", citation)) or escape(label(language, "untitled"))
    head = f'<p class="from">{source(article, language)}</p><h2 class="title{spaced(article)}">{title}</h2>'
    head += block("subtitle", "subtitle")
    if article.reporters:
        names = label(language, "comma").join(article.reporters)
        head += f'<p class="by">{escape(label(language, "reporters", names=names))}</p>'
    foot = ""
    for field in ("captions", "credits"):
        if lines := block(field, field):
            foot += f"<h3>{escape(label(language, field))}</h3>{lines}"
    foot += origin(article, language)
    body = f'<div class="body">{block("text", "paragraph")}</div>'
    sheet = f'<article lang="zh-CN"><header>{head}</header>{body}<footer>{foot}</footer></article>'
    alone = ""
    if citation:
        link = f'<a href="{escape(address(citation))}" target="_blank" rel="noopener">'
        alone = f'<p class="apart">{link}{escape(label(language, "apart"))}</a></p>'
    return pane(f'{back(language)}{alone}<div data-opening="{opening}">{sheet}</div>', language)


def origin(article: Article, language: str) -> str:
    """Where the article came from: its file, and its address if that is one a browser may open."""
    html = ""
    if article.source:
        html += f'<p class="origin">{escape(label(language, "source", source=article.source))}</p>'
    if article.url.startswith(("https://", "http://")):
        link = f'<a href="{escape(article.url)}" target="_blank" rel="noopener noreferrer">'
        html += f'<p class="origin">{link}{escape(label(language, "link"))}</a></p>'
    return html
