"""Names and dates as newspapers print them: bylines, credits, and the date of what happened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import takewhile

from qa.folding import plain
from qa.surnames import BYLINE_SURNAMES, COMPOUND_SURNAMES

LEAD = 300  # characters at an article's start where the date of the event is looked for
BYLINE_REACH = 160  # characters at an article's start and end where a byline is looked for
LONGEST_LOOK_BACK = (
    120  # days; a date later this year is last year's if that is nearer: December news in January
)

_ROLES = (
    r"(?:[\u4e00-\u9fff]{0,8}(?:报|网|社|台|刊|新闻|在线|客户端))?"
    r"(?:本报|首席|特约|特派|特邀|实习|见习|学生|(?:全|融|新)媒体(?:中心)?|传媒中心|摄影|文字|驻[\u4e00-\u9fff]{1,6}?)*"
    r"(?:记者|通讯员|实习生|撰稿人?|评论员|作者(?!系|单位|为|是|简介))"
)
_ROLE = re.compile(_ROLES)
_PAPER_OF_ROLE = re.compile(  # 江汇 in 作者：江汇融媒体记者 方晴
    r"(?<![\u3400-\u9fff])[\u3400-\u9fff]{2,4}(?=(?:全|融|新)媒体(?:中心)?(?:首席)?记者)"
)
_EDITOR = re.compile(r"(?:责任编辑|责编|编辑|校对)[\s/／:：]*[\u3400-\u9fff]{1,4}(?:\s[\u3400-\u9fff])?")
_WORK = re.compile(r"(?:摄影报道|综合报道|联合报道|摄影|报道|供图|整理|编译|撰文|采写|文图|(?<=.)摄)$")
_BETWEEN = re.compile(r"[、，,；;/／｜|:：&]+|(?<=[\u3400-\u9fff]{2})和(?=[\u3400-\u9fff]{2})|\s+")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}$|[\u3400-\u9fff]{2,6}(?:[·•‧][\u3400-\u9fff]{1,8})+$")
_POST = re.compile(r"(?:副?(?:教授|主任|院长|校长|会长|所长|主席)|研究员|博士|院士|老师|医生|律师)$")
_ORGANISATION = re.compile(
    r"(?:部|局|委|办|会|院|校|司|心|站|社|报|网|队|处|所|团|馆|厂|区|县|镇|街道|者|警方|公安|消防)$"
)
_BRACKET = re.compile(r"[（(【]([^（）()【】]{2,60})[）)】]")
_OPENING = re.compile(
    rf"^[■□●◆◇▲△○◎★☆\s—-]*(?:\S{{0,12}}讯\s+)?({_ROLES}[\s/／:：].{{2,40}}|文[/／:：].{{2,30}})", re.M
)
_CLOSING_NAMES = re.compile(r"[。！？”]\s*[（(]([\u3400-\u9fff·、\s]{2,16})[）)]\s*$")
# Of an agency: 临江8月1日电（张三 李四）, 记者张三8月1日报道
_AGENCY = re.compile(
    r"日[电讯]\s*[（(]([\u3400-\u9fff·、\s]{2,30})[）)]|记者([\u3400-\u9fff]{2,3})\d{1,2}月\d{1,2}日(?:报道|讯|电)"
)
# Without brackets: 。 本报记者 张三 摄, below the text 本报通讯员 李 四, above it □ 王五
_CLOSING_BYLINE = re.compile(
    rf"[。！？”]\s*(?:采写[:：]\s*|文[/／]|来\s?源[:：][\u3400-\u9fff]{{2,16}}?)?"
    rf"({_ROLES}[\s/／:：][\u3400-\u9fff·、/／\s:：]{{2,40}}|[\u3400-\u9fff\s]{{2,8}}摄)$"
)
_CLOSING_UNSPACED = re.compile(r"[。！？”]\s*(记者[\u3400-\u9fff]{2,3}(?:通讯员[\u3400-\u9fff]{2,3})*)$")
# What web pages print behind the signature: who edited, and links.
_FURNITURE = re.compile(
    r"(?:\s*(?:返回[\u3400-\u9fff]{2,4}，查看更多|分享让更多人看到|来源[:：](?![^\n]*(?:记者|通讯员))[\u3400-\u9fff]{2,12}|[（(【]?责任编辑[:：][^\n。]{0,16}"
    r"|(?:编辑|校对|审核)[\s/／:：]{1,2}(?:[\u3400-\u9fff]{2,3}|[\u3400-\u9fff]\s[\u3400-\u9fff])(?![\u3400-\u9fff])))+\s*$"
)
AUTHOR = re.compile(r"[□◎◇]\s*([\u3400-\u9fff·、\s]{2,12}?)\s*(?:[（(][^（）()\n]{1,10}[）)])?$", re.M)
_PHOTOGRAPHER = re.compile(r"[（(\s]*(?:[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]\s[\u3400-\u9fff])\s*摄[）)\s]*$")
_PAPER = re.compile(r"([\u4e00-\u9fff]{2,8}(?:报|周刊|周末))(?:[\u4e00-\u9fff]{0,4})(?:记者|讯)")

_DATE = re.compile(  # the first characters stand in front: other places are passed over at once
    r"(?=[\d今去明每当上次翌昨前])(?:"
    r"(?:(?P<year>[12]\d{3})年|(?P<word>今年|去年|明年|每年|当年|上年|次年|翌年))?"
    r"(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日"
    r"|(?P<relative>昨日|昨天|昨晚|今日|今天|今晨|前天|前日)"
    r"|(?<![\d月年第至—~-])(?P<only>3[01]|[12]\d|0?[1-9])日(?=上午|下午|中午|晚|凌晨|傍晚|清晨|早|，|从|在))"
)
_NOT_BEFORE = re.compile(
    r"(?:截至|截止|至|到|自|从|自从|将于|定于|拟于|早于|晚于|每逢|生于|卒于|发布于|此前的?)$"
)
_NOT_AFTER = re.compile(r"(?:是|为|即|起|以?前|之前|以来|以后|之后|截止|出生|刊发|《)")
_DAYS_AGO = {"昨": 1, "今": 0, "前": 2}


def names_in(text: str, sure: bool = True) -> tuple[str, ...]:
    """The people named in a byline or credit: `记者 方 晴 张三丰 摄` gives 方晴 and 张三丰."""
    found: list[str] = []
    text = _PAPER_OF_ROLE.sub("", text)
    for part in _ROLE.sub("、", _EDITOR.sub("、", text)).split("、"):
        tokens = [_WORK.sub("", token) for token in _BETWEEN.split(part) if not _is_dateline(token)]
        for token, is_spread in _joined(tokens):
            is_name = _NAME.match(token) and not _ORGANISATION.search(token) and not _POST.fullmatch(token)
            if is_name and (sure or is_spread or _has_surname(token)):
                found.append(token)
    return tuple(dict.fromkeys(found))


def _is_dateline(token: str) -> bool:
    """Whether a place is told with the names: 发自北京, 北京报道."""
    return token.startswith("发自") or (token.endswith("报道") and not _has_surname(token))


def _joined(tokens: list[str]) -> Iterator[tuple[str, bool]]:
    """Names printed with a space inside made whole, and whether one was: 方, 晴 -> 方晴; 马, 小川 -> 马小川."""
    first = ""
    for at, token in enumerate(tokens):
        if len(token) == 1:
            if not first and token in "文图摄" and not _is_surname(tokens[at:]):
                continue
            if first:
                yield first + token, True
            first = "" if first else token
        elif token:
            is_given = len(token) == 2 and first in BYLINE_SURNAMES
            yield (first + token, True) if is_given else (token, False)
            first = ""


def _is_surname(tokens: list[str]) -> bool:
    """Whether 文 begins a name printed with a space inside, as in 文 静, and not who wrote, as in 文/王 明."""
    singles = list(takewhile(lambda token: len(token) == 1 and token not in "图摄", tokens))
    return tokens[0] == "文" and len(singles) % 2 == 0


def _has_surname(name: str) -> bool:
    return name[0] in BYLINE_SURNAMES or name.startswith(COMPOUND_SURNAMES) or "·" in name


def is_name_list(text: str) -> bool:
    """Whether a text is nothing but people's names, with roles such as 通讯员 and where they work between them."""
    tokens = [token for token in _BETWEEN.split(_ROLE.sub(" ", text)) if token]
    joined = list(_joined([_WORK.sub("", token) for token in tokens]))
    if len(tokens) > 12:
        return False
    people = [name for name, is_spread in joined if _NAME.match(name) and (is_spread or _has_surname(name))]
    others = [name for name, _ in joined if name not in people]
    return bool(people) and all(_ORGANISATION.search(name) for name in others)


