"""Questions that articles invite: to begin a conversation, and to go on after an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answers import Answer
from qa.articles import Article

LEAD = 200  # characters of an article that say what it is about
# What an article that prints the left may be asked next, unless the conversation has asked it already.
NEXT = (
    (
        r"(?:参加|出席|陪同|列席)(?:会议|会见|活动|调研|检查|了|。|，)",
        "还有谁参加了？",
        r"参加|出席|陪同|列席",
    ),
    (r"(?:会议|会上)(?:还|也)(?:研究|听取|审议|讨论)", "会上还研究了什么？", r"还研究|还审议|还听取"),
    (r"\d日(?:上午|下午|晚)?，", "那是哪天的事？", r"哪天|哪一天|什么时候|何时|几月|几号"),
    (r"在[^，。]{2,20}(?:举行|召开|举办|开幕)", "在哪里举行的？", r"在哪|哪里|何处|什么地方"),
    (r"总?投资[^，。]{0,6}\d", "总投资多少？", r"多少|投资"),
    (r"增长\d", "增长多少？", r"增长|多少"),
)


def invited(article: Article) -> Iterator[str]:
    """A question that the article's lead or picture answers: who met whom, which meeting, who took the photo."""
    lead = article.text[:LEAD].split("。")[0]
    if m := re.search(
        r"(会见|主持召开|督导检查|带队检查|当选)了?([^，。（“]{5,24}?)(?=[，。]|一行|并)", lead
    ):
        yield f"谁{m[1]}了{m[2]}？"
    elif m := re.search(
        r"，([^，。“”（、]{2,16}?(?:仪式|大会|会议|论坛|比赛|联赛|马拉松|活动|发布会|音乐会))[^，。]{0,12}?(举行|召开|启动|开幕|落幕|举办)",
        lead,
    ):
        yield f"{m[1]}是哪天{m[2]}的？"
    elif article.credits and article.title and " " not in article.title:
        yield f"{article.title}的照片是谁拍的？"


def following(answer: Answer, asked: str) -> Iterator[str]:
    """What one would ask next about the article just cited; `asked` is all that was asked so far."""
    if not answer.is_found:
        return
    article = answer.citations[0].article
    for printed, question, same in NEXT:
        if re.search(printed, article.text) and not re.search(same, asked):
            yield question
    if article.credits and "拍" not in asked:
        yield "照片是谁拍的？"
    if article.reporters and "记者" not in asked:
        yield "记者是谁？"
