"""The conversation as HTML: each question with its answer, its quotations and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from qa import references
from qa.answers import Answer, Citation, clean
from qa.articles import field_text
from qa.chat import READING, SEARCHING
from qa.conversations import ABSENT, MISSED, WRONG, Rating
from qa.folding import fold
from ui import faults
from ui.labels import html_tag, in_language, label
from ui.render import headline, quote, source, spaced

# From which probability on an answer is called so.
SURE_WORDS = ((0.75, "sure"), (0.5, "rather_sure"), (0.0, "unsure"))
LONG_ANSWER = 24  # characters; a longer answer is set smaller, it is a sentence rather than a name
REASONS = (WRONG, MISSED, ABSENT)


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the conversation with what came of it: an answer or an error, neither while it runs."""

    question: str
    answer: Answer | None = None
    error: str = ""
    step: str = SEARCHING  # while it runs
    place: int | None = None  # in the conversation as it is kept
    rating: Rating | None = None


def chip(citation: Citation, place: str, language: str) -> str:
    """The button that opens a citation; `place` tells the server which ("3-citations-0" or "3-closest-0")."""
    article = citation.article
    number = int(place.rpartition("-")[2]) + 1
    name = "near" if "closest" in place else "cite"
    about = " ".join(filter(None, (source(article, language), headline(article, language))))
    # `about` is escaped already: escaping the whole label would do it twice
    spoken = escape(label(language, name, number=number, source="\0")).replace("\0", about)
    return (
        f'<button type="button" class="chip" data-cite="{place}" aria-label="{spoken}">'
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


def cited(citations: Sequence[tuple[str, Citation]], language: str) -> str:
    """Quotations with their chips, each with its place."""
    items = (
        f'<li><blockquote lang="zh-CN">{quote(citation)}</blockquote>{chip(citation, place, language)}'
        f"{'' if 'closest' in place else copies(citation, language)}</li>"
        for place, citation in citations
    )
    return f'<ol class="cited">{"".join(items)}</ol>'


def words(citation: Citation) -> str:
    """The answer's characters as they are compared: 方 晴 is 方晴."""
    text = field_text(citation.article, citation.field)
    return fold(clean("".join(text[start:end] for start, end in citation.marks)))


def places(citations: Sequence[Citation], kind: str, turn: int) -> list[tuple[str, Citation]]:
    return [(f"{turn}-{kind}-{number}", citation) for number, citation in enumerate(citations)]


def answer_card(answer: Answer, turn: int, language: str) -> str:
    """The answer large with its citation, then who else says so, and who says something else."""
    size = " long" if len(answer.text) > LONG_ANSWER else ""
    html = f'<p class="answer{size}" lang="zh-CN"><span class="words">{escape(answer.text)}</span>'
    if answer.detail:
        html += f'<span class="detail">{escape(answer.detail)}</span>'
    first, *others = places(answer.citations, "citations", turn)
    is_whole = answer.text == clean(first[1].quote)  # the sentence is the answer: not to be shown twice
    html = "" if is_whole else f"{html}</p>"
    html += cited([first], language)
    same = [other for other in others if words(other[1]) == words(first[1])]
    if same:
        html += also(first[1], same, language)
    if differing := [other for other in others if other not in same]:
        html += (
            f'<h3 class="differing">{escape(label(language, "differing"))}</h3>{cited(differing, language)}'
        )
    return f'<div class="card{" whole" if is_whole else ""}">{html}{about(answer, language)}'


def also(first: Citation, same: Sequence[tuple[str, Citation]], language: str) -> str:
    """Where else the same is printed; the first one's sentence again, reprinted, isn't shown again."""
    items = ""
    for place, citation in same:
        is_reprint = fold(clean(citation.quote)) == fold(clean(first.quote))
        told = f'<span class="reprint">{escape(label(language, "reprint"))}</span>' if is_reprint else ""
        shown = "" if is_reprint else f'<blockquote lang="zh-CN">{quote(citation)}</blockquote>'
        items += f"<li>{shown}{told}{chip(citation, place, language)}</li>"
    title = escape(label(language, "also", count=len(same)))
    return f'<details class="also"><summary>{title}</summary><ol class="cited">{items}</ol></details>'


def about(answer: Answer, language: str) -> str:
    """How sure the answer is, in words, and how long it took."""
    name = next(name for least, name in SURE_WORDS if answer.score >= least)
    taken = label(language, "seconds", seconds=f"{answer.seconds:.1f}")
    return f'<p class="meta">{escape(label(language, name))} · {escape(taken)}</p>'


def refusal_card(answer: Answer, turn: int, language: str) -> str:
    body = f'<p class="refusal">{escape(label(language, "not_found"))}</p>'
    if answer.reason:
        body += f'<p class="reason">{escape(faults.because(answer.reason, language))}</p>'
    if answer.closest:
        body += f'<h3 class="closest">{escape(label(language, "closest"))}</h3>'
        body += cited(places(answer.closest, "closest", turn), language)
    return f'<div class="card refused">{body}'


def rate(entry: Entry, turn: int, language: str) -> str:
    """Was it right? One click for yes; for no, why, and what would have been right."""
    if entry.place is None:
        return ""
    given = entry.rating

    def pressed(right: bool) -> str:
        return str(given is not None and given.right is right).lower()

    options = "".join(
        f'<option value="{name}"{" selected" if given and given.reason == name else ""}>'
        f"{escape(label(language, f'reason_{name}'))}</option>"
        for name in REASONS
    )
    instead = escape(given.instead) if given else ""
    thanks = f'<span class="thanks">{escape(label(language, "thanks"))}</span>' if given else ""
    return (
        f'<div class="rate" data-turn="{turn}" role="group" aria-label="{escape(label(language, "rate"))}">'
        f'<button type="button" class="up" aria-pressed="{pressed(True)}">{escape(label(language, "up"))}</button>'
        f'<details><summary data-pressed="{pressed(False)}">{escape(label(language, "down"))}</summary>'
        f'<form class="down"><label>{escape(label(language, "why"))} <select name="reason">{options}</select></label>'
        f'<label>{escape(label(language, "instead"))} <input name="instead" maxlength="200" value="{instead}"></label>'
        f"<button>{escape(label(language, 'keep'))}</button></form></details>{thanks}</div>"
    )


def working_card(step: str, language: str) -> str:
    """The stages of answering, the one under way marked."""
    current = {step: ' aria-current="step"'}
    stages = "".join(
        f"<li{current.get(name, '')}>{escape(label(language, name))}</li>" for name in (SEARCHING, READING)
    )
    return f'<div class="card working" role="status"><ol class="stages">{stages}</ol></div>'


def turn_html(entry: Entry, turn: int, language: str) -> str:
    """One question and what came of it."""
    asked = escape(label(language, "asked"))
    html = f'<h2 class="asked"><span class="unseen">{asked}</span>{escape(entry.question)}</h2>'
    if entry.error:
        html += f'<p class="card error" role="alert">{escape(entry.error)}</p>'
    elif entry.answer is None:
        html += working_card(entry.step, language)
    else:
        understood = entry.answer.understood
        if understood and understood.split() != entry.question.split():
            line = label(language, "understood", question=understood)
            html += f'<p class="understood">{escape(line)}</p>'
        card = answer_card if entry.answer.is_found else refusal_card
        html += card(entry.answer, turn, language) + rate(entry, turn, language) + "</div>"
    return f'<section class="turn">{html}</section>'


def conversation(entries: Sequence[Entry], language: str) -> str:
    """The whole conversation, newest last."""
    turns = "".join(turn_html(entry, turn, language) for turn, entry in enumerate(entries))
    return talk(turns, language)


def talk(inside: str, language: str) -> str:
    name = escape(label(language, "talk"))
    return f'<div class="talk" role="log" aria-live="polite" aria-label="{name}" lang="{html_tag(language)}">{inside}</div>'


def welcome(count: int | None, language: str) -> str:
    """What is shown before the first question; count is None until it is known."""
    html = f"<h2>{escape(label(language, 'welcome'))}</h2><p>{escape(label(language, 'welcome_text'))}</p>"
    if count == 0:
        way = f'<a href="{in_language("/library/add", language)}">{escape(label(language, "adding"))}</a>'
        html += f'<p class="reason">{escape(label(language, "empty"))} {way}</p>'
    return talk(f'<section class="welcome">{html}</section>', language)


def suggested(questions: Sequence[str], name: str, language: str) -> str:
    """Questions that a click asks, under the label `name`: "examples" to begin with, "next" to go on; "" for none."""
    if not questions:
        return ""
    told = escape(label(language, name))
    buttons = "".join(
        f'<li><button type="button" class="example" lang="zh-CN">{escape(q)}</button></li>' for q in questions
    )
    return f'<div class="suggested {name}" role="group" aria-label="{told}"><span>{told}</span><ul>{buttons}</ul></div>'
