"""organisations_in: which organisations a text names in full and how often; rather one too few than one too many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from qa.persons import NAME
from qa.words import segment, tag_of

REACH = 26  # characters before an organisation's last word in which its name may begin
BEHIND = 3  # characters behind it: 委 is part of 委员
LONGEST = 22  # characters of an organisation's name

# Words that an organisation's name ends with.
ENDS = (
    "公司 集团 银行 医院 大学 学院 中学 小学 幼儿园 学校 协会 学会 联合会 委员会 基金会 研究院 研究所 研究中心 办公室 党支部 支队 总队 交警大队 工会 俱乐部 乐团 剧团 出版社 报社 电视台"
    " 通讯社 合作社 志愿服务队 博物馆 图书馆 美术馆 纪念馆 科学院 设计院 商会 管委会 居委会 办事处 事务所 交易所 指挥部 派出所 政府 国务院 纪委 监委 人大 政协 常委会 证监会"
).split()
END = re.compile(rf"(?:{'|'.join(sorted(ENDS, key=len, reverse=True))}|[\u4e00-\u9fff]{{2}}[局委厅署院部])$")
NOT_END = re.compile(
    r"(?:[东南西北中内外局全大胸腹头尾前后上下背腰底根顶面干]部|部[署委]|[结格布当饭大赌僵开平邮终变战定]局|[编常执政原评]委"
    r"|[客餐大歌舞]厅|[签官]署|[后住入出影庭宅寺]院|四合院)$"
)
OWN_NAME = re.compile(
    r"(?!统战|武装|宣传|组织|财务|建设)[\u4e00-\u9fff]{2}部|国务院"
)  # ministries are named so
NAMING = frozenset(
    "n ns nz nt nr nrt nrfg ng j vn b l s eng i".split()
)  # kinds of words that names are made of
TELLING = frozenset(("ns", "nz", "nt", "j", ""))  # … and that tell one organisation from others
# Of these there are many in each place: 上海公司 names none of them.
COMMON = "公司 分公司 有限公司 集团 银行 学校 协会 医院 大学 学院 中学 小学 俱乐部 工会 商会 基金会 研究所 研究院 事务所 合作社 组织".split()
TROOPS = frozenset("支队 总队 大队".split())
MANY = frozenset("公司 集团 银行 交易所".split())
GOES_ON = re.compile(
    r"委员|委[会托]|局(?:地(?![方区质理震铁产])|[部面限势])|部[分门队落]|院[子落校线]|署名"
)  # 西北局地有雨
LEADING = re.compile(
    r"^(?:图[为自]|日[在从]|[由据与被这该各另对在和为将起指及从向让给其当以至经])+|^[0-9]+|^日(?=[^\u0000-\u00ff]{2})"
)
# No name of anyone, or more than a name.
VAGUE = re.compile(
    rf"^{NAME}为|[某本该此其]|有关|相关|外国|上市|供图|[好母子]公司|[原曾现]任|原党|^[省市县区]|^集团|局局|院院|部部"
    r"|[网报社]综合|[队部局委院司]政府$|[港美]股|[局部委署厅院]联合会$|[两三四五][市省地国]|辖区|(?:风投|创业)公司|系公司$|犯罪集团|诈骗|电诈|新闻网|哪|当地|^.国(?:大学|中学|小学|中小学)$|学院[^附]{4,}学院$"
)
# What is named within a house, and the parts of a company.
INNER = re.compile(
    r"(?:会议|宴会|报告|营业|服务|展示)厅$|(?:事业|项目|营销|销售|市场|国际|业务|运营|综合|研发|编辑)部$|第[一二三四五]部$"
    r"|(?:公司|集团)[\u4e00-\u9fff]{0,6}(?:管理部|发展部|党委|办公室)$"
)
# Of these there is one in each place, of another house each: 济南局, 山西监管局.
BARE = frozenset("局 支队 总队 大队 分公司 监管局 管理局 工作委员会 委员会 办公室 指挥部".split())
# Words that stand beside a name, and say what the next has to do with it.
BESIDE = re.compile(
    r"日电|情况|(?:积极)?响应|诉|会同|宣[告布]|(?:房?地产|生产|开发|制造|供应|运营|经销|代理|承包|服务|零售|出版)商|旗下|名下|下属|所属|下辖|暨|时任|代表|委托|指定|分管|现身|副?主任|主[任治管].{1,2}师|教授|书记|[东南西北]至"
)
FUNCTION = re.compile(
    r"^[已将并拟昨到出做住]|[从为到往是在由与及将向于给称把被任至据得](?<!华为)$"
)  # of words that aren't in the dictionary
SINGLE = frozenset(  # words of one character that may stand before a name
    "在从由被于向对与和据到称经为是任赴及把给将原前现受获令让使因以按请找入进驻离去携至随报了的后日时月年上下内外名家位则份所等并但也而或暨含如像即又就应派送交访依凭"
)
PREFIXES = frozenset("武警 中共 共青团 国网 南网 中铁 中建 中交 国际 世界".split())  # belong to what follows
KINDS = frozenset(
    "大型 小型 中小 部分 地区 私人 军事 初创 游戏 科技 消费品 互联网 制药 能源 国有 民营 本土 内地 当地 跨国 头部 龙头".split()
)  # 美国大型科技公司 is many
OFFICES = frozenset("纪委 监委 人大 政协 省委 市委 县委 区委 党委 党工委 常委会 统战部 交警 武警".split())
RUN = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")


def organisations_in(text: str) -> dict[str, int]:
    """The organisations named in full, and how often.

    >>> organisations_in("记者从临澄区教育局获悉，该局与有关公司签约。")
    {'临澄区教育局': 1}
    """
    return dict(Counter(name for run in RUN.findall(text) for name in _organisations(run)))


def _organisations(run: str) -> Iterator[str]:
    """The organisations in a stretch without punctuation."""
    ends = [m.end() for m in re.finditer(rf"{'|'.join(ENDS)}|[局委厅署院部]", run)]
    if not ends:
        return
    run = run[max(0, ends[0] - REACH) : ends[-1] + BEHIND]
    words = segment(run)
    ends = list(accumulate(map(len, words)))
    last = len(words) - 1
    while last >= 0:
        first = _first_word(words, last) if _ends_name(words, last) else last
        name = run[ends[first] - len(words[first]) : ends[last]]
        is_whole = not _is_cut(words, first) and not GOES_ON.match(run, ends[last] - 1)
        if is_whole and _ends_name(words, last) and (kept := _name(name, words[first : last + 1])):
            yield kept
        last = first - 1


def _ends_name(words: Sequence[str], last: int) -> bool:
    word = words[last] if len(words[last]) > 1 or not last else words[last - 1] + words[last]
    return bool(END.search(word)) and not NOT_END.search(word)


def _first_word(words: Sequence[str], last: int) -> int:
    """Where the name that ends with that word begins: as far back as words are such as names are made of."""
    first, length = last, len(words[last])
    while first and length + len(words[first - 1]) <= LONGEST and _is_part(words[first - 1]):
        if not tag_of(words[first - 1]) and tag_of(words[first]) in ("ns", "nt"):
            break  # a name begins with the place: what is unknown before it is another word
        first -= 1
        length += len(words[first])
    first = next((i for i in range(first, last) if _tells(words[i])), last)
    while first and words[first - 1] in PREFIXES:
        first -= 1
    return first


def _is_part(word: str) -> bool:
    """Whether names of organisations are made of such words."""
    if BESIDE.fullmatch(word):
        return False
    tag = tag_of(word)
    return tag in NAMING if tag else word.isascii() or (len(word) > 1 and not FUNCTION.search(word))


def _is_cut(words: Sequence[str], first: int) -> bool:
    """Whether a name that seems to begin with that word begins further ahead: 登堡 is the end of 兴登堡."""
    if not first or BESIDE.fullmatch(words[first - 1]):
        return False
    before, tag = words[first - 1], tag_of(words[first - 1])
    if before.isascii():
        return before.isalpha() and bool(tag_of(words[first]))
    if not tag:
        return before.isalpha() and len(before) > 1 and not FUNCTION.search(before) and before != "时许"
    if before == "今日" or (tag == "nr" and tag_of(words[first]) != "nt"):
        return not before.endswith("获")  # 荣获 is in the dictionary as a name
    if len(before) == 1 and before not in SINGLE:
        return True
    is_known = tag_of(words[first]) or words[first].isascii() or words[first] in PREFIXES
    return not is_known and tag not in ("p", "c", "uj", "ul", "v", "r", "t", "m", "x")


def _tells(word: str) -> bool:
    return tag_of(word) in TELLING and word not in OFFICES and (tag_of(word) != "nt" or _is_own(word))


def _is_own(word: str) -> bool:
    """Whether a word that the dictionary has for an organisation names one: 公安局 is any."""
    return any(tag_of(word[:n]) in ("ns", "nz") for n in range(2, len(word) - 1)) or bool(
        OWN_NAME.fullmatch(word)
    )


def _is_any(word: str) -> bool:
    """Whether a word of the dictionary is of a country and tells no more: 美国公司."""
    return word[-2:] in ("公司", "法院", "学校") and tag_of(word[:-2]) == "ns"


def _name(name: str, words: Sequence[str]) -> str:
    """The name, "" where it could be anyone's."""
    if not tag_of(words[0]):
        stripped = LEADING.sub("", words[0])
        if len(stripped) < 2:
            return _name(name[len(words[0]) :], words[1:]) if len(words) > 1 else ""
        name = name[len(words[0]) - len(stripped) :]
    if len(name) > LONGEST or VAGUE.search(name) or INNER.search(name):
        return ""
    if words[0] in PREFIXES:
        return name if any(_tells(word) for word in words[1:-1]) else ""
    if len(words) == 1:
        return name if tag_of(name) == "nt" and _is_own(name) and not _is_any(name) else ""
    return name if _tells(words[0]) and not _is_anyones(name, words) else ""


def _is_anyones(name: str, words: Sequence[str]) -> bool:
    """Whether there are many of that name, by the last of its words and the kinds of those before."""
    between, last = [tag_of(word) for word in words[:-1]], words[-1]
    known = all(tag and tag != "nz" for tag in between)
    return bool(
        (last in COMMON and all(tag in ("ns", "b", "s", "j") for tag in between))
        or (last in BARE and all(tag == "ns" for tag in between))
        or (last in MANY and between[0] == "ns" and KINDS & set(words[1:-1]) and known)
        # 某某某政府 is a person's
        or (last == "政府" and "ns" not in between and not re.search("[国省市县区州镇乡道]政府", name))
        or (not between[0] and re.fullmatch("[\u4e00-\u9fff][省市]", words[0]))
        or (last in TROOPS and "ns" not in between)  # 经侦支队
        or (last.endswith("协会") and not between[0])  # 电竞协会 could be any town's
        or (between[0] in ("nz", "j") and len(words) == 2 and name[-1] in "局委厅部办署")  # 海洋渔业局
    )
