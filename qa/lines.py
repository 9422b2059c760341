"""Line: one printed line of a page, and what kind of line it is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from qa.bylines import AUTHOR, is_name_list
from qa.folding import plain

LONGEST_MARK_LINE = 80  # columns; furniture, bylines and credits are short: a longer line is text
MOSTLY_SPACED = 3  # times as many neighbours with a space between as without: the extraction set them apart
LONGEST_SQUEEZE = 3  # columns by which squeezed punctuation lets a line be wider than the usual one
LONGEST_NAME_REST = 2  # characters of a name that a byline runs on to in the next line
LONGEST_SIGNER = 48  # columns
TOP_LINES = 6  # printed lines from the page's top among which a bare number, date or masthead is furniture
BOTTOM_LINES = 4  # the same from its bottom

_HALF_WIDTH = re.compile(r"[\x20-\x7e\xa0-\u036f\uff61-\uffdc]")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_HAN_SPACE_HAN = re.compile(r"[\u3400-\u9fff] (?=[\u3400-\u9fff])")
_HAN_HAN = re.compile(r"[\u3400-\u9fff](?=[\u3400-\u9fff])")
_LETTER_SPACE = re.compile(r"(?<=[^\s!-~]) (?=\S)|(?<=\S) (?=[^\s!-~])|(?<=\d) (?=\d)")
_SENTENCE_END = re.compile(r"(?:[。！？!?…]|[A-Za-z”’\"')]\.)[”’」』）)》】\"']*$")
_REMARK_END = re.compile(  # 。（记者 张三）, 。（转第3版）, 。 本报记者 张三 摄
    r"[。！？][”’」』]?\s*(?:[（(][^（）()]{1,40}[）)]|[\u3400-\u9fff\s]{2,20}摄(?:影报道)?)$"
)
_BROKEN_REMARK = re.compile(  # the same where the line breaks within it
    r"[。！？][”’」』]?\s*(?:[（(][^（）()\n]{0,30}\n[^（）()\n]{0,30}[）)]"
    r"|[\u3400-\u9fff\s]{1,20}\n[\u3400-\u9fff\s]{1,20}摄(?:影报道)?)$"
)
_SIGNATURE_ENDS = ("）", ")", "摄", "攝", "报道", "報道")
_CLOSING_BRACKET = re.compile(r"[（(][^（）()]{0,40}[）)]$")
_ROW = re.compile(r"\S(?:\s+[-+－]?\d[\d.,:∶：]*[%％]?){2,}$")  # of a table: a name and its numbers
_JUMP = re.compile(  # from or to another page: no number of this one
    r"[（(【\s]*(?:([上紧]接)|[下紧]?转)\s*第?\s*[A-Z]?-?[\d一二三四五六七八九十]{1,3}\s*版[^，。！？]{0,8}[）)】\s]*"
)
_READER = re.compile(  # who wrote a letter: 石门路居民 李有才等17人
    r"[（(]?\S{0,16}(?:读者|居民|业主|市民|家长|村民|网友|学生|职工|用户|乘客|师傅)\s+([\u3400-\u9fff\s]{2,4}?)(?:等\d*[人名位]?)?[）)]?$"
)
_BRACKETED = re.compile(r"[（(][^（）()]{1,60}[）)]$")
_BRACKET_SIGNS = re.compile(r"记者|通讯员|据.*[报社网电讯]|摄|供图|整理|新华社|作者|^.完|[上下](?:接|转)")

_PAPER = r"[\u4e00-\u9fff]{0,8}(?:报|网|社|台|刊|客户端)"
_ROLE = r"(?:[\u4e00-\u9fff]{0,8}记者|通讯员|实习生|特约撰稿人?|特约评论员|作者|文|图|摄影|撰文|编译|口述|整理|采写)"
_DISPATCH = re.compile(
    rf"[■□●◆◇▲△○◎★☆\s]*(?:【?(?:本报|本刊|本网|本台|{_PAPER})讯】?"
    r"|(?:本报|本刊|本台)[^\s，。！？；]{1,14}[讯电](?=[\s（(　])"
    r"|[（(]?据?(?:新华社|中新社|中新网|中国新闻社|人民网|新华网|央视网?)[^，。！？；]{0,18}[电讯](?=[\s（(　]|$))"
)
_BYLINE = re.compile(
    rf"[■□●◆◇▲△○◎★☆\s（(—-]*(?:{_PAPER}|本报|本刊)?\s*{_ROLE}\s*[/／:：|｜\s]?(.*?)[）)\s]*$"
)
_CREDIT = re.compile(
    r"(?:.*[\s）)」\u4e00-\u9fff][摄图]|.*(?:供图|摄影|制图|绘图|提供|摄影报道|[文图][/／][文图]|资料图片?|资料照片)|"
    r"(?:[文图][/／:：].+)|(?:(?:摄影|图片|供图|制图|漫画|图源|图片来源|来源)[/／:：\s].+))[）)】\]\s]*$"
)
_WRITTEN = re.compile(r"文[/／:：]|[/／]文|文图|图文")  # who wrote the text too: no mere credit
_NAMELESS = re.compile(
    r"[□■●◎\s—-]*(?:本报|本刊|本台|新华社|[\u4e00-\u9fff]{2,6}报)(?:特约)?(?:评论员|编辑部|评论部)$"
)
_CREDIT_SIGNS = re.compile(
    r"记者|通讯员|[/／:：]|摄影|图片|供图|制图|绘图|资料|新华社|[\u4e00-\u9fff]{2,4}\s*摄|[\u4e00-\u9fff]\s[\u4e00-\u9fff]\s*摄"
)
CAPTION_MARK = re.compile(r"[▲△▼▽↑↓←→▶◀►◄▴▾▸◂⬆⬇⬅➡◤◥◣◢]+|[◆◇■□●○★☆](?=\s*(?:[上下左右]?图))")
_CAPTION_WORDS = re.compile(
    r"[（(]?(?:图为|[上下左右]图(?:为|[：:])|图片为|图[①-⑳一二三四五六七八九十\d]{1,2}[：:为])"
)

_EDITORS = (
    r"(?:本版|本期|值班|执行|首席|见习|实习|版面|美术|图片|文字|责任|责)*"
    r"(?:责任编辑|责编|编辑|美编|版式(?:设计)?|设计|校对|组版|排版|审校|主编|总编辑?|编委|主任|编审|[一二三终]审|图编|视觉|制图|制版|统筹|策划|监制)"
)
_CONTACTS = (
    r"(?:投稿邮箱|电子邮箱|电子信箱|本版邮箱|邮箱|[Ee]-?mail|[\u4e00-\u9fff]{0,4}热线(?:电话)?|[来投]稿请寄|电话|传真|邮编|邮政编码|地址|社址|网址"
    r"|国内统一(?:连续出版物|刊)号|邮发代号|零售价?|定价|印刷|承印|QQ群?|微信(?:公众号)?)"
)
# Whose paper it is, by which licence, in whose words: at a page's top or bottom only
_IMPRINT = re.compile(
    r"机关报|报社(?:编辑|出版)*$|(?:主管|主办)(?:[:：]|$)|统一(?:连续出版物|刊)号|邮发代号|准印证|内部(?:资料|刊物|交流|发行)|仅代表作者"
)
_EDITOR_LINE = re.compile(rf"{_EDITORS}\s*(?:[:：/／|｜]|\s)\s*\S")
_CONTACT_LINE = re.compile(rf"(?:本报|本版)?{_CONTACTS}\s*(?:[:：/／]|\s*[\d\w.-]*[@\d])")
DATE = re.compile(r"((?:19|20)\d\d)\s*(?:年|[-./·])\s*(\d{1,2})\s*(?:月|[-./·])\s*(\d{1,2})\s*日?")
DAY = re.compile(
    rf"{DATE.pattern}|[一二三四五六七八九〇○零]{{4}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日"
)
_WEEKDAY = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日]|[Mm]onday|[Tt]uesday|[Ww]ednesday|[Tt]hursday|[Ff]riday|[Ss](?:atur|un)day"
)
_LUNAR = re.compile(
    r"(?:农历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?闰?[正一二三四五六七八九十冬腊]+月(?:[初十廿卅][一二三四五六七八九十]|[初二三]十)|农历"
)
_SHEET = r"(?:[A-Z]-?)?\d{1,3}"
NUMBER = re.compile(
    rf"第?\s*({_SHEET})\s*版|第([一二三四五六七八九十]{{1,3}})版|^({_SHEET})\s*[|｜/／·•]|[|｜/／·•]\s*({_SHEET})$"
)
EDGE_NUMBER = re.compile(rf"^[-—·\s]*({_SHEET})[-—·\s]*(?![^\s\u4e00-\u9fff])(?![年月日期号])|\s({_SHEET})$")
ISSUE = re.compile(r"(?:总?第\s*\d+\s*期|今日\s*\d+\s*版|本期\s*\d+\s*版)")
_NUMBER_BESIDE = re.compile(rf"^{_SHEET}\s+|\s+{_SHEET}$")
_BARE_NUMBER = re.compile(
    rf"[-—·\s]*{_SHEET}[-—·\s]*$|(?:[A-Z]?-?0\d|[A-Z]-?\d)\s*[\u4e00-\u9fff]{{2,6}}$|[\u4e00-\u9fff]{{2,6}}\s*(?:[A-Z]?-?0\d|[A-Z]-?\d)$"
)
_SEPARATORS = re.compile(r"[\s|｜/／·•,，:：—\-_]+")
MASTHEAD = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:日报|晚报|都市报|晨报|时报|早报|周报|商报|新报|快报|导报|青年报|农民报|工人报|周刊|周末|(?<![预公通海喜捷简情汇申填])报)$"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z .&'’-]+")  # the masthead again, in pinyin or English
_LONGEST_SECTION = 4  # characters


SECTION = re.compile(
    r"(?:(?:头版|要闻|时政|综合|本地|本埠|都市|社会|民生|国内|国际|中国|世界|天下|经济|财经|产业|科技|文化|体育|文体|教育|卫生|健康|生活|娱乐"
    r"|旅游|法治|农业|乡村|区县|镇街|基层|副刊|评论|观点|理论|人物|专题|专版|专刊|特刊|广告|公告|信息|图片|摄影|读者|视点|视界|关注|聚焦|深度"
    r"|热线|连线|速读|速递|封面|时评|言论|影像|访谈|城事|资讯|纪实)(?:新闻|版|周刊|之窗)?[·/／｜|\s、]*){1,3}"
)


class Kind(Enum):
    """What a line is for; HEAD is found later, from the lines around it."""

    TEXT = "text"
    LEAD = "lead"  # begins an article: 本报讯（…, 新华社…电（…
    BYLINE = "byline"  # nothing but names: 本报记者 张三 李四
    SIGNATURE = "signature"  # who stands below a text, and the day: （张三 李四）, 市水务局 / 2031年3月2日
    CAPTION = "caption"
    CREDIT = "credit"
    FURNITURE = "furniture"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line without the white space around it; widths count half-width columns (a Han character is 2)."""

    text: str
    start: int  # of its first and after its last printed character in the page's text
    end: int
    width: int
    indent: int
    gap: int  # blank lines before it
    kind: Kind = Kind.TEXT
    is_entry: bool = False  # of a list: a paragraph by itself
    is_rest: bool = False  # of a signature that the line before begins behind its last sentence

    @property
    def is_closed(self) -> bool:
        """Whether a sentence, a closing signature such as （记者 张三）, or a table's row ends with the line."""
        if self.is_entry or _SENTENCE_END.search(self.text[-12:]) or self.is_signed or self.is_row:
            return True
        if self.kind is Kind.LEAD or not self.text.endswith(_SIGNATURE_ENDS):
            return False
        bracket = _CLOSING_BRACKET.search(plain(self.text[-44:]))
        return bool(bracket and _BRACKET_SIGNS.search(bracket.group()))

    @property
    def is_row(self) -> bool:
        """Whether the line is a table's row: a name and its numbers."""
        return bool(_ROW.search(self.text[-44:]))

    @property
    def is_signed(self) -> bool:
        """Whether an article ends with the line: it is a signature, or has one behind the last sentence."""
        if not self.text.endswith(_SIGNATURE_ENDS):  # soon told of most lines
            return self.kind is Kind.SIGNATURE
        return self.kind is Kind.SIGNATURE or self.is_rest or bool(_REMARK_END.search(plain(self.text[-44:])))


