"""whole_names, whole_post: the bare name or whole list of which a stretch is a part; the posts printed before a name."""

from __future__ import annotations

import re

from qa.candidates import find
from qa.passages import between
from qa.people import looks_like_a_name
from qa.persons import (
    GIVEN,
    NAME,
    NAMELESS,
    OF_HIM,
    POSTS,
    SURNAME,
    TRANSCRIBED,
    Candidate,
    name_lists,
    post_before,
)
from qa.questions import Asked
from qa.shaped import Shaped, trim
from qa.surnames import COMPOUND_SURNAMES
from qa.words import is_common, whole_words

GROUP = re.compile(r"[一-鿿]{0,8}(?:领导|负责人|代表|成员)$")  # before a list of its names
# Whose people are asked for: 省 of 哪些省领导, 中央 of 中央还有哪些领导, 区 of 区里还有谁.
LEVEL = re.compile(
    "(中央|[省市区县州镇校院])(?:(?:还|都)?有?(?:哪[些几][位个]?)?领导|(?<![一-鿿]{2})里(?:还|都)?有(?:谁|哪))"
)  # not 小区里
ATTENDING = re.compile("参加|出席|列席|陪同")
ANOTHER = re.compile(
    rf"\s?[、和与及](?:[一-鿿]{{0,8}}?{POSTS})?(?:{NAME})"
)  # whom no verb behind tells to be one
LISTED = re.compile("[一-鿿]{2,4}(?:[、和][一-鿿]{2,4})+")  # of whom not each needs to be known
FORMERLY = re.compile("原来|此前|[之以]前|任前|曾")
SPOKEN_TO = "师傅|阿姨|[大老][爷妈娘伯哥姐]|[爷奶][爷奶]|妈妈|爸爸|叔叔"  # 李阿姨
LATIN_NAME = r"[A-Z][A-Za-z.'’-]+(?: [A-Z][A-Za-z.'’-]+)+"
INDEFINITE = re.compile("(?:^|的)(?:[一两几][名个位家]|该|某(?!某))")  # 一名成员 says not who
NOW_HELD = re.compile(
    "(?:任命[^，。；]*为|现任|当选|[出升晋]任)[^，。；]*$"
)  # behind which stands no former post


def whole_names(asked: Asked, text: str, start: int, end: int) -> Shaped:
    """The name or the list, with the posts in it, of which the span is a part."""
    start, end = _attending(asked, text, start, end)
    if by := _by_whom(asked, text, start, end):
        return by
    if text[max(0, start - 1) : start + 1] in COMPOUND_SURNAMES:
        start -= 1  # 司徒敬亭 was found from its second character
    lists = [(s, e) for s, e in name_lists(text) if s < end and e > start]
    named = find("person", text)
    people = [c for c in named if c.start < end and c.end > start]
    lists = [(s, e) for s, e in lists if not _attends_otherwise(asked, text[e:])]
    if level := LEVEL.search(asked.text):
        spots = [(start, end), *lists]
        listed = [c for c in named if any(c.start < e and c.end > s for s, e in spots)]
        of_it = [c for c in listed if level[1] in _led(text, c.start)]
        if led := [(s, e) for s, e in lists if level[1] in _led(text, s)]:
            lists, start, end = led, led[0][0], led[-1][1]
        elif 0 < len(of_it) < len(listed):
            lists, people, start, end = [], of_it, of_it[0].start, of_it[-1].end
        elif people and not lists and not of_it:
            return Shaped(start, end, 0.4)
    if (
        people
        and not lists
        and name_lists(text[start:])
        and _attends_otherwise(asked, text[people[-1].end :])
    ):
        return Shaped(start, end, 0.1)
    if (asked.kind == "people" or (len(people) == 1 and _are_asked(asked, text, lists))) and lists:
        before = GROUP.match(text, start, max(start, lists[0][0]))
        s, e = min(lists[0][0], before.end() if before else start), max(lists[-1][1], end)
        return Shaped(*trim(text, s, e), 1.0)
    if itself := _itself(text, start, end, people):
        return itself
    return _one_name(asked, text, start, end, people) if people else _unknown_name(text, start, end)


