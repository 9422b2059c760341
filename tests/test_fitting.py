"""Which articles are of a question's ordinals and days."""

from __future__ import annotations

from datetime import date

import pytest

from qa.articles import Article
from qa.fitting import fits
from qa.questions import analyse


def is_read(question: str, text: str) -> bool:
    return fits(analyse(question), Article(id="1", title="", text=text))


@pytest.mark.parametrize("printed", ["第18次", "第十八次", "第１８次", "昨天的十八次会议"])
def test_an_ordinal_is_printed_in_digits_or_numerals(printed: str) -> None:
    assert is_read("第18次会议谁主持？", f"市政府{printed}会议由方晴主持。")


@pytest.mark.parametrize("printed", ["第二十八次", "第118次", "第181次", "第一百一十八次", "第十次"])
def test_another_ordinal_that_holds_its_numerals_is_none(printed: str) -> None:
    assert not is_read("第18次会议谁主持？", f"市政府{printed}会议由方晴主持。")


def test_numerals_of_the_next_word_are_not_the_ordinals() -> None:
    assert is_read("名列第二的球队由谁执教？", "名列第二 八一队由方晴执教。")
    assert not is_read("第12中学谁获奖？", "初中组第十 二中学生方晴获奖。")


def test_a_hundred_and_more_are_spelled_as_print_does() -> None:
    assert is_read("第103次会议谁主持？", "市政府第一百零三次会议由方晴主持。")
    assert not is_read("第13次会议谁主持？", "市政府第一百一十三次会议由方晴主持。")


@pytest.mark.parametrize(
    "printed",
    ["区政府15日召开会议。", "记者从15日召开的发布会上获悉", "5月14日至18日举办", "昨天，会议召开。"],
)
def test_a_day_is_told_in_many_ways(printed: str) -> None:
    article = Article(id="1", title="", text=printed, published=date(2025, 5, 16))
    assert fits(analyse("5月15日谁来了？"), article)
    assert not fits(analyse("5月12日谁来了？"), article)
