"""Questions that the passage all but answers: a fact of the question changed, or a fact asked for that is not there."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from patterns import NAME, SURNAMES

GIVEN = "伟强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉梅丽斌飞鹏宇浩凯健俊帆雪婷欣佳慧玲志海波宁晓东春生光林永清云龙"
PLACES = (
    "北京|上海|天津|重庆|广州|深圳|杭州|南京|武汉|成都|西安|郑州|长沙|青岛|济南|合肥|福州|厦门|昆明|贵阳|南宁|海口|沈阳|大连|长春|哈尔滨|太原|石家庄|"
    "兰州|西宁|银川|乌鲁木齐|呼和浩特|南昌|宁波|温州|苏州|无锡|常州|嘉兴|湖州|绍兴|泉州|佛山|东莞|珠海|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|"
    "江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|广西|内蒙古|宁夏|新疆|西藏|美国|日本|韩国|英国|法国|德国|俄罗斯|印度|巴西|泰国"
)
DIGITS = "一二三四五六七八九十"
LEVELS = {"区": "县市", "县": "区市", "市": "区省", "省": "市", "镇": "乡", "村": "镇"}


def _number(match: re.Match[str], draw: random.Random) -> str:
    return str(_near(int(match[0]), 999, draw))


def _near(value: int, most: int, draw: random.Random) -> int:
    return draw.choice(
        [v for v in range(max(1, value - 3), max(min(most, value + 4), 2) + 1) if v != value] or [value + 1]
    )


def _month(match: re.Match[str], draw: random.Random) -> str:
    return str(_near(int(match[0]), 12, draw))


def _day(match: re.Match[str], draw: random.Random) -> str:
    return str(_near(int(match[0]), 31, draw))


def _year(match: re.Match[str], draw: random.Random) -> str:
    return f"{_near(int(match[0]), 29, draw):02d}"


def _ordinal(match: re.Match[str], draw: random.Random) -> str:
    return "第" + draw.choice([d for d in DIGITS if d != match[1]])


def _place(match: re.Match[str], draw: random.Random) -> str:
    return draw.choice(
        [p for p in PLACES.split("|") if p != match[0] and len(p) == len(match[0])] or ["北京"]
    )


def _person(match: re.Match[str], draw: random.Random) -> str:
    name = match[0]
    if draw.random() < 0.4:
        return name[0] + "".join(draw.choice(GIVEN) for _ in name[1:])
    return draw.choice(SURNAMES) + "".join(draw.choice(GIVEN) for _ in name[1:])


def _level(match: re.Match[str], draw: random.Random) -> str:
    return draw.choice(LEVELS[match[0]])


CHANGES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], random.Random], str]], ...] = (
    (re.compile(r"(?<=第)\d+(?=[届次个批轮场期])"), _number),
    (re.compile(r"第([一二三四五六七八九十])(?=[届次个批轮场期])"), _ordinal),
    (re.compile(r"(?<![\d.])\d{1,2}(?=月)"), _month),
    (re.compile(r"(?<![\d.])\d{1,2}(?=日)"), _day),
    (re.compile(r"(?<=20)\d\d(?=年)"), _year),
    (re.compile(PLACES), _place),
    (re.compile(r"(?<=[\u4e00-\u9fa5])[区县市省镇村](?=政府|委|人大|政协|常委|[局长])"), _level),
    (
        re.compile(
            rf"(?:^|(?<=[长记任员]))(?!什么|哪|谁|何){NAME}(?=主持|出席|会见|到|去|在|说|表示|是|担|任|什|哪|何|怎|讲|强|的)"
        ),
        _person,
    ),
)


def change_fact(question: str, article: str, draw: random.Random) -> str:
    """The question with one fact changed to one that the article doesn't have; "" where none can be."""
    ways = [(pattern, change, m) for pattern, change in CHANGES for m in pattern.finditer(question)]
    draw.shuffle(ways)
    for _, change, match in ways:
        new = change(match, draw)
        around = (
            question[max(0, match.start() - 1) : match.start()]
            + new
            + question[match.end() : match.end() + 1]
        )
        if new != match[0] and around not in article and match[0] in article:
            return question[: match.start()] + new + question[match.end() :]
    return ""


ABSENT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        r"\d[日号月年点时]|今天|昨|近日|日前|当天|上午|下午|晚",
        ("{m}是什么时候举行的？", "{m}几点开始？", "{m}是哪天？", "When did {m} take place?"),
    ),
    (r"主持", ("{m}由谁主持？", "谁主持了{m}？", "Who chaired {m}?")),
    (r"主题", ("{m}的主题是什么？", "{m}以什么为主题？")),
    (r"主办|承办|举办|组织|发起", ("{m}的主办单位是哪些？", "{m}由谁主办？")),
    (r"会议室|楼|厅|馆", ("{m}在哪个会议室召开？", "{m}在几楼开的？")),
    (r"摄|图片|照片|供图", ("{m}的照片是谁拍的？", "图片是谁拍摄的？")),
    (r"记者|通讯员", ("{m}的报道是哪位记者写的？", "这篇文章的记者是谁？")),
    (r"电话|热线|\d{5}", ("{m}的联系电话是多少？", "{m}的咨询热线是什么？")),
    (r"元|费|价", ("{m}花了多少钱？", "{m}的门票多少钱？", "{m}的经费是多少？")),
    (r"陪同|一同|参加|出席", ("哪些人陪同参加了{m}？", "{m}有哪些领导出席？", "Who attended {m}?")),
    (r"万人|人次|余人|多人|\d人|名", ("{m}有多少人参加？", "{m}来了多少人？")),
    (r"讲话|致辞", ("谁在{m}上讲话？", "谁在{m}上致辞？")),
    (r"岁|出生|年龄", ("{m}的负责人今年多少岁？",)),
    (r"天气|晴|雨|气温|℃", ("{m}那天天气怎么样？", "{m}当天气温是多少？")),
    (r"网址|网站|www|http|邮箱", ("{m}的报名网址是什么？",)),
    (r"截止|报名", ("{m}的报名什么时候截止？",)),
    (r"结束|闭幕|落幕|离开", ("{m}什么时候结束？", "{m}何时闭幕？")),
)


def absent_fact(passage: str, event: str, draw: random.Random) -> str:
    """A question for a fact of the event that the passage gives no words for; "" where there is none."""
    if not event:
        return ""
    ways = [wordings for given, wordings in ABSENT if not re.search(given, passage)]
    return draw.choice(draw.choice(ways)).format(m=event) if ways else ""
