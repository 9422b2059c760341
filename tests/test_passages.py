"""Passages cover the text in order, within their limit, and spare the quotations that fit."""

import itertools
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles import Article
from qa.passages import LIMIT, Passage, passage_context, split_passages, split_sentences

PIECES = [
    "春天到了",
    "。",
    "！”",
    "“",
    "”",
    "（",
    "）",
    "《新书》",
    "，",
    "；",
    "、",
    "\n",
    " ",
    "　",
    "3.5%",
    "Dr. Li said",
]
news = st.lists(st.sampled_from([*PIECES, "长" * 40, "说", "：", "「", "」"]), max_size=150).map("".join)
texts = st.one_of(news, st.text(max_size=1200))


def article(text: str) -> Article:
    return Article(id="1", title="题", text=text)


def printed(text: str) -> str:
    return "".join(text.split())


@given(texts)
def test_passages_hold_every_printed_character_once_and_in_order(text: str) -> None:
    passages = split_passages(article(text))
    assert all(before.end <= after.start for before, after in itertools.pairwise(passages))
    assert printed("".join(passage.text for passage in passages)) == printed(text)


@given(texts)
def test_no_passage_exceeds_the_limit_or_is_blank(text: str) -> None:
    passages = split_passages(article(text))
    assert all(passage.end - passage.start <= LIMIT for passage in passages)
    assert all(passage.text.strip() for passage in passages) or len(passages) == 1


@given(texts)
def test_sentences_hold_every_printed_character_once_and_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert printed("".join(text[start:end] for start, end in spans)) == printed(text)
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)


@given(
    st.lists(
        st.sampled_from(["他说。", "“好！我们走。”", "“" + "很长的话。" * 30 + "”", "天晴，"]), max_size=40
    )
)
def test_no_passage_is_cut_inside_a_quotation_that_fits(parts: list[str]) -> None:
    text = "".join(parts)
    for quotation in re.finditer("“[^”]*”", text):
        if len(quotation.group()) <= LIMIT:
            for passage in split_passages(article(text)):
                assert not quotation.start() < passage.start < quotation.end()
                assert not quotation.start() < passage.end < quotation.end()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("今天晴。明天雨！", ["今天晴。", "明天雨！"]),
        ("他问：“去吗？”她点头。", ["他问：“去吗？”", "她点头。"]),
        ("“一定完成。”李明表示。会后散去。", ["“一定完成。”李明表示。", "会后散去。"]),
        ("增长3.5%。", ["增长3.5%。"]),
        ("读《你好！北京》有感。", ["读《你好！北京》有感。"]),
        ("第一段\n第二段。", ["第一段", "第二段。"]),
        ("真的？！真的。", ["真的？！", "真的。"]),
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("", []),
    ],
)
def test_a_sentence_ends_with_its_mark_and_closing_quotation_marks(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_passages_end_with_sentences_where_these_fit() -> None:
    text = "这是一个不长不短的句子，说了一件事情。" * 60
    assert all(passage.text.endswith("。") for passage in split_passages(article(text)))


def test_long_texts_are_cut_into_passages_near_the_target() -> None:
    lengths = [
        p.end - p.start for p in split_passages(article("这是一个不长不短的句子，说了一件事情。" * 60))
    ]
    assert min(lengths) >= 200
    assert max(lengths) <= 300


def test_an_article_without_text_has_one_empty_passage() -> None:
    assert [(p.start, p.end) for p in split_passages(article(" \n"))] == [(0, 0)]


def test_the_context_shows_what_stands_around_the_text() -> None:
    text = "春天到了。" * 100
    whole = Article(
        "1", "植树", text, "副题", "江城晚报", date(2023, 3, 3), captions=("▲现场。",), credits=("甲 摄",)
    )
    first, *_, last = split_passages(whole)
    assert passage_context(first) == "植树\n副题\n江城晚报 2023年3月3日\n▲现场。\n甲 摄"
    assert passage_context(last) == "植树\n副题\n江城晚报 2023年3月3日"
    assert passage_context(Passage(article(text), 0, 5)) == "题"


def test_of_an_article_without_headline_the_reader_is_told_the_first_sentence() -> None:
    text = "云州开会。市长林远主持。会后他答问。"
    articles = article(text), replace(article(text), title="")
    leads = [Passage(of, start, len(text)).lead for of in articles for start in (0, 5)]
    assert leads == ["题", "题", "", "云州开会。"]
