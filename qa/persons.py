"""Persons: where a text prints names, alone or in lists, and the posts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.surnames import COMPOUND_SURNAMES, SURNAMES
from qa.words import is_common, segment, tag_of, word_starts

AROUND = 12  # characters beside a name that tell where words end
# Characters that given names hardly ever hold: 高质量 and 安全生产 are not people.
NOT_GIVEN = frozenset(
    "的了是在不有几我们这那他她它个么会议产经济政府党委员局部处所院校厅区县镇村街社组织项目量标准级别度率值费额款税年月日时分秒次届人位场性务服查检督"
    "提出进行展并且但就还也都从对由把被让使得地与及或而因为以如果虽什怎谁哪各每某其此该本等者类种型式样层车船器话络息据问题情况措施"
    "已将可能够须需要更最很太再又却说称认示"
)
POSTS = (
    r"(?:副?(?:书记|区长|县长|市长|镇长|乡长|省长|州长|主任|局长|部长|校长|院长|会长|秘书长|主席|科长|处长|司长|厅长|所长|站长|队长|馆长|行长|社长|台长"
    r"|团长|组长|园长|场长|店长|厂长|董事长|理事长|总经理|经理|总裁|总监|总编辑?|主编|主管|主播|教授|参事|司令员?|参谋长|政委|检察长|庭长|村长|指挥长|监事长|干事长|户长|组委|裁判长|总工程师|总领事|大使|董事(?!会)|监事(?!会|长)|精算师|审判员|队员)"
    r"|常委|委员(?!会)|党组成员|预报员|中锋|后卫|前锋|门将|班子成员|代表(?![团队])|记者|通讯员|巡视员|调研员|导演|编剧|教练员?|老师|教师|班主任|医生|医师|护士长?|渔民|农民(?!工)|支书|船长|店主|司机|消防员|快递员|民警|辅警|律师|法官|检察官|工程师|设计师|分析师|研究员|专家|博士|院士|科学家"
    r"|总理|总统|首相|大臣|外长|负责人|创始人|发言人|联系人|传承人|法人|村民|居民|市民|志愿者|选手|运动员|演员|歌手|作家|画家|书法家|诗人|评委|主持人|党员|同志|先生|女士)"
)
# What 林远现任 and 林远担任 say of him: no character of it is the name's.
OF_HIM = "现[任年在为居就场]|[担出兼接升调就转聘新]任"
AFTER_NAME = (
    rf"{OF_HIM}|主持|会见|接见|出席|参加|列席|表示|指出|强调|说|介绍|认为|要求|率|带队|带领|带着|一行|调研|检查|讲话|致辞|透露|告诉|宣布|提醒|评价|建议|呼吁|通报|分析|等|陪同|任|曾|历任|作|为|在|代表|来到"
    r"|对|向|就|以|已|于(?=[\d今昨日前近])|因(?=[涉病在])|还|则|也|分别|获|夺|摘|执导|主演|摄|[文图](?![一-鿿])|、|，|。|）|\)|；|和|与|及|对此|当选|晋升|升任|获委任|接替|卸任|退休|履新|回忆|坦言|解释|接过|走|签|共同|亲|同志|先生|女士|教授|老师"
)
GIVEN = f"(?![{''.join(sorted(NOT_GIVEN))}])[一-鿿]"
THIRD = f"(?!{OF_HIM}|晋升|升任|曾[任是在]|[终由处位属基关]于){GIVEN}"
SURNAME = rf"(?:{'|'.join(COMPOUND_SURNAMES)}|[{''.join(sorted(SURNAMES))}])"
NAMELESS = f"{SURNAME}某(?:[某甲乙丙丁]|(?!于|因|在|的|等|被|和|与|为|将|把){GIVEN}(?=[、，。]))?"  # of courts and police
NAME = rf"(?:{NAMELESS}|{SURNAME}(?:{GIVEN}(?:{THIRD})?| {GIVEN}(?![一-鿿])))"
SHORT_NAME = rf"{SURNAME} ?{GIVEN}"
SPEAKS = r"(?:表示|说|介绍|告诉|认为|指出|强调|透露|坦言|回忆|主持|会见|率队|出席并|致辞|任|当选)"
THEN_DONE = (
    "陪同|参加|出席|列席|主持|率队|一行|分别|应邀|会见|担任"  # behind a name, and no name itself: 白平和陪同
)
ODD_OF = 5  # names of a list, one may be unlike a name: 郑有为
CLAUSE = "，。；：！？（）()“”\n"
APPOINTED = re.compile(rf"(?:任命|聘|选举|推[选举]|[增补]选)[^{CLAUSE}]*$")
TAKES = re.compile(rf" ?([出担接兼升调现]?任(?![务何期命免])|当选为?|成为|为)([^{CLAUSE}的]*{POSTS})")


# Characters that foreign names are written with.
FOREIGN = (
    "龙多什娃任日高金内切契屈申延永治蓬藤滕依历杭阿埃艾爱安昂奥敖巴白柏拜班邦保堡鲍贝本比彼毕宾波玻伯勃博卜布采策查察昌彻茨慈次达戴代黛丹道德登邓狄迪底蒂丁东杜敦顿额恩尔法凡范菲费芬丰冯佛弗夫福富盖甘冈"
    "戈哥格葛根贡古瓜圭郭哈海罕汉豪赫黑亨洪侯胡华怀惠霍基吉济季加佳嘉贾简姜杰捷津京久居卡凯坎康考柯科可克肯孔库昆夸奎拉腊莱赖兰朗劳勒雷列蕾黎里利莉丽连良烈林琳隆卢鲁露"
    "伦罗洛吕玛马迈麦曼芒茅梅门蒙孟米密蜜敏莫默姆木穆拿哪娜纳乃奈南瑙嫩尼妮涅宁牛纽农努诺欧帕潘庞培佩彭皮珀普奇齐恰钱乔钦琼丘让热仁荣茹瑞若萨塞赛桑瑟森沙莎"
    "得祖文珊尚略廖汗力吐逊肉合甫江旦珠增才措绍舍圣史舒斯丝松苏索塔泰坦汤唐陶特腾提田铁廷汀图土托瓦万旺威韦维魏温沃乌伍武西希锡夏香肖谢辛欣休逊雅亚扬耶叶伊因英尤约泽扎詹珍芝朱卓兹宗佐买孜吾"
)
_PART = rf"[{FOREIGN}]{{1,7}}(?:[-－–][{FOREIGN}]{{1,7}})*"
TRANSCRIBED = rf"(?:(?![任日多内什延])[{FOREIGN}][{FOREIGN}-]{{1,8}}|(?<![{FOREIGN}-])[乔本让唐金丹汤吉])(?:·{_PART})*·{_PART}"
FOREIGN_NAME = re.compile(TRANSCRIBED)
# What makes a place, a ship or a house of the name before it.
NAMESAKE = re.compile(
    r"[”’]?[省市州县区镇号岛奖杯湖港山]|难民营|大学|机场|公司|集团|学院|医院|基金|[·-][\u4e00-\u9fff]|因[在其涉病]"
)
SHORT_PARTS = ("汗", "金")  # surnames of one character
IN_LATIN = re.compile(
    r"[\u4e00-\u9fff]{1,4}(?=[（(][A-Za-z])"
)  # the rest of a name, behind which it stands in Latin
# What stands before a post without being part of it.
BEFORE_POST = re.compile(
    rf"{POSTS}(?:{NAME}|{SHORT_NAME}|{TRANSCRIBED})[、和与及]|[\d今昨当次翌]日|[上下]午|记者|以及|会见|接见|会晤|听取|陪同|采访|邀请"
    "|的有|还有|的是|作为|会上|当天|见到|包括|宣判|[曾他她]是|自己是|[曾现]任|^(?:据|受|经|在|从|.?向|[^，]{1,6}(?<!自)由|图为[^，]{0,4}现场|[^一-鿿A-Za-z0-9“（《]+)"
)
JOINING = re.compile("[和与由了对的]")
JOINED = re.compile(rf"(?:^|[他她它们你我谁]|{POSTS}(?:{NAME}|{SHORT_NAME})?|{TRANSCRIBED})$")
ASIDE = re.compile("（(?:以下)?[简下又]称[^（）]*）$")
SHORTEST_POST = 2  # characters


@dataclass(frozen=True, slots=True)
class Candidate:
    """Characters start to end of a text; `detail` is what stands beside the answer: a person's post."""

    start: int
    end: int
    detail: str = ""


