"""Questions made by putting a question word where a sentence has a date, a number, a place or a name."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from patterns import DATE, NAME, PART, SAID, TITLE_ENDS

LONGEST = 46  # characters of the statement that a question is made of
POINTING = re.compile(
    r"该|此|这|其|他|她|我|你|它|们|上述|前者|后者|图为|原标题|返回|责任编辑|http|[●■▲】【]"
)
LEAD = re.compile(
    r"^(?:据悉|据了解|据介绍|据报道|目前|同时|此外|另外|其中|但|而|因此|随后|不过|然而|同日|当天|当日|会上|据\S{2,12}(?:消息|报道|数据|统计)|"
    r"\S{2,14}(?:讯|电))[，,：]?"
)
UNITS = "|".join(
    sorted(
        (
            "个|个月|个小时|个百分点|人|名|位|家|万元|亿元|元|美元|亿美元|万人|万人次|人次|公里|千米|米|平方米|平方公里|亩|万亩|公顷|吨|万吨|公斤|千克|辆|万辆|台|套|件|项|户|场|次|"
            "天|年|岁|小时|分钟|秒|所|座|条|种|处|起|例|份|张|只|头|本|部|篇|支|批|毫米|厘米|度|℃|倍|分|枚|届|期|层|栋|间|艘|架|万千瓦|千瓦时|万户"
        ).split("|"),
        key=len,
        reverse=True,
    )
)
BARE = r"(?<![\d.\-—~～第近每至到约超逾/年])"
AMOUNT = re.compile(
    rf"{BARE}(?P<a>(?!(?:19|20)\d\d(?!\d))(?:\d[\d.,]*|[二三四五六七八九十]{{1,3}})(?:余|多)?(?:万亿|万|亿|千|百)?(?:余|多)?)(?P<u>{UNITS})(?![\d一二三四五六七八九十])"
)
PERCENT = re.compile(r"(?P<a>\d[\d.]*[%％])")
WHEN = re.compile(rf"(?<![\d.\-—~～近第至到])(?P<a>{DATE})(?!至|到|-|—|~|～|、|晚?消息|电|讯|游|热)")
YEAR = re.compile(r"(?<![\d.])(?P<a>(?:19|20)\d\d年)(?!\d|至|—|-|到)")
ORDINAL = re.compile(r"(?P<a>第[\d一二三四五六七八九十百]{1,4}(?P<u>届|次|个|批|轮|场|期|名))")
PLACE = re.compile(
    rf"(?:位于|坐落在|坐落于)(?P<a>{PART}{{3,20}})(?=[，。；])|在(?P<b>(?!今|这|此|当){PART}{{2,16}}?)(?=(?:正式|隆重|成功|顺利)?(?:举行|召开|开幕|启动|举办|成立|揭牌|签约|亮相|开业|出生|去世))"
)
CHIEF = rf"(?:{TITLE_ENDS}|总统|总理|首相|外长|防长|国王|学者|市民|村民|居民)"
PERSON = re.compile(rf"{CHIEF}(?P<a>{NAME})(?={SAID}|[，、]|宣布|出席|主持|带队|率领|担任|获得|成为)")
FOREIGN = re.compile(
    rf"{CHIEF}(?P<a>[\u4e00-\u9fa5]{{1,6}}·[\u4e00-\u9fa5]{{1,8}}?)(?={SAID}|[，、（(]|宣布|出席|在|于|发布)"
)
NAMED = re.compile(
    r"(?:名为|叫做|名叫|取名|题为|命名为|称为|被称为|名称为)(?P<a>“[^”]{2,20}”|《[^》]{2,30}》)"
)
FOREIGN = re.compile(r"(?P<a>[\u4e00-\u9fa5]{1,6}·[\u4e00-\u9fa5]{1,8}(?:·[\u4e00-\u9fa5]{1,8})?)")
MAKER = re.compile(
    rf"^(?P<a>{PART}{{2,20}}?(?:公司|集团|大学|学院|医院|局|部|委|协会|银行|研究所|研究院|法院|检察院|政府|中心))(?:正式|联合|近日|日前|今日|今天|昨日|已|将|共)*(?=发布|宣布|推出|启动|印发|公布|举办|召开|完成|获得|收购|成立|开展|组织|回应|通报|称|表示)"
)
TAIL = re.compile(r"[，。！？；、：\s]+$")


def _kinds(draw: random.Random) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    when = ("什么时候", "哪天", "何时", "哪一天", "几月几日", "什么时间")
    return (
        (AMOUNT, ("多少{u}",)),
        (PERCENT, ("多少", "百分之多少", "百分之几")),
        (WHEN, when),
        (YEAR, ("哪一年", "哪年", "什么时候")),
        (ORDINAL, ("第几{u}",)),
        (PLACE, ("哪里", "什么地方", "哪儿", "何处")),
        (PERSON, ("谁", "谁", "哪位")),
        (FOREIGN, ("谁", "哪位", "什么人")),
        (NAMED, ("什么", "什么名字")),
        (MAKER, ("谁", "哪家单位", "哪个机构", "哪个部门或公司")),
    )


def statement(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """The clauses from the sentence's begin to the one that holds the answer; None where they are too long."""
    lead = LEAD.match(sentence)
    a = lead.end() if lead else 0
    stop = re.compile(r"[，；。！？：]").search(sentence, end)
    z = stop.start() if stop else len(TAIL.sub("", sentence))
    if start < a or z - a > LONGEST:
        clause = [m.end() for m in re.finditer(r"[；，]", sentence[:start])]
        a = clause[-1] if clause else a
        if start < a or z - a < 12:
            return None
    return (a, z) if 9 <= z - a <= LONGEST else None


