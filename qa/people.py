"""people_in: whom a text names and how often; rather a name too few than a word too many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qa.persons import (
    AROUND,
    CLAUSE,
    NAME,
    NOT_GIVEN,
    POSTS,
    SHORT_NAME,
    SPEAKS,
    find_people,
    foreign_names,
    name_lists,
)
from qa.surnames import COMPOUND_SURNAMES, SURNAMES
from qa.words import is_common, segment, tag_of

# Surnames that are words more often than names: 时发现, 于未来, 强降雨. They need a sure sign beside them.
WORD_SURNAMES = frozenset(
    "时于方边应曾车解何连和从向强高白文关唐古全包安常易成计都宁党明终经毛黄蓝金龙海雷麦毕代尚管祝单仅从满钱齐陆路游原后平相同来步占由当别干更又井万吉池席练廉薄迟宿曲"
)
# What follows a surname without being a given name, and what ends a name that is none.
ADDRESS = re.compile(
    r"先生|女士|小姐|家族|老板|店长|警方|[大老小][哥姐弟妹汉师伯爷娘妈姨叔总]|师傅|教授|阿姨|[爷奶爸妈叔伯婶姐哥姨嫂总某氏工导队婆谢]|.[你摄姐哥姨婶嫂叔]"
)
NOT_LAST = frozenset(
    "市县区镇村岛馆阁楼寺庙桥街园店厂局校站宫殿塔粉酒茶汤队会湾率感口营科河素户拉摄界洼鸭鹿猫灰坪驻写后"
)
ADVERBS = frozenset("曾便还仍更又再则即均皆才就都也将已正并亦说")
SAYS = r"(?:说[，：:道]|表示[，：:]|介绍[，：:说]|告诉|坦言|回忆[，：:说道]|透露[，：:])"

# Who wrote, photographed and edited isn't named by the article.
ROLES = "(?:记者|通讯员|实习生|责任编辑|责编|编辑|校对|审核|审校|监制|作者|撰文|摄影|编审)"
CREDITS = re.compile(
    rf"[（(][^（）()\n]{{0,24}}?(?:{ROLES}|[网报社台] )[^（）()\n]{{0,24}}[）)]|[（(]\s*(?:{NAME}[、 ]*){{1,4}}\s*[）)]"
    rf"|{ROLES}[：:／/ \u3000]*(?:{NAME}[、，, \u3000]*){{1,4}}"
)

# Places abroad that begin like surnames, in the dictionary as people; and other words that look like names.
NOBODY = frozenset(
    "黎巴嫩 卢森堡 卢旺达 索马里 马耳他 安哥拉 安道尔 冈比亚 苏里南 牙买加 夏威夷 马德里 马尼拉 温哥华 华盛顿 莫斯科 马里 苏丹 汤加 古巴 柏林 罗马 费城 文莱"
    " 徐家汇 马自达 牛魔王 官网 官微 官博 官媒".split()
)


def people_in(text: str) -> dict[str, int]:
    """The people named, and how often: `罗 祎` is 罗祎.

    >>> people_in("区长沈怀远主持会议。沈怀远指出，防汛要早。")
    {'沈怀远': 2}
    """
    text = CREDITS.sub("\n", text)
    names = dict.fromkeys((*(text[s:e] for s, e in foreign_names(text)), *_listed(text), *_speaking(text)))
    for found in find_people(text):
        name = text[found.start : found.end].replace(" ", "")
        if len(name) > 1 and not set("·某") & set(name) and _is_person(text, found.start, found.end, name):
            names[name] = None
    if not names:
        return {}
    # The longest first, so that 王明华 isn't counted as 王明.
    printed = "|".join(" ?".join(map(re.escape, name)) for name in sorted(names, key=len, reverse=True))
    counts = Counter(found.replace(" ", "") for found in re.findall(printed, text))
    return {name: counts[name] for name in names if counts[name]}


def _listed(text: str) -> Iterator[str]:
    """The names in lists of three and more: nothing else is printed so."""
    for start, end in name_lists(text):
        parts = (re.sub(rf"^.*{POSTS}", "", part) for part in re.split("、|和(?!、)|，", text[start:end]))
        names = [name for part in parts if (name := part.replace(" ", ""))]
        people = [name for name in names if "·" in name or (_has_form(name) and not _is_word(name, kinds=()))]
        if len({name[0] for name in names}) == 1 and names[0][0] in WORD_SURNAMES:
            continue  # 易积水、易塌方、易滑坡
        if len(names) > 2 and len(people) * 5 >= len(names) * 4 and _is_among_people(text, start, start):
            yield from (name for name in people if "·" not in name)


def _speaking(text: str) -> Iterator[str]:
    """Names of three characters that say something, whatever stands before them: 游客温晓岚说."""
    for m in re.finditer(rf"(?<![·-])({NAME})(?={SAYS})", text):
        name = m[1]
        is_name = len(name) == 3 and name[0] not in WORD_SURNAMES and _has_form(name) and not _is_word(name)
        if is_name and not NOT_GIVEN & set(name[1:]) and _words_of(text, *m.span(1)) == [name]:
            yield name


def _has_form(name: str) -> bool:
    """Whether it has a surname, and a given name that is no form of address, ending or adverb."""
    given = name[2:] if name.startswith(COMPOUND_SURNAMES) else name[1:]
    if (
        name in NOBODY
        or re.fullmatch(POSTS, given)
        or not given
        or ADDRESS.match(given)
        or name[-1] in NOT_LAST
        or (len(given) > 1 and name[-1] in ADVERBS)
    ):
        return False
    return name.startswith(COMPOUND_SURNAMES) or name[0] in SURNAMES


def looks_like_a_name(words: str) -> bool:
    """Whether words are a name rather than anything else, wherever they stand."""
    is_form = re.fullmatch(NAME, words) is not None and _has_form(words)
    return is_form and not is_common(words) and not _is_word(words, kinds=())


def _is_word(name: str, kinds: Sequence[str] = ("n", "v", "vn", "s", "t", "f", "d", "c")) -> bool:
    """Whether a name of three characters is a word with one before or behind it: 洪水中, 秦家族."""
    if len(name) != 3:
        return False
    is_other = is_common(name[:2]) and tag_of(name[:2]) not in ("ns", "nz", "nt")
    return is_other or bool(NOT_GIVEN & set(name[1:])) or tag_of(name[1:]) in kinds


def _is_among_people(text: str, start: int, end: int) -> bool:
    """Whether of what is printed beside it, with 、 between, one is a person too: 停止 beside 左转弯 is none."""
    is_person = rf"(?:.*(?:{POSTS}|[为是由与和及有]))?(?:{NAME}|{SHORT_NAME}|.*·.*) ?"
    goes_on = rf"(?:[等和以及与为的是在将也作]|{SPEAKS}|{POSTS}|分别|参加|出席|主演|领衔)"
    beside = []
    if text[start - 1 : start] == "、":
        before = re.split(rf"[{CLAUSE}、]", text[max(0, start - 2 * AROUND) : start - 1])[-1]
        beside.append(not before or re.fullmatch(is_person, before))
    if behind := re.match(rf" ?、 ?([^{CLAUSE}、]*)", text[end:] if end > start else ""):
        beside.append(re.fullmatch(rf"{is_person}(?:{goes_on}.*)?", behind[1]))
    return not beside or any(beside)


def _is_person(text: str, start: int, end: int, name: str) -> bool:
    """Whether what stands where names stand is one."""
    if not _has_form(name):
        return False
    if " " in text[start:end]:  # 罗 祎 is as long as names of three characters
        return True
    given = name[2:] if name.startswith(COMPOUND_SURNAMES) else name[1:]
    before, behind = text[max(0, start - AROUND) : start], text[end : end + 3]
    if re.search("(?:[主责担出现原曾历兼常时]任|[主首]席)$", before + name[0]):
        return False
    is_told = bool(re.search(rf"{POSTS}$", before[-8:]))
    if is_told and "日本" in before:  # 植田 of 植田和男
        return False
    speaks = bool(re.match(SPEAKS, behind))
    words = _words_of(text, start, end)
    if not words and not (is_told and speaks):
        return False
    if is_told:
        return len(given) > 1 or name[0] not in WORD_SURNAMES
    if len(given) == 1 and tag_of(name):  # 文明, 谢谢 and 祝福 are in the dictionary as names
        return False
    if name.startswith("东方") or not _is_among_people(text, start, end) or (_is_word(name) and not speaks):
        return False
    if name[0] in WORD_SURNAMES or len(given) == 1:
        return len(words) == 1 and speaks
    return True


def _words_of(text: str, start: int, end: int) -> list[str]:
    """The words that characters start to end consist of; none where one of them goes on outside."""
    first = max(0, start - AROUND)
    around = text[first : end + AROUND]
    place, words = first, []
    for word in segment(around):
        if start <= place and place + len(word) <= end:
            words.append(word)
        place += len(word)
    return words if sum(map(len, words)) == end - start else []
