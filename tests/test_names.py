"""Names: what articles name is told with their numbers, and nothing of what is gone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import HashEncoder
from hypothesis import given
from hypothesis import strategies as st

from qa.articles import Article, Page
from qa.library import Library
from qa.mentions import ORGANISATION, PERSON, REPORTER
from qa.names import Names
from qa.organisations import organisations_in
from qa.people import people_in

RAIN = Article(
    "rain",
    "防汛会议",
    "本报讯（记者 方 晴）5月14日，区长沈怀远主持会议。沈怀远指出，防汛要早。副区长罗 祎参加，成都市水利局汇报。",
    newspaper="江城日报",
    published=date(2025, 5, 15),
)
TREES = Article(
    "trees", "植树", "区长沈怀远参加植树，武汉市园林局局长温晓岚介绍了树种。", published=date(2025, 6, 1)
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library", create=True)
    store(library, RAIN, TREES)
    yield library
    library.close()


def store(library: Library, *articles: Article) -> None:
    library.add_file(Path("a.jsonl"), [Page(articles)], HashEncoder())


def read(library: Library) -> Names:
    names = Names.over(library)
    read_all(names)
    return names


def read_all(names: Names) -> None:
    while names.read_on():
        pass


def told(names: Names, kind: str = PERSON) -> dict[str, tuple[int, int]]:
    return {named.name: (named.articles, named.mentions) for named in names.listing(kind)[1]}


def test_people_organisations_and_reporters_are_told_apart_and_counted(library: Library) -> None:
    names = read(library)
    assert told(names) == {"沈怀远": (2, 3), "罗祎": (1, 1), "温晓岚": (1, 1)}
    assert told(names, ORGANISATION) == {"成都市水利局": (1, 1), "武汉市园林局": (1, 1)}
    assert told(names, REPORTER) == {"方晴": (1, 1)}
    assert sorted(names.named("沈怀远").values()) == [1, 2]
    assert names.days(PERSON, ["沈怀远"]) == {"沈怀远": {"2025-05-15": 1, "2025-06-01": 1}}


def test_names_are_chosen_by_their_characters_and_by_days(library: Library) -> None:
    names = read(library)
    assert names.listing(PERSON, like="怀") == (1, names.listing(PERSON)[1][:1])
    count, found = names.listing(PERSON, since=date(2025, 5, 20))
    assert (count, {named.name for named in found}) == (2, {"沈怀远", "温晓岚"})
    assert [named.name for named in names.listing(PERSON, until=date(2025, 5, 20))[1]] == ["沈怀远", "罗祎"]
    assert [named.name for named in names.listing(PERSON, offset=1, limit=1)[1]] == ["温晓岚"]


def test_a_removed_article_is_not_told_of_even_before_the_next_step(library: Library) -> None:
    names = read(library)
    library.remove(["trees"])
    assert told(names) == {"沈怀远": (1, 2), "罗祎": (1, 1)}
    assert "武汉市园林局" not in told(names, ORGANISATION)
    assert names.progress() == (1, 1)
    assert names.characters() == len(RAIN.text)


def test_a_changed_article_is_read_again(library: Library) -> None:
    names = read(library)
    store(library, RAIN, replace(TREES, text="区长顾小满参加植树。"))
    assert told(names) == {"沈怀远": (1, 2), "罗祎": (1, 1)}
    assert names.progress() == (1, 2)
    read_all(names)
    assert told(names) == {"沈怀远": (1, 2), "罗祎": (1, 1), "顾小满": (1, 1)}


def test_a_corrected_date_moves_the_name_in_time(library: Library) -> None:
    names = read(library)
    library.edit("trees", HashEncoder(), {"published": date(2025, 6, 2)})
    read_all(names)
    assert names.days(PERSON, ["温晓岚"]) == {"温晓岚": {"2025-06-02": 1}}


def test_the_cache_is_kept_made_anew_and_never_taken_for_another_librarys(
    library: Library, tmp_path: Path
) -> None:
    expected = told(read(library))
    kept = Names.over(library)
    assert not kept.read_on()
    assert told(kept) == expected
    kept.close()
    (library.folder / "names.sqlite").unlink()
    assert told(read(library)) == expected
    other = Library.open(tmp_path / "other", create=True)
    store(other, replace(TREES, text="区长顾小满参加植树。"))
    shutil.copy(library.folder / "names.sqlite", other.folder)
    assert told(read(other)) == {"顾小满": (1, 1)}


def test_an_older_copy_of_the_library_is_read_anew(library: Library, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    library.close()
    shutil.copytree(library.folder, copy)
    later = Library.open(library.folder)
    store(later, RAIN, replace(TREES, text="区长顾小满参加植树。"))
    read(later).close()
    shutil.copy(later.folder / "names.sqlite", copy)
    assert "顾小满" not in told(read(Library.open(copy)))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("区政府领导贺兰舟、罗 祎、唐 骁等参加会议。", {"贺兰舟", "罗祎", "唐骁"}),
        ("美国总统乔·拜登会见了埃隆·马斯克表示感谢。", {"乔·拜登", "埃隆·马斯克"}),
        ("记者了解到，文明、关怀和祝福都在其中。", set()),
        ("张先生说，王女士和李师傅都来了。", set()),
        ("强降雨时发现，应做好防范，于未来说明。", set()),
        ("先停止、左转弯等手势，再到澜山公园、徐家汇、莘庄方向；要车靠边、人撤离、快报警。", set()),
        ("宋家族、秦家族、汉家族热销，与梅花鹿共进早餐，李店长说好，姚老板也说。", set()),
        ("马里、索马里、卢旺达、黎巴嫩等国，东方证券表示，据官网介绍。", set()),
        ("日本央行行长植田和男说，副主任高巍，省里的人都在。", set()),
        ("游客温晓岚说，好看。据果农沈令仪介绍，甜。局长马宏说，好。", {"温晓岚", "沈令仪", "马宏"}),
        ("拉赫曼·尼亚尼任主席，总统埃马尔·卡龙警告邻国。", {"拉赫曼·尼亚尼", "埃马尔·卡龙"}),
        ("区长傅建华表示，要早。协会主席陈群说，好。导演萧远航说，好。", {"傅建华", "陈群", "萧远航"}),
        ("治理易积水、易塌方、易滑坡路段。", set()),
        ("罗祎和、沈怀远、顾明澜获奖。", {"罗祎和", "沈怀远", "顾明澜"}),
        (
            "总统拉维诺·特鲁多周二会见了卡琳娜·普京多次，创始人高塔姆·拜登提起诉讼。",
            {"拉维诺·特鲁多", "卡琳娜·普京", "高塔姆·拜登"},
        ),
        (
            "在艾尔·哈勒瓦难民营，市长弗兰·霍伯昂（Fran Hobon）致辞，安妮-克莱尔·德尔表示，好。",
            {"弗兰·霍伯昂", "安妮-克莱尔·德尔"},
        ),
    ],
)
def test_people_are_names_and_nothing_else(text: str, people: set[str]) -> None:
    assert set(people_in(text)) == people


def test_a_name_is_not_counted_in_a_longer_one() -> None:
    assert people_in("区长王明主持会议。区长王明华出席会议。王明华表示，要早。") == {"王明": 1, "王明华": 2}


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("记者从成都市公安局获悉，有关部门正在调查，该公司所有人已被控制。", {"成都市公安局"}),
        ("案件正在进一步侦办，广西南部有雨，公司办公室和派出所照常。", set()),
        (
            "他在清华大学和中国科学院工作过，由外交部派往俄罗斯国防部。",
            {"清华大学", "中国科学院", "外交部", "俄罗斯国防部"},
        ),
        ("中国气象局局长和全国政协委员到场。", {"中国气象局"}),
        ("会议决定任命韩子墨为区教育委员会主任。", set()),
        ("温澜集团旗下成都岚溪置业有限公司，与沈怀远名下公司签约。", {"温澜集团", "成都岚溪置业有限公司"}),
        ("罗祎代表公司党委致辞，座谈会在东北大厦会议厅和五楼会议厅举行，事业部总监到场。", set()),
        ("国家税务总局成都监管局发文，济南局、滨州支队、网安支队响应。", set()),
        (
            "武警广西总队、国网成都供电公司和共青团成都市委员会。",
            {"武警广西总队", "国网成都供电公司", "共青团成都市委员会"},
        ),
        ("美国大型科技公司和欧洲消费品公司裁员，中国两家美国公司也是，美国法院说。", set()),
        ("重庆、成都两市教育局，两国政府，水利部、中国气象局联合会商。", set()),
        ("民革成都市委员会说，武汉西北局地有雨，据证券之星银行栏目。", set()),
        ("法国中小学开学，美国大学招生，佛罗里达州当地电视台报道。", set()),
        ("沈怀远政府和宝澜系公司不满，哪座图书馆都行，深得学校好评。", set()),
        ("国网成都供电公司积极响应武汉市政府号召。", {"国网成都供电公司", "武汉市政府"}),
        ("记者昨从成都市教育局获悉，已到武汉市公安局报案。", {"成都市教育局", "武汉市公安局"}),
        ("今日俄罗斯电视台报道，人民法院判了。", set()),
        (
            "新华社北京电 8月9日澜盛集团说，房地产商温澜公司跌了，乌克兰外交部知道。",
            {"澜盛集团", "温澜公司", "外交部"},
        ),
    ],
)
def test_organisations_are_named_in_full(text: str, organisations: set[str]) -> None:
    assert set(organisations_in(text)) == organisations


@given(
    st.lists(
        st.sampled_from(
            [*"王欧阳沈怀远副区长市公安局有限公司和、，。（）·说 \n", "乔·拜登", "记者", "教育局", "A1"]
        ),
        max_size=40,
    )
)
def test_whatever_is_printed_its_names_are_printed_too(pieces: list[str]) -> None:
    text = "".join(pieces)
    for name, count in {**people_in(text), **organisations_in(text)}.items():
        assert 0 < count <= text.replace(" ", "").count(name)
