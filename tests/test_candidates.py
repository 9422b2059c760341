"""Candidates: stretches of print that can answer one kind of question."""

import pytest

from qa.candidates import find
from qa.persons import name_lists, post_before

LEAD = "5月8日下午，南屏区委副书记、区长顾长青主持召开区政府第9次常务会议，副区长沈 岚、欧阳明哲参加。"


def words(kind: str, text: str) -> list[str]:
    return [text[c.start : c.end] for c in find(kind, text)]


def test_people_are_found_behind_posts_and_in_lists_with_their_printed_spaces() -> None:
    assert words("person", LEAD) == ["顾长青", "沈 岚", "欧阳明哲"]


def test_the_post_stands_beside_the_name() -> None:
    assert find("person", LEAD)[0].detail == "南屏区委副书记、区长"


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("会议由区长沈怀远主持", "区长"),
        ("据局长沈怀远介绍", "局长"),
        ("他向校长沈怀远表示感谢", "校长"),
        ("5月14日上午市长沈怀远主持", "市长"),
        ("市大数据局局长沈怀远介绍", "市大数据局局长"),
        ("共和国主席沈怀远会见", "共和国主席"),
        ("任命云州大学校长沈怀远为市教育局局长。", "市教育局局长"),
        ("云州大学校长沈怀远任市教育局党组书记、局长，", "市教育局党组书记、局长"),
        ("区长沈怀远为居民代表颁奖", "区长"),
        ("任命对外贸易大学校长沈怀远为", "任命对外贸易大学校长"),
    ],
)
def test_of_what_stands_before_a_name_the_post_is_kept(text: str, post: str) -> None:
    assert [c.detail for c in find("person", text)] == [post]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("日照市市长沈怀远说", "日照市市长"),
        ("呼和浩特市市长沈怀远说", "呼和浩特市市长"),
        ("自由党主席沈怀远说", "自由党主席"),
        ("文化和旅游厅厅长沈怀远说", "文化和旅游厅厅长"),
        ("他和市长沈怀远说", "市长"),
        ("考察团与云州市市长沈怀远会面，", "云州市市长"),
        ("被军人扣押的尼日尔总统沈怀远说", "尼日尔总统"),
        ("报社社长帕维尔·涅戈伊察、美联社副总裁沈怀远说", "美联社副总裁"),
        ("呼吸与危重症医学科（以下简称呼吸科）主任沈怀远说", "呼吸与危重症医学科（以下简称呼吸科）主任"),
    ],
)
def test_a_post_is_not_cut_within_a_word_or_the_name_of_its_body(text: str, post: str) -> None:
    assert post_before(text, text.index("沈怀远")) == post


def test_what_somebody_does_is_no_name_in_a_list() -> None:
    assert name_lists("在副市长白平和陪同下调研") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("法国总统埃马纽埃尔·马克龙警告说", "埃马纽埃尔·马克龙"),
        ("对前总理伊姆兰·汗的不信任案", "伊姆兰·汗"),
        ("伊姆兰·汗被判了几年？", "伊姆兰·汗"),
        ("司法部长亚里夫·莱文说", "亚里夫·莱文"),
        ("校长彼得·萨洛维博士说", "彼得·萨洛维"),
        ("游客艾力·吐尔逊介绍", "艾力·吐尔逊"),
        ("垃圾分类寻宝·共攒绿色能量。", ""),
    ],
)
def test_a_foreign_name_begins_and_ends_where_words_do(text: str, name: str) -> None:
    assert words("person", text) == ([name] if name else [])


def test_a_list_may_stand_behind_what_is_done_and_before_a_post() -> None:
    for text, names in (
        ("任命丁军伟、王欢为审判员", "丁军伟、王欢"),
        ("副主任郇梅、王晓君参加会议", "郇梅、王晓君"),
        ("副市长白平和、江映屏陪同调研", "白平和、江映屏"),
        ("张某某、王某某负责购买", "张某某、王某某"),
    ):
        assert [text[s:e] for s, e in name_lists(text)] == [names]


def test_a_post_in_a_list_is_without_the_person_before_it() -> None:
    for joined in ("、", "以及"):
        found = find("person", f"市长顾明澜{joined}图书馆馆长沈令仪出席仪式")
        assert [c.detail for c in found] == ["市长", "图书馆馆长"]


def test_a_name_may_stand_behind_the_space_between_two_headlines() -> None:
    assert words("person", "区政府召开第41次常务会议 沈怀远主持") == ["沈怀远"]


@pytest.mark.parametrize(
    "text", ["高质量、高水平发展", "安全生产会议召开", "解决群众的问题", "明确责任，严格执法"]
)
def test_words_that_begin_like_surnames_are_no_people(text: str) -> None:
    assert words("person", text) == []


