"""What a question counts, and whether a number or a date can tell it: by its unit, its part, the noun beside it."""

from __future__ import annotations

import re

from qa.candidates import UNITS
from qa.folding import fold
from qa.persons import Candidate
from qa.questions import KIN, Asked

MONEY = ("元", "英镑", "卢布", "卢比", "美金")
SAME_UNIT = {
    "钱": MONEY,
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
    (r"多久|多长[^，]{0,6}(?:时间|刑)|(?:历时|历经|时长|刑期)[^，]{0,4}多长", r"[天年月周日时秒]|分钟|\d分"),
    (r"多[长宽高远厚]", r"米|里|英寸|\d ?[ckm]?m$"),
    (rf"年龄|年纪|岁数|[今现]年多大|(?:[他她]|{KIN}|爷爷|奶奶)多大", r"岁|个月"),
    (r"多大[？?]?$", r"岁|个月|元|[亩米里倍级㎡]|公顷"),
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
UNIT_BEFORE = re.compile(rf"\d(?:(?![年月]){UNITS})?$")  # not of a date: 7月销量


def is_wanted(asked: Asked, words: str) -> bool:
    """Whether a number counts what the question asks to count, or a date holds the part of it that is asked for."""
    if asked.kind == "date":
        part = next((printed for asking, printed in PART_ASKED if re.search(asking, asked.text)), "")
        return re.search(part, words) is not None
    if _is_mere_ordinal(asked, words):
        return False
    if "第几" in asked.text:
        return words.startswith("第")
    if unit := unit_of(asked):
        is_sum = unit == "钱" and words.endswith(("万", "亿"))  # 索赔6.48亿
        return is_sum or any(same in fold(words) for same in SAME_UNIT.get(unit, (unit,)))
    if told := _told_in(asked):
        return re.search(told, words) is not None
    return not words.startswith("第") and not re.fullmatch(r"\d{1,4}", words)


def is_other_measure(asked: Asked, words: str) -> bool:
    """Whether a number can't tell what is asked: 6500亩 no sum of money, 4960万元 no growth, 11名 not how many 家."""
    if _is_mere_ordinal(asked, words):
        return True
    wanted, printed = _measure(unit_of(asked)), _measure(words)
    if wanted and printed and wanted != printed:
        return True
    told = "元" if unit_of(asked) == "钱" else _told_in(asked)
    is_sum = any(unit in words for unit in MONEY)
    return (
        (told == "元" and not is_sum) or ("%" in told and is_sum) or ("岁" in told and printed == MEASURES[0])
    )


def _is_mere_ordinal(asked: Asked, words: str) -> bool:
    """Whether a number tells which where how many was asked: 第一幅."""
    return words.startswith("第") and "第" not in asked.text


def is_named(asked: Asked, text: str, number: Candidate) -> bool:
    """Whether right before a number stands what the question counts: 盈利3.61亿 of 盈利多少."""
    noun = _noun_before(asked)
    told = re.search(
        rf"{re.escape(noun)}(?:[为是达约近超共]|达到|共计|总计|合计|高达|超过)?$", text[: number.start]
    )
    if not told or len(noun) < 2 or UNIT_BEFORE.search(text[: told.start()]):
        return False  # 7人遇难4人获救
    return is_wanted(asked, text[number.start : number.end])


def stands_before(asked: Asked, behind: str) -> bool:
    """Whether two characters of the question beside its asking word are printed right behind a number, or in a word there."""
    after = re.sub(rf"^(?:{UNITS}|钱)", "", asked.after)[:2]
    return any(
        len(noun) == 2 and re.match(f"[一-鿿]?{re.escape(noun)}", behind)
        for noun in (_noun_before(asked), after)
    )


def stands_behind(asked: Asked, before: str) -> bool:
    """Whether the two characters that the question has before its asking word are printed before a number."""
    noun = _noun_before(asked)
    return len(noun) == 2 and re.search(rf"{re.escape(noun)}[^，、。；]{{0,8}}$", before) is not None


def says_which(asked: Asked) -> bool:
    """Whether the question says what the number counts or which part of a date it wants."""
    if asked.kind == "date":
        return any(re.search(asking, asked.text) for asking, _ in PART_ASKED[:1])
    return bool(unit_of(asked) or _told_in(asked))


def unit_of(asked: Asked) -> str:
    """The measure word behind 多少 or 几; "" without."""
    unit = re.match(rf"(?:万|亿|千|百)*({UNITS}|钱)", re.sub(r"^[的了过]", "", asked.after))
    return unit[1] if unit else ""


def _told_in(asked: Asked) -> str:
    """The units of what is asked for, as a pattern; "" where any may do."""
    return next((units for asking, units in TOLD_IN if re.search(asking, asked.text)), "")


def _measure(words: str) -> str:
    """The group of MEASURES that words end with; "" for none."""
    return next((group for group in MEASURES if re.search(rf"(?:{group})(?:半|多|以上|左右)?$", words)), "")


def _noun_before(asked: Asked) -> str:
    """The two characters that say before the asking word what is counted."""
    return re.sub(r"(?:总[数量计]|[数人]数|数量|达到|[的了有是为达一共总])+$", "", asked.before)[-2:]