def _itself(text: str, start: int, end: int, people: list[Candidate]) -> Shaped | None:
    """The stretch where it is a foreign name, and no part of a longer one, or a list of names."""
    is_within = any(c.start <= start and c.end >= end for c in people)
    if not is_within and re.fullmatch(TRANSCRIBED, text[start:end]):
        return Shaped(start, end, 1.0, post_before(text, start))
    if LISTED.fullmatch(text[start:end]) and not re.search(POSTS, text[start:end]):
        return Shaped(start, end, 1.0)
    return None


def _one_name(asked: Asked, text: str, start: int, end: int, people: list[Candidate]) -> Shaped:
    """The name, of those that overlap the stretch, or the stretch itself where it has several."""
    if looks_like_a_name(text[start:end]) and all(
        c.start == start and (c.end <= end or is_common(text[end : end + 2])) for c in people
    ):
        return Shaped(start, end, 1.0, post_before(text, start))  # 王征 was taken for 王征参 of 参与
    inside = [c for c in people if c.start >= start and c.end <= end]
    if len(inside) == 1 and ANOTHER.fullmatch(text[inside[0].end : end]):
        return Shaped(start, end, 1.0)
    if len(inside) == 1 or (inside and asked.kind == "person" and not _lists_people(text, inside)):
        return Shaped(inside[0].start, inside[0].end, 1.0, inside[0].detail)
    if inside:
        return Shaped(start, end, 1.0)
    # Part of a name was found.
    return Shaped(people[0].start, people[0].end, 0.8, people[0].detail)


def _unknown_name(text: str, start: int, end: int) -> Shaped:
    """A name that doesn't stand where names do, or what may be a body that acts."""
    if inner := re.search(rf"[的由员手生]({NAME}) ?(?=获|夺|摘|当选|$)", text[start:end]):
        return Shaped(start + inner.start(1), start + inner.end(1), 0.8)
    half = f"(?:{GIVEN})?" if end - start == 1 else ""
    surname = re.search(rf"{SURNAME} ?{half}$", text[:start])
    is_given = re.fullmatch(rf"(?:{GIVEN}){{1,2}}", text[start:end]) is not None
    of_post = re.search(rf"(?:{POSTS}|{OF_HIM})$", text[:start])  # 席 of 主席巴赫
    # Only the given name was found, not 张 of 任命张.
    if surname and is_given and not of_post and not is_common(surname[0]):
        return Shaped(surname.start(), end, 0.8)
    post = re.match(rf".*{POSTS}(?=(?:{NAME}|{TRANSCRIBED})$)", text[start:end])
    start += post.end() if post else 0
    fit = _name_fit(text[start:end])
    if re.fullmatch(NAME, text[start:end]):
        fit = 1.0 if re.search(rf"{POSTS}$", text[:start]) else fit
    elif fit < 1 and whole_words(text, start, end)[1] > end:
        fit = min(fit, 0.1)  # 白塔岭竹 of 白塔岭竹编
    return Shaped(start, end, fit, post_before(text, start))


def _attending(asked: Asked, text: str, start: int, end: int) -> tuple[int, int]:
    """Of a stretch over several clauses (甲出席，乙列席) the one with the verb that was asked with."""
    verb = ATTENDING.search(asked.text)
    if not verb or "，" not in text[start:end]:
        return start, end
    for clause in re.finditer(r"[^，。；]+[，。；]?", text[start:]):
        if start + clause.start() >= end:
            break
        if verb[0] in clause[0] and ATTENDING.search(text[start:end]):
            head = clause[0].partition(verb[0])[0]
            return start + clause.start(), min(end, start + clause.start() + len(head))
    return start, end


