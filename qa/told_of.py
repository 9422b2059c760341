"""Whether what a stretch says is printed of another person, group, year or harm than it was asked of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.articles import Article
from qa.candidates import find
from qa.evidence import whole_text
from qa.folding import simplified
from qa.passages import between
from qa.questions import Asked
from qa.words import tag_of

WHOM = re.compile("([一-鿿]{2})了?(?:谁|哪[一两]?[家个位名][^，,]{0,4})[？?]?$")  # 起诉 of 起诉了谁
CHAIRING = re.compile("谁.{0,2}主持|主持[^，,]{0,8}谁")
YEAR_BEFORE = 120  # characters before a number in which its year is printed
GROUP_BEFORE = 80  # and before an answer in which its group is, where its own clause has none
SUBJECT_BEFORE = 80  # and whom it is told of, where its own sentence names nobody
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?年")
# How many were killed, hurt or lost, and what the number's clause then says.
HARMS = (("遇难|死亡|身亡|丧生|死", "[死丧]|遇难|身亡|罹难"), ("受伤|伤", "伤"), ("失踪", "失踪|失联"))
HARM = re.compile("多少人员?(遇难|死亡|身亡|丧生|受伤|失踪)|造成了?多少人(死|伤)")
# Of each of which one is asked for: who came first among the men, in the primary schools' match.
GROUPS = (
    re.compile("[男女](?=[子单双])"),
    re.compile("(?:[大中小]学|[高初]中|成人|少年|青年|中年|老年|儿童|公开|业余|专业)组"),
)
BOTH_GROUPS = re.compile("分[获别列]|包揽|男[、和女]")
PERSONAL = re.compile("出生|[几多]少?岁|多大|年龄|年纪|享年|毕业|籍贯|哪里人|从[警教医业]")
OF_WHOM = re.compile("([一-鿿]{2,4}?)(?=是?(?:[几多哪什从毕享]|今年|年龄|年纪|出生))")
AGED = re.compile("岁的[^，。；]{0,10}")  # before whom the age is of


def is_who_did_it(asked: Asked, text: str, end: int) -> bool:
    """Whether it is asked whom something was done to, and what ends there is printed as doing it: 甲起诉 for 起诉了谁."""
    whom = WHOM.search(asked.text)
    does = whom and tag_of(whom[1]).startswith("v") and re.match(f"[^，。；被]{{0,6}}{whom[1]}", text[end:])
    return bool(does)


def is_chair_untold(asked: Asked, article: Article) -> bool:
    """Whether it is asked who chaired, and the article says of nobody that he did."""
    return CHAIRING.search(asked.text) is not None and "主持" not in simplified(whole_text(article))


def is_of_another_year(asked: Asked, text: str, start: int) -> bool:
    """Whether a number is asked for that the question names the year of, and the last one printed before it is another.

    What doesn't print the year that was asked for is of its own day.
    """
    if asked.kind != "count":
        return False
    before = YEAR.findall(text, max(0, start - YEAR_BEFORE), start)
    named = [str(year) for year in asked.years]
    return len(named) == 1 and named[0] in YEAR.findall(text) and before[-1:] not in ([], named)


def is_of_another_harm(asked: Asked, text: str, start: int, end: int) -> bool:
    """Whether it is asked how many were killed or hurt, and the number's clause says nothing of it."""
    harm = HARM.search(asked.text)
    if not harm:
        return False
    told = next(told for asking, told in HARMS if re.fullmatch(asking, harm[1] or harm[2]))
    return re.search(told, text[slice(*between(text, start, end, "，；。\n"))]) is None


def is_of_another_group(asked: Asked, text: str, start: int, end: int) -> bool:
    """Whether the question names the men or the women, or one age group, and the last one told of is another."""
    for groups in GROUPS:
        wanted = set(groups.findall(asked.question))
        if len(wanted) != 1:
            continue
        left, right = between(text, start, end, "，；。\n")
        beside = f"{text[left:start]}|{text[end:right]}"
        told = groups.findall(beside) or groups.findall(text, max(0, start - GROUP_BEFORE), start)[-1:]
        if told and not wanted & set(told) and not BOTH_GROUPS.search(beside):
            return True
    return False


def is_of_somebody_else(
    asked: Asked, people: Sequence[str], text: str, sentence: int, start: int, end: int
) -> bool:
    """Whether what is asked of a person's life is printed of another: the last one named before it, or right behind 21岁的.

    `sentence` is where the sentence begins, `people` are those whom the question names.
    """
    if not PERSONAL.search(asked.text):
        return False
    first = OF_WHOM.match(asked.question)
    names = list(people) or ([first[1]] if first else [])
    if len(names) != 1:
        return False
    [name] = names
    others = {_close(text[c.start : c.end]) for c in find("person", text)}
    others = {other for other in others if other not in name and name not in other}
    if aged := AGED.match(text, end - 1):
        behind = _close(aged[0])
        return name not in behind and any(other in behind for other in others)
    before = _close(text[sentence:start])
    if not any(known in before for known in (name, *others)):
        before = _close(text[max(0, sentence - SUBJECT_BEFORE) : start])
    return max(map(before.rfind, others), default=-1) > before.rfind(name)


def _close(text: str) -> str:
    """A text without spaces: 罗 祎 is 罗祎."""
    return re.sub(r"\s", "", text)
