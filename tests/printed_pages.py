"""Invented articles set as a newspaper prints them and a program extracts them: what test_newspaper reads back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from qa.lines import width_of

PAPER = "临江都市报"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙"
GIVEN = "明华芳强丽敏静磊洋艳娟霞平刚桂英文玉兰"
PLACES = ["临江区", "青石镇", "柳湾街道", "白鹭湖", "云岭村", "东门广场", "新渡口码头"]
DOINGS = [
    "主持召开会议",
    "调研安全生产工作",
    "检查防汛准备",
    "看望困难群众",
    "推进老旧小区改造",
    "种下第一批树苗",
]
FILLINGS = [
    "各街镇要进一步统一思想",
    "今年前三季度实现产值82.6亿元",
    "同比增长3.5%",
    "居民们在“邻里食堂”吃上了热饭",
    "项目总投资1200万元",
    "建成口袋公园27个",
    "平台接入AI客服和GDP看板",
    "把“小切口”变成“大民生”",
    "《临江志》记下了这座桥",
    "让群众少跑腿、数据多跑路",
    "确保按期完工",
    "他们每天清晨5点30分出发",
]
TITLES = [
    "扎实推进",
    "老街",
    "新桥",
    "通车",
    "建设",
    "整治",
    "河道",
    "书香",
    "农家",
    "稻田",
    "学校",
    "医院",
    "“小巷管家”",
    "2公里",
    "绿色",
]
MARKS = "▲△▼"


@dataclass
class Story:
    """One article as its reader should see it; spaces in paragraphs are left out."""

    heads: list[str]
    paragraphs: list[str]
    captions: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    reporters: list[str] = field(default_factory=list)


@dataclass
class Sheet:
    """A page: its text and what it holds."""

    text: str
    stories: list[Story]
    furniture: list[str]
    headlines_first: bool


def sheet(seed: int) -> Sheet:
    """A page of one to five articles in one of the forms that extraction leaves."""
    chance = Random(seed)
    headlines_first = chance.random() < 0.5
    indent = chance.choice(["", "　　", "    ", ""])
    empty = chance.choice([0, 0, 1, 1, 2])
    stories, blocks = [], []
    for _ in range(chance.randint(1, 5)):
        columns = chance.randint(11, 28) * 2
        with_lead = chance.random() < 0.75
        story = _story(chance, columns, with_lead)
        heads = "\n".join(story.heads)
        body = [line for words in story.paragraphs for line in _set(words, columns, indent)]
        story.paragraphs = [re.sub(r"\s", "", words) for words in story.paragraphs]
        marks = [chance.choice(MARKS) + words for words in story.captions]
        pieces = [*body, *marks, *story.credits]
        column = ("\n" * (empty + 1)).join(pieces)
        blocks += [heads, column] if headlines_first else [column, heads]
        stories.append(story)
    top = [
        f"2031年{chance.randint(1, 12)}月{chance.randint(1, 28)}日 星期{chance.choice('一二三四五六日')}",
        "要闻 02",
    ]
    bottom = ["责任编辑：王小明 版式：李 华 校对：周芳"]
    top, bottom = top[: chance.randint(0, 2)], bottom[: chance.randint(0, 1)]
    text = ("\n" * (max(empty, chance.randint(0, 1)) + 1)).join([*top, *blocks, *bottom])
    return Sheet(text, stories, top + bottom, headlines_first)


def _name(chance: Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.randint(1, 2)))


def _printed(name: str) -> str:
    """A name of two characters is spread to the width of three."""
    return f"{name[0]} {name[1]}" if len(name) == 2 else name


def _story(chance: Random, columns: int, with_lead: bool) -> Story:
    names = [_name(chance) for _ in range(chance.randint(1, 2))] if with_lead else []
    names = list(dict.fromkeys(names))
    lead = chance.choice(
        ["本报讯（记者 {}）", f"本报讯（{PAPER}记者 {{}}）", "新华社临江3月1日电（记者 {}）"]
    )
    paragraphs = [_paragraph(chance, columns) for _ in range(chance.randint(1, 5))]
    opening = f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日，"
    start = lead.format("、".join(map(_printed, names))) if with_lead else ""
    paragraphs[0] = _padded(chance, start + opening + paragraphs[0], columns)
    captions = [
        f"{chance.choice(PLACES)}的居民在{chance.choice(PLACES)}散步。"
        for _ in range(chance.choice([0, 0, 1, 2]))
    ]
    credits = []
    if captions and chance.random() < 0.7:
        photographer = _name(chance)
        credits = [
            chance.choice(["记者 {} 摄", f"{PAPER}记者 {{}} 摄", "本报记者 {} 摄影报道"]).format(
                _printed(photographer)
            )
        ]
        names = list(dict.fromkeys([*names, photographer]))
    return Story(_heads(chance, columns), paragraphs, captions, credits, names)


def _heads(chance: Random, columns: int) -> list[str]:
    """One to three lines, none as wide as the column."""
    heads: list[str] = []
    count = chance.randint(1, 3)
    while len(heads) < count:
        words = "".join(chance.choice(TITLES) for _ in range(chance.randint(3, 12)))
        words += chance.choice(["", " " + "".join(chance.sample(TITLES, 3))])
        overlong = width_of(words) > columns + 6
        if overlong or (heads and width_of(words) < columns - 10):
            heads.append(words)
    return heads


def _paragraph(chance: Random, columns: int) -> str:
    sentences = []
    for _ in range(chance.randint(1, 4)):
        clauses = [f"{chance.choice(PLACES)}{chance.choice(DOINGS)}"]
        clauses += [chance.choice(FILLINGS) for _ in range(chance.randint(0, 3))]
        sentences.append("，".join(clauses) + "。")
    return _padded(chance, "".join(sentences), columns)


def _padded(chance: Random, words: str, columns: int) -> str:
    """With more words until the last line leaves room enough to show that the paragraph ends."""
    while True:
        last = _set(words, columns, "　　")[-1]
        if 4 <= width_of(last) <= columns - 8:
            return words
        words = words.removesuffix("。") + chance.choice(["了", "的事", "又一次", "，大家都这么说"]) + "。"


def _set(words: str, columns: int, indent: str) -> list[str]:
    """Lines of a column: two characters of indent, no closing mark at a line's start, Latin words kept whole."""
    lines, line = [], "　　"
    for unit in re.findall(r"[A-Za-z]+|[“‘《（]?.[，。、”’》）%]*", words):
        if width_of(line + unit) > columns:
            lines.append(line.rstrip(" "))
            line = ""
        line += unit if line else unit.lstrip(" ")
    lines.append(line)
    lines[0] = indent + lines[0].removeprefix("　　")
    return lines