def reporters_in(text: str, credits: tuple[str, ...]) -> tuple[str, ...]:
    """Who wrote and photographed: the names in an article's byline, closing signature and credits."""
    head, tail = text[:BYLINE_REACH], _tail(text)
    printed = re.sub(r"\s", "", "\n".join((head, tail, *credits)))
    signs = plain(printed)
    names = _reporters_in(plain(head), plain(tail), map(plain, credits))
    places = ((name, signs.find(name)) for name in dict.fromkeys(names))
    return tuple(printed[at : at + len(name)] if at >= 0 else name for name, at in places)


def _tail(text: str) -> str:
    """The text's end, where a signature may stand: without the editors and links of a web page."""
    behind = _FURNITURE.search(text, max(0, len(text) - BYLINE_REACH))
    end = behind.start() if behind else len(text)
    return text[max(0, end - BYLINE_REACH) : end]


def _reporters_in(head: str, tail: str, credits: Iterable[str]) -> list[str]:
    found: list[str] = []
    for bracket in [*_BRACKET.findall(head), *_BRACKET.findall(tail)]:
        role = _ROLE.search(bracket)
        if role:
            found += names_in(bracket[role.start() :])
    if agency := _AGENCY.search(head):
        found += names_in(agency[1] or agency[2], sure=False)
    opening = _OPENING.match(head)
    if opening:
        found += names_in(_names_first(opening.group(1).split("\n")[0]), sure=False)
    signed = (
        (AUTHOR.match(head), False),
        (_CLOSING_BYLINE.search(tail), True),
        (_CLOSING_UNSPACED.search(tail), False),
        (_CLOSING_NAMES.search(tail), False),
    )
    for names, sure in signed:
        found += names_in(names.group(1), sure) if names else ()
    for credit in credits:
        found += names_in(
            credit.strip("（）()【】 "), sure=bool(_ROLE.search(credit) or _PHOTOGRAPHER.match(credit))
        )
    return found


