"""Dates: what a question's or an article's words for days mean, counted from a known day."""

from datetime import date

import pytest

from qa.dates import periods

FRIDAY = date(2023, 3, 3)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("3月2日的常务会议", "2023-03-02", "2023-03-02"),
        ("３月２号谁主持会议", "2023-03-02", "2023-03-02"),
        ("三月二日谁主持会议", "2023-03-02", "2023-03-02"),
        ("十二月二十七日的会", "2022-12-27", "2022-12-27"),
        ("2021年3月2日", "2021-03-02", "2021-03-02"),
        ("去年3月2日", "2022-03-02", "2022-03-02"),
        ("2023-03-02的新闻", "2023-03-02", "2023-03-02"),
        ("8月1日", "2022-08-01", "2022-08-01"),
        ("3月15日", "2023-03-15", "2023-03-15"),  # soon enough to be announced
        ("2月29日", None, None),
        ("2023年3月", "2023-03-01", "2023-03-31"),
        ("去年12月份", "2022-12-01", "2022-12-31"),
        ("11月的会议", "2022-11-01", "2022-11-30"),
        ("2020年", "2020-01-01", "2020-12-31"),
        ("去年永川的GDP", "2022-01-01", "2022-12-31"),
        ("今年一季度", "2023-01-01", "2023-03-31"),
        ("2022年第三季度", "2022-07-01", "2022-09-30"),
        ("去年上半年", "2022-01-01", "2022-06-30"),
        ("昨天", "2023-03-02", "2023-03-02"),
        ("前天晚上", "2023-03-01", "2023-03-01"),
        ("昨日报道", "2023-03-02", "2023-03-02"),
        ("今早", "2023-03-03", "2023-03-03"),
        ("上周", "2023-02-20", "2023-02-26"),
        ("上周五", "2023-02-24", "2023-02-24"),
        ("这个星期三", "2023-03-01", "2023-03-01"),
        ("周四谁来了", "2023-03-02", "2023-03-02"),
        ("周六的比赛", "2023-02-25", "2023-02-25"),
        ("上个月", "2023-02-01", "2023-02-28"),
        ("上月28日", "2023-02-28", "2023-02-28"),
        ("2日的会议", "2023-03-02", "2023-03-02"),
        ("25日的会议", "2023-02-25", "2023-02-25"),
        ("近三天", "2023-02-28", "2023-03-03"),
        ("最近两周", "2023-02-17", "2023-03-03"),
        ("最近的常务会议", "2023-02-01", "2023-03-03"),
        ("Who met him on March 1?", "2023-03-01", "2023-03-01"),
        ("What happened on March 1st, 2021?", "2021-03-01", "2021-03-01"),
        ("the meeting yesterday", "2023-03-02", "2023-03-02"),
        ("last month's meeting", "2023-02-01", "2023-02-28"),
    ],
)
def test_words_mean_days(words: str, start: str | None, end: str | None) -> None:
    found = periods(words, FRIDAY)
    assert [(p.start.isoformat(), p.end.isoformat()) for p in found] == ([(start, end)] if start else [])


@pytest.mark.parametrize(
    "words", ["第3季", "第27次会议", "1200亿元", "3号楼", "周恩来", "半年报", "《今日早报》"]
)
def test_other_words_mean_none(words: str) -> None:
    assert periods(words, FRIDAY) == ()


def test_without_a_day_to_count_from_only_what_names_its_year_is_understood() -> None:
    assert [p.start for p in periods("昨天、3月2日和2023年3月1日", None)] == [date(2023, 3, 1)]


def test_spans_are_those_of_the_text_as_it_was_asked() -> None:
    text = "在２０２３年三月二十七日的会上"
    (found,) = periods(text, FRIDAY)
    assert text[slice(*found.span)] == "２０２３年三月二十七日"


def test_an_article_tells_of_days_near_its_own() -> None:
    (found,) = periods("活动将于8月1日举行", date(2023, 6, 20), soon=183)
    assert found.start == date(2023, 8, 1)