@pytest.mark.parametrize(
    "text", ["沈怀现任区长", "沈怀现年43岁", "记者问沈怀现在在哪，沈怀曾任区长", "沈怀担任区长"]
)
def test_what_is_said_behind_a_short_name_is_no_part_of_it(text: str) -> None:
    assert set(words("person", text)) <= {"沈怀"}
    assert words("person", text)


def test_a_list_is_taken_whole() -> None:
    text = "区政府领导贺兰舟、罗 祎 、唐 骁、褚明德、孟令仪等参加会议。"
    assert [text[s:e] for s, e in name_lists(text)] == ["贺兰舟、罗 祎 、唐 骁、褚明德、孟令仪"]


def test_a_long_list_is_taken_whole_though_one_name_is_unlike_names() -> None:
    names = "赵一鸣、钱慧敏、孙立、郑有为、王安琪、冯晓"
    assert name_lists(f"{names}获奖") == []
    assert [names[s:e] for s, e in name_lists(f"{names}。")] == [names]
    assert name_lists("高质量、安全性、创新力、可持续、低成本、好服务。") == []


def test_a_list_of_any_length_is_read_in_no_time() -> None:
    names = "、".join(["王明", "李强", "张伟", "刘洋", "陈杰"] * 40)
    assert name_lists(f"{names}获得一等奖。") == []
    assert [names[s:e] for s, e in name_lists(f"{names}等参加。")] == [names]


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("date", "3月1日下午，会议召开", ["3月1日下午"]),
        ("date", "计划于2026年6月通车", ["2026年6月"]),
        ("date", "新馆周一闭馆", ["周一"]),
        ("count", "产值达到860亿元，增长4.2%", ["860亿元", "4.2%"]),
        ("count", "今年是全国第60个纪念日", ["第60个"]),
        ("count", "3月1日举行", []),
        ("count", "气温零下12℃，或-3℃，或-12至-8℃", ["零下12℃", "-3℃", "-12至-8℃"]),
        ("count", "增长-3.5%，出口负0.8%，人口3.5‰", ["-3.5%", "负0.8%", "3.5‰"]),
        ("count", "占三分之一，近四分之三，百分之三十五点二", ["三分之一", "近四分之三", "百分之三十五点二"]),
        ("count", "１２．５亿元，三点五公里，50万港元", ["１２．５亿元", "三点五公里", "50万港元"]),
        ("count", "5000-6000元，20—30人，1.2万-1.5万元，2%-3%", ["5000-6000元", "20—30人", "1.2万-1.5万元", "2%-3%"]),
        ("count", "数百人，上千人，十几人，会上三人", ["数百人", "上千人", "十几人", "三人"]),
        ("count", "一个半小时，3个半月，两年半，3张半价票", ["一个半小时", "3个半月", "两年半", "3张"]),
        ("count", "三万五千人，由3个涨到5个，上半年", ["三万五千人", "3个", "5个"]),
        ("count", "65周岁，120万千瓦，3个工作日，28摄氏度，33层", ["65周岁", "120万千瓦", "3个工作日", "28摄氏度", "33层"]),
        ("count", "数万人，近万元，1个多小时，一倍多，3亿3千万元", ["数万人", "近万元", "1个多小时", "一倍多", "3亿3千万元"]),
        ("count", "等7省，40周年，5000方，10万卢比，5元/公斤", ["7省", "40周年", "5000方", "10万卢比", "5元/公斤"]),
        ("count", "60名70岁以上，超过亿元，高达54%", ["60名", "70岁以上", "超过亿元", "54%"]),
        ("count", "亏损-3.2 亿元～-2.7亿元", ["-3.2 亿元～-2.7亿元"]),
        ("count", "票价：50元，排名第三，以3：1获胜", ["50元", "第三"]),
        ("date", "下周三，昨晚8时许，后天，上世纪80年代，春节期间", ["下周三", "昨晚8时许", "后天", "上世纪80年代", "春节期间"]),
        ("date", "一九五六年三月二日通车", ["一九五六年三月二日"]),
        ("date", "去年11月5日，今年5月16日下午2时许", ["去年11月5日", "今年5月16日下午2时许"]),
        ("date", "2025年5月中旬，2025年上半年，今年第三季度", ["2025年5月中旬", "2025年上半年", "今年第三季度"]),
        ("date", "2024年年底，今年1至10月，明年6月底前", ["2024年年底", "今年1至10月", "明年6月底前"]),
        ("date", "每年9、10月份开花", ["9、10月份"]),
        ("date", "3月2—5日，下午3点30分，周一至周五", ["3月2—5日", "下午3点30分", "周一至周五"]),
    ],
)  # fmt: skip
def test_typed_candidates(kind: str, text: str, found: list[str]) -> None:
    assert words(kind, text) == found
