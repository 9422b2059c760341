"""Filters: a question sets newspaper and days, alone or in front of what it asks, and takes them back."""

from datetime import date

import pytest

from qa.filters import Filters, read_filters

TODAY = date(2025, 5, 19)
PAPERS = ("临澄日报", "临澄晚报")
MARCH = Filters(since=date(2025, 3, 1), until=date(2025, 3, 31))


@pytest.mark.parametrize(
    ("question", "filters", "rest"),
    [
        ("只看3月的", MARCH, ""),
        ("只看3月的，谁主持了会议？", MARCH, "谁主持了会议？"),
        ("只看临澄晚报的。", Filters("临澄晚报"), ""),
        ("仅查去年临澄日报的报道", Filters("临澄日报", date(2024, 1, 1), date(2024, 12, 31)), ""),
        ("只看5月14日到5月16日的", Filters(since=date(2025, 5, 14), until=date(2025, 5, 16)), ""),
        ("只看5月14日以后的", Filters(since=date(2025, 5, 14)), ""),
        ("只看5月14日之前的", Filters(until=date(2025, 5, 14)), ""),
        ("我只看5月14日前的", Filters(until=date(2025, 5, 14)), ""),
        ("只看近几天的", Filters(since=date(2025, 5, 12), until=TODAY), ""),
        ("只看去年国庆期间的", Filters(since=date(2024, 10, 1), until=date(2024, 10, 7)), ""),
        ("只看3月的谁主持了会议？", MARCH, "谁主持了会议？"),
        ("只看昨天的新闻里 谁主持了会议？", Filters(since=date(2025, 5, 18), until=date(2025, 5, 18)), "谁主持了会议？"),
    ],
)  # fmt: skip
def test_a_question_narrows(question: str, filters: Filters, rest: str) -> None:
    assert read_filters(question, Filters(), PAPERS, TODAY) == (filters, rest)


@pytest.mark.parametrize(
    "question", ["谁主持了3月的会议？", "只看好这家企业的是谁？", "只有谁参加了？", "全区有多少人？",
     "就要到3月了，学校哪天开学？", "只看除临澄日报以外的", "只看临澄日报和临澄晚报的", "只查沈怀远3月2日去了哪里？"]
)  # fmt: skip
def test_other_questions_leave_the_filters_as_they_are(question: str) -> None:
    assert read_filters(question, MARCH, PAPERS, TODAY) == (MARCH, question)


def test_days_and_newspaper_are_set_one_after_the_other() -> None:
    filters, _ = read_filters("只看临澄日报的", MARCH, PAPERS, TODAY)
    assert filters == Filters("临澄日报", MARCH.since, MARCH.until)


@pytest.mark.parametrize("question", ["不限日期", "取消筛选", "看全部的", "不限了，谁主持了会议？"])
def test_filters_are_taken_back(question: str) -> None:
    filters, rest = read_filters(question, MARCH, PAPERS, TODAY)
    assert not filters
    assert rest in ("", "谁主持了会议？")
