"""What bylines, dates, encodings and files of articles give."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles import Article, Page, content_id
from qa.encodings import decode, garbled
from qa.errors import InputError
from qa.records import BATCH, read_records

TEXT = "临江区的桥，3月2日通车。\n人们都来看。\n"


def article(text: str, credits: tuple[str, ...] = (), published: date | None = date(2031, 1, 5)) -> Article:
    return Article(id="1", title="", text=text, credits=credits, published=published)


@pytest.mark.parametrize(
    ("text", "credits", "names"),
    [
        ("本报讯（临江日报记者 王 明）雨停了。", (), ("王明",)),
        (
            "本报讯（记者 王小明、李华 通讯员 张 文）雨停了。",
            ("记者 赵芳 摄",),
            ("王小明", "李华", "张文", "赵芳"),
        ),
        ("本报记者 王小明 李华\n雨停了。", (), ("王小明", "李华")),
        ("雨停了。（记者 王小明）", ("李华 摄",), ("王小明", "李华")),
        ("记者从区政府了解到，雨停了。", ("区委宣传部供图",), ()),
        ("本报讯（特派记者 步 小川 发自临江）雨停了。", (), ("步小川",)),
        ("本报讯（记者 王明 李华 临江报道）雨停了。", (), ("王明", "李华")),
        ("本报讯（记者 王和平）雨停了。", ("李文和王小明 摄",), ("王和平", "李文", "王小明")),
        ("雨停了。（作者单位：临江区水务局）", (), ()),
        ("雨停了。（作者系教师）", (), ()),
        ("雨停了。\n（亓 明 佴 方）", ("乐天 摄",), ("亓明", "佴方", "乐天")),
        ("雨停了。 本报记者 斯琴 摄", (), ("斯琴",)),
        ("雨停了。\n融媒体中心记者 王 明 通讯员 李华", (), ("王明", "李华")),
        ("□ 王小明\n雨停了。", (), ("王小明",)),
        ("本报讯（记者 文 静 王 明）雨停了。", ("文/王 方 图/李华",), ("文静", "王明", "王方", "李华")),
        ("◎王 明（媒体人）\n雨停了。", (), ("王明",)),
        ("本报记者 王小明 通讯员 区医院\n雨停了。", (), ("王小明",)),
        ("雨停了。临江晚报记者 王小明返回首页，查看更多责任编辑：赵芳", (), ("王小明",)),
        ("雨停了。（王小明 李华）返回首页，查看更多 责任编辑：", (), ("王小明", "李华")),
        ("雨停了。临江新闻记者 王小明\n编辑 赵芳", (), ("王小明",)),
        ("雨停了。采写：临江新闻记者 王小明", (), ("王小明",)),
        ("雨停了。来源：临江派出所通讯员：王小明", (), ("王小明",)),
        ("中江网临江1月3日电(王小明  李华)雨停了。", (), ("王小明", "李华")),
        ("临江网记者王小明1月3日报道：雨停了。", (), ("王小明",)),
        ("临江网1月3日电（编译）雨停了。", (), ()),
        ("雨停了。记者王小明通讯员李华", (), ("王小明", "李华")),
        ("雨停了。临江新闻记者 王小明来源：临江晚报返回首页，查看更多", (), ("王小明",)),
        ("雨停了。临江新闻记者 王小明 临江警方供图", (), ("王小明",)),
        ("雨停了。（作者：江汇融媒体记者 王小明）", (), ("王小明",)),
        ("雨停了。（作者：临江区水务学会理事、教授 王小明）", (), ("王小明",)),
        ("临江新闻记者 王小明1月3日，雨停了。", (), ("王小明",)),
    ],
)
def test_reporters_are_those_named(text: str, credits: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert article(text, credits).reporters == names


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("本报讯（记者 王明）1月3日下午，雨停了。", date(2031, 1, 3)),
        ("12月30日，雨停了。", date(2030, 12, 30)),
        ("昨日，雨停了。", date(2031, 1, 4)),
        ("1月4日是读书日。1月2日，读书会举行。", date(2031, 1, 2)),
        ("区里将于1月20日举行晚会。", None),
        ("截至1月3日，已有百人报名。", None),
        ("2月30日，雨停了。", None),
        ("雨停了。", None),
    ],
)
def test_the_event_date_is_the_lead_s(text: str, day: date | None) -> None:
    assert article(text).event_date == day


def test_without_an_issue_only_a_full_date_counts() -> None:
    assert article("1月3日，雨停了。", published=None).event_date is None
    assert article("2030年1月3日，雨停了。", published=None).event_date == date(2030, 1, 3)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_the_same_in_any_encoding(encoding: str, end: str) -> None:
    assert decode(TEXT.replace("\n", end).encode(encoding), "page.txt") == TEXT


def test_big5_is_told_from_gb18030() -> None:
    text = "本報訊（記者 何穎欣）青嶼圖書館新館3月11日動工，總投資3.2億元，是今年最大的一項工程。"
    assert decode(text.encode("big5"), "page.txt") == text
    simplified = "本报讯 青屿图书馆新馆3月11日动工，总投资3.2亿元，是今年最大的一项工程。"
    assert decode(simplified.encode("gbk"), "page.txt") == simplified


def test_one_bad_byte_is_named_and_never_read_as_gb18030() -> None:
    blob = TEXT.encode()
    at = blob.index("人".encode())
    with pytest.raises(InputError, match=rf"bad byte 0xff at byte {at} \(line 2\).*gb18030"):
        decode(blob[:at] + b"\xff" + blob[at:], "page.txt")


@given(st.integers(0, len(TEXT.encode()) - 1), st.sampled_from([0x80, 0xC0, 0xFE, 0xFF]))
def test_a_bad_byte_anywhere_is_refused(at: int, byte: int) -> None:
    blob = TEXT.encode() * 3
    with pytest.raises(InputError):
        decode(blob[:at] + bytes([byte, byte]) + blob[at:], "page.txt")


@pytest.mark.parametrize(
    "blob", [b"", b" \n\r\n", b"\xef\xbb\xbf", bytes(range(256)) * 9, b"%PDF\x00\x01\x02" * 50]
)
def test_what_is_no_text_is_refused(blob: bytes) -> None:
    with pytest.raises(InputError, match="page"):
        decode(blob, "page.txt")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_one_error(blob: bytes) -> None:
    try:
        text = decode(blob, "page.txt")
    except InputError as error:
        text = str(error)
    assert text.strip()


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path) -> tuple[list[Article], list[str]]:
    got = list(read_records(path))
    articles = [article for page in got if isinstance(page, Page) for article in page.articles]
    return articles, [str(error) for error in got if isinstance(error, InputError)]


def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = ['{"id": 7, "text": "雨停了。"}', "{broken", '{"text": ""}', '{"text": "\\ud800"}', "[1]"]
    lines += [
        '{"text": "风大。", "published": "soon"}',
        "",
        '{"text": "天晴。", "published": "2031年3月2日"}',
    ]
    articles, errors = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert (articles[0].id, articles[0].text, articles[0].published) == ("7", "雨停了。", None)
    assert (articles[1].text, articles[1].published) == ("天晴。", date(2031, 3, 2))
    assert [error.split(":")[0] for error in errors] == [f"a.jsonl, line {n}" for n in (2, 3, 4, 5, 6)]
    assert "column 2" in errors[0]


@pytest.mark.parametrize(
    "value", ["2031-03-02", "2031/3/2", "2031年3月2日", "20310302", 20310302, "2031-03-02T08:00:00Z"]
)
def test_dates_are_read_in_the_usual_forms(tmp_path: Path, value: str | int) -> None:
    row = json.dumps({"text": "雨停了。", "published": value})
    assert read(write(tmp_path / "a.jsonl", row))[0][0].published == date(2031, 3, 2)


def test_records_come_in_batches(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl", "".join(f'{{"text": "第{n}天，雨。"}}\n' for n in range(BATCH * 2 + 1))
    )
    assert [len(page.articles) for page in read_records(path) if isinstance(page, Page)] == [BATCH, BATCH, 1]


@pytest.mark.parametrize("encoding", ["", "utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_an_empty_file_is_refused_whatever_its_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    with pytest.raises(InputError, match="is empty"):
        list(read_records(write(tmp_path / name, "\n"), encoding=encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_record_ends_where_its_line_does_not_at_another_separator(tmp_path: Path, encoding: str) -> None:
    lines = write(
        tmp_path / "a.jsonl", '{"text": "雨停了。\u2028明天晴。"}\n{"text": "风大。"}'.encode(encoding)
    )
    table = write(tmp_path / "a.csv", "id,text\n1,雨停了。\x85明天晴。\n2,风大。\n".encode(encoding))
    for articles, errors in (read(lines), read(table)):
        assert ([article.text for article in articles], errors) == (["雨停了。\n明天晴。", "风大。"], [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_by_its_header(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "title", "text"], ["1", "雨", '"他说：""停了""。\n第二段。"'], ["2", "风", "大。"]]
    content = "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows)
    articles, errors = read(write(tmp_path / "a.csv", content))
    assert not errors
    assert [(x.id, x.title, x.text) for x in articles] == [
        ("1", "雨", '他说："停了"。\n第二段。'),
        ("2", "风", "大。"),
    ]


def test_an_unclosed_quotation_costs_one_row(tmp_path: Path) -> None:
    articles, errors = read(write(tmp_path / "a.csv", 'id,text\n1,"雨停了。\n2,风大。\n3,天晴。\n'))
    assert [x.id for x in articles] == ["2", "3"]
    assert len(errors) == 1
    assert errors[0].startswith("a.csv, line 2")


def test_a_table_without_text_is_refused(tmp_path: Path) -> None:
    articles, errors = read(write(tmp_path / "a.csv", "id,title\n1,雨\n"))
    assert not articles
    assert "header" in errors[0]


def test_an_id_depends_on_what_is_printed() -> None:
    ids = {
        content_id(*fields, published=None)
        for fields in [("a", "", "b", ""), ("", "a", "b", ""), ("a", "b", "", "")]
    }
    assert len(ids) == 3
    assert all(len(x) == 12 for x in ids)


def test_an_editor_in_a_byline_is_no_reporter() -> None:
    assert article("本报讯（记者 方晴 编辑 王五）昨天，雨停了。").reporters == ("方晴",)


GARBLED = "的一次会议在中国上海召开，代表们听取了报告。"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_that_was_once_read_as_latin_is_refused_with_what_it_should_be(
    tmp_path: Path, encoding: str
) -> None:
    read = "".join(chr(byte) for byte in GARBLED.encode(encoding))
    with pytest.raises(InputError, match=r"page\.txt: its text was read in a wrong encoding .* for 的一"):
        decode(read.encode(), "page.txt")
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": read}), encoding="utf-8")
    assert [str(found) for found in read_records(file)] == [
        f"a.jsonl, line 1: {fault}" for fault in [garbled(read)]
    ]


def test_windows_names_for_the_same_bytes_are_seen_through_too() -> None:
    read = GARBLED.encode().decode("cp1252", "ignore")
    assert garbled(read) is not None


@pytest.mark.parametrize(
    "text", ["×" * 40, "·" * 40, "——……" * 10, "Élève à l’œuvre : né à Besançon", "“——””……‘’“”"]
)
def test_other_signs_above_ascii_are_none(text: str) -> None:
    assert garbled(text) is None


WRAPPED = """
　　江城讯　昨天上午，江城区新图书馆在滨江路开
放，首日接待读者两千余人。馆内藏书三十万册，设
有儿童阅览室和自习室。
　　馆长介绍，图书馆每周二至周日开放，上午九时
开馆，晚上八时闭馆，市民凭身份证即可进馆借书。
"""
KEPT = (
    "江城讯\n新图书馆开放。\n馆长介绍了情况。\n市民排队进馆。\n周末再来。",
    "\n".join(
        [
            "春风吹过江城的旧码头",
            "渡船载着一船月色归来",
            "我们在石阶上数着灯火",
            "直到潮水漫过脚背",
            "谁也不说再见",
        ]
    ),
    "\n".join(f"{i}号候选人王小{name}，得票1{i}8" for i, name in enumerate("明红军丽华", 1)),
    "与会者：\n" + "\n".join(["方晴", "周明", "李强", "王刚", "赵敏", "孙立"]),
)


def test_lines_of_a_record_that_break_as_in_print_are_joined(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(json.dumps({"text": text}) for text in (WRAPPED, *KEPT)), encoding="utf-8")
    [page] = read_records(file)
    assert isinstance(page, Page)
    joined, *kept = page.articles
    first, second = joined.text.split("\n")
    assert "新图书馆在滨江路开放，首日" in first
    assert second[:4] + second[-5:] == "馆长介绍进馆借书。"
    assert tuple(article.text for article in kept) == KEPT
