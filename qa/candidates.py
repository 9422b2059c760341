"""Candidate: a stretch of printed text that can answer one kind of question (person, date, number …)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from qa.numerals import arabic_days
from qa.surnames import COMPOUND_SURNAMES, SURNAMES
from qa.words import is_common

# Characters that given names hardly ever hold: 高质量 and 安全生产 are not people.
NOT_GIVEN = frozenset(
    "的了是在不有几我们这那他她它个么会议产经济政府党委员局部处所院校厅区县镇村街社组织项目量标准级别度率值费额款税年月日时分秒次届人位场性务服查检督"
    "提出进行展并且但就还也都从对由把被让使得地与及或而因为以如果虽什怎谁哪各每某其此该本等者类种型式样层车船器话络息据问题情况措施"
    "已将可能够须需要更最很太再又却说称认示"
)
POSTS = (
    r"(?:副?(?:书记|区长|县长|市长|镇长|乡长|省长|州长|主任|局长|部长|校长|院长|会长|秘书长|主席|科长|处长|司长|厅长|所长|站长|队长|馆长|行长|社长|台长"
    r"|团长|组长|园长|场长|店长|厂长|董事长|理事长|总经理|经理|总裁|总监|总编辑?|主编|主管|主播|教授|参事|司令员?|参谋长|政委|检察长|庭长|村长|户长|组委|裁判长|总工程师|总领事|大使)"
    r"|常委|委员(?!会)|党组成员|预报员|中锋|后卫|前锋|门将|班子成员|代表(?![团队])|记者|通讯员|巡视员|调研员|导演|编剧|教练员?|老师|教师|班主任|医生|医师|护士长?|渔民|农民(?!工)|支书|船长|店主|司机|消防员|快递员|民警|辅警|律师|法官|检察官|工程师|设计师|分析师|研究员|专家|博士|院士|科学家"
    r"|总理|总统|首相|大臣|外长|负责人|创始人|发言人|联系人|传承人|法人|村民|居民|市民|志愿者|选手|运动员|演员|歌手|作家|画家|书法家|诗人|评委|主持人|党员|同志|先生|女士)"
)
# What 林远现任 and 林远担任 say of him: no character of it is the name's.
OF_HIM = "现[任年在为居就场]|[担出兼接升调就转]任"
AFTER_NAME = (
    rf"{OF_HIM}|主持|会见|接见|出席|参加|列席|表示|指出|强调|说|介绍|认为|要求|率|带队|带领|带着|一行|调研|检查|讲话|致辞|透露|告诉|宣布|提醒|评价|建议|呼吁|通报|分析|等|陪同|任|曾|历任|作|为|在|代表|来到"
    r"|对|向|就|以|还|则|也|分别|获|夺|摘|摄|文|图|、|，|。|）|\)|；|和|与|及|对此|当选|回忆|坦言|解释|接过|走|签|共同|亲|同志|先生|女士|教授|老师"
)
GIVEN = f"(?![{''.join(sorted(NOT_GIVEN))}])[一-鿿]"
THIRD = f"(?!{OF_HIM}|曾[任是在]){GIVEN}"
SURNAME = rf"(?:{'|'.join(COMPOUND_SURNAMES)}|[{''.join(sorted(SURNAMES))}])"
NAME = rf"{SURNAME}(?:{GIVEN}(?:{THIRD})?| {GIVEN}(?![一-鿿]))"
SHORT_NAME = rf"{SURNAME} ?{GIVEN}"
FOREIGN_NAME = r"[一-鿿]{1,6}(?:·[一-鿿]{1,7}?)+?"
CHINESE_NUMBER = (
    r"[一二两三四五六七八九十百千][一二两三四五六七八九十百千万亿零〇]*(?:点[一二三四五六七八九零〇]+)?"
)
DIGITS = rf"(?:\d[\d,]*(?:[.．]\d+)?|{CHINESE_NUMBER})"
UNITS = (
    r"(?:周岁|摄氏度|兆瓦|工作日|个工作日|个基点|基点|平方公里|平方千米|平方米|立方米|公里|海里|英里|千米|厘米|毫米|公斤|千克|小时|分钟|美元|欧元|港元|日元|英镑|人次|户次|家次|个月|个百分点|微克|千瓦时|百分点|公顷"
    r"|千瓦|元|人|名|个|家|条|项|场|天|届|倍|岁|米|所|支|座|台|辆|吨|件|批|块|枚|张|户|亩|年|月|次|位|度|分|秒|版|本|间|套|册|层|成(?![立为员功果都本长])|只|头|棵|株|处|起|宗|份|期|路|站|级|队|种|群|类|车|盏|艘|艇|首|幅|篇|片|栋|幢|轮|盘|根|双|盒|瓶|箱|袋|桶|克|斤|升|球|周|%|％|‰|℃)"
)
_YEAR = r"(?:\d{4}年|[今去明前]年)"
_TO = "[至到—–～~-]"
_PART = "(?:[底初]前?|[上中下]旬|份)"  # of a month
_HOUR = "(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚间|晚上|晚|夜间)"
_COLON = r"(?:[01]?\d|2[0-4])[:：∶][0-5]\d(?!\d)"
_CLOCK = rf"(?:\d{{1,2}}[时点](?:\d{{1,2}}分|许|半)?|{_COLON})"
DATE = (
    rf"(?:{_YEAR} ?)?\d{{1,2}}月 ?\d{{1,2}}(?:日?{_TO}(?:\d{{1,2}}月)?\d{{1,2}})?日{_HOUR}?{_CLOCK}?"
    rf"|{_YEAR}(?:第?[一二三四1-4]季度|[上下]半年|年?[底初]前?)|\d{{4}}年?{_TO}\d{{4}}年"
    rf"|{_YEAR}?(?<!\d)\d{{1,2}}月?{_TO}\d{{1,2}}月|{_YEAR}\d{{1,2}}月{_PART}?|\d{{4}}年前?|(?<!\d)\d{{1,2}}月{_PART}?"
    rf"|(?<![\d月])\d{{1,2}}日{_HOUR}?{_CLOCK}?|(?:昨日|昨天|今日|今天|明日|明天|前天|后天){_HOUR}?{_CLOCK}?"
    rf"|[昨今明]晚{_CLOCK}?|(?:{_YEAR}|上世纪)\d0年代|(?:{_YEAR})?[春夏秋冬](?:天|季)|(?:春节|国庆|五一|元旦|暑假|寒假)期间|年底前?|[上下本]个?月(?:{_PART})?"
    rf"|(?:第?[一二三四]|[上本下])季度|(?:每|上|下|本|这)?(?:周|星期)[一二三四五六日天](?:[至到](?:周|星期)?[一二三四五六日天])?(?!报)|{_HOUR}{_CLOCK}"
    rf"|\d{{1,2}}[时点](?:\d{{1,2}}分|半)|(?<!\d){_COLON}"
)
PLACE_END = (
    r"(?:省|市|区|县|镇|乡|村|街道|社区|小区|广场|公园|路|街|大道|馆|厅|中心|会议室|会堂|剧院|礼堂|学校|小学|中学|大学|医院|宾馆|酒店|大厦|基地|工地|码头|车站"
    r"|机场|港|园区|景区|工业园|公司|厂|大桥|水库|河|湖|山|岛|寺|院|楼|所|站|场|城|室|园|庄|坝|镇上|门)"
)
ORGANISATION_END = (
    r"(?:有限公司|公司|集团|银行|医院|大学|学院|中学|小学|幼儿园|学校|协会|学会|联合会|委员会|基金会|研究院|研究所|研究中心|中心|管理局|局|委|办公室|办|厅|部|署"
    r"|法院|检察院|党支部|支部|支队|大队|总队|工会|俱乐部|乐团|剧团|出版社|报社|电视台|街道|镇|社区|工作室|合作社|志愿服务队|队|厂|馆|所|站|组)"
)
ODD_OF = 5  # names of a list, one may be unlike a name: 郑有为
CLAUSE = "，。；：！？（）()“”\n"
APPOINTED = re.compile(rf"(?:任命|聘|选举|推[选举]|[增补]选)[^{CLAUSE}]*$")
TAKES = re.compile(rf" ?([出担接兼升调现]?任(?![务何期命免])|当选为?|成为|为)([^{CLAUSE}的]*{POSTS})")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Characters start to end of a text; `detail` is what stands beside the answer: a person's post."""

    start: int
    end: int
    detail: str = ""