def width_of(text: str) -> int:
    """Printed columns: two for a full-width character, one for a half-width one."""
    return 2 * len(text) - len(_HALF_WIDTH.findall(text))


def usual_gap(lines: Sequence[Line]) -> int:
    """Blank lines left between the lines of a paragraph, as most are."""
    inner = [y.gap for x, y in pairwise(lines) if not x.is_closed and x.width + LONGEST_SQUEEZE >= y.width]
    gaps = Counter(inner or [line.gap for line in lines[1:]])
    return gaps.most_common(1)[0][0] if gaps else 0


def normal_line_ends(text: str) -> str:
    """Every kind of line end as one line feed, as RFC 5147 counts them."""
    return _LINE_ENDS.sub("\n", text)


def cut_lines(text: str) -> list[Line]:
    """The printed lines of a page (its line ends normal), each with its kind."""
    lines = list(_printed_lines(text))
    last = len(lines) - 1
    kinds = [_kind(line, at < TOP_LINES, last - at < BOTTOM_LINES) for at, line in enumerate(lines)]
    for at in range(min(TOP_LINES, last) - 1, -1, -1):  # above a masthead stand no headlines
        is_short = len(lines[at].text) <= _LONGEST_SECTION
        if is_short and kinds[at] is Kind.TEXT and kinds[at + 1] is Kind.FURNITURE:
            kinds[at] = Kind.FURNITURE
    for at, line in enumerate(lines):
        kinds[at] = _kind_beside(lines, kinds, at)
        if at and _is_rest(lines[at - 1].text, line.text):
            kinds[at] = Kind.TEXT
            lines[at] = replace(line, is_rest=True)
    for at, line in enumerate(lines):
        if kinds[at] in (Kind.TEXT, Kind.LEAD) and line.is_closed:
            end = at + 1 + _signature_lines(lines[at + 1 : at + 4])
            if all(kind is Kind.TEXT for kind in kinds[at + 1 : end]):
                kinds[at + 1 : end] = [Kind.SIGNATURE] * (end - at - 1)
        elif kinds[at] is Kind.TEXT and line.width <= LONGEST_SIGNER and DAY.fullmatch(plain(line.text)):
            kinds[at] = Kind.SIGNATURE
    return [replace(line, kind=kind) for line, kind in zip(lines, kinds, strict=True)]


