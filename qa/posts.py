"""Whether a person is printed with another post than the one whose holder is asked for, or beside another rank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.candidates import CLAUSE, POSTS, post_before

WHO = "谁|哪一?位|哪个人|何人|什么人"
HOLDER = re.compile(
    rf"(?:^|[,，])(?P<held>[一-鿿]{{0,24}}?{POSTS})(?:现在|目前|如今)?(?:是|叫|名叫)(?:{WHO}|什么)"
    rf"|(?:{WHO})(?:是|任|当选为?|当上?|担任|出任|接任|就任|兼任|成为)了?(?P<taken>[一-鿿]{{0,24}}?{POSTS})[?？]?$"
)
ITEM = re.compile(rf"[一-鿿]{{0,24}}?{POSTS}$")
TAKING = re.compile(r"[^，。；：]{0,8}?(?:(?<!主)任(?![务何期命免])|[作成]?为|当选)([^，。；：！？\n]{2,40})")
TAKEN = re.compile(rf"([一-鿿]{{0,24}}?{POSTS})(?:一职|职务)?由[^，。；：！？\n]*$")  # 馆长由副县长林远担任
QUALIFYING = re.compile(r"(?:的|主|总|首席|常务|代理?|新任|现任|前任|原|前|新)+$")
HERE = re.compile(r"^(?:本|我|该|全|这)")
FORMER = re.compile("[之以]前|前一?任|上一任|原任|原来|曾|卸任")  # who has another post now
ASSISTING = r"(?:助理|秘书|顾问|夫人|妻子|丈夫|候选人|提名人|发言人)"
OFFICE = re.compile(
    r"(?:长|书记|主任|主席|总裁|经理|总监|总理|总统)$"
)  # who is printed with one hasn't another
# What is said of the first, the second and the third.
RANKS = tuple(
    re.compile(words)
    for words in (
        r"冠军|金牌|夺冠|夺金|摘金|第[1一]名|头名",
        r"亚军|银牌|摘银|第[2二]名",
        r"季军|铜牌|摘铜|第[3三]名",
    )
)


def holds_another(question: str, text: str, start: int, end: int) -> bool:
    """Whether characters start to end of a sentence name somebody whose printed posts are not the one asked for.

    A post is another one if it is the deputy's, the same of another body, or another office. Where none is printed
    nothing is known.

    >>> holds_another("云州市市长是谁", "云州市副市长林远出席", 6, 8)
    True
    """
    asked = HOLDER.search(question)
    if not asked or FORMER.search(question):
        return False
    wanted = _parts(asked["held"] or asked["taken"])
    if re.search(rf"{re.escape(wanted[1])}{ASSISTING}$", text[:start]):
        return True
    printed = [_parts(item) for item in _items(text, start, end)]
    of_kind = [post for post in printed if _are_of_a_kind(post[1], wanted[1])]
    return bool(of_kind) and not any(
        title == wanted[1] and _may_be_one(body, wanted[0]) for body, title in of_kind
    )


def is_of_another_rank(question: str, words: str) -> bool:
    """Whether the first is asked for and the words tell of the second or third alone, or the other way round.

    >>> is_of_another_rank("谁拿了冠军", "林远获得银牌")
    True
    """
    asked, printed = ({i for i, rank in enumerate(RANKS) if rank.search(told)} for told in (question, words))
    return bool(asked and printed) and not asked & printed


def _items(text: str, start: int, end: int) -> Iterator[str]:
    """Posts printed right before a name, behind it with 任 and the like, or before its 由; each with its body."""
    taking, taken = TAKING.match(text, end), TAKEN.search(text, 0, start)
    for phrase in (post_before(text, start), taking[1] if taking else "", taken[1] if taken else ""):
        for item in re.split(rf"[、和兼\s{CLAUSE}]", phrase):
            if posts := list(re.finditer(POSTS, item)):
                yield item[: posts[-1].end()]


def _parts(post: str) -> tuple[str, str]:
    """The body and the title of a post: 云州市, 副市长."""
    *_, title = re.finditer(POSTS, post)
    body = QUALIFYING.sub("", post[: title.start()])
    body = re.sub("的|人民", "", body)
    return re.sub(r"([省市县区州])\1", r"\1", body), title[0]  # 云岭县的县委 is 云岭县委


def _are_of_a_kind(printed: str, asked: str) -> bool:
    """Whether the one title rules out the other: 校长 副校长 and 书记, but not 教练 a 局长."""
    is_deputy = printed.removeprefix("副") == asked.removeprefix("副")
    return is_deputy or all(OFFICE.search(title) for title in (printed, asked))


def _may_be_one(printed: str, asked: str) -> bool:
    """Whether two bodies may be the same one: 区法院 and 临澄区人民法院, but not 东屿市 and 云州市."""
    if not printed or not asked or printed[-1] != asked[-1] or HERE.match(printed):
        return True
    return _is_within(printed, asked) or _is_within(asked, printed)


def _is_within(short: str, whole: str) -> bool:
    """Whether the characters of one stand in the other in their order."""
    rest = iter(whole)
    return all(character in rest for character in short)