def foreign_names(text: str) -> Iterator[tuple[int, int]]:
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
        if text[end - 1] == "因" and re.match("[隐未涉病受被]", text[end:]):
            end -= 1
        if text[:end].endswith("多次"):
            end -= 2
        if text[end - 1] == "任" and re.match(rf"(?!在)[\u4e00-\u9fff]{{0,10}}?{POSTS}", text[end:]):
            end -= 1  # 任 is a verb there
        start = min(at for at in places if at >= start)
        if surname := re.search("·汗", text[start:end]):
            end = start + surname.end()
        parts = text[start:end].split("·")
        is_short = len(parts[-1]) < 2 and parts[-1] not in SHORT_PARTS
        is_cut = len(parts) < 2 or not parts[0] or is_short or text[start - 1 : start] in ("-", "·")
        if not is_cut and not NAMESAKE.match(text, end):
            yield start, end


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
    spans.update(foreign_names(text))
    last = -1
    for start, end in sorted(spans.items()):
        if start >= last and _is_name(text, start, end):
            yield Candidate(start, end, _post_of(text, start, end))
            last = end


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether what has the form of a name isn't a word: 毕竟, 解放军, and 明确 before 责任."""
    name = text[start:end].replace(" ", "")
    if "·" in name or re.fullmatch(NAMELESS, name):
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
    start = _clause_start(text, name_start)
    phrase = text[start:name_start]
    if not re.search(rf"{POSTS}$", phrase) or re.fullmatch("[他她它]?代表", phrase):  # he speaks for it
        return ""
    while start > 1 and text[start - 1] == "，":  # a post before the comma belongs to the same person
        earlier = _clause_start(text, start - 1)
        if not re.search(rf"{POSTS}$", text[earlier : start - 1]):
            break
        start = earlier
    phrase = text[start:name_start]
    return phrase[max(at for at in _beginnings(phrase) if at <= len(phrase) - SHORTEST_POST) :]


