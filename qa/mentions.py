"""people_in, organisations_in: whom a text names and how often; rather a name too few than a word too many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from qa.articles import Article
from qa.candidates import (
    CLAUSE,
    COMPOUND_SURNAMES,
    NAME,
    NOT_GIVEN,
    POSTS,
    SHORT_NAME,
    SURNAMES,
    find,
    name_lists,
)
from qa.words import is_common, segment, tag_of, word_starts

PERSON, ORGANISATION, REPORTER = "person", "organisation", "reporter"

REACH = 26  # characters before an organisation's last word in which its name may begin
BEHIND = 3  # characters behind it: 委 is part of 委员
LONGEST = 22  # characters of an organisation's name
AROUND = 12  # characters beside a person's name that tell where words end

# Surnames that are words more often than names: 时发现, 于未来, 强降雨. They need a sure sign beside them.
WORD_SURNAMES = frozenset(
    "时于方边应曾车解何连和从向强高白文关唐古全包安常易成计都宁党明终经毛黄蓝金龙海雷麦毕代尚管祝单仅从满钱齐陆路游原后平相同来步占由当别干更又井万"
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


def mentions_in(article: Article) -> dict[tuple[str, str], int]:
    """How often the article names each person and organisation, its reporters apart; by kind and name."""
    text = "\n".join((article.text, *article.captions))
    reporters = dict.fromkeys(article.reporters, 1)
    people = {name: n for name, n in people_in(text).items() if name not in reporters}
    kinds = ((PERSON, people), (ORGANISATION, organisations_in(text)), (REPORTER, reporters))
    return {(kind, name): n for kind, names in kinds for name, n in names.items()}


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
    return {name: n for name in names if (n := len(re.findall(" ?".join(name), text)))}


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
    if before.endswith(tuple("主责担出现原曾历兼常时")) and name[0] == "任":
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
    between = [tag_of(word) for word in words[:-1]]
    if words[-1] in COMMON and all(tag in ("ns", "b", "s", "j") for tag in between):
        return ""
    if words[-1] in BARE and all(tag == "ns" for tag in between):
        return ""
    if (
        between[0] == "ns"
        and KINDS & set(words[1:-1])
        and words[-1] in MANY
        and all(tag and tag != "nz" for tag in between)
    ):
        return ""
    if words[-1] == "政府" and "ns" not in between and not re.search("[国省市县区州镇乡道]政府", name):
        return ""  # 某某某政府 is a person's
    if not between[0] and re.fullmatch("[\u4e00-\u9fff][省市]", words[0]):
        return ""
    if words[-1] in TROOPS and "ns" not in between:  # 经侦支队
        return ""
    if words[-1].endswith("协会") and not between[0]:  # 电竞协会 could be any town's
        return ""
    is_field = (
        tag_of(words[0]) in ("nz", "j") and len(words) == 2 and name[-1] in "局委厅部办署"
    )  # 海洋渔业局
    return name if _tells(words[0]) and not is_field else ""
