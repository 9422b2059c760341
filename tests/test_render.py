"""What the page shows of a text is that text: escaped, complete, marked to the character."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answers import Answer, Citation
from qa.articles import Article, field_text
from ui import render
from ui.labels import LABELS, label, long_date

# characters that HTML, Markdown, templates or UTF-16 could trip over
TROUBLE = st.text(alphabet="ab张、<>&\"'`*_$\\{}\n 𠮷👪\t;#", max_size=40)
FIELDS = ("text", "title", "subtitle", "captions", "credits")
TAGS = {"a", "article", "br", "button", "blockquote", "div", "footer", "h2", "h3", "header", "li", "mark"}
TAGS |= {"ol", "p", "section", "span", "ul"}
ATTRIBUTES = {"class", "id", "lang", "role", "type", "href", "target", "rel", "tabindex"}


class Seen(HTMLParser):
    """What a browser makes of HTML: its text, what is marked in it, its tags and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = self.marked = self.answer = ""
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.inside: list[dict[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "mark":
            self.inside.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.inside:
            self.marked += data
            self.answer += data if self.inside[-1].get("class") == "answer" else ""


@st.composite
def cited_articles(draw: st.DrawFn) -> Citation:
    lines = st.lists(TROUBLE, max_size=3).map(tuple)
    title, text, subtitle, newspaper, page, url, source = (draw(TROUBLE) for _ in range(7))
    captions, credits = draw(lines), draw(lines)
    day = draw(st.none() | st.dates())
    article = Article("1", title, text, subtitle, newspaper, day, page, captions, credits, url, source)
    field = draw(st.sampled_from(FIELDS))
    length = len(field_text(article, field))
    start, left, right, end = sorted(draw(st.integers(0, length)) for _ in range(4))
    return Citation(article, field, start, end, draw(st.sampled_from([((left, right),), ()])))


def printed(text: str) -> str:
    """A text as its lines show it: the line feeds became paragraphs."""
    return text.replace("\n", "")


@given(cited_articles())
def test_the_marks_hold_exactly_the_quotation_and_the_answers_characters(citation: Citation) -> None:
    seen = Seen(render.article_pane(citation.article, citation, 1, "zh"))
    text = field_text(citation.article, citation.field)
    assert seen.marked == printed(citation.quote)
    assert seen.answer == printed("".join(text[s:e] for s, e in citation.marks))


@given(cited_articles())
def test_the_pane_shows_every_character_of_the_article(citation: Citation) -> None:
    seen = Seen(render.article_pane(citation.article, citation, 1, "zh"))
    for field in FIELDS:
        for line in field_text(citation.article, field).split("\n"):
            assert line in seen.text


@settings(max_examples=50)
@given(cited_articles(), TROUBLE, TROUBLE, st.sampled_from(["zh", "en"]))
def test_no_text_becomes_markup(citation: Citation, question: str, words: str, language: str) -> None:
    found = Answer(question, words, words, words, citations=(citation,))
    refused = Answer(question, question, reason=words, closest=(citation,))
    entries = [
        render.Entry(question, found),
        render.Entry(question, refused),
        render.Entry(question, error=words),
    ]
    for html in (
        render.conversation(entries, language),
        render.article_pane(citation.article, citation, 1, language),
        render.message_pane(words, language),
        render.welcome([question], 1, language),
        render.notice(words),
    ):
        seen = Seen(html)
        assert seen.tags <= TAGS
        assert {a for a in seen.attributes if not a.startswith(("aria-", "data-"))} <= ATTRIBUTES


@given(cited_articles())
def test_a_card_quotes_the_citation_and_marks_the_answer_in_it(citation: Citation) -> None:
    seen = Seen(render.quote(citation))
    text = field_text(citation.article, citation.field)
    assert seen.text == citation.quote
    assert seen.answer == "".join(text[s:e] for s, e in citation.marks)


def test_a_spoken_chip_names_number_newspaper_date_and_headline() -> None:
    article = Article("1", "甲 & 乙", "正文", newspaper="某报", published=date(2024, 4, 12))
    html = render.chip(Citation(article, "text", 0, 2), "0-citations", 1, "en")
    assert 'aria-label="Citation 1: 某报 · 12 April 2024 甲 &amp; 乙, open the article"' in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/local", " https://x"])
def test_only_web_addresses_become_links(address: str) -> None:
    assert "href" not in render.origin(Article("1", "", "", url=address), "zh")


def test_both_languages_say_the_same_things() -> None:
    chinese, english = LABELS["zh"], LABELS["en"]
    assert chinese.keys() == english.keys()
    for key in chinese:
        places = [
            {name for _, name, _, _ in Formatter().parse(text[key]) if name} for text in LABELS.values()
        ]
        assert places[0] == places[1]
    assert label("en", "count", count=3) == "3 articles"
    assert (long_date(date(2024, 4, 2), "zh"), long_date(date(2024, 4, 2), "en")) == (
        "2024年4月2日",
        "2 April 2024",
    )