def find(kind: str, text: str) -> list[Candidate]:
    """Every candidate of that kind in the text, in order; empty for kinds without a form of their own."""
    finder: Callable[[str], Iterator[Candidate]] | None = {
        "person": find_people,
        "people": find_people,
        "date": lambda t: _matches(DATE, arabic_days(t)),  # as long as before
        "count": lambda t: joined(find_counts(t)),
        "place": find_places,
        "organisation": lambda t: _matches(
            rf"[一-鿿\w·]{{2,24}}?{ORGANISATION_END}(?![一-鿿]*{ORGANISATION_END})", t
        ),
        "theme": lambda t: _matches(r"“[^”\n]{2,60}”|《[^》\n]{2,60}》", t),
    }.get(kind)
    return list(finder(text)) if finder else []


def find_people(text: str) -> Iterator[Candidate]:
    """Names where newspapers print them: behind a post, before a verb of speech or act, and in lists."""
    spans: dict[int, int] = {}
    for name in (NAME, SHORT_NAME):
        for m in re.finditer(rf"{POSTS}({name}) ?(?={AFTER_NAME})", text):
            spans.setdefault(m.start(1), m.end(1))
        for m in re.finditer(rf"(?:^|(?<=[{CLAUSE}、和与及 \u3000]))({name}) ?(?={AFTER_NAME})", text):
            spans.setdefault(m.start(1), m.end(1))
        for m in re.finditer(
            rf"(?:会见|接见|会晤|采访|慰问|陪同|欢迎|邀请|聘请|对|向|由|与|和|听取|记者)了?({name})(?=一行|先生|女士|等|[{CLAUSE}、的]|介绍|表示|主持|授课|作|进行|率|来)",
            text,
        ):
            spans.setdefault(m.start(1), m.end(1))
    for m in re.finditer(rf"{FOREIGN_NAME}(?={AFTER_NAME}|[{CLAUSE}]|$)", text):
        post = re.match(rf".*{POSTS}", m[0])
        spans.setdefault(m.start() + (post.end() if post else 0), m.end())
    last = -1
    for start, end in sorted(spans.items()):
        if start >= last and _is_name(text, start, end):
            yield Candidate(start, end, _post_of(text, start, end))
            last = end


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether what has the form of a name isn't a word: 毕竟, 解放军, and 明确 before 责任."""
    name = text[start:end].replace(" ", "")
    if "·" in name:
        return True
    if NOT_GIVEN & set(name[1:]) or is_common(name):
        return False
    is_sure = name.startswith(COMPOUND_SURNAMES) or re.search(rf"{POSTS}$", text[max(0, start - 6) : start])
    return bool(is_sure) or not is_common(name[:2])