def _kind_beside(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> Kind:
    """A line's kind as its neighbours show it; those before it are known already."""
    text, kind, before = lines[at].text, kinds[at], kinds[at - 1] if at else None
    furniture = [by for by in (at - 1, at + 1) if 0 <= by < len(lines) and kinds[by] is Kind.FURNITURE]
    signs = [plain(lines[by].text) for by in furniture]
    if any(_WEEKDAY.search(x) or NUMBER.search(x) for x in signs) and DAY.fullmatch(plain(text)):
        return Kind.FURNITURE
    if kind is Kind.BYLINE and before is Kind.LEAD:
        return Kind.TEXT
    if kind is Kind.BYLINE and before is Kind.CAPTION and _is_credit(plain(text)):
        return Kind.CREDIT
    if kind is Kind.TEXT and before is Kind.BYLINE and _ends_name(lines[at - 1].text, text):
        return Kind.BYLINE
    return kind


def _signature_lines(lines: Sequence[Line]) -> int:
    """How many of the lines below the end of a sentence sign it: a bracket, a reader, or a day with at most two signers."""
    for count, line in enumerate(lines, 1):
        if _BRACKETED.match("".join(part.text for part in lines[:count])) and count < 3:
            return count
        reader = _READER.match(plain(line.text))
        if DAY.fullmatch(plain(line.text)) or (reader and is_name_list(reader.group(1))):
            return count
        if line.is_closed or line.width > LONGEST_SIGNER or "，" in line.text:
            break
    return 0


def _printed_lines(text: str) -> Iterator[Line]:
    start, gap = 0, 0
    is_spaced = len(_HAN_SPACE_HAN.findall(text)) > max(20, MOSTLY_SPACED * len(_HAN_HAN.findall(text)))
    for raw in text.split("\n"):
        printed = _CONTROLS.sub("", raw).strip()
        if is_spaced:
            printed = re.sub(r"\s{2,}", " ", _LETTER_SPACE.sub("", printed))
        if printed:
            before = len(raw) - len(raw.lstrip())
            first = start + before
            last = start + len(raw.rstrip())
            indent = width_of(raw[:before].expandtabs(4))
            yield Line(printed, first, last, width_of(printed), indent, gap)
            gap = 0
        else:
            gap += 1
        start += len(raw) + 1


def _kind(line: Line, at_top: bool, at_bottom: bool) -> Kind:
    text = plain(line.text)
    if CAPTION_MARK.match(text) or _CAPTION_WORDS.match(text):
        rest = CAPTION_MARK.sub("", text, count=1).strip()
        return Kind.BYLINE if _is_byline(rest) and not _is_credit(rest) else Kind.CAPTION
    if line.width > LONGEST_MARK_LINE:
        return Kind.LEAD if _DISPATCH.match(text[:40]) else Kind.TEXT
    jump = _JUMP.fullmatch(text)
    if jump:
        return Kind.BYLINE if jump.group(1) else Kind.SIGNATURE
    if _is_furniture(text, at_top, at_bottom):
        return Kind.FURNITURE
    if _DISPATCH.match(text):
        return Kind.LEAD
    if _is_credit(text) and not (_WRITTEN.search(text) and _is_byline(text)):
        return Kind.CREDIT
    return Kind.BYLINE if _is_byline(text) else Kind.TEXT


def _is_byline(text: str) -> bool:
    found = _BYLINE.match(text) or AUTHOR.fullmatch(text)
    return bool((found and is_name_list(found.group(1))) or _NAMELESS.match(text))


def _is_rest(before: str, text: str) -> bool:
    if not text.endswith(_SIGNATURE_ENDS):
        return False
    return bool(_BROKEN_REMARK.search(f"{plain(before[-40:])}\n{plain(text)}"))


def _ends_name(byline: str, rest: str) -> bool:
    """Whether a name goes on from a byline to the next line: 方 / 晴, 马 / 小川, 顾念 / 慈."""
    broken = len(rest) == 1 or len(byline.split()[-1]) == 1
    return broken and len(rest) <= LONGEST_NAME_REST


def _is_credit(text: str) -> bool:
    if width_of(text) > LONGEST_MARK_LINE or re.search(r"[。！？；，]", text):
        return False
    return bool(_CREDIT.match(text) and _CREDIT_SIGNS.search(text))


def _is_furniture(text: str, at_top: bool, at_bottom: bool) -> bool:
    if re.search(r"[。！？；]$|，", text):
        return False
    edge = at_top or at_bottom
    if _EDITOR_LINE.match(text) or (edge and _CONTACT_LINE.match(text)):
        return True
    if edge and (_BARE_NUMBER.match(text) or _IMPRINT.search(text)):
        return True
    if at_top and (_is_masthead(text) or SECTION.fullmatch(_NUMBER_BESIDE.sub("", text))):
        return True
    return _is_page_line(text, at_top)


def _is_masthead(text: str) -> bool:
    """Whether the newspaper's name makes up the line, alone, in Latin letters or with a section's name."""
    words = [word for word in _SEPARATORS.split(_LATIN.sub(" ", text)) if word]
    if not words or MASTHEAD.match("".join(words)):
        return bool(words or _LATIN.fullmatch(text))
    named = MASTHEAD.fullmatch(words[0]) or MASTHEAD.fullmatch(words[-1])
    return bool(named and len(words) == 2 and min(map(len, words)) <= _LONGEST_SECTION)


def _is_page_line(text: str, at_top: bool) -> bool:
    """Whether date, weekday, page number and the like make up the line, but for a short name."""
    if not at_top and re.search(r"[《》“”]", text):  # 7月16日4版《荷花开了》
        return False
    rest, signs = text, 0
    for pattern, weight in ((DAY, 1), (_WEEKDAY, 1), (_LUNAR, 1), (NUMBER, 2), (ISSUE, 2)):
        rest, count = pattern.subn(" ", rest, count=1)
        signs += weight if count else 0
    editor = _EDITOR_LINE.search(rest)
    if editor:
        rest, signs = rest[: editor.start()], signs + 1
    short = len(_SEPARATORS.sub("", _LATIN.sub(" ", rest))) <= 10
    whole = not _SEPARATORS.sub("", rest)
    return (signs >= 2 and short) or (signs == 1 and whole and (at_top or bool(_WEEKDAY.match(text))))


def is_printed(character: str) -> bool:
    """Whether a character leaves ink: neither white space nor a control."""
    return not character.isspace() and unicodedata.category(character) != "Cc"
