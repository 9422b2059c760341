"""decide(): quotations are slices, refusals name what is missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from qa import answers
from qa.answers import Answer, clean, full_date
from qa.articles import Article, field_text
from qa.passages import Passage, split_passages
from qa.reader import Reader, Reading
from qa.retrieval import Hit

MEETING = Article(
    id="m9",
    title="区政府召开第9次常务会议",
    subtitle="顾长青主持",
    text="本报讯（南屏日报记者 方 晴）5月8日下午，南屏区委副书记、区长顾长青主持召开区政府第9次常务会议，研究防汛工作。\n"
    "副区长沈 岚、欧阳明哲、余若水等参加会议。\n"
    "会议指出，全区今年投入3.6亿元改造老旧管网。\n"
    "会议还研究了垃圾分类、文物保护等工作。",
    newspaper="南屏日报",
    published=date(2024, 5, 9),
)
PHOTO = Article(
    id="p1",
    title="小学生学剪纸",
    text="5月7日，南屏区松风小学开展“巧手传非遗”主题活动，学生们跟着老师学剪纸。",
    newspaper="南屏日报",
    published=date(2024, 5, 9),
    captions=("学生们展示剪纸作品。",),
    credits=("南屏日报记者 温 良 摄",),
)
READER = Reader.load()
HITS = [Hit(passage, 1.0) for article in (MEETING, PHOTO) for passage in split_passages(article)]


def decide(question: str, hits: list[Hit]) -> Answer:
    return answers.decide(question, hits, READER)


@pytest.mark.parametrize(
    ("question", "texts", "article"),
    [
        ("谁主持召开了区政府第9次常务会议？", "顾长青", "m9"),
        ("区政府第九次常务会议是谁主持的", "顾长青", "m9"),
        ("区政府第9次常务会议是哪天召开的？", "5月8日|5月8日下午", "m9"),
        ("第9次常务会议有哪些副区长参加？", "沈岚、欧阳明哲、余若水", "m9"),
        ("今年投入多少钱改造老旧管网？", "3.6亿元", "m9"),
        ("会议还研究了哪些工作？", "垃圾分类、文物保护|垃圾分类、文物保护等工作", "m9"),
        ("顾长青担任什么职务？", "南屏区委副书记、区长", "m9"),
        ("松风小学开展了什么主题活动？", "巧手传非遗|“巧手传非遗”", "p1"),
        ("学生剪纸的照片是谁拍的？", "温良", "p1"),
        ("第9次常务会议的新闻是哪位记者写的？", "方晴", "m9"),
        ("Who chaired the 9th executive meeting?", "顾长青", "m9"),
    ],
)
def test_the_words_that_answer_are_found_and_cited(question: str, texts: str, article: str) -> None:
    answer = decide(question, HITS)
    assert answer.text in texts.split("|")
    assert answer.citations[0].article.id == article


@pytest.mark.parametrize(
    "question", ["顾长青主持召开了区政府第9次常务会议吗？", "第9次常务会议是顾长青主持的吗"]
)
def test_whether_somebody_did_it_is_answered_with_the_sentence_that_says_who_did(question: str) -> None:
    answer = decide(question, HITS)
    assert "区长顾长青主持召开区政府第9次常务会议" in answer.text == clean(answer.citations[0].quote)


def test_whether_somebody_did_it_says_nothing_of_what_others_did_after_it() -> None:
    text = "5月9日上午，书记沈岚出席并见证签约，区长顾长青致辞，余若水参加。"
    answer = decide(
        "沈岚出席签约了吗？", [Hit(Passage(replace(PHOTO, id="q", text=text), 0, len(text)), 1.0)]
    )
    assert answer.text == "5月9日上午，书记沈岚出席并见证签约"


def test_where_the_first_passages_answer_clearly_the_others_are_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [f"{name}小学的学生学剪纸。" for name in ("东江", "西江", "南江", "北江")]
    others = [Hit(Passage(replace(PHOTO, id=text, text=text), 0, len(text)), 0.1) for text in texts]
    read: list[str] = []
    whole = Reader.read

    def noted(self: Reader, question: str, texts: Sequence[str], *beside: Any) -> list[Reading]:
        read.extend(texts)
        return whole(self, question, texts, *beside)

    monkeypatch.setattr(Reader, "read", noted)
    assert decide("谁主持召开了会议？", [*HITS, *others]).text == "顾长青"
    assert texts[2] not in read
    assert not decide("学剪纸的学生有多少人？", [*HITS, *others]).is_found
    assert texts[2] in read


@pytest.mark.parametrize(
    "question",
    [
        "谁主持召开了区政府第10次常务会议？",
        "秦怀玉出席了哪次会议？",
        "今天天气怎么样？",
        "第9次常务会议在哪个会议室召开？",
        "……？",
    ],
)
def test_what_the_articles_do_not_say_is_refused_with_a_reason(question: str) -> None:
    answer = decide(question, HITS)
    assert not answer.is_found
    assert answer.text == ""
    assert answer.reason
    assert len(answer.closest) <= 3


@pytest.mark.parametrize(
    "question", ["谁主持召开了区政府第9次常务会议？", "剪纸的照片是谁拍的？", "秦怀玉是谁？"]
)
def test_quotes_and_marks_are_slices_of_their_field(question: str) -> None:
    answer = decide(question, HITS)
    for citation in (*answer.citations, *answer.closest):
        text = field_text(citation.article, citation.field)
        assert citation.quote == text[citation.start : citation.end] != ""
        for start, end in citation.marks:
            assert citation.start <= start < end <= citation.end
    if answer.is_found:
        marked = "".join(
            field_text(answer.citations[0].article, answer.citations[0].field)[s:e]
            for s, e in answer.citations[0].marks
        )
        assert clean(marked) == answer.text


@pytest.mark.parametrize(("published", "found"), [(date.today(), True), (date(2024, 5, 9), False)])
def test_today_is_the_askers_not_an_old_papers(published: date, found: bool) -> None:
    article = replace(MEETING, published=published)
    hits = [Hit(passage, 1.0) for passage in split_passages(article)]
    assert decide("谁今天主持召开了区政府第9次常务会议？", hits).is_found == found


def test_a_credit_is_quoted_whole() -> None:
    [citation] = decide("剪纸的照片是谁拍的？", HITS).citations
    assert (citation.field, citation.quote) == ("credits", "南屏日报记者 温 良 摄")


def test_the_same_question_gets_the_same_answer() -> None:
    assert decide("谁参加了会议？", HITS) == decide("谁参加了会议？", HITS)


def test_all_reprints_are_cited_and_the_same_place_never_twice() -> None:
    reprints = [replace(MEETING, id=f"r{i}", newspaper=f"转载{i}报") for i in range(5)]
    hits = [Hit(split_passages(article)[0], 1.0) for article in (MEETING, *reprints)]
    answer = decide("谁主持召开了区政府第9次常务会议？", hits)
    assert answer.text == "顾长青"
    assert sorted(c.article.id for c in answer.citations) == ["m9", "r0", "r1", "r2", "r3", "r4"]


def test_nothing_found_is_an_answer() -> None:
    assert decide("谁主持的？", []) == Answer("谁主持的？", reason=decide("谁主持的？", []).reason)


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("5月8日下午", "2024年5月8日"),
        ("8日", "2024年5月8日"),
        ("28日", "2024年4月28日"),
        ("18日", ""),  # in nine days, or three weeks ago
        ("31日上午", ""),
        ("2月30日", ""),
        ("12月30日", "2023年12月30日"),
        ("10月1日", ""),
        ("6月1日", "2024年6月1日"),
        ("去年11月5日", "2023年11月5日"),
        ("2022年5月8日", ""),
        ("昨日", ""),
    ],
)
def test_a_printed_day_gets_its_year_from_the_issue(printed: str, full: str) -> None:
    assert full_date(printed, date(2024, 5, 9)) == full
    assert full_date(printed, None) == ""


@pytest.mark.parametrize(
    ("printed", "published", "full"),
    [
        ("1月5日", date(2023, 12, 28), "2024年1月5日"),
        ("10月1日", date(2023, 5, 1), "2023年10月1日"),
        ("3日", date(2023, 12, 28), "2024年1月3日"),
        ("3月30日", date(2023, 4, 2), "2023年3月30日"),
        ("12月30日", date(2023, 4, 2), ""),
    ],
)
def test_a_day_that_is_announced_is_to_come(printed: str, published: date, full: str) -> None:
    assert full_date(printed, published, is_ahead=True) == full


def test_json_has_the_fixed_shape() -> None:
    shape = decide("谁主持召开了区政府第9次常务会议？", HITS).as_dict()
    assert (
        list(shape)
        == "question understood answer detail found score reason seconds citations closest".split()
    )
    assert list(shape["citations"][0]) == (
        "article field start end quote marks title newspaper published source".split()
    )
    assert shape["detail"] == "南屏区委副书记、区长"
    assert shape["citations"][0]["published"] == "2024-05-09"
    assert 0 <= shape["score"] <= 1


def test_the_space_between_a_slogans_halves_is_shown_that_within_a_name_is_not() -> None:
    assert clean("会聚巾帼 匠心筑梦") == "会聚巾帼 匠心筑梦"
    assert clean("罗 祎、区长 沈怀远") == "罗祎、区长沈怀远"
