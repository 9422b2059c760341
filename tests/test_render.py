"""What the page shows of a text is that text: escaped, complete, marked to the character."""

from __future__ import annotations

from datetime import date
from string import Formatter

import pytest
from hypothesis import given, settings
from seen import FIELDS, TROUBLE, Seen, assert_no_markup, cited_articles, printed

from qa.answers import Citation
from qa.articles import Article, field_text
from ui import render
from ui.labels import LABELS, label, long_date


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
@given(cited_articles(), TROUBLE)
def test_no_text_becomes_markup(citation: Citation, words: str) -> None:
    assert_no_markup(render.article_pane(citation.article, citation, 1, "en"))
    assert_no_markup(render.message_pane(words, "zh"))
    assert_no_markup(render.notice(words))


def test_where_the_answers_words_are_printed_again_is_underlined_and_counted() -> None:
    article = Article("1", "方晴", "方晴主持会议。\n会后方晴说，方晴明很高兴。")
    citation = Citation(article, "text", 0, 7, ((0, 2),))
    html = render.article_pane(article, citation, 1, "zh")
    assert html.count('<span class="mention"') == 2
    assert "<output>3</output>" in html
    assert "mention" not in render.article_pane(article, Citation(article, "text", 0, 7), 1, "zh")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/local", " https://x"])
def test_only_web_addresses_become_links(address: str) -> None:
    assert "href" not in render.origin(Article("1", "", "", url=address), "zh")


@pytest.mark.parametrize(
    ("page", "told"), [("01", "第01版"), ("A12", "第A12版"), ("要闻版", "要闻版"), ("", "")]
)
def test_a_page_is_told_by_its_number_or_its_name(page: str, told: str) -> None:
    assert render.source(Article("1", "", "", page=page), "zh") == told


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
