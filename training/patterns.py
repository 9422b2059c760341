"""What newspaper sentences say, by pattern: who chaired, met, visited; when, where, how many; themes, lists, words.

Each frame is a pattern whose named groups are facts, and for some of the groups the wordings that ask for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Pattern

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申"
    "欧耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简"
)
TITLE_ENDS = (
    "书记|市长|县长|区长|省长|州长|镇长|乡长|主任|局长|厅长|部长|处长|科长|司长|会长|院长|校长|所长|站长|馆长|台长|社长|行长|园长|"
    "董事长|总经理|总裁|总监|经理|主席|秘书长|委员|常委|教授|研究员|院士|医师|大使|发言人|负责人|工程师|创始人|检察长|指挥|队长|组长|"
    "干事|理事|主编|总编辑|主教练|分析师|主持人|董事|监事|讲师|律师|领导|经济学家|首席执行官|总指挥|巡视员|调研员|专员|政委|支队长|庭长|法官"
)
HAN = r"[\u4e00-\u9fa5]"
PART = r"[^，。；：！？\s（）()“”《》]"  # a stretch within a clause
GIVEN = rf"(?:(?![说称曾等摄率及和与并将任为先女的了是在也已就一带赴到从对表]){HAN})"
NAME = rf"(?:(?:欧阳|司马|上官|诸葛|慕容)|[{SURNAMES}]){GIVEN}{{1,2}}"
TITLE = rf"(?:{HAN}|[、（）()]){{1,34}}?(?:{TITLE_ENDS})"
DAY = r"(?:(?:20\d\d ?年|今年|去年) ?)?(?:\d{1,2} ?月)? ?\d{1,2} ?日"
HOUR = r"(?:凌晨|早上|上午|中午|下午|傍晚|晚间|晚上|当晚|晚)?(?: ?\d{1,2}[时点:：]\d{0,2}分?)?(?:许|左右)?"
DATE = rf"{DAY}{HOUR}"
LAID = r"(?:会议|大会|座谈会|推进会|动员会|部署会|论坛|峰会|发布会|仪式|开幕式|告别会|研讨会|交流会|培训班|比赛|大赛|活动|书展|画展|车展|展览|博览会|运动会|音乐节|文化节|专题会|调度会|常务会|例会|讲座|典礼|联赛|锦标赛|晚会|沙龙|招聘会|说明会|推介会|对接会)"
EVENT = rf"(?:“[^”]{{2,20}}”)?{PART}{{0,24}}(?:“[^”]{{2,20}}”)?{PART}{{0,16}}?{LAID}"
VENUE = rf"{PART}{{2,20}}?"
HELD = r"(?:举行|召开|开幕|启动|举办|开赛|落幕|闭幕|开班|开讲|上演|揭幕|落下帷幕|拉开帷幕)"
HOW = r"(?:正式|顺利|隆重|成功|盛大|圆满|如期)?"
DID = r"(?:调研|考察|检查|督导|慰问|视察|走访|看望|参观|督查|指导)"
SAID = r"(?:表示|指出|强调|介绍|说|要求|认为|透露|告诉记者|坦言|建议|提醒|称)"
LIST = rf"{NAME}(?: ?、{NAME})+"
TITLED_LIST = rf"{TITLE}{NAME}(?:[，、和及](?:{TITLE})?{NAME})+"
WORDS = r"(?:[^。！？“”]|“[^”]*”){15,130}"


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern and, for each group that can be asked for, the wordings; `{x}` stands for another group."""

    kind: str
    cue: Pattern[str]  # cheap to look for, in every sentence that the pattern can match
    pattern: Pattern[str]
    asks: dict[str, tuple[str, ...]]


CUES = {
    "held": HELD,
    "chair": "主持",
    "speak": "讲话|致辞",
    "attend": "出席|参加|列席",
    "along": "一同|参加|陪同|一起|随同",
    "met": "会见",
    "visit": DID,
    "office": TITLE_ENDS,
    "host": "由.*(?:办|发起)",
    "theme": "主题",
    "said": SAID,
    "urge": "会议|大会|会上",
    "study": "会议",
    "why": "因|由于",
    "issue": "《",
    "reporter": "记者",
    "photo": "摄",
}


