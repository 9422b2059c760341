"""Errors on the page: every one that a reader can meet has a Chinese line with the same values."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from qa.answers import APART, EMPTY, UNPRINTED, UNTOLD, WORDLESS
from qa.asking import GONE
from qa.chat import FILTERED_OUT
from qa.encodings import decode
from qa.errors import InputError
from qa.newspaper import UNREADABLE
from qa.records import HALF, read_records
from ui.faults import IN_CHINESE, because, told
from ui.labels import CHINESE, ENGLISH

ROOT = Path(__file__).parent.parent
MET = [
    *(ROOT / "qa" / f"{name}.py" for name in "chat rows library storage conversations".split()),
    *(ROOT / "qa" / f"{name}.py" for name in "encodings records intake adding".split()),
    *(ROOT / "service" / f"{name}.py" for name in "uploads articles".split()),
]


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("module", MET, ids=lambda path: path.stem)
def test_every_error_a_reader_can_meet_has_a_chinese_line(module: Path) -> None:
    raised = [
        call.args[0]
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and re.search(r"(Input|NotFound|Library|Busy)Error$", ast.unparse(call.func))
    ]
    assert raised
    assert not [ast.unparse(text) for text in raised if isinstance(text, ast.JoinedStr)]
    assert {text.value for text in raised if isinstance(text, ast.Constant)} <= IN_CHINESE.keys()


def test_chinese_lines_hold_what_the_english_ones_do() -> None:
    assert {HALF, UNREADABLE} <= IN_CHINESE.keys()
    differing = {
        english: names(chinese) ^ names(english)
        for english, chinese in IN_CHINESE.items()
        if "…" not in english and names(chinese) != names(english)
    }
    assert differing == {}


def test_a_broken_record_is_told_with_its_line_in_the_language_of_the_page(tmp_path: Path) -> None:
    file = tmp_path / "旧报.jsonl"
    file.write_text('{"text": "江城讯"}\n{"text": 5}\n', encoding="utf-8")
    [error] = [found for found in read_records(file) if isinstance(found, InputError)]
    assert told(error, CHINESE) == "旧报.jsonl 第 2 行：text 不是字符串，请加引号。"
    assert (
        told(error, ENGLISH) == "旧报.jsonl, line 2: the field text is no string: write it in quotation marks"
    )


def test_a_bad_byte_is_told_with_its_place_in_chinese() -> None:
    with pytest.raises(InputError) as raised:
        decode("一版\n二版".encode() * 50 + b"\xff" + "三版".encode() * 50, "a.txt")
    assert re.fullmatch(
        r"a\.txt 是 UTF-8 编码，但有错误的字节 0xff（第 51 行，第 \d+ 字节）；请改正，.*",
        told(raised.value, CHINESE),
    )


def test_what_has_no_chinese_line_is_told_in_english() -> None:
    assert told(InputError("{name} is odd", name="x"), CHINESE) == "x is odd"


@pytest.mark.parametrize("reason", [EMPTY, WORDLESS, APART, UNTOLD, FILTERED_OUT, GONE])
def test_every_reason_of_a_refusal_has_an_english_line(reason: str) -> None:
    assert because(reason, CHINESE) == reason
    assert because(reason, ENGLISH).isascii()


def test_what_no_article_prints_is_named_in_both_languages() -> None:
    reason = UNPRINTED.format(terms="“第28次”“第3届”")
    assert because(reason, CHINESE) == "报道里没有“第28次”“第3届”"
    assert because(reason, ENGLISH) == "the articles do not print “第28次”“第3届”"
