"""Asked: what a question wants to know and which words an answer must stand beside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.candidates import UNITS
from qa.folding import fold, simplified
from qa.numerals import arabic_days, arabic_ordinals
from qa.persons import POSTS
from qa.words import segment

KIN = r"(?:外?孙[女子]|儿子|女儿|妻子|爱人|老伴|丈夫|父亲|母亲|爸爸|妈妈|哥哥|姐姐|弟弟|妹妹|岳[父母]|女婿|儿媳|爷爷|奶奶)"
# The clause of a question that doesn't name a work, whose maker the article tells, not its byline.
OF_NEWS = r"(?:^|,)(?![^,]*(?:《|歌|诗|小说|书(?![记院店馆法面])|绘本|论文|剧(?!院|场)|电影|影片|纪录片|视频|短片|宣传片|作品))[^,]*"
# Kinds of answer, first match wins; folded to half width and lower case before matching.
KINDS: tuple[tuple[str, str], ...] = (
    (
        "photographer",
        rf"{OF_NEWS}((谁|哪[一两二三几]?位|哪个|何人)[^,?]{{0,6}}(拍(?![卖板下得])|摄(?!影?(?:[大展比]|家|协|作品)))|(摄影|拍摄)(者|师|记者)?(是谁|是哪))"
        r"|who (took|shot|photographed)",
    ),
    (
        "reporter",
        r"(哪位|哪个|哪名|哪些|什么)(记者|通讯员)(?![^,?]{0,4}[获得夺])|(记者|通讯员)(是|叫)(谁|什么|哪)|谁(采写|报道|采访)的"
        rf"|{OF_NEWS}((哪位|哪个|哪名|哪些|什么)作者|作者(是|叫)(谁|什么|哪))"
        r"|(报道|新闻|文章|稿子?|消息|这篇)(是|由)?谁写的|谁写的[^,]{0,4}(报道|新闻|文章|稿|消息)|(^|,)谁写的\??$"
        r"|who (wrote|reported)|which reporter",
    ),
    (
        "post",
        r"(什么|何|哪些|哪个)(职务|职位|头衔|身份|官职)|(职务|职位|头衔|身份)(是|为)?(什么|哪)|任(什么|何)职|什么来头"
        r"|担任(什么|何)|what (position|post|title|office)",
    ),
    (
        "people",
        r"哪些(人(?!可以|能|需要|群)|领导|嘉宾|专家|代表|同志|负责人|官员|干部|选手|运动员|学生|老师)|哪些[^，？?的了]{0,6}(领导|嘉宾|专家|负责人|书记|(?<![增成延生])长|主任|委员|总裁|经理|教授|选手)(?!期|度|江|处)"
        r"|(领导|嘉宾|专家|代表|人|人员|同志|官员|评委|选手)(都|还|分别|主要)?(有|是)哪(些|几)(?:[位个名]|人|领导|$|[?])"
        r"|(还|都|分别)?有(谁|哪些人)|谁[^，？?]{0,2}(参加|出席|列席|陪同|一同|参会|与会)|哪[几两二三四五](位|个人|名)|(分别|都)是谁|who else|谁还",
    ),
    (
        "person",
        rf"谁|({POSTS}|{KIN}|冠军|司机|[人员者手师生孩友他她])(是|叫|名叫)(什么|做什么)(名字)?[？?]?$|哪(一)?位|哪(一)?名|何人|什么人|\bwho\b|\bwhom\b|\bwhose\b",
    ),
    (
        "date",
        r"什么时候|何时|哪(一)?(天|日|年)|哪几(天|年|日|个月)|哪些年|几(号(?!楼|线|窗|馆|门|院)|时|点(?!要求|意见|建议|看法|希望|体会)|月|日)|(?:周|星期|礼拜)几|什么(时间|日子|日期)|哪个(月|日子)|何日|时间是(?!多|几分)|日期是"
        r"|\bwhen\b|what (date|day|time|year)|which (day|date|year)",
    ),
    (
        "count",
        rf"多少|百分之几|第几|几比几|比分(?!别)|(?<![哪近这前])几({UNITS}|钱)"
        r"|(?<![许众更])多(大(?!学|型|众)|长|高|远|重(?=[?？,，的]|$)|宽|久|快)|how (many|much|long|far|old|high|large)|what (percent|share)",
    ),
    (
        "place",
        r"在哪(?!个(单位|部门|公司))|哪(里|儿)|哪些地(方|点)|何(处|地)|什么地(方|点)|地点(是|在)|\bwhere\b"
        r"|哪(个|座|所|条)(地方|城市|市|区|县|镇|乡|村|街道|社区|广场|会议室|会场|场馆|学校|小学|中学|医院|公园|剧院|宾馆|酒店|路)",
    ),
    (
        "organisation",
        r"哪(个|家|些|几家|几个)(单位|部门|公司|企业|机构|组织|学校|医院|协会|队|局|委|银行|街道|镇|大学|媒体)|什么(单位|公司|部门|机构)"
        r"|which (company|department|organisation|organization|agency)",
    ),
    (
        "which",
        r"哪(?:一|几|[两二三四五六])?(?:个|颗|张|份|艘|句|枚|支|家|座|条|种|项|所|场|类|款|处|部|本|届|只|辆|幅|首|块)[一-鿿]",
    ),
    (
        "theme",
        r"(什么|何)(主题|名称|名字|口号|题目)|(主题|名称|名字|口号|题目|标题)(是|叫|为)(什么|何)|叫(什么|做什么)|what theme",
    ),
)
ASKING = (
    r"(?:在|有|到|去|从)?哪些(?:地方|人|单位)?|什么时候|什么时间|什么地方|什么地点|什么样|为什么|怎么样|怎么|如何|什么|多少|哪一位|哪一天|哪里|哪儿|哪位|哪个|哪家|哪天|哪年|哪几[位个名家]?"
    r"|何时|何处|何地|(?<!任)何人|谁|(?<!茶)几(?=[个名人次位所家条项场天届万亿公岁倍支座年台辆吨件批号点月日级成段层艘架枚颗部集期轮秒米组类种款张份幅句首本篇])|哪(?![吒咤])|吗(?![啡啉])|(?<![毛花])呢(?![绒子料喃])|请问|请告诉我|是不是|有没有|能不能"
)
# Asked as one speaks, and as the rules and the reader know it.
SPOKEN = (
    ("^(?:请问一?下?|你好|您好|麻烦?问?一下|我?想(?:问|了解|知道)一?下?|帮我查一?下?)[，,](?=.)", ""),
    (
        "(?:啥|多)时候|啥时(?![间段代期])|[啥多哪]会儿(?![童科歌女])|(?<![第周了分])几时(?![间段代期刻几])",
        "什么时候",
    ),
    ("为啥子?", "为什么"),
    ("(?:怎么|咋)着(?=了?[吗呢]?(?:[，,。？?]|$))|咋样", "怎么样"),
    ("咋(?![舌呼])", "怎么"),
    ("干嘛", "干什么"),
    ("啥(?:子(?![女弹]))?", "什么"),
    ("哪俩", "哪两个"),
    ("(?<=.)(?<![^哪那这]儿)[啊呀呐](?=[，,。！!？?~…]*$)", ""),
    # 俄罗斯呢，谁去, but not 还没定呢，什么时候定
    (r"^((?:(?![没在着还正])[^，,？?]){1,8})(?<![毛花])呢[，,](?:[他她它](?!们))?(?=..)", r"\1"),
)
QUOTED = r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|《[^》]*》|〈[^〉]*〉|「[^」]*」|『[^』]*』"  # a title or a name: 《十万个为什么》
# Words that a question adds of its own: an article needn't print them.
FILLER = re.compile(
    r"总共|一共|共计|合计|打算|具体|主要|目前|现在|当时|之后|以后|以来|情况|内容|新闻|消息|报道|这次|本次|那次|那条|这条|那篇|这篇|文章|哪个|啊|呀|告诉|知道|想问"
    r"|请问|关于|进行|的话|记者|名字|成绩是|什么|职务|身份|担任|照片|拍的|多久|钱|时候|能不能|可以|能够|如何|怎么|之间|做的|写的|一下|大概|还有|分别"
)
STOP = re.compile(
    r"[的了过着地得是在有和与及就都还也把被由对从到于以为之其这那该此个们吗呢吧啊呀么?？!！,，.。:：;；、\s“”‘’\"'()（）《》]"
)
ENGLISH_STOP = frozenset(
    [
        "who",
        "whom",
        "whose",
        "what",
        "when",
        "where",
        "which",
        "how",
        "many",
        "much",
        "did",
        "do",
        "does",
        "was",
        "were",
        "is",
        "are",
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "by",
        "with",
        "and",
        "or",
        "that",
        "this",
        "it",
        "there",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "from",
        "as",
        "be",
        "been",
        "have",
        "has",
        "had",
        "date",
        "day",
        "time",
        "year",
    ]
)
# English words of news that the articles print in Chinese: the rule reader has no other bridge.
ENGLISH = {
    "chaired": "主持", "chair": "主持", "presided": "主持", "hosted": "主持", "met": "会见", "meet": "会见", "attended": "参加",
    "attend": "参加", "meeting": "会议", "executive": "常务", "district": "区", "government": "政府", "mayor": "市长",
    "party": "党", "secretary": "书记", "held": "召开", "school": "学校", "visited": "调研", "photo": "照片",
}  # fmt: skip
SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "召开 举行 举办 开展 开",
        "参加 出席 列席 参会 与会",
        "会见 接见 会晤 见面",
        "讲话 致辞 发言 讲了话",
        "调研 考察 视察 走访",
        "负责 主管 分管",
        "增长 增加 增幅 上升",
        "下降 减少 降低",
        "主持 主持召开",
        "获得 夺得 荣获 摘得 赢得",
        "启动 启用 开工 开幕 开通",
        "妻子 爱人 老伴 夫人",
    )
)
NOW = tuple("今天 今日 今早 今晚 昨天 昨日 昨晚 明天 明日 today yesterday tomorrow".split())
NAMED_NOW = re.compile(
    r"今日(?:头条|说法)|明日之星|明天(?=小学|中学|幼儿园|集团)|[“\"《][^”\"》]*[”\"》]"
)  # no day


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart; every string but the question itself is folded."""

    question: str  # as it was asked
    kind: str  # one of KINDS, yesno, or what
    text: str  # the question; of a follow-up what it says itself
    content: str  # its words without the asking words
    before: str  # what stands right before the asking word: "担任", "会见了"
    after: str  # what stands right after it: "主持召开了…"
    fixed: tuple[str, ...]  # ordinals an answering article must print
    years: tuple[int, ...]  # years that an answering article must print or be of, or of the next
    dates: tuple[tuple[int, int], ...]  # (month, day) named in the question
    is_now: bool  # whether it says 今天, 昨天 or 明天: the asker's, not an old paper's


