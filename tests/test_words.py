"""Folding keeps every character's place; the index finds what a question is likely to say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.folding import fold
from qa.words import cut_query, cut_words

ROOT = Path(__file__).parent.parent


@given(st.text())
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_folding_keeps_the_length_of_every_character_there_is() -> None:
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(characters)
    assert len(folded) == len(characters)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("variants", "folded"),
    [
        ("爲為为", "为为为"),
        ("裏裡里", "里里里"),
        ("⼀⻓⻋⻅", "一长车见"),  # radicals, as extracted pages have them
        ("Ｇ３１８，％", "g318,%"),
        ("會議臺灣", "会议台湾"),
        ("二○二三・约翰•史密斯", "二〇二三·约翰·史密斯"),
        ("\uf900豈", "岂岂"),
        ("①½İ", "①½İ"),
    ],
)
def test_variants_are_folded_to_one_character(variants: str, folded: str) -> None:
    assert fold(variants) == folded


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("区政府第27次常务会议召开", "第27次"),
        ("區政府第２７次常務會議", "第27次常务会议"),
        ("第二十七次会议", "第二十七次"),
        ("投资860亿元，增长4.2%", "860亿元"),
        ("投资860亿元，增长4.2%", "4.2%"),
        ("方晴报道", "方晴"),
        ("市图书馆馆长文　渊说", "文渊"),
        ("院长沙 鸥介绍", "沙鸥"),
        ("记者 方  晴", "方 晴"),
        ("成交11.84亿 同比增长", "11.84亿"),
        ("中共中央 国务院 印发", "中共中央"),
        ("作者燚", "燚"),
        ("COVID-19 vaccine", "covid-19"),
        ("3月1日下午", "3月1日"),
    ],
)
def test_every_term_of_a_question_is_in_the_text_that_says_it(text: str, question: str) -> None:
    terms = cut_query(question)
    assert terms
    assert set(terms) <= set(cut_words(text))


def test_another_ordinal_is_another_term() -> None:
    assert "第28次" not in cut_words("区政府第27次常务会议")


def test_neighbours_across_punctuation_are_no_term() -> None:
    assert "天明" not in cut_words("今天，明日")


def test_a_question_keeps_its_words_apart() -> None:
    assert "议方" not in cut_query("会议 方晴 主持")


def test_a_question_has_no_single_characters_unless_nothing_else() -> None:
    assert cut_query("谁主持会议") == [term for term in cut_query("谁主持会议") if len(term) > 1]
    assert cut_query("谁") == ["谁"]
    assert cut_query("？！") == []


@given(st.text())
def test_terms_are_what_the_index_can_hold(text: str) -> None:
    for term in {*cut_words(text), *cut_query(text)}:
        assert term
        assert not any(c.isspace() or c in '"<>' for c in term)


@pytest.mark.parametrize("home", ["writable", "missing", "a file"])
def test_words_are_cut_in_silence_wherever_the_cache_lies(tmp_path: Path, home: str) -> None:
    cache = tmp_path / "cache"
    if home == "writable":
        cache.mkdir()
    elif home == "a file":
        cache.write_text("")
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache)}
    code = "from qa.words import cut_query; assert '常务会议' in cut_query('常务会议')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    if home != "a file" and sys.platform != "darwin":
        assert list(cache.glob("wenbao/jieba-*.cache"))