def cloze_asks(sentence: str, draw: random.Random) -> Iterator[tuple[str, int, int]]:
    """(question, start, end) for some of the facts of one sentence."""
    found = [(m, draw.choice(words)) for pattern, words in _kinds(draw) for m in pattern.finditer(sentence)]
    for match, word in draw.sample(found, min(2, len(found))):
        a, z = match.span("a") if match["a"] else match.span("b")
        if "u" in match.re.groupindex and match.re is AMOUNT:
            z = match.end("u")
        part = statement(sentence, a, z)
        if not part or POINTING.search(sentence[part[0] : part[1]]):
            continue
        asked = _asked(word, match, draw)
        question = _ask(sentence[part[0] : part[1]], a - part[0], z - part[0], asked, draw)
        if question and sentence[a:z] not in question and (a, z) != part:
            yield question, a, z


def _asked(word: str, match: re.Match[str], draw: random.Random) -> str:
    """The question word with its unit: 多少人, 几家, 多少钱."""
    unit = match.groupdict().get("u") or ""
    if unit.endswith("元") and draw.random() < 0.5:
        return "多少钱"
    if (
        match.re is AMOUNT
        and len(unit) == 1
        and match["a"].isdigit()
        and len(match["a"]) < 3
        and draw.random() < 0.4
    ):
        return f"几{unit}"
    return word.format(u=unit)


def _ask(said: str, a: int, z: int, word: str, draw: random.Random) -> str:
    """The statement with the question word in place, shortened, or turned so that the word stands last."""
    before, after = said[:a], said[z:]
    if (
        word.endswith(("时候", "天", "何时", "几日", "时间", "年"))
        and not before
        and after.startswith(("，", ","))
    ):
        after = after[1:]
        word = f"{word}，" if draw.random() < 0.3 else word
    if draw.random() < 0.5:
        before = _shorter(before, draw)
    if draw.random() < 0.35:
        after = re.sub(r"[，（(].*$", "", after)
    if len(before) + len(after) < 6:
        return ""
    question = f"{before}{word}{after}".strip(" 　，")
    if word in ("谁", "哪位") and (not after or re.match(f"{SAID}$", after)):
        question = f"{before}是{word}"
    return question + draw.choice(("？", "？", ""))


def _shorter(before: str, draw: random.Random) -> str:
    """Without brackets, and now and then without the first clause or a describing part that ends in 的."""
    before = re.sub(r"[（(][^）)]*[）)]", "", before)
    clauses = [c for c in re.split(r"(?<=，)", before) if c]
    if len(clauses) > 1 and draw.random() < 0.5:
        del clauses[draw.randrange(len(clauses) - 1)]
    return "".join(clauses)
