"""A printed page is read back exactly, and loses no character whatever it holds."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from printed_pages import MARKS, sheet

from qa.articles import Page
from qa.errors import InputError
from qa.lines import is_printed
from qa.newspaper import page_files, read_page, read_pages

SEED = Path(__file__).parents[2] / "shared" / "seed"
PIECES = st.sampled_from(
    [
        *"本报讯 （记者 张三 ） 新华社北京3月1日电 ▲ △图为 ◆上图： 摄 责任编辑：赵六 第02版 要闻 ， 。 ！ “ ”".split(
            " "
        ),
        *"全区开会部署工作 3月 1日下午 GDP state- 12 00亿元 ■ 一、 问： 公告 文/图 \ufeff".split(" "),
        *("李 四", "王五 摄", "2023年3月3日 星期五", "\n", "\n", "\n", "\n\n", "　　", "  ", "\t"),
        *("\r\n", "\r", "\u2028", "\f", "\x00"),
    ]
)


def ink(text: str) -> Counter[str]:
    return Counter(filter(is_printed, text))


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


def held(page: Page) -> Counter[str]:
    found = Counter[str]()
    for article in page.articles:
        for part in (article.title, article.subtitle, article.text, *article.captions, *article.credits):
            found += ink(part)
    for part in page.furniture:
        found += ink(part)
    return found


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=120))
@example("▲")
@example("\x85\x1c。")
def test_every_printed_character_is_held_once(text: str) -> None:
    page = read_page(text, "page.txt")
    assert held(page) == ink(text)
    for article in page.articles:
        assert all(article.captions)
        assert all(article.credits)
        assert isinstance(article.reporters, tuple)
        assert article.event_date is None or isinstance(article.event_date, date)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300))
def test_a_printed_page_is_read_back(seed: int) -> None:
    printed = sheet(seed)
    page = read_page(printed.text, "page.txt")
    assert held(page) == ink(printed.text)
    assert [[line for line in [x.title, *x.subtitle.split("\n")] if line] for x in page.articles] == [
        story.heads for story in printed.stories
    ]
    for article, story in zip(page.articles, printed.stories, strict=True):
        assert [without_spaces(words) for words in article.text.split("\n")] == story.paragraphs
        assert list(article.captions) == story.captions
        assert list(article.credits) == story.credits
        assert list(article.reporters) == story.reporters
    assert [words for words in page.furniture if words not in MARKS] == printed.furniture


def test_a_source_counts_the_characters_of_its_article() -> None:
    text = "\r\n桥通车了 全城庆贺\r\n\r\n本报讯（记者 王小明）3月2日，青石桥通车。"
    (article,) = read_page(text, "a.txt").articles
    start, end = map(int, article.source.removeprefix("a.txt#char=").split(","))
    assert (
        text.replace("\r\n", "\n")[start:end]
        == "桥通车了 全城庆贺\n\n本报讯（记者 王小明）3月2日，青石桥通车。"
    )


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("临江日报-2031-03-03-02.txt", ("临江日报", date(2031, 3, 3), "02")),
        ("临江日报20310303.txt", ("临江日报", date(2031, 3, 3), "")),
        ("临江日报-2031年3月3日-A02.txt", ("临江日报", date(2031, 3, 3), "A02")),
        ("linjiang-2031-03-03.txt", ("", date(2031, 3, 3), "")),
        ("2031-02-30.txt", ("", None, "")),
        ("page.txt", ("", None, "")),
        ("2031-03-03 临江日报 03版.txt", ("临江日报", date(2031, 3, 3), "03")),
        ("20310303 临江日报 A03.txt", ("临江日报", date(2031, 3, 3), "A03")),
        ("临江日报2031年03月03日01版.txt", ("临江日报", date(2031, 3, 3), "01")),
        ("临江日报(2031-03-03)第01版.txt", ("临江日报", date(2031, 3, 3), "01")),
        ("临江日报第01版2031-03-03.txt", ("临江日报", date(2031, 3, 3), "01")),
        ("要闻-2031-03-03-01.txt", ("", date(2031, 3, 3), "01")),
    ],
)
def test_a_file_name_says_newspaper_date_and_page(name: str, facts: tuple[str, date | None, str]) -> None:
    page = read_page("雨停了。", name)
    assert (page.newspaper, page.published, page.number) == facts
    (article,) = page.articles
    assert (article.newspaper, article.published, article.page) == facts


def test_what_is_stated_goes_before_what_a_name_says() -> None:
    page = read_page("雨停了。", "临江日报-2031-03-03.txt", newspaper="青石报", published=date(2031, 4, 4))
    assert (page.newspaper, page.published) == ("青石报", date(2031, 4, 4))


def test_furniture_says_what_nothing_else_does() -> None:
    page = read_page("临江日报 2031年3月3日 星期一 第05版\n\n雨停了。", "page.txt")
    assert (page.newspaper, page.published, page.number) == ("临江日报", date(2031, 3, 3), "05")
    assert page.furniture == ("临江日报 2031年3月3日 星期一 第05版",)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("星期一 今日8版", ""),
        ("今日12版 第3版", "3"),
        ("星期一 2031/03/16", ""),
        ("2031·03·16 星期一", ""),
        ("B02 访谈 临江日报 2031年3月3日 星期一", "B02"),
        ("2031年3月3日 星期一 第9217期", ""),
        ("3 2031年3月3日 星期一 要闻", "3"),
        ("04 要闻", "04"),
        ("A-03 财经", "A-03"),
        ("2 要闻", "2"),
        ("2031年3月3日 星期一 第四版", "4"),
        ("第十二版 综合", "12"),
        ("第二十一版", "21"),
        ("2031年3月3日 星期一 农历二月初十 05", "05"),
    ],
)
def test_how_many_pages_there_are_is_no_number_of_one(line: str, number: str) -> None:
    assert read_page(f"{line}\n\n雨停了。", "page.txt").number == number


def test_a_page_without_structure_is_one_article() -> None:
    (article,) = read_page("雨停了。人们走出家门。\n孩子们在水坑里跳。", "page.txt").articles
    assert (article.title, article.text) == ("", "雨停了。人们走出家门。\n孩子们在水坑里跳。")


def test_files_of_folders_come_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.csv", "c.pdf"):
        (tmp_path / name).write_text("text\n雨停了。", encoding="utf-8")
    assert page_files([tmp_path]) == [tmp_path / "a.csv", tmp_path / "b.txt"]
    for wrong in (tmp_path / "c.pdf", tmp_path / "none.txt"):
        with pytest.raises(InputError, match=wrong.name):
            page_files([wrong])


def test_a_huge_page_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(InputError, match="split it"):
        list(read_pages(path))


def test_the_real_page_is_read_as_its_reader_says() -> None:
    if not SEED.exists():
        pytest.skip("the real page in ../shared is not here")
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    (page,) = read_pages(SEED / expected["file"])
    assert isinstance(page, Page)
    assert (page.newspaper, str(page.published)) == (expected["newspaper"], expected["issue_date"])
    assert len(page.articles) == len(expected["articles"])
    for article, wanted in zip(page.articles, expected["articles"], strict=True):
        assert [line for line in [article.title, *article.subtitle.split("\n")] if line] == wanted["headline"]
        assert list(article.reporters) == wanted["reporters"]
        assert str(article.event_date) == wanted["event_date"]
        assert article.text.count("\n") + 1 == wanted["paragraphs"]
        assert list(article.captions) == wanted["captions"]
        assert list(article.credits) == wanted.get("credits", [])
        text = without_spaces(article.text)
        assert len(text) == wanted["text_length"]
        assert hashlib.sha256(text.encode()).hexdigest() == wanted["text_sha256"]


STORY = (
    "青石桥昨天修好了，两岸的人都来\n看。老石匠在桥头坐了一个上午，说\n这座桥比他的岁数还要大。\n"
    "桥是今年春天被水冲坏的。村里人\n凑了木料，县里派来三个师傅，四十\n天里把五个桥墩都换成了新的。\n"
)


@pytest.mark.parametrize(
    "below",
    [
        "（方 晴 马小川）",
        "（据《青石周报》）",
        "（未完待续）",
        "（区人民医院骨科\n主任医师 方 晴）",
        "青石区水务局\n2031年3月2日",
        "2031年3月2日",
        "青石区水务局\n二〇三一年三月二日",
        "柳湾村村民 方小晴等17人",
    ],
)
@pytest.mark.parametrize("headlines_first", [True, False])
def test_what_stands_below_a_text_signs_it(below: str, headlines_first: bool) -> None:
    heads = ["青石桥修好了 老石匠说好", "柳湾开渠 三村受益"]
    bodies = [STORY + below, STORY]
    pairs = zip(heads, bodies, strict=True) if headlines_first else zip(bodies, heads, strict=True)
    page = read_page("\n\n".join(part.strip() for pair in pairs for part in pair), "page.txt")
    assert [article.title for article in page.articles] == heads
    assert [without_spaces(article.text) for article in page.articles] == list(map(without_spaces, bodies))


def test_a_remark_behind_the_last_sentence_ends_the_text() -> None:
    story = STORY.strip()
    page = read_page(
        f"青石桥修好了 老石匠说好\n{story}（转第3版）\n柳湾开渠 三村受益\n{story}（方 晴）\n", "page.txt"
    )
    assert [article.title for article in page.articles] == ["青石桥修好了 老石匠说好", "柳湾开渠 三村受益"]
    assert page.articles[1].reporters == ("方晴",)


def test_one_line_alone_is_a_headline_several_are_subheads() -> None:
    story = STORY.strip()
    heads = ["青石桥修好了\n老石匠说好", "柳湾开渠", "云岭村通了班车\n一天三趟"]
    page = read_page("\n\n".join(f"{head}\n\n{story}" for head in heads), "page.txt")
    assert [article.title for article in page.articles] == [head.split("\n")[0] for head in heads]
    heads[1] = f"水从哪里来\n\n{story}\n\n水到哪里去"
    page = read_page("\n\n".join(f"{head}\n\n{story}" for head in heads), "page.txt")
    assert [article.title for article in page.articles] == ["青石桥修好了", "云岭村通了班车"]
    assert page.articles[0].text.count("\n水") == 2


@pytest.mark.parametrize("stray", ["内部交流\n注意保存\n\n{}", "{}\n\n欢迎赐稿 敬请赐教"])
@pytest.mark.parametrize("headlines_first", [True, False])
def test_headlines_stand_with_what_they_tell_whatever_stands_at_the_ends(
    headlines_first: bool, stray: str
) -> None:
    bodies = [
        STORY.strip(),
        "柳湾的水渠开挖了，三村的人都来\n帮工。渠长四里，受益的田有九百亩。",
        "班车昨天头一回开进云岭村，一天\n三趟。村里的人说，进城方便多了。",
    ]
    heads = ["青石桥修好了\n老石匠说好", "柳湾开渠\n三村受益", "班车进了云岭村\n一天三趟"]
    pairs = zip(heads, bodies, strict=True) if headlines_first else zip(bodies, heads, strict=True)
    page = read_page(stray.format("\n\n".join(part for pair in pairs for part in pair)), "page.txt")
    headline = {without_spaces(article.text): article.headline for article in page.articles}
    for head, body in zip(heads, bodies, strict=True):
        assert head in headline[without_spaces(body)].replace(" ", "\n")


@pytest.mark.parametrize(
    "line",
    [
        "中共青石市委机关报",
        "青石日报社主办",
        "国内统一连续出版物号 CN 00-0000",
        "内部资料 免费交流",
        "QINGSHI RIBAO",
        "青石日报 QINGSHI DAILY",
        "青石商报 产业观察",
        "B-03 财经",
        "青石日报 QINGSHI DAILY 2031年3月3日 星期一 03",
    ],
)
def test_what_a_masthead_says_beside_is_furniture(line: str) -> None:
    page = read_page(f"{line}\n\n青石桥修好了 老石匠说好\n\n{STORY}", "page.txt")
    assert page.furniture == (line,)
    assert [article.title for article in page.articles] == ["青石桥修好了 老石匠说好"]


@pytest.mark.parametrize("line", ["广告刊登热线：0000-1234567", "来稿请寄：gao@example.org 欢迎赐稿"])
def test_whom_to_write_to_is_furniture_at_the_bottom(line: str) -> None:
    page = read_page(f"青石桥修好了 老石匠说好\n\n{STORY}\n{line}", "page.txt")
    assert page.furniture == (line,)


@pytest.mark.parametrize("line", ["天气预报 明天有雨", "青石镇的喜报"])
def test_not_every_bulletin_is_a_newspaper(line: str) -> None:
    page = read_page(f"{line}\n\n{STORY}", "page.txt")
    assert (page.newspaper, page.articles[0].title) == ("", line)


def test_a_telephone_number_is_no_headline() -> None:
    (article,) = read_page(f"青石桥修好了 老石匠说好\n\n{STORY}咨询电话：0000-1234567", "page.txt").articles
    assert article.text.endswith("0000-1234567")


def test_signs_are_found_in_traditional_characters() -> None:
    page = read_page(
        "青石時報\n2031年3月3日 星期一 第5版\n\n石橋重開 老匠點頭\n兩岸同慶\n\n"
        "本報訊（記者 趙 濤）青石橋昨天修好\n了，兩岸的人都來看，說比從前更寬。\n\n▲老匠在橋頭。\n本報記者 顧念慈攝\n"
        "\n柳灣開渠\n三村受益\n\n本報柳灣3月2日電（記者 馬小川）渠長\n四里，受益的田有九百畝。（轉第6版）\n\n責編：賀 蘭",
        "page.txt",
    )
    assert (page.newspaper, page.number) == ("青石時報", "5")
    assert page.furniture == ("青石時報", "2031年3月3日 星期一 第5版", "▲", "責編：賀 蘭")
    assert [article.headline for article in page.articles] == [
        "石橋重開 老匠點頭 兩岸同慶",
        "柳灣開渠 三村受益",
    ]
    assert [article.reporters for article in page.articles] == [("趙濤", "顧念慈"), ("馬小川",)]
    assert page.articles[0].captions == ("老匠在橋頭。",)


def test_signs_are_found_in_full_width_digits() -> None:
    line = "青石日报 ２０３１年３月３日 星期一 第Ａ０５版"
    page = read_page(f"{line}\n\n青石桥修好了 老石匠说好\n\n３月２日，{STORY}", "page.txt")
    assert (page.newspaper, page.published, page.number) == ("青石日报", date(2031, 3, 3), "A05")
    assert page.furniture == (line,)
    assert page.articles[0].event_date == date(2031, 3, 2)


@pytest.mark.parametrize(
    "line",
    [
        "□ 王小明",
        "◎方 晴（媒体人）",
        "融媒体中心记者 方 晴",
        "本报记者 木 易 通讯员 区医院",
        "本报记者 方 晴 文/图",
        "文/图 本报通讯员 荀小川",
        "本报评论员",
        "口述：方小晴 整理：本报记者 马小川",
    ],
)
def test_an_author_s_line_stands_in_the_text(line: str) -> None:
    (article,) = read_page(f"青石桥修好了 老石匠说好\n\n{line}\n\n{STORY}", "page.txt").articles
    assert article.headline == "青石桥修好了 老石匠说好"
    assert article.text.split("\n")[0] == line


@pytest.mark.parametrize("names", ["顾念慈\n方 晴", "方 晴\n顾念慈"])
def test_names_of_a_byline_stay_apart_where_a_line_breaks(names: str) -> None:
    (article,) = read_page(f"本报讯（记者 {names}）{STORY}", "page.txt").articles
    assert set(article.reporters) == {"顾念慈", "方晴"}


def test_the_rows_of_a_table_are_no_headline_and_hide_none() -> None:
    table = "粮食价格\n玉米 2.3 2.4 4.2%\n小麦 2.9 2.8 -3.1%\n大豆 5.6 5.6 0"
    page = read_page(
        f"青石桥修好了\n老石匠说好\n{STORY}{table}\n柳湾开渠\n三村受益\n本报讯 {STORY}", "page.txt"
    )
    assert [article.title for article in page.articles] == ["青石桥修好了", "粮食价格", "柳湾开渠"]
    assert page.articles[1].text == table.removeprefix("粮食价格\n")


def test_a_caption_s_first_line_may_be_indented() -> None:
    caption = "　　图为3月2日，老石匠在青石桥头向\n孩子们讲怎样凿石头。桥在这天重新开\n放，两岸的人都来看。"
    (article,) = read_page(f"青石桥修好了\n老石匠说好\n{STORY}{caption}\n（方 晴 摄）", "page.txt").articles
    assert article.captions == (without_spaces(caption),)
    assert article.reporters == ("方晴",)


def test_a_short_section_has_a_subhead_too() -> None:
    sections = [
        f"　　{STORY.strip()}",
        "　　水从山上来。渠长四里，沿着老\n路走，过了三座小桥才到柳湾村口。",
        "　　水到了田里。“今年不愁了。”老\n方蹲在田头说，“明年多种一亩。”",
    ]
    text = f"青石桥修好了\n老石匠说好\n{sections[0]}\n水从哪里来\n{sections[1]}\n水到哪里去\n{sections[2]}\n"
    page = read_page(f"{text}柳湾开渠\n三村受益\n{sections[0]}", "page.txt")
    assert [article.title for article in page.articles] == ["青石桥修好了", "柳湾开渠"]


@pytest.mark.parametrize("headlines_first", [True, False])
def test_a_notice_is_whole_from_its_address_to_its_day(headlines_first: bool) -> None:
    notice = (
        "　　各村、各户：\n　　经镇政府批准，青石桥从三月三日起\n向行人和车辆开放，现将过桥办法公告如\n下：\n"
        "　　一、大车靠右慢行。\n　　二、问事请找方先生，电话：0000-\n1234567\n青石镇政府\n2031年3月2日"
    )
    heads = ["青石桥过桥公告", "青石桥修好了\n老石匠说好", "柳湾开渠\n三村受益"]
    bodies = [notice, STORY.strip(), STORY.strip()]
    pairs = zip(heads, bodies, strict=True) if headlines_first else zip(bodies, heads, strict=True)
    page = read_page("\n\n".join(part for pair in pairs for part in pair), "page.txt")
    assert [article.headline for article in page.articles] == [head.replace("\n", " ") for head in heads]
    assert without_spaces(page.articles[0].text) == without_spaces(notice)


def test_a_photographer_behind_the_last_sentence_ends_the_text() -> None:
    story = STORY.strip()
    page = read_page(
        f"桥修好了\n{story} 方 晴 摄\n柳湾开渠\n{story} 本报记者 马小川 摄\n班车来了\n{story}", "page.txt"
    )
    assert [article.title for article in page.articles] == ["桥修好了", "柳湾开渠", "班车来了"]
    assert [article.reporters for article in page.articles] == [("方晴",), ("马小川",), ()]


def test_a_notice_is_no_section_of_what_stands_above_it() -> None:
    story = STORY.strip()
    text = f"青石桥修好了\n老石匠说好\n{story}\n封渠通知\n{story}\n寻物启事\n{story}\n柳湾开渠\n三村受益\n{story}"
    titles = [article.title for article in read_page(text, "page.txt").articles]
    assert titles == ["青石桥修好了", "封渠通知", "寻物启事", "柳湾开渠"]


def test_a_page_set_apart_letter_by_letter_reads_as_printed() -> None:
    text = (
        f"青石日报 2031年3月3日 星期一 第2版\n\n青石桥修好了 老石匠说好\n\n本报讯（记者 王明 李小华）{STORY}"
    )
    apart = "\n".join("  ".join(" ".join(word) for word in line.split(" ")) for line in text.split("\n"))
    page, wanted = read_page(apart, "page.txt"), read_page(text, "page.txt")
    assert (page.newspaper, page.published, page.number) == ("青石日报", date(2031, 3, 3), "2")
    (article,), (other,) = page.articles, wanted.articles
    assert (article.title, article.text, article.reporters) == (other.title, other.text, other.reporters)


def test_blank_lines_that_come_and_go_tell_nothing() -> None:
    heads = ["青石桥修好了\n老石匠说好", "柳湾开渠\n三村受益"]
    text = "\n".join(f"{head}\n{STORY}{STORY}".strip() for head in heads)
    uneven = "".join(line + "\n" * (1 + at * 7 % 3) for at, line in enumerate(text.split("\n")))
    found = [(a.headline, without_spaces(a.text)) for a in read_page(uneven, "page.txt").articles]
    assert found == [(head.replace("\n", " "), without_spaces(STORY * 2)) for head in heads]


@pytest.mark.parametrize(
    "jump",
    [
        "（上接第1版）\n{}",
        "{}\n（下转第3版）",
        "{}\n转第三版",
        "{}两岸的人\n都来看，老石匠也在，说这座桥比他的\n（紧转第3版）",
    ],
)
def test_where_an_article_goes_on_is_no_number_of_its_page(jump: str) -> None:
    text = jump.format(STORY.strip())
    page = read_page(f"青石桥修好了\n老石匠说好\n{text}\n柳湾开渠\n三村受益\n{STORY}\n第2版", "page.txt")
    assert (page.number, page.furniture) == ("2", ("第2版",))
    assert without_spaces(page.articles[0].text) == without_spaces(text)


def test_a_name_goes_on_below_a_byline() -> None:
    story = STORY.strip()
    page = read_page(
        f"青石桥修好了\n老石匠说好\n{story}\n本报记者 顾念慈 实习生 方\n晴\n柳湾开渠\n三村受益\n{story}",
        "page.txt",
    )
    assert [article.title for article in page.articles] == ["青石桥修好了", "柳湾开渠"]
    assert page.articles[0].reporters == ("顾念慈", "方晴")


def test_a_paragraph_beside_a_picture_is_one_though_its_first_line_is_indented() -> None:
    wide = "　　青石桥昨天修好了，两岸的人都\n来看。老石匠在桥头坐了一个上午，\n说这座桥比他的岁数还要大。\n"
    narrow = "　　桥是今年春天被\n水冲坏的，村里人凑\n了木料，县里派来三\n个师傅。"
    (article,) = read_page(f"青石桥修好了\n老石匠说好\n{wide}{wide}{narrow}", "page.txt").articles
    assert article.text.split("\n") == [without_spaces(words) for words in (wide, wide, narrow)]


@pytest.mark.parametrize(
    "day", ["二〇二五年三月十二日", "二零二五年三月十二日　星期三", "２０２５年３月１２日　第０２版"]
)
def test_the_issues_day_is_read_in_chinese_numerals_and_wide_digits(day: str) -> None:
    page = read_page(f"青屿日报\n{day}\n\n新馆动工\n本报讯 青屿图书馆新馆3月11日动工。\n", "page.txt")
    assert page.published == date(2025, 3, 12)
    assert [article.title for article in page.articles] == ["新馆动工"]


@pytest.mark.parametrize(
    "entries",
    [
        "老石匠说修桥 2版\n柳湾的水渠挖到哪里了？ 3版\n云岭村通班车 第4版",
        "3月4日19:30 镇礼堂 皮影戏\n3月5日9:00 青石桥头 石匠比手艺 柳湾队对云岭队",
        "今天：晴转多云，东风2级\n明天：小雨\n后天：多云转晴，北风3到4级，早晚凉",
    ],
)
@pytest.mark.parametrize("indent", ["", "　　"])
def test_entries_of_a_list_are_a_paragraph_each(entries: str, indent: str) -> None:
    text = f"青石桥修好了\n老石匠说好\n{indent}{STORY}\n镇上的事\n{entries}\n\n柳湾开渠\n三村受益\n{indent}{STORY}"
    page = read_page(text, "page.txt")
    assert [article.title for article in page.articles] == ["青石桥修好了", "镇上的事", "柳湾开渠"]
    printed = [without_spaces(entry) for entry in entries.split("\n")]
    assert [without_spaces(words) for words in page.articles[1].text.split("\n")] == printed
    assert page.furniture == ()


def test_the_lines_of_a_poem_stay_lines() -> None:
    poem = "老桥\n你弯着腰\n让两岸的人走过去\n让水也走过去\n让四十天的木屑\n走过去\n你还弯着腰"
    page = read_page(f"写给桥的诗\n◎ 方小晴\n{poem}\n\n柳湾开渠\n三村受益\n{STORY}", "page.txt")
    assert [article.title for article in page.articles] == ["写给桥的诗", "柳湾开渠"]
    assert page.articles[0].text == f"◎ 方小晴\n{poem}"


@pytest.mark.parametrize("indent", ["", "　　"])
def test_items_and_signers_are_a_paragraph_each(indent: str) -> None:
    printed = [
        "第一条 为了青石桥的安全，方便两岸的人往来，制定本办法。",
        "第二条 过桥的人：",
        "（一）靠右慢行；",
        "（二）不在桥上停留，不摆摊；",
        "（三）爱护栏杆。",
        "第三条 大车由西岸的便道绕行，具体办法由镇政府定。",
        "咨询电话：0000-1234567",
        "柳湾镇青石桥管理处",
        "2031年3月2日",
    ]
    lines = [line for words in printed for line in re.findall(".{1,22}", words)]
    starts = tuple(words[:4] for words in printed[:-3])
    body = "\n".join(indent + line if line.startswith(starts) else line for line in lines)
    (article,) = read_page(f"青石桥管理办法\n{body}", "page.txt").articles
    assert article.text.split("\n") == printed


@pytest.mark.parametrize("signed", ["（顾\n念慈）", "（本报记者\n方 晴）", " 本报记者 方\n晴 摄"])
def test_a_signature_that_a_line_breaks_ends_the_text(signed: str) -> None:
    story = STORY.strip()
    page = read_page(f"青石桥修好了\n老石匠说好\n{story}{signed}\n柳湾开渠\n三村受益\n{story}", "page.txt")
    assert [article.title for article in page.articles] == ["青石桥修好了", "柳湾开渠"]
    assert without_spaces(page.articles[0].text) == without_spaces(story + signed)
    assert page.articles[0].text.count("\n") == 1


@pytest.mark.parametrize("signed", ["（方\n晴 摄）", "本报\n记者 方 晴 摄", "通讯员 方 晴\n摄"])
def test_a_credit_that_a_line_breaks_is_one(signed: str) -> None:
    page = read_page(
        f"青石桥修好了\n老石匠说好\n{STORY}▲老石匠在青石桥头。{signed}\n\n柳湾开渠\n三村受益\n{STORY}",
        "page.txt",
    )
    assert [article.title for article in page.articles] == ["青石桥修好了", "柳湾开渠"]
    assert page.articles[0].captions == ("老石匠在青石桥头。",)
    assert page.articles[0].reporters == ("方晴",)


def test_a_notice_of_one_paragraph_has_a_headline() -> None:
    notice = "因青石桥维修，原定三月三日的答谢\n会改在三月五日，请你届时前来。"
    text = f"青石桥修好了\n老石匠说好\n{STORY}\n改 期 通 知\n{notice}\n青石镇政府\n2031年3月2日"
    page = read_page(text, "page.txt")
    assert [article.title for article in page.articles] == ["青石桥修好了", "改 期 通 知"]


def test_a_section_of_short_paragraphs_has_a_subhead_and_a_box_a_headline() -> None:
    story = f"　　{STORY.strip()}"
    short = "　　先看天色。\n　　再看水色，水浑了不下\n河。\n　　后看脚下。"
    text = f"青石桥修好了\n老石匠说好\n{story}\n怎样过桥\n{short}\n怎样过河\n{short}\n名词解释\n{story}\n柳湾开渠\n三村受益\n{story}"
    page = read_page(text, "page.txt")
    assert [article.title for article in page.articles] == ["青石桥修好了", "名词解释", "柳湾开渠"]


def test_a_short_line_above_the_masthead_is_a_section_s_name() -> None:
    page = read_page(
        f"桥与路\n青石日报 2031年3月3日 星期一\n\n青石桥修好了 老石匠说好\n\n{STORY}", "page.txt"
    )
    assert page.furniture == ("桥与路", "青石日报 2031年3月3日 星期一")
    assert [article.title for article in page.articles] == ["青石桥修好了 老石匠说好"]


def test_a_caption_of_two_lines_between_headline_and_lead_parts_nothing() -> None:
    caption = "图为老石匠在青石桥头向孩子们讲\n怎样凿石头。方 晴 摄"
    (article,) = read_page(f"青石桥修好了\n老石匠说好\n{caption}\n本报讯 {STORY}", "page.txt").articles
    assert article.title == "青石桥修好了"
    assert article.captions == ("图为老石匠在青石桥头向孩子们讲怎样凿石头。",)


def test_what_headlines_have_in_common_is_in_none() -> None:
    story = STORY.strip()
    text = f"青石桥修好了\n老石匠说好\n{story}\n\n县内简讯\n\n柳湾开渠\n{story}\n\n云岭村通了班车\n{story}"
    page = read_page(text, "page.txt")
    assert [article.headline for article in page.articles] == [
        "青石桥修好了 老石匠说好",
        "柳湾开渠",
        "云岭村通了班车",
    ]
    assert page.furniture == ("县内简讯",)


def test_narrow_prose_without_a_comma_is_no_poem() -> None:
    prose = "全镇代表昨天表决通过了\n关于修桥的决议和关于开\n渠的决议以及关于班车的\n决议等。\n方小晴为青石桥的管理\n人；\n马小川为渠的管理人。"
    page = read_page(f"青石桥修好了\n老石匠说好\n{prose}\n\n柳湾开渠\n三村受益\n{prose}", "page.txt")
    assert [article.text.count("\n") for article in page.articles] == [2, 2]


def test_blank_lines_between_short_paragraphs_hide_no_headline() -> None:
    story = "青石桥昨天修好了，两岸的人都来看，老石匠在桥头坐了一个上午，说这\n座桥比他的岁数还要大。"
    page = read_page(
        "\n\n\n".join(f"{head}\n\n{story}\n\n{story}" for head in ("桥修好了", "柳湾开渠")), "page.txt"
    )
    assert [article.title for article in page.articles] == ["桥修好了", "柳湾开渠"]


def test_a_list_and_a_table_have_a_headline_as_wide_as_the_column() -> None:
    table = "品种 本周 上周 涨跌\n玉米 2.3 2.4 4.2%\n小麦 2.9 2.8 -3.1%"
    people = "青石桥：方小晴（管桥人）\n柳湾渠：马小川（管渠人）"
    story = "　　" + STORY.strip()
    text = f"桥修好了\n{story}\n柳湾镇今年的桥和渠管理人的名单\n{people}\n粮食价格\n{table}"
    articles = read_page(text, "page.txt").articles
    assert [article.title for article in articles] == [
        "桥修好了",
        "柳湾镇今年的桥和渠管理人的名单",
        "粮食价格",
    ]
    assert [article.text for article in articles[1:]] == [people, table]


def test_a_page_that_a_sentence_names_is_no_furniture() -> None:
    story = f"{STORY}本报3月1日\n4版《老桥断了\n》一文说错了年份。"
    page = read_page(f"青石桥修好了\n老石匠说好\n{story}\n{STORY}\n{STORY}", "page.txt")
    assert page.furniture == ()