def _frame(kind: str, pattern: str, **asks: tuple[str, ...]) -> Frame:
    return Frame(kind, re.compile(CUES[kind]), re.compile(pattern), asks)


START = r"(?:^|(?<=[，。；：！？\s）)]))"
WHEN_HELD = (
    "{m}是什么时候{v}的？",
    "{m}哪天{v}？",
    "{m}何时{v}？",
    "什么时候{v}的{m}？",
    "{m}{v}的时间",
    "{m}是几号{v}的",
    "在{p}{v}的{m}是哪一天？",
    "When was {m} held?",
    "What day did {m} take place?",
    "{m}什么时候开的",
)
WHERE_HELD = (
    "{m}在哪里{v}？",
    "{m}在什么地方{v}的？",
    "{m}的{v}地点是哪里？",
    "{d}，{m}在哪儿{v}？",
    "{d}的{m}在哪里办的",
    "Where was {m} held?",
    "哪里{v}了{m}？",
    "{m}的举办地点是？",
)
WHAT_HELD = ("{d}在{p}{v}的是什么？", "{p}{d}{v}了什么？", "{d}，{p}有什么{k}{v}？", "在{p}{v}的是什么{k}？")
WHO_CHAIRED = (
    "谁主持召开了{m}？",
    "{m}由谁主持？",
    "{m}是谁主持的？",
    "{m}的主持人是谁",
    "谁主持{m}",
    "主持{m}的是哪位？",
    "{m}谁主持的",
    "Who chaired {m}?",
    "Who presided over {m}?",
    "哪位领导主持了{m}？",
)
CHAIRED_WHAT = (
    "{n}主持召开了什么会议？",
    "{n}主持了哪个会？",
    "{t}{n}主持的是什么会议？",
    "What meeting did {n} chair?",
)
WHO_SPOKE = (
    "谁在{m}上讲话？",
    "{m}上谁讲了话？",
    "{m}上讲话的是谁？",
    "谁出席{m}并讲话？",
    "出席{m}并讲话的领导是谁？",
    "{m}哪位领导讲话",
    "Who gave a speech at {m}?",
    "Who spoke at {m}?",
    "谁出席并讲话？",
)
WHO_CAME = (
    "谁出席了{m}？",
    "谁参加了{m}？",
    "{m}有谁出席？",
    "出席{m}的有哪些人？",
    "哪些人参加了{m}？",
    "{m}的参加者有谁",
    "还有谁参加了{m}？",
    "Who attended {m}?",
    "都有谁参加{m}？",
    "哪些领导出席了{m}？",
)
WHO_ALONG = (
    "哪些人陪同？",
    "谁陪同{n}{w}？",
    "陪同{w}的有谁？",
    "谁和{n}一起去的？",
    "{n}{w}时有哪些人陪同？",
    "{n}到{p}{w}，陪同的有哪些人？",
    "Who accompanied {n}?",
    "还有谁参加{w}？",
    "陪同{n}的都有谁",
    "哪些领导陪同{w}？",
)
WHO_MET = (
    "谁会见了{g}？",
    "{g}是谁会见的？",
    "会见{g}的是谁？",
    "{g}来访，谁会见了他？",
    "Who met with {g}?",
    "哪位领导会见{g}",
)
MET_WHOM = (
    "{n}会见了谁？",
    "{n}会见的是谁",
    "{t}{n}会见了哪位客人？",
    "Who did {n} meet?",
    "和{n}会面的人是谁？",
)
WHEN_MET = ("{n}什么时候会见的{g}？", "{n}是哪天会见{g}的？", "When did {n} meet {g}?", "{g}哪天和{n}见面")
WHO_WENT = (
    "谁到{p}{w}？",
    "谁带队到{p}{w}？",
    "{d}谁去{p}{w}了？",
    "到{p}{w}的是谁？",
    "哪位领导去了{p}{w}？",
    "{p}的{w}由谁带队？",
    "Who visited {p}?",
    "谁前往{p}开展{w}？",
)
WENT_WHERE = (
    "{n}到哪里{w}？",
    "{n}去了哪里{w}？",
    "{d}{n}在哪{w}",
    "{n}{w}了什么地方？",
    "{t}{n}到什么地方{w}？",
    "Where did {n} go on {d}?",
    "Which places did {n} visit?",
    "{n}{w}了哪些地方？",
)
WHEN_WENT = (
    "{n}什么时候到{p}{w}的？",
    "{n}是哪天去{p}{w}的？",
    "{n}何时{w}{p}？",
    "When did {n} visit {p}?",
    "{n}哪天{w}的{p}",
    "{t}{n}是什么时候去的{p}？",
)
WHOSE_OFFICE = (
    "{n}是什么职务？",
    "{n}担任什么职务？",
    "{n}是谁？",
    "{n}的身份是什么？",
    "{n}的头衔",
    "{n}是做什么的？",
    "What is {n}'s position?",
    "{n}任什么职",
)
OFFICE_WHO = (
    "{t}是谁？",
    "{t}叫什么名字？",
    "谁是{t}？",
    "谁担任{t}？",
    "{t}是哪位？",
    "Who is the {t}?",
    "现任{t}是谁",
)
WHO_HOSTED = (
    "{m}由哪些单位{v}？",
    "{m}是谁{v}的？",
    "{v}{m}的是哪些单位？",
    "哪些单位{v}了{m}？",
    "{m}的{v}单位有哪些？",
    "{m}的{v}方是谁",
    "Which organisations hosted {m}?",
    "Who organised {m}?",
    "{m}是哪个单位{v}的？",
)
THEME = (
    "{m}的主题是什么？",
    "{m}以什么为主题？",
    "{m}的主题叫什么？",
    "{m}主题是啥",
    "什么是{m}的主题？",
    "What was the theme of {m}?",
    "{m}是什么主题的？",
    "这次活动叫什么主题？",
)
SAID_WHAT = (
    "{n}{s}什么？",
    "{n}说了什么？",
    "{n}是怎么说的？",
    "{t}{n}{s}了什么？",
    "{n}怎么看？",
    "{n}讲了什么？",
    "What did {n} say?",
    "{n}的观点是什么",
)
URGED = (
    "{m}{s}了什么？",
    "会议{s}什么？",
    "{m}提出了什么要求？",
    "会上有什么要求？",
    "{m}上讲了什么？",
    "What did the meeting call for?",
    "{m}对工作作了哪些要求？",
)
STUDIED = (
    "{m}{v}了什么？",
    "会议{v}了哪些内容？",
    "{m}还研究了什么？",
    "{m}的议题有哪些？",
    "会上研究了哪些工作？",
    "What did the meeting discuss?",
)
WHY = ("为什么{r}？", "{r}的原因是什么？", "{r}是因为什么？", "什么原因导致{r}？", "{r}，为什么？")
ISSUED = (
    "{o}发布了什么？",
    "{o}{v}的文件叫什么？",
    "{o}{v}了哪份文件？",
    "{d}{o}{v}了什么？",
    "What did {o} publish?",
)
ISSUER = (
    "谁{v}了{x}？",
    "{x}是哪个部门{v}的？",
    "{v}{x}的是哪个单位？",
    "{x}由谁{v}？",
    "Who issued {x}?",
    "哪些部门{v}了{x}？",
)
REPORTER = (
    "这篇报道是哪位记者写的？",
    "{m}的新闻是谁写的？",
    "关于{m}的报道，记者是谁？",
    "报道{m}的记者叫什么？",
    "哪位记者报道了{m}？",
    "{m}这条消息的作者是谁",
    "Which reporter wrote about {m}?",
    "Who wrote the story on {m}?",
)
PHOTO = (
    "照片是谁拍的？",
    "图片由谁拍摄？",
    "{m}的照片是谁拍的？",
    "谁拍的{m}的照片？",
    "{m}的摄影是谁",
    "Who took the photo?",
    "{m}图片的摄影者是谁？",
)

