"""Shaped: a stretch of text in the form that the question asks for: a bare name, a whole list, a number with its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.candidates import UNITS, find
from qa.folding import fold
from qa.persons import GIVEN, NAME, POSTS, SURNAME, TRANSCRIBED, Candidate, name_lists, post_before
from qa.questions import KIN, Asked, is_chinese
from qa.surnames import COMPOUND_SURNAMES
from qa.words import is_common, whole_words

SAME_UNIT = {
    "钱": ("元",),
    "人": ("人", "名", "位", "个"),
    "名": ("人", "名", "位"),
    "位": ("人", "名", "位"),
    "个": ("个", "家", "项", "名", "所", "处", "条"),
}
# What a number counts where no measure word follows 多少: a word before it or after 多, the units that it is told in.
TOLD_IN = (
    (r"(?:增长|下降|上升|增幅|增速|降幅|占比|比例|比重|率)(?:是|为|有|了|达到?)?多少", r"%|％|百分|倍|成"),
    (
        r"(?:投资|金额?|总额|总值|票价|价格|工资|销售额|营收|收入|利润|产值|罚款|费用|补贴)(?:是|为|有|达到?)?多少|花[了费掉]*多少(?!时间|精力)",
        r"元",
    ),
    (r"气温(?:是|为|有|达到?|降[至到]|升[至到])*多少", r"℃|度"),
    (r"多久|多长时间", r"[天年月周日时秒]|分钟|\d分"),
    (r"多[长宽高远厚]", r"米|里"),
    (rf"年龄|年纪|岁数|[今现]年多大|(?:[他她]|{KIN}|爷爷|奶奶)多大", r"岁|个月"),
    (r"多大[？?]?$", r"岁|个月|[亩米里倍级]|公顷"),
)
# Units that measure the same; a number with one of another group can't be what is asked for.
MEASURES = (
    r"人次?|名|位",
    r"岁",
    r"[年月天日周]|小时|分钟|秒|工作日",
    r"元|英镑",
    r"[%％]|百分点",
    r"亩|公顷|平方公里|平方米",
    r"米|里",
    r"吨|斤|克",
    r"[家所辆台座栋艘架]",
)
# Dates of which one part is asked for: what must be printed of it.
PART_ASKED = (
    (r"几点|几时", r"[时点:：∶]"),
    (r"几月|哪个?月", r"月"),
    (r"哪(?:一)?年", r"年"),
    (r"哪(?:一)?[天日]|几[号日]", r"[日号天周星期]"),
)
EDGE = " \n\t　，。；：、,;:"  # never the first or last character of an answer
PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("‘", "’"), ("「", "」"))
DAY_ASKED = re.compile(r"哪(一)?(天|日)|几(号|日)|日期|what (date|day)|which (date|day)")
YEAR_ASKED = re.compile(r"哪(一)?年|what year|which year")
GROUP = re.compile(r"[一-鿿]{0,8}(?:领导|负责人|代表|成员)$")  # before a list of its names
ATTENDING = re.compile("参加|出席|列席|陪同")
SAYING = re.compile(r"怎么[样]?(?:评价|说|看)|说了?(?:什么|啥)|如何(?:评价|看)")
ANOTHER = re.compile(
    rf"\s?[、和与及](?:[一-鿿]{{0,8}}?{POSTS})?(?:{NAME})"
)  # whom no verb behind tells to be one
LISTED = re.compile("[一-鿿]{2,4}(?:[、和][一-鿿]{2,4})+")  # of whom not each needs to be known
DOING = "中标|获|夺|胜|入选|当选|举|召开|开|承|主办|负责|提供|参|建|生产|赢|输|先|最|排|受|被"  # no noun: 哪家中标
RESPECTIVE = re.compile(r"([^，。；：\n]*)分别([^，。；：\n]*)")
FORMERLY = re.compile("原来|此前|[之以]前|任前|曾")
NOW_HELD = re.compile(
    "(?:任命[^，。；]*为|现任|当选|[出升晋]任)[^，。；]*$"
)  # behind which stands no former post
ENDING = re.compile("自[^，。；]*[至到]$|[截][至止]到?$")  # behind which stands until when
END_ASKED = re.compile("[截到止至]|结束")
UNIT_BEFORE = re.compile(rf"\d(?:{UNITS})?$")
LASTING, DAYS = (
    re.compile("多久|多长时间|几[天日]"),
    re.compile(r"(?<![\d月])\d+ ?日(?=内|[，。；、）]|$)"),
)  # 暂扣60日
LONGEST_AMOUNT = 32  # characters of several numbers that answer together
GOES_ON = re.compile("[。；\n]")  # no list of names does, nor a number
NAMED = 2  # characters at the end of an item by which a question names it
LONG_CLAUSE = 8  # characters before 的 that tell of a noun and aren't part of its name
PART_BEFORE = re.compile(r"(?:\d|[.．点负下—–～~−－-]|分之|\d[^，。；、]{0,3}[至到])\s?$")
PART_AFTER = re.compile(r"\s?(?:\d|[.．点半—–～~−－-]|分之|[至到]\d)")
SCORE = re.compile(r"(?<![\d-])\d{1,3}\s?[∶:：比-]\s?\d{1,3}(?![\d日月年岁场-])")


@dataclass(frozen=True, slots=True)
class Shaped:
    """Characters start to end of a text; `detail` stands beside the answer (a person's post); `fit` is 0 to 1."""

    start: int
    end: int
    fit: float
    detail: str = ""


def shape(asked: Asked, text: str, start: int, end: int) -> Shaped:
    """The span found in a sentence, grown or trimmed to the form asked for, and how well it has that form."""
    start, end = trim(text, start, end)
    if start >= end:
        return Shaped(start, end, 0.0)
    if asked.kind in ("person", "people"):
        people = _people(asked, text, start, end)
        return replace(people, fit=0.1) if GOES_ON.search(text[people.start : people.end]) else people
    if asked.kind in ("date", "count"):
        shaped = _whole(asked, text, start, end)
        is_torn = asked.kind == "count" and _is_torn(text, start, end, shaped)
        return Shaped(start, end, shaped.fit) if is_torn else shaped
    if asked.kind == "post":
        return _post(asked, text, start, end)
    start, end = _noun(asked, text, start, end)
    if asked.kind in ("place", "organisation", "which", "theme"):
        is_other = (
            any(c.start < end <= c.end for c in find("date", text))
            or re.fullmatch(r"[\d.,万亿%]+", text[start:end])
            or ("在哪" in asked.text and re.search(rf"{POSTS}$", text[start:end]))
        )
        return Shaped(start, end, 0.0 if is_other else 1.0)
    is_speaker = SAYING.search(asked.text) and any(
        (c.start, c.end) == (start, end) for c in find("person", text)
    )
    return Shaped(start, end, 0.1 if is_speaker else 1.0)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without spaces and marks at its ends; a quotation mark or bracket whose partner stands next is taken in."""
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and text[end - 1] in EDGE:
        end -= 1
    for opening, closing in PAIRS:
        inside = text[start:end]
        if -1 < (at := inside.find(closing)) < inside.find(opening):  # of another one: 途》、漫画《渡口》
            return trim(text, start - 1 if text[:start].endswith(opening) else start + at + 1, end)
        if inside.count(opening) == inside.count(closing):
            continue
        if inside.rfind(opening) > inside.rfind(closing) and text[end : end + 1] == closing:
            end += 1
        elif inside.endswith(closing) and text[start - 1 : start] == opening:
            start -= 1
        elif inside.startswith(opening) and closing not in inside:
            start += 1
        elif inside.endswith(closing) and opening not in inside:
            end -= 1
    return start, end


def _noun(asked: Asked, text: str, start: int, end: int) -> tuple[int, int]:
    """With the noun of 哪个仓库 behind it, without what is said of it before 的; a list without what follows; the words said."""
    start, whole = whole_words(text, start, end)
    end = end if asked.kind in ("place", "organisation") else whole  # 南屏区 ends within 区委
    if SAYING.search(asked.text) and (said := re.search(r"“[^”]{6,}”$", text[start:end])):
        return start + said.start(), end
    if "哪些" in asked.text and (listed := re.match(r"[^，；]*、[^，；]*(?=[，；])", text[start:end])):
        end = start + listed.end()
    if asked.kind == "place" and (place := re.search(r"在(?=[^在，。；]{2,14}$)", text[start:end])):
        start += place.end()
    if asked.kind == "place" and (
        done := re.search(r"(?<=..)(?:举行|举办|召开|开幕|启动|落幕)(?:的[^，。；]*)?$", text[start:end])
    ):
        end = start + done.start()
    if asked.kind == "theme" and (one := re.match(r"《[^》]+》(?=、[^《》、]+的《)", text[start:end])):
        end = start + one.end()
    asked_for = re.search(rf"哪[一几]?(?:{UNITS}|幅|部|款)(?!{DOING})([一-鿿]{{2,8}})[？?]?$", asked.text)
    noun = asked_for[1] if asked_for else ""
    if noun and text.startswith(noun, end):
        end += len(noun)
    if asked.kind == "organisation" and (head := re.search(rf"(?<=..){POSTS}$", text[start:end])):
        end = start + head.start()
    if asked.kind in ("organisation", "which") and (
        quoted := re.match("“[^”]{1,12}”|《[^》]{1,20}》", text[end:])
    ):
        end += quoted.end() if "”" not in text[start:end] and "》" not in text[start:end] else 0
    told = re.match(rf".{{{LONG_CLAUSE},}}的(?=[^，的]{{2,}}$)", text[start:end])
    if noun and told and text[start:end].endswith(noun):
        start += told.end()
    return start, end


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


def _people(asked: Asked, text: str, start: int, end: int) -> Shaped:
    start, end = _attending(asked, text, start, end)
    if by := _by_whom(asked, text, start, end):
        return by
    if (
        text[max(0, start - 1) : start + 1] in COMPOUND_SURNAMES
    ):  # 司徒敬亭 was found from its second character
        start -= 1
    lists = [(s, e) for s, e in name_lists(text) if s < end and e > start]
    people = [c for c in find("person", text) if c.start < end and c.end > start]
    lists = [(s, e) for s, e in lists if not _attends_otherwise(asked, text[e:])] if lists else lists
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
    is_within = any(c.start <= start and c.end >= end for c in people)
    if not is_within and re.fullmatch(TRANSCRIBED, text[start:end]):
        return Shaped(start, end, 1.0, post_before(text, start))
    if LISTED.fullmatch(text[start:end]) and not re.search(POSTS, text[start:end]):
        return Shaped(start, end, 1.0)
    inside = [c for c in people if c.start >= start and c.end <= end]
    if len(inside) == 1 and ANOTHER.fullmatch(text[inside[0].end : end]):
        return Shaped(start, end, 1.0)
    if len(inside) == 1 or (inside and asked.kind == "person" and not _lists_people(text, inside)):
        return Shaped(inside[0].start, inside[0].end, 1.0, inside[0].detail)
    if inside:
        return Shaped(start, end, 1.0)
    if people:  # part of a name
        return Shaped(people[0].start, people[0].end, 0.8, people[0].detail)
    if inner := re.search(rf"[的由员手生]({NAME}) ?(?=获|夺|摘|当选|$)", text[start:end]):
        return Shaped(start + inner.start(1), start + inner.end(1), 0.8)
    half = f"(?:{GIVEN})?" if end - start == 1 else ""
    surname = re.search(rf"{SURNAME} ?{half}$", text[:start])
    is_given = re.fullmatch(rf"(?:{GIVEN}){{1,2}}", text[start:end]) is not None
    if surname and is_given and not is_common(surname[0]):  # only the given name was found, not 张 of 任命张
        return Shaped(surname.start(), end, 0.8)
    post = re.match(rf".*{POSTS}(?=[一-鿿·]{{2,4}}$)", text[start:end])
    start += post.end() if post else 0
    return Shaped(start, end, _name_fit(text[start:end]), post_before(text, start))


def _by_whom(asked: Asked, text: str, start: int, end: int) -> Shaped | None:
    """For 由谁领投 all that stands between 由 and 领投."""
    verb = re.search("由谁([一-鿿]{2})", asked.text)
    told = re.finditer(rf"由([^，。；由]{{2,24}}?)(?:独家|联合|共同|负责)?{verb[1]}", text) if verb else ()
    done = next((m for m in told if m.start(1) <= start and end <= m.end(1)), None)
    return Shaped(done.start(1), done.end(1), 1.0, post_before(text, done.start(1))) if done else None


def _attends_otherwise(asked: Asked, after: str) -> bool:
    """Whether names came to a meeting in another way than was asked: 列席 is not 参加."""
    asked_verb, verb = ATTENDING.search(asked.text), ATTENDING.search(re.split("[，。；]", after)[0])
    return asked_verb is not None and asked_verb[0] == "列席" and verb is not None and verb[0] != "列席"


def _are_asked(asked: Asked, text: str, lists: list[tuple[int, int]]) -> bool:
    """Whether 谁 means all of a list: what it did is printed behind it, and no post or rank tells one of them."""
    did = re.sub(r"^[还都又也]?有?|[的了着]", "", asked.after)[:2]
    behind = text[lists[0][1] : lists[0][1] + 12] if lists else ""
    is_one = re.search(rf"分别|第\d|{POSTS}|哪[一]?位|谁[和与跟同]", asked.text) or "分别" in text
    return bool(did) and "谁" in asked.text and not is_one and any(char in behind for char in did)


def _lists_people(text: str, people: list[Candidate]) -> bool:
    """Whether the first two names are items of one list: 甲、乙 or 甲和副市长乙, but not 甲会见了乙."""
    between = text[people[0].end : people[1].start]
    return re.fullmatch(rf"\s?[、和与及，](?:[一-鿿、]{{0,16}}{POSTS})?", between) is not None


def _name_fit(words: str) -> float:
    """How much a stretch without a known name looks like a person or body that can act."""
    if len(words) < 2 or re.search(r"\d|[，。；]|[冠亚季]军$", words):
        return 0.0
    if re.search(rf"{POSTS}$", words):
        return 0.3
    return 0.6 if len(words) <= 12 else 0.3


def _post(asked: Asked, text: str, start: int, end: int) -> Shaped:
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


def _whole(asked: Asked, text: str, start: int, end: int) -> Shaped:
    """The date or amount as printed, of which the span is a part."""
    if asked.kind == "count" and re.search("比分(?!别)|几比几", asked.text):
        scores = [m for m in SCORE.finditer(text) if m.start() < end and m.end() > start]
        return Shaped(scores[0].start(), scores[0].end(), 1.0) if scores else Shaped(start, end, 0.1)
    printed = find(asked.kind, text)
    if asked.kind == "count" and LASTING.search(asked.text):
        printed = sorted(
            (*printed, *(Candidate(*m.span()) for m in DAYS.finditer(text))), key=lambda c: c.start
        )
    found = [c for c in printed if c.start < end and c.end > start]
    if not found:
        return Shaped(start, end, 0.1)
    if asked.kind == "count" and len(told := [c for c in printed if _is_named(asked, text, c)]) == 1:
        found, start, end = told, told[0].start, told[0].end
    if best := _respective(asked, text, found) or _wanted(asked, text, found):
        found, start, end = [best], best.start, best.end
    if asked.kind == "count" and (later := [c for c in found if "，" in text[found[0].end : c.start]]):
        found, end = (
            found[: -len(later)],
            min(end, text.index("，", found[0].end)),
        )  # the next clause counts other things
    first, last = found[0], found[-1]
    if len(found) > 1 or end - start > last.end - first.start + 4:  # more is said than one date or number
        start, end = min(start, first.start), max(end, last.end)
        return Shaped(
            start, end, 0.1 if GOES_ON.search(text[start:end]) or end - start > LONGEST_AMOUNT else 0.8
        )
    if asked.kind == "count":
        first = replace(first, end=_with_unit(asked, text, first))
    first_end = first.start + _asked_part(asked, text[first.start : first.end])
    if asked.kind == "date" and ENDING.search(text[: first.start]) and not END_ASKED.search(asked.text):
        return Shaped(first.start, first.end, 0.1)
    other = 0.1 if asked.kind == "date" or _is_other_measure(asked, text[first.start : first_end]) else 0.4
    fit = 1.0 if _is_wanted(asked, text[first.start : first_end]) else other
    return Shaped(*trim(text, first.start, first_end), fit)


def _is_torn(text: str, start: int, end: int, shaped: Shaped) -> bool:
    """Whether of the stretch that was found a part of the same number is left out: 零下 of 零下12℃, 半 of 两年半."""
    before, after = text[start : shaped.start], text[shaped.end : end]
    return bool(PART_BEFORE.search(before) or PART_AFTER.match(after))


def _asked_part(asked: Asked, words: str) -> int:
    """How many of a date's characters tell the day or the year, where no more was asked for."""
    wanted = (
        r".*[日号](?:[至到—-].*[日号])?"
        if DAY_ASKED.search(asked.text)
        else r"\d{4}年"
        if YEAR_ASKED.search(asked.text)
        else ".*"
    )
    part = re.match(wanted, words) if asked.kind == "date" else None
    return part.end() if part else len(words)


def _is_wanted(asked: Asked, words: str) -> bool:
    """Whether a number counts what the question asks to count, or a date holds the part of it that is asked for."""
    if asked.kind == "date":
        part = next((printed for asking, printed in PART_ASKED if re.search(asking, asked.text)), "")
        return re.search(part, words) is not None
    if "第几" in asked.text:
        return words.startswith("第")
    if unit := _unit(asked):
        is_sum = unit == "钱" and words.endswith(("万", "亿"))  # 索赔6.48亿
        return is_sum or any(same in fold(words) for same in SAME_UNIT.get(unit, (unit,)))
    if told := _told_in(asked):
        return re.search(told, words) is not None
    return not words.startswith("第") and not re.fullmatch(r"\d{1,4}", words)


def _wanted(asked: Asked, text: str, found: list[Candidate]) -> Candidate | None:
    """The one of several dates or numbers that the question describes; None where it describes none, or asks for each."""
    if re.search("分别|各", asked.text):
        return None
    wanted = [c for c in found if _is_wanted(asked, text[c.start : c.end])]
    if not _says_which(asked):
        behind = [c for c in wanted if _stands_behind(asked, text[: c.start])]
        return behind[0] if len(behind) == 1 and len(found) > 1 and asked.kind == "count" else None
    same = SAME_UNIT.get(_unit(asked), ())
    follows = is_chinese(
        text[found[-1].end :][:1]
    )  # 7人遇难4人获救: what is counted stands behind the numbers

    def order(c: Candidate) -> tuple[bool, int]:
        words = fold(text[c.start : c.end])
        is_told = _stands_behind(asked, text[: c.start]) or (follows and _stands_before(asked, text[c.end :]))
        return not is_told, next((i for i, unit in enumerate(same) if unit in words), len(same))

    return min(wanted, key=order, default=None)


def _respective(asked: Asked, text: str, found: list[Candidate]) -> Candidate | None:
    """Of 甲和乙分别获刑6年、4年 the one that stands where the one named in the question stands among the others."""
    told = next((m for m in RESPECTIVE.finditer(text) if m.start(2) <= found[0].start < m.end(2)), None)
    if not told:
        return None
    items = [re.sub(r"\s", "", item) for item in re.split("[、和与及]", told[1])]
    inside = (c for c in find(asked.kind, text) if told.start(2) <= c.start < told.end(2))
    each = [c for c in inside if _is_wanted(asked, text[c.start : c.end])]
    named = [i for i, item in enumerate(items) if item and item[-NAMED:] in asked.question]
    return each[named[0]] if len(named) == 1 and len(items) == len(each) else None


def _is_other_measure(asked: Asked, words: str) -> bool:
    """Whether a number can't tell what is asked: 6500亩 no sum of money, 4960万元 no growth, 11名 not how many 家."""
    wanted, printed = _measure(_unit(asked)), _measure(words)
    if wanted and printed and wanted != printed:
        return True
    told = "元" if _unit(asked) == "钱" else _told_in(asked)
    is_sum = "元" in words
    return (
        (told == "元" and not is_sum) or ("%" in told and is_sum) or ("岁" in told and printed == MEASURES[0])
    )


def _with_unit(asked: Asked, text: str, number: Candidate) -> int:
    """Where a bare number ends with the rare measure word that the question asks with: 26道 of 多少道工序."""
    unit = re.sub(r"^[的了过]", "", asked.after)[:1]
    is_bare = text[number.end - 1].isdigit() and is_chinese(unit) and text.startswith(unit, number.end)
    return whole_words(text, number.start, number.end + 1)[1] if is_bare else number.end


def _measure(words: str) -> str:
    """The group of MEASURES that words end with; "" for none."""
    return next((group for group in MEASURES if re.search(rf"(?:{group})(?:半|多|以上|左右)?$", words)), "")


def _says_which(asked: Asked) -> bool:
    """Whether the question says what the number counts or which part of a date it wants."""
    if asked.kind == "date":
        return any(re.search(asking, asked.text) for asking, _ in PART_ASKED[:1])
    return bool(_unit(asked) or _told_in(asked))


def _unit(asked: Asked) -> str:
    """The measure word behind 多少 or 几; "" without."""
    unit = re.match(rf"(?:万|亿|千|百)*({UNITS}|钱)", re.sub(r"^[的了过]", "", asked.after))
    return unit[1] if unit else ""


def _told_in(asked: Asked) -> str:
    """The units of what is asked for, as a pattern; "" where any may do."""
    return next((units for asking, units in TOLD_IN if re.search(asking, asked.text)), "")


def _stands_before(asked: Asked, behind: str) -> bool:
    """Whether two characters of the question beside its asking word are printed right behind a number."""
    after = re.sub(rf"^(?:{UNITS}|钱)", "", asked.after)[:2]
    return any(len(noun) == 2 and behind.startswith(noun) for noun in (_noun_before(asked), after))


def _stands_behind(asked: Asked, before: str) -> bool:
    """Whether the two characters that the question has before its asking word are printed before a number."""
    noun = _noun_before(asked)
    return len(noun) == 2 and re.search(rf"{re.escape(noun)}[^，、。；]{{0,8}}$", before) is not None


def _is_named(asked: Asked, text: str, number: Candidate) -> bool:
    """Whether right before a number stands what the question counts: 盈利3.61亿 of 盈利多少."""
    noun = _noun_before(asked)
    told = re.search(
        rf"{re.escape(noun)}(?:[为是达约近超共]|达到|共计|总计|合计|高达|超过)?$", text[: number.start]
    )
    if not told or len(noun) < 2 or UNIT_BEFORE.search(text[: told.start()]):
        return False  # 7人遇难4人获救
    return _is_wanted(asked, text[number.start : number.end])


def _noun_before(asked: Asked) -> str:
    """The two characters that say before the asking word what is counted."""
    return re.sub(r"(?:总[数量计]|[数人]数|数量|[的了有是为达一共总])+$", "", asked.before)[-2:]