def _post_of(text: str, start: int, end: int) -> str:
    """The post that somebody is printed to take, else the one printed before the name, which may be the old one."""
    taken = TAKES.match(text, end)
    is_told = taken and (taken[1] != "为" or APPOINTED.search(text, 0, start))  # 为居民颁奖 is no post
    return taken[2] if taken and is_told else post_before(text, start)


def post_before(text: str, name_start: int) -> str:
    """The post printed before a name, or "": 区委副书记、区长 before 常晓勇."""
    start = name_start
    while start and text[start - 1] not in CLAUSE:
        start -= 1
    phrase = text[start:name_start]
    if not re.search(rf"{POSTS}$", phrase) or re.fullmatch("[他她它]?代表", phrase):  # he speaks for it
        return ""
    while start > 1 and text[start - 1] == "，":  # a post before the comma belongs to the same person
        earlier = start - 1
        while earlier and text[earlier - 1] not in CLAUSE:
            earlier -= 1
        if not re.search(rf"{POSTS}$", text[earlier : start - 1]):
            break
        start = earlier
    return re.sub(
        rf"^(?:.*(?:{POSTS}(?:{NAME}|{SHORT_NAME})[、和与及]|日|[上下]午|记者|以及|与|和(?!国|改革)|对(?!外)|由|了|会见|接见|会晤|听取|陪同|采访|邀请|的有|还有|的是|作为|会上|当天|见到)|据|受|向|.向)(?=.{{2}})",
        "",
        text[start:name_start],
    )