def analyse(question: str, own: str = "") -> Asked:
    """What is asked, by the asking words of Chinese and English; of a follow-up by those of its own words."""
    whole = arabic_ordinals(fold(question)).strip()
    text = arabic_ordinals(fold(own)).strip() or whole
    kind = next((kind for kind, pattern in KINDS if re.search(pattern, text)), "what")
    if kind == "what" and re.search(r"吗[?？]?$|是不是|有没有|是否|^(did|is|was|were|does) ", text):
        kind = "yesno"
    asking = re.search(ASKING, text)
    before, after = (text[: asking.start()], text[asking.end() :]) if asking else (text, "")
    content = re.sub(ASKING, "|", _to_chinese(whole))
    dates = tuple(
        (int(m[1]), int(m[2])) for m in re.finditer(r"(\d{1,2})月 *(\d{1,2})[日号]", arabic_days(content))
    )
    is_now = any(word.startswith(NOW) for word in segment(NAMED_NOW.sub("", whole)))
    return Asked(
        question, kind, text, content, before, after, fixed_terms(content), years(content), dates, is_now
    )


def as_read(question: str) -> str:
    """The question in simplified characters and in the words that it is known by: 叫什么 for 叫啥; titles as they are."""
    parts = re.split(f"({QUOTED})", simplified(question))
    for spoken, known in SPOKEN:
        parts[::2] = (re.sub(spoken, known, part) for part in parts[::2])
    return "".join(parts)