def _attends_otherwise(asked: Asked, after: str) -> bool:
    """Whether names came to a meeting in another way than was asked: 列席 is not 参加."""
    asked_verb, verb = ATTENDING.search(asked.text), ATTENDING.search(re.split("[，。；]", after)[0])
    return asked_verb is not None and asked_verb[0] == "列席" and verb is not None and verb[0] != "列席"


def _led(text: str, start: int) -> str:
    """What stands before names in their clause: 省领导."""
    return text[between(text, start, start, "，。；\n")[0] : start]


def _by_whom(asked: Asked, text: str, start: int, end: int) -> Shaped | None:
    """For 由谁领投 all that stands between 由 and 领投."""
    verb = re.search("由谁([一-鿿]{2})", asked.text)
    told = re.finditer(rf"由([^，。；由]{{2,24}}?)(?:独家|联合|共同|负责)?{verb[1]}", text) if verb else ()
    done = next((m for m in told if m.start(1) <= start and end <= m.end(1)), None)
    if not done:
        return None
    if re.search(rf"{POSTS}$", text[:start]) and looks_like_a_name(text[start:end]):
        return Shaped(start, end, 1.0, post_before(text, start))
    start, end = done.span(1)
    named = [c for c in find("person", f"{text[:end]}，") if start <= c.start]
    if len(named) == 1 and named[0].end == end and asked.kind == "person":
        return Shaped(named[0].start, end, 1.0, named[0].detail)
    return Shaped(start, end, 1.0, post_before(text, start))


def _are_asked(asked: Asked, text: str, lists: list[tuple[int, int]]) -> bool:
    """Whether 谁 means all of a list: what it did is printed behind it, and no post or rank tells one of them."""
    did = re.sub(r"^[还都又也]?有?|[的了着]", "", asked.after)[:2]
    behind = text[lists[0][1] : lists[0][1] + 12] if lists else ""
    is_one = re.search(rf"分别|第\d|{POSTS}|哪[一]?位|谁[和与跟同]", asked.text) or "分别" in text
    return bool(did) and "谁" in asked.text and not is_one and any(char in behind for char in did)


def _lists_people(text: str, people: list[Candidate]) -> bool:
    """Whether the first two names are items of one list: 甲、乙 or 甲和副市长乙, but not 甲会见了乙."""
    joint = text[people[0].end : people[1].start]
    return re.fullmatch(rf"\s?[、和与及，](?:[一-鿿、]{{0,16}}{POSTS})?", joint) is not None


def _name_fit(words: str) -> float:
    """How much a stretch without a known name looks like a person or body that can act."""
    if INDEFINITE.search(words):
        return 0.1
    if len(words) < 2 or re.search(r"\d|[，。；]|[冠亚季]军$", words):
        return 0.0
    if re.fullmatch(rf"{NAMELESS}|{SURNAME}(?:{POSTS}|{SPOKEN_TO})|{LATIN_NAME}", words):
        return 1.0
    if re.search(rf"{POSTS}$", words):
        return 0.3
    if looks_like_a_name(words):
        return 1.0
    return 0.6 if len(words) <= 12 else 0.3


def whole_post(asked: Asked, text: str, start: int, end: int) -> Shaped:
    """Every post printed before the name that the question has; another's, his name behind it, fits badly."""
    if verb := re.match(r".*(?:会见|接见|会晤)了?", text[start:end]):
        start += verb.end()
    named = next(
        (c for c in find("person", text) if c.start >= end and not text[end : c.start].strip()), None
    )
    name = re.sub(r"\s", "", text[named.start : named.end]) if named else ""
    if name and name not in asked.question and not re.search("[他她]", asked.question):
        return Shaped(start, end, 0.1)
    if FORMERLY.search(asked.text) and NOW_HELD.search(text[:start]):
        return Shaped(start, end, 0.1)
    printed = (
        post_before(text, end)
        if text[end : end + 2] in asked.question.replace("职务", "") and text[end:]
        else ""
    )
    start = min(start, end - len(printed))
    return Shaped(start, end, 1.0 if re.search(rf"{POSTS}$", text[start:end]) else 0.3)
