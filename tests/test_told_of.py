"""What is told of another person, group, year or harm never answers."""

import pytest

from qa.questions import analyse
from qa.told_of import (
    is_of_another_group,
    is_of_another_harm,
    is_of_another_year,
    is_of_somebody_else,
)

LIFE = "沈 岚，1981年出生。沈怀远，1966年出生。21岁的选手江映屏获胜，沈怀远负。"


@pytest.mark.parametrize(
    ("question", "words", "is_other"),
    [
        ("沈怀远哪年出生？", "1966年", False),
        ("江映屏哪年出生？", "1966年", True),
        ("沈岚哪年出生？", "1981年", False),
        ("沈怀远几岁？", "21岁", True),
        ("江映屏几岁？", "21岁", False),
        ("沈怀远赢了几场？", "1966年", False),  # not of a life
    ],
)
def test_years_and_ages_are_of_whom_they_stand_beside(question: str, words: str, is_other: bool) -> None:
    start = LIFE.index(words)
    sentence = LIFE.rfind("。", 0, start) + 1
    people = [name for name in ("沈怀远", "江映屏", "沈岚") if name in question]
    end = start + len(words)
    assert is_of_somebody_else(analyse(question), people, LIFE, sentence, start, end) == is_other


def test_a_number_is_of_the_year_printed_last_before_it() -> None:
    text = "2022年净利润6282万元，2023年一季度1472万元，二季度1500万元。"
    for number, is_other in (("6282万元", False), ("1472万元", True), ("1500万元", True)):
        assert is_of_another_year(analyse("2022年净利润多少？"), text, text.index(number)) == is_other
    assert not is_of_another_year(analyse("净利润多少？"), text, text.index("1472万元"))
    assert not is_of_another_year(analyse("2024年大雪取消多少航班？"), "为2018年以来最强，取消34个。", 11)


def test_how_many_died_is_told_where_dying_is() -> None:
    text = "转移群众近2万人，14人死亡，3人受伤。"
    for number, question, is_other in (
        ("近2万人", "多少人遇难？", True),
        ("14人", "多少人遇难？", False),
        ("3人", "多少人遇难？", True),
        ("3人", "多少人受伤？", False),
        ("近2万人", "转移多少人？", False),
    ):
        start = text.index(number)
        assert is_of_another_harm(analyse(question), text, start, start + len(number)) == is_other


@pytest.mark.parametrize(
    ("question", "words", "is_other"),
    [
        ("男子冠军成绩是多少？", "1小时06分", False),
        ("男子冠军成绩是多少？", "1小时17分", True),  # of the clause before
        ("女单冠军成绩是多少？", "1小时17分", False),
        ("女子冠军成绩是多少？", "1小时06分", True),
        ("冠军成绩是多少？", "1小时17分", False),
        ("男子和女子冠军成绩是多少？", "1小时17分", False),
        ("小学组谁夺冠？", "白塔小学", False),
        ("小学组谁夺冠？", "临澄中学", True),
        ("女子接力谁夺冠？", "教育队", False),  # 男、女
    ],
)
def test_one_group_does_not_answer_for_another(question: str, words: str, is_other: bool) -> None:
    text = (
        "滕川以1小时06分获男子组冠军；女子组冠军由骆小鹿获得，成绩为1小时17分。"
        "教育队夺得男、女接力冠军。中学组决赛，临澄中学胜，小学组白塔小学胜。"
    )
    start = text.index(words)
    assert is_of_another_group(analyse(question), text, start, start + len(words)) == is_other
