"""What a question asks for."""

import pytest

from qa.numerals import arabic_ordinals, numeral_of
from qa.questions import analyse, as_read


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("谁主持召开了区政府第27次常务会议？", "person"),
        ("会议是由哪位副区长主持的", "person"),
        ("哪些区领导参加了座谈会？", "people"),
        ("还有谁参加了？", "people"),
        ("谁列席了？", "people"),
        ("他孙女叫什么？", "person"),
        ("活动是哪天举行的？", "date"),
        ("大桥什么时候通车？", "date"),
        ("去年的产值有多少？", "count"),
        ("今年是第几届？", "count"),
        ("比赛在哪里举行？", "place"),
        ("江某担任什么职务？", "post"),
        ("照片是谁拍的？", "photographer"),
        ("澄水诗歌奖，照片谁拍的？", "photographer"),
        ("纪录片《大堤》是谁拍的？", "person"),
        ("谁拍下了这块地？", "person"),
        ("《澄水谣》是谁写的？", "person"),
        ("信是谁写的？", "person"),
        ("这篇报道是谁写的？", "reporter"),
        ("鹭洲大桥合龙，谁写的？", "reporter"),
        ("这条消息是哪位记者写的？", "reporter"),
        ("活动的主题是什么？", "theme"),
        ("会议研究了哪些工作？", "what"),
        ("会议提出几点意见？", "what"),
        ("几号楼先交付？", "what"),
        ("星期几闭馆？", "date"),
        ("平均等候时间是多少？", "count"),
        ("最近几天有什么活动？", "what"),
        ("老年人有哪些优惠？", "what"),
        ("出席的领导有哪些？", "people"),
        ("哪些行业增长最快？", "what"),
        ("哪些人可以免费乘车？", "what"),
        ("许多大学生参加了什么活动？", "what"),
        ("谁获得了摄影大赛一等奖？", "person"),
        ("哪些记者获得好新闻奖？", "what"),
        ("第27次会议是张三主持的吗？", "yesno"),
        ("Who chaired the 27th meeting?", "person"),
        ("When was the bridge opened?", "date"),
        ("How many students took part?", "count"),
    ],
)
def test_the_asking_words_tell_the_kind_of_answer(question: str, kind: str) -> None:
    assert analyse(question).kind == kind


def test_ordinals_must_be_printed_and_dates_are_read_apart() -> None:
    asked = analyse("3月2日的第二十七次会议有多少人参加？")
    assert asked.fixed == ("第27",)
    assert asked.dates == ((3, 2),)


def test_the_second_day_is_no_ordinal_to_be_printed() -> None:
    assert analyse("第2天有多少人参加？").fixed == ()


def test_english_ordinals_are_asked_as_print_has_them() -> None:
    assert analyse("Who chaired the 27th meeting?").fixed == ("第27",)


def test_days_in_chinese_numerals_bind_as_others() -> None:
    assert analyse("三月二日谁主持了会议？").dates == ((3, 2),)
    assert analyse("十二月二十七日谁主持了会议？").dates == ((12, 27),)


@pytest.mark.parametrize("numeral", ["一〇八", "一零八", "一百零八"])
def test_numerals_are_read_with_and_without_the_hundred(numeral: str) -> None:
    assert analyse(f"谁主持了第{numeral}次会议？").fixed == ("第108",)


def test_a_year_in_chinese_is_the_same_year() -> None:
    assert analyse("二〇二二年谁主持了会议？").years == (2022,)


@pytest.mark.parametrize("number", [2, 9, 10, 11, 20, 27, 40, 99, 100, 103, 110, 112, 120, 999])
def test_numerals_and_digits_are_inverse(number: int) -> None:
    assert arabic_ordinals("第" + numeral_of(str(number))) == f"第{number}"


@pytest.mark.parametrize(
    ("question", "is_now"),
    [("今天谁主持会议？", True), ("今日头条的创始人是谁？", False), ("明天小学在哪里？", False)],
)
def test_a_name_like_a_day_is_none(question: str, is_now: bool) -> None:
    assert analyse(question).is_now is is_now


@pytest.mark.parametrize(
    ("spoken", "read"),
    [
        ("他啥头衔", "他什么头衔"),
        ("啥时候开的？", "什么时候开的？"),
        ("哪会儿终止的？", "什么时候终止的？"),
        ("为啥没去", "为什么没去"),
        ("咋处理的？", "怎么处理的？"),
        ("是谁呀？", "是谁？"),
        ("请问，一共多少钱啊？", "一共多少钱？"),
        ("停水有啥子影响？", "停水有什么影响？"),
        ("贺兰舟呢，他去了吗？", "贺兰舟去了吗？"),
        ("还没定呢，什么时候定？", "还没定呢，什么时候定？"),
        ("令人咋舌的是哪条新闻？", "令人咋舌的是哪条新闻？"),
        ("电价分几时段？", "电价分几时段？"),
        ("哪会儿童受益？", "哪会儿童受益？"),
        ("怎么着的火？", "怎么着的火？"),
        ("‘啥是幸福’导演是谁？", "‘啥是幸福’导演是谁？"),
        ("俄罗斯呢，谁去？", "俄罗斯谁去？"),
        ("《啥是幸福》是谁拍的？", "《啥是幸福》是谁拍的？"),
        ("區長是誰？", "区长是谁？"),
    ],
)
def test_spoken_words_are_read_as_what_they_mean(spoken: str, read: str) -> None:
    assert as_read(spoken) == read
