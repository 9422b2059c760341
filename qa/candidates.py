"""find: the persons, dates or numbers of a text, each of which can answer one kind of question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from qa.numerals import arabic_days
from qa.persons import Candidate, find_people

CHINESE_NUMBER = (
    r"[一二两三四五六七八九十百千][一二两三四五六七八九十百千万亿零〇]*(?:点[一二三四五六七八九零〇]+)?"
)
DIGITS = rf"(?:\d(?:[\d,]|，(?=\d{{3}}(?!\d)))*(?:[.．]\d+)?|{CHINESE_NUMBER})"
UNITS = (
    r"(?:周岁|周年|场次|摄氏度|百帕|兆瓦|工作日|个工作日|个基点|基点|平方公里|平方千米|平方米|㎡|立方米|公里|海里|英里|千米|厘米|毫米|公斤|千克|小时|分钟|美元|欧元|港元|日元|韩元|澳元|加元|英镑|卢比|卢布|人民币|平米|立方(?!米)|人次|户次|家次|个月|个小时|个百分点|微克|千瓦时|百分点|公顷"
    r"|千瓦|元|人|名|个|家|条|项|场|天|届|倍|岁|米|所|支|座|台|辆|吨|件|批|块|枚|张|户|亩|年|月|次|位|度|分|秒|版|本|间|套|册|层|成(?![立为员功果都本长])|只|头|棵|株|处|起|宗|份|期|路|站|级|队|种|群|类|车|盏|艘|艇|首|幅|篇|片|栋|幢|轮|盘|根|双|盒|瓶|箱|袋|桶|克|斤|升|球|颗|票(?![价房据选款务])|周|省(?![级会内])|国(?![家内际务籍民有])|方(?![面式法案向位便针])|英寸|股(?![份票权市价东民指本比息道改])|笔(?![记者下试画录迹墨会友])|组(?![织成建合长委图别员团装阁数])"
    r"|包(?![括含装裹容揽围办干子公头])|例(?![如外会行])|%|％|‰|℃|(?:[GTM]B|m?Ah|[kMG]?Wh?|nit|[kMG]?Hz|[ckmn]?m|[km]?g|ml|V)(?![A-Za-z]))"
)
_YEAR = r"(?:\d{4} ?年|[今去明前]年)"
_TO = "[至到—–～~-]"
_PART = "(?:[底初]前?|[上中下]旬|份)"  # of a month
_HOUR = "(?:凌晨|清晨|早晨|早上|上午|中午|午后|下午|傍晚|晚间|晚上|晚|夜间|夜里|深夜|白天)"
_COLON = r"(?:[01]?\d|2[0-4])[:：∶][0-5]\d(?!\d)"
_CLOCK = rf"(?:\d{{1,2}}[时点](?:\d{{1,2}}分|许|半)?|{_COLON})"
HOURS = rf"(?:每[天日])?{_HOUR}?{_CLOCK}{_TO}(?:次日)?{_HOUR}?{_CLOCK}"  # 7时至21时
DATE = (
    rf"(?:{_YEAR} ?)?\d{{1,2}} ?月 ?\d{{1,2}}(?: ?日?{_TO}(?:{_YEAR})?(?:\d{{1,2}}月)?\d{{1,2}})? ?[日号]{_HOUR}?{_CLOCK}?"
    rf"|{_YEAR}(?:第?[一二三四1-4]季度|[上下]半年|年?[底初]前?)|\d{{4}}年?{_TO}\d{{4}}年"
    rf"|{_YEAR}?(?<!\d)\d{{1,2}}月?{_TO}\d{{1,2}}月|{_YEAR} ?\d{{1,2}} ?月{_PART}?|\d{{4}} ?年前?|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}(?!\d)|(?<!\d)(?:\d{{1,2}}[、和])?\d{{1,2}}月(?! ?\d{{1,2}} ?[日号]){_PART}?"
    rf"|(?<![\d月])\d{{1,2}}日{_HOUR}?{_CLOCK}?|(?:昨日|昨天|今日|今天|明日|明天|前天|后天){_HOUR}?{_CLOCK}?"
    rf"|[昨今明]晚{_CLOCK}?|(?:{_YEAR}|上世纪)\d0年代|(?:{_YEAR})?[春夏秋冬](?:天|季)|(?:春节|国庆|五一|元旦|暑假|寒假)期间|年底前?|[上下本]个?月(?:\d{{1,2}}日{_HOUR}?{_CLOCK}?|{_PART})?"
    rf"|(?:第?[一二三四]|[上本下])季度|(?:每|上|下|本|这)?(?:周|星期)[一二三四五六日天](?:[至到](?:周|星期)?[一二三四五六日天])?(?!报)|{_HOUR}{_CLOCK}"
    rf"|\d{{1,2}}[时点](?:\d{{1,2}}分|许|半)|(?<!\d){_COLON}"
)


def find(kind: str, text: str) -> list[Candidate]:
    """Every person, date or count of the text, in order."""
    finders: dict[str, Callable[[str], Iterator[Candidate]]] = {
        "person": find_people,
        "date": lambda t: _matches(DATE, arabic_days(t)),  # as long as before
        "count": lambda t: joined(t, find_counts(t)),
    }
    return list(finders[kind](text))


_AMOUNT = rf"{DIGITS}[余多几]?(?: ?(?:万亿|千亿|百亿|亿|千万|百万|万|千(?!瓦)|百(?!帕)))?[余多]?"
GOING_ON = "时分秒月年米万亿千元角斤岁"  # ends of numbers that smaller ones of their measure follow
_BELOW = r"(?:零下|负|(?<![\w.%％℃)）])[-−－]|(?<=[\u4e00-\u9fff])[-−－](?=\d))"
_TILL = rf"{_TO}(?:零下|[负−－-])?{_AMOUNT}"  # the end of a range, whose unit stands behind it or behind both numbers
_COUNT = (
    rf"第{DIGITS}{UNITS}?|(?:近|(?<![签预条公合])约|不?超过?|逾|不到|不足|不[少低高]于|至少|最多)?"
    rf"(?:{DIGITS}分之{DIGITS}|(?<![\d/])\d/\d(?![\d/])|(?:{_BELOW}|(?:数|上|好?几)(?=[十百千万]))?{_AMOUNT}"
    rf"(?:{_TILL}(?={UNITS})|(?P<unit>{UNITS}){_TILL}(?=(?P=unit)))?(?:个[半多](?:小时|月)|(?:(?<=\d) )?{UNITS}(?:半(?![价数边路场球天])|多(?=[，。、；的来])|多$)?(?:[/／]每?(?:{UNITS}|日))?)?"
    rf"|(?:数|上|近|好?几|超过?|逾)[十百千]?[万亿]{UNITS}?"
    r"|(?<![上下后一])(?<!(?<!提)前)半个?(?:年|月|小时|天|世纪))(?:以上|左右)?"
)


def find_counts(text: str) -> Iterator[Candidate]:
    """Numbers with their unit, and ordinals; numbers that are part of a date are not counts."""
    dates = [m.span() for m in re.finditer(DATE, arabic_days(text))]
    for m in re.finditer(_COUNT, text):
        plain = not re.search(r"\d", m[0])
        if plain and not re.search(rf"^第|(?:{UNITS}|人)(?:半|多)?$|分之", m[0]):
            continue
        is_score = re.match(r"[∶:：]\d", text[m.end() : m.end() + 2]) or re.match(
            r"\d[∶:：]", text[max(0, m.start() - 2) : m.start()]
        )
        if not is_score and not any(start <= m.start() < end for start, end in dates):
            yield Candidate(m.start(), m.end())


def joined(text: str, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Candidates with those that go on right behind as one: 1小时06分42秒, not 60名70岁."""
    last: Candidate | None = None
    for candidate in found:
        if last and text[last.end : candidate.start] in ("", "零") and text[last.end - 1] in GOING_ON:
            last = Candidate(last.start, candidate.end)
            continue
        if last:
            yield last
        last = candidate
    if last:
        yield last


def _matches(pattern: str, text: str) -> Iterator[Candidate]:
    return (Candidate(m.start(), m.end()) for m in re.finditer(pattern, text) if m.end() > m.start())