OFFICE = rf"{START}(?:{DATE}[，,]?)?(?P<t>{TITLE})(?P<n>{NAME})"
ORDER = rf"(?P<d>{DATE})[，,]?"

FRAMES = (
    _frame(
        "held",
        rf"{ORDER}(?P<m>{EVENT})在(?P<p>{VENUE}){HOW}(?P<v>{HELD})",
        d=WHEN_HELD,
        p=WHERE_HELD,
        m=WHAT_HELD,
    ),
    _frame(
        "held",
        rf"{START}(?P<m>{EVENT})(?:将)?(?:于|在)?(?P<d>{DATE})在(?P<p>{VENUE}){HOW}(?P<v>{HELD})",
        d=WHEN_HELD,
        p=WHERE_HELD,
    ),
    _frame(
        "held",
        rf"{ORDER}(?P<p>{PART}{{2,14}})(?P<v>召开|举行|举办)(?:了)?(?P<m>{EVENT})(?=[，。])",
        d=WHEN_HELD,
        m=WHAT_HELD,
        p=("哪里{v}了{m}？", "哪个地方或单位{v}了{m}？", "{d}谁{v}了{m}？", "{m}是哪里{v}的？"),
    ),
    _frame(
        "chair",
        rf"(?:{OFFICE})(?:[^，。]{{0,6}})?主持召开(?:了)?(?P<m>{EVENT})(?=[，。])",
        n=WHO_CHAIRED,
        m=CHAIRED_WHAT,
    ),
    _frame("chair", rf"(?:{OFFICE})主持(?P<m>{EVENT})(?=[，。])", n=WHO_CHAIRED, m=CHAIRED_WHAT),
    _frame(
        "chair",
        rf"(?:{OFFICE})主持(?:会议|仪式|活动|座谈会|论坛)?(?:并讲话|并作总结讲话)?(?=[，。])",
        n=WHO_CHAIRED,
    ),
    _frame(
        "chair", rf"(?:会议|仪式|活动|座谈会|大会|论坛)由(?:(?P<t>{TITLE}))?(?P<n>{NAME})主持", n=WHO_CHAIRED
    ),
    _frame(
        "speak",
        rf"(?:{OFFICE})(?:出席|参加)?(?:了)?(?:会议|活动|仪式|开幕式|启动仪式|座谈会|论坛)?并?(?:讲话|致辞|作动员讲话|发表讲话|发表致辞)(?=[，。])",
        n=WHO_SPOKE,
    ),
    _frame(
        "attend",
        rf"(?:^|(?<=[，。；]))(?:{HAN}{{0,6}}领导)?(?P<l>{LIST})等?(?:出席|参加|列席)(?:会议|活动|仪式|座谈会|了?{EVENT})?(?=[，。])",
        l=WHO_CAME,
    ),
    _frame(
        "attend",
        rf"(?:^|(?<=[，。；]))(?P<l>{TITLED_LIST})等?(?:出席|参加|列席)(?:会议|活动|仪式|座谈会|了?{EVENT})?(?=[，。])",
        l=WHO_CAME,
    ),
    _frame(
        "along",
        rf"(?:^|(?<=[，。；]))(?:{HAN}{{0,6}}领导)?(?P<l>{LIST})等?(?:一同|参加|陪同|一起|随同)(?P<w>{DID})?(?=[，。])",
        l=WHO_ALONG,
    ),
    _frame(
        "along",
        rf"(?:^|(?<=[，。；]))(?P<l>{TITLED_LIST})等?(?:一同|参加|陪同|一起|随同)(?:参加)?(?P<w>{DID})?(?=[，。])",
        l=WHO_ALONG,
    ),
    _frame(
        "along",
        rf"(?:^|(?<=[，。；]))(?P<t>{TITLE})(?P<l>{NAME})(?:一同|陪同|随同)(?P<w>{DID})?(?=[，。])",
        l=WHO_ALONG,
    ),
    _frame(
        "met",
        rf"(?:(?P<d>{DATE})[，,]?)?{START}(?P<t>{TITLE})(?P<n>{NAME})(?:在[^，。]{{2,12}})?会见(?:了)?(?P<h>{TITLE})(?P<g>{NAME})(?:一行)?(?=[，。])",
        n=WHO_MET,
        g=MET_WHOM,
        d=WHEN_MET,
    ),
    _frame(
        "visit",
        rf"(?:{ORDER})(?P<t>{TITLE})(?P<n>{NAME})(?:一行|带队|率队|先后|率[^，。]{{2,10}})*(?:到|赴|前往|深入|来到|走进|在)(?P<p>[^，。]{{2,25}}?)(?:开展|进行|专题|实地)?(?P<w>{DID})",
        n=WHO_WENT,
        p=WENT_WHERE,
        d=WHEN_WENT,
    ),
    _frame(
        "office",
        rf"{OFFICE}(?={SAID}|主持|出席|参加|一行|带队|率队|会见|宣布|致辞|讲话|[，。])",
        t=WHOSE_OFFICE,
        n=OFFICE_WHO,
    ),
    _frame(
        "host",
        rf"由(?P<o>[^，。]{{4,90}}?)(?:联合|共同)?(?P<v>主办|承办|协办|举办|发起|联合主办)[^，。]{{0,30}}?的(?P<m>{EVENT})",
        o=WHO_HOSTED,
    ),
    _frame(
        "host",
        rf"(?:^|(?<=[，。]))(?:本次|此次|本届)?(?P<m>{EVENT})由(?P<o>[^，。]{{4,90}}?)(?:联合|共同)?(?P<v>主办|承办|协办|举办|发起)(?=[，。])",
        o=WHO_HOSTED,
    ),
    _frame("theme", r"(?:(?:以|围绕)“(?P<x>[^”]{3,30})”为(?:活动|年度|大会|论坛)?主题)", x=THEME),
    _frame("theme", rf"(?P<m>{EVENT})?[，的]?主题(?:为|是|：|:)“(?P<x>[^”]{{3,30}})”", x=THEME),
    _frame("said", rf"(?:{OFFICE})(?P<s>{SAID})[，：,:]“?(?P<x>{WORDS})(?=[。！？”])", x=SAID_WHAT),
    _frame(
        "urge",
        rf"(?:^|(?<=[。；]))(?:会议|大会|会上)(?P<s>强调|指出|要求|认为|提出|明确)[，：](?P<x>{WORDS})(?=[。])",
        x=URGED,
    ),
    _frame(
        "study",
        r"会议(?:还)?(?P<v>审议通过了|审议了|研究了|听取了|传达学习了|审议通过|审议|研究|听取)(?P<x>(?![，、并过结意])[^。]{6,110})(?=。)",
        x=STUDIED,
    ),
    _frame(
        "why",
        r"(?:^|(?<=[，。；]))(?:由于|因为)(?P<x>[^，。；]{4,28})，(?P<r>(?![由因同导影也可但而且一并致造使所于从又仍根随将不])[^，。；]{8,32})(?=[，。；])",
        x=WHY,
    ),
    _frame(
        "issue",
        rf"(?:(?P<d>{DATE})[，,]?)?{START}(?P<o>{PART}{{3,30}}?)(?:近日|日前|联合|正式|共同|对外|今日|昨日)*(?P<v>发布|印发|出台|公布)(?:了)?(?P<x>《[^》]{{4,40}}》)",
        x=ISSUED,
        o=ISSUER,
    ),
    _frame(
        "reporter",
        rf"(?:本报|特约|见习|全媒体|新闻|都市报|日报|晚报)?记者[ 　:：]?(?P<n>{NAME}(?:[ 、　]{NAME}){{0,3}})(?=[ 　)）/]|$)",
        n=REPORTER,
    ),
    _frame("photo", rf"(?:^|(?<=[ 　。，（(]))(?:记者 ?)?(?P<n>{NAME})[ 　/]?摄(?![影像])", n=PHOTO),
)
