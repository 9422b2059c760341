"""Whether a person is printed with another post than the one whose holder is asked for, or beside another rank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from qa.persons import CLAUSE, POSTS, find_people, post_before
from qa.words import segment, tag_of

WHO = "谁|哪一?位|哪个人|何人|什么人"
HOLDER = re.compile(
    rf"(?:^|[,，])(?P<held>[\w·]{{0,24}}?{POSTS})(?:现在|目前|如今)?(?:是|叫|名叫)(?:{WHO}|什么)"
    rf"|(?:{WHO})(?P<verb>是|任|当选为?|当上?|担任|出任|接任|就任|兼任|成为)了?(?P<taken>[\w·]{{0,24}}?{POSTS})[?？]?$"
)
SEVERAL = re.compile(rf"{POSTS}[和与及]")
FORMER = re.compile("[之以]前|前一?任|上一任|原任|原来|曾|卸任")  # who has another post now
ASSISTING = r"(?:助理|秘书|顾问|夫人|妻子|丈夫|候选人|提名人|发言人)"
TAKING = re.compile(r"(?<![主曾历])任(?![务何期命免])|[作成]?为|当选")
QUALIFYING = re.compile(
    r"^(?:请问|现任|新任|时任|首任|当时|现在|目前)|人民|(?:主|总|首席|常务|代理?|前|原|新)+$"
)
# Bodies named by no name of their own, and one that is left out: 市 of 市博物馆 for 云州博物馆.
NAMELESS = re.compile(r"^(?:本|我|该|全|这)|(?:球|国家|中国|代表)队$")
LEVEL = re.compile("[省市县区州镇乡村校]?")
DEPUTY = re.compile("(?:副|联合|名誉|荣誉|轮值)$")
# An office is told apart from any other; a coach may be a head of something, too.
OFFICE = re.compile(r"(?:长|书记|主任|主席|总裁|经理|总监|总理|总统)$")
# What is said of the first, the second and the third.
RANKS = ("冠军|金牌|夺冠|夺金|摘金|第[1一]名|头名", "亚军|银牌|摘银|第[2二]名", "季军|铜牌|摘铜|第[3三]名")
ASKED_RANK = re.compile(
    rf"(?P<held>{'|'.join(RANKS)})(?:得主|获得者)?(?:是|叫|为)(?:谁|哪|什么)|(?:谁|哪).{{0,8}}?(?P<won>{'|'.join(RANKS)})了?的?[?？]?$"
)
BOTH_RANKS = re.compile("分[获列]|包揽|[战击][胜败]|负于|不敌|上届|卫冕|冠亚|金银")


def holds_another(question: str, text: str, start: int, end: int) -> bool:
    """Whether characters start to end of a sentence name somebody whose printed posts are not the one asked for.

    A post is another one if it is the deputy's, the same of another body, or another office. Where none is printed,
    or the sentence has the one asked for, nothing is known.

    >>> holds_another("云州市市长是谁", "云州市副市长林远出席", 6, 8)
    True
    """
    asked = HOLDER.search(question)
    if not asked or FORMER.search(question) or SEVERAL.search(asked[0]):
        return False
    taken = _taken(text[end:])
    if asked["verb"] not in (None, "是") and asked["verb"] in text[end:] and not re.search(POSTS, taken):
        return False  # 副校长林远接任
    held = asked["held"] or asked["taken"]
    *_, last = re.finditer(POSTS, held)
    body, title = _parts(held[: last.start()], last[0])
    if re.search(rf"{re.escape(title)}{ASSISTING}$", text[:start]):
        return True
    own = _posts(f"{post_before(text, start)}，{taken}")
    return any(_are_of_a_kind(other, title) for _, other in own) and not any(
        other == title and _may_be_one(printed, body)
        for printed, other in _posts(_without_others(text, start, end))
    )


def _without_others(text: str, start: int, end: int) -> str:
    """The sentence without other people and the posts before them: 洛阳市市长 beside 郑州市副市长."""
    kept, at = [], 0
    for one in find_people(text):
        if one.end <= start or one.start >= end:
            begin = one.start - len(post_before(text, one.start))
            kept.append(text[at : max(at, begin)])
            at = one.end
    return "，".join((*kept, text[at:]))


def is_of_another_rank(question: str, clause: str) -> bool:
    """Whether it is asked who came first and the clause tells of the second or third alone, or the other way round.

    >>> is_of_another_rank("谁拿了冠军", "林远获得银牌")
    True
    """
    asked = ASKED_RANK.search(question)
    if not asked or BOTH_RANKS.search(clause):
        return False
    printed = [re.search(rank, clause) is not None for rank in RANKS]
    wanted = next(i for i, rank in enumerate(RANKS) if re.fullmatch(rank, asked["held"] or asked["won"]))
    return any(printed) and not printed[wanted]


def _taken(behind: str) -> str:
    """What stands behind the verbs of taking a post, up to the sentence's end: 市长 of 现任市长."""
    clauses = re.split("[，；]", re.split("[。！？\n]", behind)[0])
    return "，".join(clause[verb.end() :] for clause in clauses if (verb := TAKING.search(clause)))


def _posts(text: str) -> Iterator[tuple[str, str]]:
    """Body and title of each post in a text."""
    for part in re.split(rf"[、和兼的\s:：{CLAUSE}]", text):
        begin = 0
        for post in re.finditer(POSTS, part):
            yield _parts(part[begin : post.start()], post[0])
            begin = post.end()


def _parts(before: str, title: str) -> tuple[str, str]:
    """The body and the title of a post: 云州市, 副市长."""
    before, _, behind = before.rpartition("的")
    body = QUALIFYING.sub("", behind) or QUALIFYING.sub("", before)  # 被查的县委书记, but 女足的主教练
    deputy = DEPUTY.search(body)
    return (body[: deputy.start()], deputy[0] + title) if deputy else (body, title)


def _are_of_a_kind(printed: str, asked: str) -> bool:
    """Whether the one title rules out the other: 校长 副校长 and 书记, but not 教练 a 局长."""
    is_deputy = printed.endswith(asked) or asked.endswith(printed)
    return is_deputy or all(OFFICE.search(title) for title in (printed, asked))


def _may_be_one(printed: str, asked: str) -> bool:
    """Whether two bodies may be the same one: 区法院 and 临澄区法院, but not 东屿市 and 云州市."""
    if not printed or not asked or printed[-1] != asked[-1]:
        return True
    if (
        any(map(NAMELESS.search, (printed, asked)))
        or _is_within(printed, asked)
        or _is_within(asked, printed)
    ):
        return True
    pairs = zip(reversed(printed), reversed(asked), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    own, other = printed[:-same], asked[:-same]
    return any(map(LEVEL.fullmatch, (own, other))) or (
        _is_no_name(segment(own)[-1])
        and tag_of(segment(printed)[-1]) != "ns"  # 开封 is a verb, 开封市 a place
    )


def _is_no_name(word: str) -> bool:
    """Whether the word before a post says nothing of where it is: 陪同 of 陪同市委书记."""
    return word in "在由请向与和对让" or (len(word) > 1 and tag_of(word) in ("v", "p", "d", "c"))


def _is_within(short: str, whole: str) -> bool:
    """Whether the characters of one stand in the other in their order."""
    rest = iter(whole)
    return all(character in rest for character in short)
