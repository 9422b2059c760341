"""Cards show an answer's words, its quotations to the character, who else says so, and what can be done with it."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from seen import TROUBLE, Seen, assert_no_markup, cited_articles

from qa.answers import Answer, Citation
from qa.articles import Article, field_text
from qa.conversations import WRONG, Rating
from ui import cards, render
from ui.cards import Entry


@settings(max_examples=50)
@given(cited_articles(), TROUBLE, TROUBLE, st.sampled_from(["zh", "en"]))
def test_no_text_becomes_markup(citation: Citation, question: str, words: str, language: str) -> None:
    found = Answer(question, words, words, words, citations=(citation, citation))
    refused = Answer(question, question, reason=words, closest=(citation,))
    entries = [
        Entry(question, found, place=0, rating=Rating(False, WRONG, words)),
        Entry(question, refused),
        Entry(question, error=words),
        Entry(question),
    ]
    assert_no_markup(cards.conversation(entries, language))
    assert_no_markup(cards.welcome(1, language))
    assert_no_markup(cards.suggested([question], "next", language))


@given(cited_articles())
def test_a_card_quotes_the_citation_and_marks_the_answer_in_it(citation: Citation) -> None:
    seen = Seen(render.quote(citation))
    text = field_text(citation.article, citation.field)
    assert seen.text == citation.quote
    assert seen.answer == "".join(text[s:e] for s, e in citation.marks)


def test_a_spoken_chip_names_number_newspaper_date_and_headline() -> None:
    article = Article("1", "甲 & 乙", "正文", newspaper="某报", published=date(2024, 4, 12))
    html = cards.chip(Citation(article, "text", 0, 2), "0-citations-0", "en")
    assert 'aria-label="Citation 1: 某报 · 12 April 2024 甲 &amp; 乙, open the article"' in html


def test_reprints_and_others_that_say_the_same_are_folded_and_another_answer_is_told_apart() -> None:
    first = Article("1", "合龙", "大桥全长1468米。")
    reprint = Article("2", "合龙（转载）", "大桥全长 1468米。")
    same = Article("3", "通车", "全长1468米的大桥通车。")
    other = Article("4", "规划", "大桥全长约1500米。")
    answer = Answer(
        "多长？",
        text="1468米",
        citations=(
            Citation(first, "text", 0, 10, ((4, 9),)),
            Citation(reprint, "text", 0, 11, ((5, 10),)),
            Citation(same, "text", 0, 13, ((2, 7),)),
            Citation(other, "text", 0, 11, ((5, 10),)),
        ),
    )
    html = cards.answer_card(answer, 0, "zh")
    folded, differing = html.split('<h3 class="differing">')
    assert "另见 2 处" in folded
    assert folded.count('class="reprint"') == 1
    assert [f'data-cite="0-citations-{n}"' in folded for n in range(4)] == [True, True, True, False]
    assert 'data-cite="0-citations-3"' in differing


def test_who_has_rated_is_thanked_at_the_answer() -> None:
    answer = Answer(
        "谁？", text="林远", citations=(Citation(Article("1", "", "林远主持。"), "text", 0, 5, ((0, 2),)),)
    )
    unrated, rated = (
        cards.conversation([Entry("谁？", answer, place=0, rating=rating)], "zh")
        for rating in (None, Rating(True))
    )
    assert "已记下" not in unrated
    assert "已记下" in rated


def test_an_empty_library_names_where_to_add_newspapers() -> None:
    assert 'href="/library/add"' in cards.welcome(0, "zh")
    assert 'href="/library/add?lang=en"' in cards.welcome(0, "en")
    assert "href" not in cards.welcome(1, "zh")


def test_the_step_under_way_is_marked() -> None:
    html = cards.conversation([Entry("谁？", step="reading")], "zh")
    assert '<li>检索</li><li aria-current="step">阅读</li>' in html