def _names_first(text: str) -> str:
    """The leading part of a line that can be names and roles: `记者 张三 昨日，雨停了` ends before 昨日."""
    kept: list[str] = []
    for token in re.split(r"\s+|(?<=[\u3400-\u9fff])(?=\d{1,2}[月日])", text):  # 王明8月1日，
        names = [name for name in _BETWEEN.split(_WORK.sub("", _ROLE.sub("、", token))) if name]
        if any((len(name) > 1 and not _has_surname(name)) or len(name) > 4 for name in names):
            break
        if any(len(name) > 1 and not _NAME.match(name) for name in names):
            break
        kept.append(token)
    return " ".join(kept)


def newspaper_in(text: str) -> str:
    """The newspaper a byline names: `（南屏日报记者 方 晴）` gives 南屏日报."""
    found = _PAPER.search(plain(text[:BYLINE_REACH]))
    return text[slice(*found.span(1))] if found and not found.group(1).startswith(("本", "据")) else ""


def event_date_in(text: str, published: date | None) -> date | None:
    """The first date of the lead that can be that of what happened.

    Left out are dates that a sentence is about (3月5日是…), limits (截至…, …前, …起), and dates after the issue's.
    A year that is not printed is that of the issue; of a date still to come, last year if that is near.
    """
    lead = plain(text[:LEAD])
    lead = re.sub(r"(?<=[\d年月])\s+(?=[\d年月日])", "", lead)
    for found in _DATE.finditer(lead):
        if _NOT_BEFORE.search(lead[: found.start()]) or _NOT_AFTER.match(lead, found.end()):
            continue
        day = _resolved(found, published)
        if day and (published is None or day <= published):
            return day
    return None


def _resolved(found: re.Match[str], published: date | None) -> date | None:
    if found["word"] in ("明年", "每年", "次年", "翌年"):
        return None
    if found["year"]:
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    if published is None:
        return None
    if found["relative"]:
        return published - timedelta(days=_DAYS_AGO[found["relative"][0]])
    if found["only"]:
        last_month = published.replace(day=1) - timedelta(days=1)
        this = _day(published.year, published.month, int(found["only"]))
        return (
            this
            if this and this <= published
            else _day(last_month.year, last_month.month, int(found["only"]))
        )
    this_year = _day(published.year, int(found["month"]), int(found["day"]))
    last_year = _day(published.year - 1, int(found["month"]), int(found["day"]))
    if found["word"] in ("去年", "上年"):
        return last_year
    if this_year and this_year <= published:
        return this_year
    if last_year and not found["word"] and (published - last_year).days <= LONGEST_LOOK_BACK:
        return last_year
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
