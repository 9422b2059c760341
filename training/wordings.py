"""One question in other words: synonyms, polite fronts, marks left out."""

from __future__ import annotations

import random
import re

SAME = (
    ("主持召开", "主持"),
    ("举行", "召开"),
    ("召开", "举行"),
    ("会见", "接见"),
    ("会见", "见"),
    ("调研", "考察"),
    ("考察", "调研"),
    ("出席", "参加"),
    ("参加", "出席"),
    ("人民政府", "政府"),
    ("常务委员会", "常委会"),
    ("什么时候", "何时"),
    ("什么时候", "啥时候"),
    ("哪里", "哪儿"),
    ("在哪里", "在什么地方"),
    ("多少", "多少"),
    ("有限公司", "公司"),
    ("股份", ""),
    ("中国共产党", ""),
    ("委员会", "委"),
    ("第", ""),
    ("大学生", "学生"),
    ("发布", "公布"),
    ("开展", "进行"),
    ("表示", "说"),
    ("强调", "说"),
    ("“", ""),
    ("了什么", "了些什么"),
    ("哪些人", "谁"),
    ("有哪些", "是哪些"),
    ("位于", "在"),
    ("达到", "是"),
    ("推动", "促进"),
)
FRONTS = ("请问", "请问一下，", "想知道", "查一下", "报道里", "报上说", "请告诉我", "新闻中")


def vary(question: str, draw: random.Random) -> str:
    """The same question in other words: a synonym or two, a polite front, the question mark left out."""
    if question[0].isascii() and question[0].isupper():
        return question
    for old, new in draw.sample(SAME, 8):
        if old in question and len(question) > 12 and draw.random() < 0.45:
            question = question.replace(old, new, 1)
    question = re.sub("了了", "了", re.sub("(?<=认为|表示|坦言|建议|提醒|介绍)了", "", question))
    if "“" not in question:
        question = question.replace("”", "")
    question = question.replace("（", "(").replace("）", ")") if draw.random() < 0.2 else question
    chance = draw.random()
    if chance < 0.06:
        question = draw.choice(FRONTS) + question
    if draw.random() < 0.3:
        question = question.rstrip("？")
    elif not question.endswith("？") and draw.random() < 0.5:
        question += "？"
    return question