def name_lists(text: str) -> list[tuple[int, int]]:
    """Stretches of names joined by 、 or 和, with the posts and spaces printed in them.

    Where every name has its own post the first one's is part of the list, and commas may stand between.
    """
    first = rf"(?:{NAME}|{SHORT_NAME}|{FOREIGN_NAME})"
    post = rf"[一-鿿、]{{0,16}}?{POSTS}(?={first})"
    later = rf"(?:{post})?(?:{first}|[一-鿿] ?[一-鿿]{{1,2}})"
    end = rf"(?=等|的|[{CLAUSE}]|参加|出席|列席|陪同|分别|一同|一起|应邀)"
    lists = []
    # Each item is taken once and for all (a group in a lookahead): else a long list is tried in all its divisions.
    item = rf"(?:[、和] ?{later}|，{post}{first}) ?(?=[、和，]|{end})"
    for m in re.finditer(rf"{first} ?(?:(?=({item}))\1)+{end}", text):
        parts = re.split("[、和，]", m[0].strip())
        names = [re.sub(rf"^.*{POSTS}", "", part).replace(" ", "") for part in parts]
        odd = ["·" not in name and bool(NOT_GIVEN & set(name[1:]) or is_common(name)) for name in names]
        if sum(odd) * ODD_OF > len(names) or odd[0]:
            continue
        own = post_before(text, m.start()) if re.search(rf"[、和，][^、]*{POSTS}{first}", m[0]) else ""
        lists.append((m.start() - len(own), m.start() + len(m[0].rstrip())))
    return lists


_AMOUNT = rf"{DIGITS}[余多几]?(?:万亿|千亿|百亿|亿|千万|百万|万|千(?!瓦)|百)?[余多]?"
_BELOW = r"(?:零下|负|(?<![\w.%％℃)）])[-−－]|(?<=[\u4e00-\u9fff])[-−－](?=\d))"
_COUNT = (
    rf"第{DIGITS}{UNITS}?|(?:近|(?<![签预条公合])约|超过?|逾|达|不到|不足|不少于|至少|最多)?"
    rf"(?:{DIGITS}分之{DIGITS}|(?:{_BELOW}|(?:数|上|好?几)(?=[十百千万]))?{_AMOUNT}"
    rf"(?:{UNITS}?{_TO}(?:零下|[负−－-])?{_AMOUNT}(?={UNITS}))?(?:个[半多](?:小时|月)|{UNITS}(?:半(?![价数边路场球天])|多(?=[，。、；的])|多$)?)?"
    rf"|(?:数|上|近|好?几)[十百千]?[万亿]{UNITS}?"
    r"|(?<![上下前后一])半个?(?:年|月|小时|天|世纪))(?:以上|左右)?"
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


def joined(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Candidates with those that stand right behind each other as one: 1小时06分42秒."""
    last: Candidate | None = None
    for candidate in found:
        if last and last.end == candidate.start:
            last = Candidate(last.start, candidate.end)
            continue
        if last:
            yield last
        last = candidate
    if last:
        yield last


def find_places(text: str) -> Iterator[Candidate]:
    """What follows 在, 赴 or 来到, and other stretches that end as places do."""
    lead = r"(?:在|赴|来到|走进|前往|抵达|位于|到)"
    for m in re.finditer(
        rf"{lead}((?:[^{CLAUSE}、在]){{1,24}}?)(?=召开|举行|举办|开幕|启动|揭牌|开展|开赛|进行|拉开|正式|成立|落户|调研|视察|检查|考察|[{CLAUSE}、])",
        text,
    ):
        if re.search(rf"{PLACE_END}$", m[1]) or re.match(r"[一-鿿]{2,4}$", m[1]):
            yield Candidate(m.start(1), m.end(1))


def _matches(pattern: str, text: str) -> Iterator[Candidate]:
    return (Candidate(m.start(), m.end()) for m in re.finditer(pattern, text) if m.end() > m.start())
