"""people_in: whom a text names and how often; rather a name too few than a word too many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qa.candidates import (
    CLAUSE,
    NAME,
    NOT_GIVEN,
    POSTS,
    SHORT_NAME,
    find,
    name_lists,
)
from qa.surnames import COMPOUND_SURNAMES, SURNAMES
from qa.words import is_common, segment, tag_of, word_starts

AROUND = 12  # characters beside a person's name that tell where words end

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
SPEAKS = r"(?:表示|说|介绍|告诉|认为|指出|强调|透露|坦言|回忆|主持|会见|率队|出席并|致辞|任|当选)"

# Who wrote, photographed and edited isn't named by the article.
ROLES = "(?:记者|通讯员|实习生|责任编辑|责编|编辑|校对|审核|审校|监制|作者|撰文|摄影|编审)"
CREDITS = re.compile(
    rf"[（(][^（）()\n]{{0,24}}?(?:{ROLES}|[网报社台] )[^（）()\n]{{0,24}}[）)]|[（(]\s*(?:{NAME}[、 ]*){{1,4}}\s*[）)]"
    rf"|{ROLES}[：:／/ \u3000]*(?:{NAME}[、，, \u3000]*){{1,4}}"
)

# Characters that foreign names are written with.
FOREIGN = (
    "龙多什娃任日高金内切契屈申延永治蓬藤滕依历杭阿埃艾爱安昂奥敖巴白柏拜班邦保堡鲍贝本比彼毕宾波玻伯勃博卜布采策查察昌彻茨慈次达戴代黛丹道德登邓狄迪底蒂丁东杜敦顿额恩尔法凡范菲费芬丰冯佛弗夫福富盖甘冈"
    "戈哥格葛根贡古瓜圭郭哈海罕汉豪赫黑亨洪侯胡华怀惠霍基吉济季加佳嘉贾简姜杰捷津京久居卡凯坎康考柯科可克肯孔库昆夸奎拉腊莱赖兰朗劳勒雷列蕾黎里利莉丽连良烈林琳隆卢鲁露"
    "伦罗洛吕玛马迈麦曼芒茅梅门蒙孟米密蜜敏莫默姆木穆拿哪娜纳乃奈南瑙嫩尼妮涅宁牛纽农努诺欧帕潘庞培佩彭皮珀普奇齐恰钱乔钦琼丘让热仁荣茹瑞若萨塞赛桑瑟森沙莎"
    "绍舍圣史舒斯丝松苏索塔泰坦汤唐陶特腾提田铁廷汀图土托瓦万旺威韦维魏温沃乌伍武西希锡夏香肖谢辛欣休逊雅亚扬耶叶伊因英尤约泽扎詹珍芝朱卓兹宗佐买孜吾"
)
_PART = rf"[{FOREIGN}]{{1,7}}(?:[-－–][{FOREIGN}]{{1,7}})*"
FOREIGN_NAME = re.compile(
    rf"(?:(?![任日多内什延])[{FOREIGN}][{FOREIGN}-]{{1,8}}|(?<![{FOREIGN}-])[乔本让唐金丹汤吉])(?:·{_PART})*·{_PART}"
)
# What makes a place, a ship or a house of the name before it.
NAMESAKE = re.compile(
    r"[”’]?[省市州县区镇号岛奖杯湖港山]|难民营|大学|机场|公司|集团|学院|医院|基金|[·-][\u4e00-\u9fff]|因[在其涉病]"
)
IN_LATIN = re.compile(
    r"[\u4e00-\u9fff]{1,4}(?=[（(][A-Za-z])"
)  # the rest of a name, behind which it stands in Latin
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
    names = dict.fromkeys((*_foreign(text), *_listed(text), *_speaking(text)))
    for found in find("person", text):
        name = text[found.start : found.end].replace(" ", "")
        if len(name) > 1 and "·" not in name and _is_person(text, found.start, found.end, name):
            names[name] = None
    if not names:
        return {}
    # The longest first, so that 王明华 isn't counted as 王明.
    printed = "|".join(" ?".join(map(re.escape, name)) for name in sorted(names, key=len, reverse=True))
    counts = Counter(found.replace(" ", "") for found in re.findall(printed, text))
    return {name: counts[name] for name in names if counts[name]}


def _foreign(text: str) -> Iterator[str]:
    """Names such as 乔·拜登, from where a word begins to where one ends: 普京 in 普京多次."""
    for m in FOREIGN_NAME.finditer(text):
        first = max(0, m.start() - AROUND)
        places = {first + at for at in word_starts(text[first : m.end() + AROUND])}
        start, end = m.span()
        rest = IN_LATIN.match(text, end)
        if rest:
            end = rest.end()
        elif not re.match(SPEAKS, text[end - 1 : end + 2]):
            end = max(at for at in places if at <= end)
        if text[:end].endswith("多次"):
            end -= 2
        if text[end - 1] == "任" and re.match(rf"(?!在)[\u4e00-\u9fff]{{0,10}}?{POSTS}", text[end:]):
            end -= 1  # 任 is a verb there
        start = min(at for at in places if at >= start)
        name = text[start:end]
        parts = name.split("·")
        is_cut = len(parts) < 2 or not parts[0] or len(parts[-1]) < 2 or text[start - 1 : start] in ("-", "·")
        if not is_cut and not NAMESAKE.match(text, end):
            yield name


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