def _clause_start(text: str, end: int) -> int:
    """Where the clause begins that ends there; （以下简称…） is part of it."""
    start = end
    while start and text[start - 1] not in CLAUSE:
        start -= 1
        if text[:start].endswith("）") and (aside := ASIDE.search(text[:start])):
            start = aside.start()
    return start


def _beginnings(phrase: str) -> Iterator[int]:
    """Where that may end which stands before a post in its clause and isn't part of it."""
    yield 0
    yield from (m.end() for m in BEFORE_POST.finditer(phrase))
    if not JOINING.search(phrase):
        return
    at, last = 0, ""
    for word in segment(phrase):
        before, behind = phrase[:at], phrase[at + len(word) :]
        is_told = word == "的" and tag_of(last) == "v"  # 扣押的总统
        is_other = word in ("和", "与") and (JOINED.search(before) or _begins_post(behind))
        if is_told or is_other or (word in ("由", "了", "对") and not behind.startswith("外")):
            yield at + len(word)
        at, last = at + len(word), word


def _begins_post(text: str) -> bool:
    """Whether a post, or the place that it is of, stands first: not 旅游 of 文化和旅游厅."""
    return re.match(f"{POSTS}|[省市区县州镇乡村]", text) is not None or tag_of(segment(text)[0]) in (
        "ns",
        "nt",
    )


def name_lists(text: str) -> list[tuple[int, int]]:
    """Stretches of names joined by 、 or 和, with the posts and spaces printed in them.

    Where every name has its own post the first one's is part of the list, and commas may stand between.
    """
    first = rf"(?:{NAME}|{SHORT_NAME}|{TRANSCRIBED})"
    post = rf"[一-鿿、]{{0,16}}?{POSTS}(?={first})"
    later = rf"(?:{post})?(?:{first}|(?!{THEN_DONE})[一-鿿] ?[一-鿿]{{1,2}})"
    end = rf"(?=等|的|[{CLAUSE}]|参加|出席|列席|陪同|分别|一同|一起|应邀|为|任|负责|作|担任)"
    lists = []
    # Each item is taken once and for all (a group in a lookahead): else a long list is tried in all its divisions.
    item = rf"(?:[、和] ?{later}|，{post}{first}) ?(?=[、和，]|{end})"
    for m in re.finditer(rf"{first} ?(?:(?=({item}))\1)+{end}", text):
        parts = re.split("[、和，]", m[0].strip())
        names = [re.sub(rf"^.*{POSTS}", "", part).replace(" ", "") for part in parts]
        odd = [_is_odd(name) for name in names]
        if sum(odd) * ODD_OF > len(names) or odd[0]:
            continue
        posts = re.finditer(POSTS, text)
        begin = next((p.end() for p in posts if p.start() < m.start() < p.end()), m.start())  # 副主任郇梅
        own = post_before(text, begin) if re.search(rf"[、和，][^、]*{POSTS}{first}", m[0]) else ""
        lists.append((begin - len(own), m.start() + len(m[0].rstrip())))
    return lists


def _is_odd(name: str) -> bool:
    """Whether an item of a list is unlike a name."""
    is_sure = "·" in name or re.fullmatch(NAMELESS, name)
    return not is_sure and bool(NOT_GIVEN & set(name[1:]) or is_common(name))