def sought(question: str) -> str:
    """What articles are searched for: the folded question without its asking words, unless there are no others.

    English words are followed by their Chinese ones.
    """
    text = fold(question)
    if is_chinese(text):
        left = re.sub(f"({QUOTED})|{ASKING}", lambda m: m[1] or "|", text)
    else:
        words = (word for word in text.split() if word.strip(",.;:?!()'\"") not in ENGLISH_STOP)
        left = " ".join((*words, _to_chinese(text)))
    return left if re.search(r"\w", left) else text


def fixed_terms(text: str) -> tuple[str, ...]:
    """Ordinals as an article would print them: 第27; 27次会议 as 27."""
    text = re.sub(r"\d{1,2}月\d{1,2}[日号]", "|", text)
    return tuple(
        dict.fromkeys(
            re.findall(
                r"第\d+(?![天\d])|(?<![\d.第])\d{1,3}(?=[次届期轮]|号[^，。？?]{0,4}(?:文|楼|线|令))", text
            )
        )
    )


def years(text: str) -> tuple[int, ...]:
    """Years named with all four digits."""
    return tuple(dict.fromkeys(int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)年?(?!\d)", text)))


def synonyms(word: str) -> frozenset[str]:
    """The word and what newspapers print for the same."""
    return next((group for group in SYNONYMS if word in group), frozenset((word,)))


def is_chinese(text: str) -> bool:
    """Whether it has a Chinese character."""
    return re.search(r"[一-鿿]", text) is not None


def _to_chinese(text: str) -> str:
    if is_chinese(text):
        return text
    words = re.findall(r"[a-z]+|\d+(?:st|nd|rd|th)?", text)
    kept = (ENGLISH.get(w, w) for w in words if w not in ENGLISH_STOP)
    return " ".join(re.sub(r"^(\d+)(st|nd|rd|th)$", r"第\1", w) for w in kept)
