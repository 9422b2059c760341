"""Local news made up from parts, where every fact is known: who chaired and who only spoke, whole lists, ordinals.

python training/compose.py ../shared/data/news/crud_news.jsonl.xz OUT --count 6000

What the meetings called for is taken from real sentences; names, places, numbers and dates are drawn. A fact that
a piece leaves out is asked for too: that question has no answer there. Beside each piece stands its like: the same
kind of event with another ordinal, day or place.
"""

from __future__ import annotations

import argparse
import random
import re
from dataclasses import dataclass
from pathlib import Path

import patterns as p
from near_misses import GIVEN, change_fact
from questions import read_news, vary
from reader_data import Item, Text, write_items

SEED = 13
CALLS = re.compile(r"(?:会议|大会)(?:强调|指出|要求|认为)，((?:[^。！？“”]|“[^”]*”){20,110})。")
ASKED = 4  # questions of a piece
TOPICS = {
    "安全生产": "work safety", "防汛抗旱": "flood control", "乡村振兴": "rural revitalisation", "招商引资": "investment promotion",
    "生态环境保护": "environmental protection", "森林防火": "forest fire prevention", "优化营商环境": "the business environment",
    "食品安全": "food safety", "信访稳定": "petition work", "城市更新": "urban renewal", "重点项目建设": "key projects",
    "文化旅游": "culture and tourism", "春耕备耕": "spring farming", "医疗保障": "medical insurance", "养老服务": "elderly care",
    "教育发展": "education", "科技创新": "science and innovation", "双拥": "support for the army", "数字经济": "the digital economy",
    "就业创业": "employment", "禁毒": "drug control", "河长制": "the river chief system", "燃气安全": "gas safety", "征兵": "conscription",
    "高考护航": "the college entrance exam", "垃圾分类": "waste sorting", "普法": "legal education", "人才": "talent", "消防安全": "fire safety",
    "基层治理": "community governance", "统计": "statistics", "志愿服务": "volunteering", "粮食生产": "grain production",
}
LEVELS = {"区": "district", "县": "county", "市": "city"}
POSTS = (
    "{b}委书记", "{b}委副书记、{b}长", "{b}委副书记", "{b}委常委、常务副{b}长", "{b}委常委、宣传部部长", "{b}委常委、组织部部长", "副{b}长",
    "{b}人大常委会主任", "{b}政协主席", "{b}委常委、政法委书记", "{b}委常委、统战部部长", "{b}政府办公室主任", "{b}应急管理局局长", "{b}教育委员会主任",
    "{b}文化旅游局局长", "{b}农业农村局局长", "{b}卫生健康委主任", "副{b}长、公安局局长",
)
GUESTS = (
    "中国作家协会副主席", "省文化和旅游厅副厅长", "中国美术家协会秘书长", "国家电网某分公司总经理", "省科技厅二级巡视员", "华泰集团董事长", "省农业科学院院长",
    "市投资促进局局长", "东方航空公司副总经理", "中国建筑学会理事长", "西南大学校长", "省红十字会党组书记、常务副会长", "恒源实业有限公司总裁",
)
SITES = (
    "新城街道", "高新技术产业园", "人民医院", "第三中学", "龙泉镇", "滨江公园建设现场", "石桥村", "污水处理厂", "汽车客运站", "宏达机械公司", "双河水库",
    "实验小学", "金山社区", "粮食储备库", "职业教育中心", "农产品批发市场", "老旧小区改造工地", "图书馆", "花椒种植基地", "物流园",
)
VENUES = ("区会议中心", "行政中心二楼会议室", "人民大会堂", "体育中心", "文化馆", "市民广场", "大剧院", "会展中心", "迎宾馆", "党校礼堂", "科技馆", "图书馆报告厅")
HOSTS = (
    "区文化旅游委", "区教委", "团区委", "区妇联", "区总工会", "区科协", "区体育局", "区融媒体中心", "区文联", "区红十字会", "区市场监管局", "区商务局", "区农业农村委",
    "区残联", "区图书馆", "区工商联", "区关工委", "区司法局",
)
FESTS = ("桃花节", "美食节", "读书月", "青少年书法大赛", "职工篮球联赛", "科普周活动", "广场舞展演", "马拉松赛", "龙舟赛", "招聘会", "非遗展", "摄影大赛", "公益集市", "年货节", "采茶节")
THEMES = (
    "花开盛世，乐享春光", "书香润城 阅见未来", "奋进新征程 建功新时代", "健康同行 活力无限", "传承非遗，守护记忆", "绿色出行 低碳生活", "学习雷锋精神 争做时代新人",
    "科技点亮梦想", "就业暖心 职等你来", "舌尖上的家乡", "关爱老人 情暖夕阳", "童心向党，快乐成长", "法治同行 平安相伴", "我们的节日", "安全第一，预防为主",
)
GOALS = ("专题调研", "实地调研", "检查指导", "开展督导", "走访慰问", "现场办公")
PAPERS = ("日报", "都市报", "晚报", "时报", "新闻网", "融媒")
SYLLABLES = ("安永青白云龙石临丰宁清长新武平金东南北", "川山江河阳州城水溪陵海泉岭湖昌远定")


@dataclass(frozen=True, slots=True)
class Piece:
    """A made-up article: its text, where each fact stands in it, every fact's words, printed or not."""

    text: str
    spans: dict[str, tuple[int, int]]
    facts: dict[str, str]


MEETING = (
    ("{byline}", "{byline}", ""),
    ("{d}，{place}{org}召开{m}。", "{d}，{m}在{p}召开。", "{place}{org}{m}于{d}在{p}召开。", "{d}，{T1}{n}主持召开{place}{org}{m}。", "{d}，{m}举行。"),
    ("{T1}{n}主持会议。", "{T1}{n}主持会议并讲话。", "会议由{T1}{n}主持。", ""),
    ("{T2}{s}出席会议并讲话。", "{T2}{s}讲话。", "", ""),
    ("{b}领导{l}参加会议。", "{l}参加会议。", "{l}等出席。", "{T3}{l1}，{T4}{l2}出席会议。", ""),
    ("会议{v}，{x}。", "会议{v}，{x}。", ""),
    ("{T5}{w}就{topic}工作作了汇报。", "{T5}{w}作情况通报。", "", ""),
    ("会议还研究了{study}等工作。", "会议还审议了{study}等事项。", "", ""),
)
VISIT = (
    ("{byline}", "{byline}", ""),
    ("{d}，{T1}{n}到{p}{g}{topic}工作。", "{d}，{T1}{n}带队前往{p}{g}{topic}工作。", "{d}，{T1}{n}率队赴{p}{g}。"),
    ("{T2}{s}陪同。", "{b}领导{l}参加。", "{l}陪同调研。", "{T3}{l1}，{T4}{l2}一同调研。", ""),
    ("在{p2}，{n}详细了解了{topic}情况。", "{n}先后来到{p2}，实地察看{topic}情况。", ""),
    ("{n}{v}，{x}。", "{n}{v}，{x}。", ""),
    ("据{T5}{w}介绍，目前已投入资金{money}，惠及群众{people}。", "目前，全{b}已完成{topic}任务{percent}。", ""),
)
GUEST = (
    ("{byline}", "{byline}", ""),
    ("{d}，{T1}{n}会见{TG}{g}一行，双方就{topic}合作事宜进行了洽谈。", "{d}，{T1}{n}在{p}会见了来访的{TG}{g}一行。", "{d}，{T1}{n}会见{TG}{g}。"),
    ("{T2}{s}参加会见。", "{b}领导{l}参加。", "{l}参加。", ""),
    ("{n}代表{b}委、{b}政府对{g}一行的到来表示欢迎。{n}{v}，{x}。", "{n}介绍说，去年全{b}地区生产总值达{money}，增长{percent}。", ""),
    ("{g}表示，{y}。", ""),
)
FEST = (
    ("{byline}", "{byline}", ""),
    ("{d}，{m}在{p}开幕。", "{m}{d}在{p}举行。", "{d}，由{o}主办的{m}在{p}启动。", "{d}，{m}在{place}{p}举办。"),
    ("活动由{o}联合主办。", "本次活动由{o}共同主办，{o2}承办。", ""),
    ("活动以“{theme}”为主题，吸引了{people}参加。", "本届活动主题为“{theme}”。", "共有{people}参与。", ""),
    ("{T1}{n}出席开幕式并致辞。", "{T1}{n}宣布活动开幕。", "{b}领导{l}出席。", ""),
    ("活动将持续到{until}。", "据了解，活动总奖金{money}。", ""),
    ("（{paper}记者 {ph} 摄）", "{paper}记者 {ph} 摄", "", ""),
)
MEETING_ASKS: dict[str, tuple[str, ...]] = {
    "d": (*p.WHEN_HELD[:6], "{m}是几月几号召开的？", "When was {em} held?", "What day was {em} held on?"),
    "p": ("{m}在哪里召开？", "{m}在什么地方开的？", "{m}在哪个会议室召开？", "Where was {em} held?"),
    "n": (*p.WHO_CHAIRED[:7], "谁主持的会议？", "{org}{m}是哪位领导主持的？", "Who chaired {em}?", "Who presided over {em}?"),
    "s": (*p.WHO_SPOKE[:6], "Who gave a speech at {em}?"),
    "l": (*p.WHO_CAME[:7], "哪些{b}领导参加了{m}？", "{m}还有谁参加？", "哪些{b}领导出席了会议？", "Which leaders attended {em}?"),
    "x": ("{m}{v}了什么？", "{m}提出了什么要求？", "会议{v}什么？", "{m}讲了什么？", "What did {em} call for?"),
    "w": ("谁在{m}上作了汇报？", "谁作了情况通报？", "{m}上谁汇报{topic}工作？", "Who reported at {em}?"),
    "study": ("{m}还研究了什么？", "{m}还研究了哪些工作？", "会议还审议了哪些事项？", "What else did {em} discuss?"),
}
VISIT_ASKS: dict[str, tuple[str, ...]] = {
    "d": ("{n}什么时候到{p}{g}？", "{n}哪天去的{p}？", "{T1}{n}是何时{g}的？", "When did {n} visit {p}?"),
    "n": ("谁到{p}{g}？", "谁带队去了{p}？", "{d}到{p}{g}的是谁？", "哪位领导前往{p}？", "Who visited {p}?"),
    "p": ("{n}到哪里{g}{topic}工作？", "{d}{n}去了哪里？", "{n}到什么地方{g}？", "Where did {n} go on {d}?"),
    "s": ("谁陪同{n}调研？", "陪同{n}的是谁？", "Who accompanied {n}?"),
    "l": ("哪些人陪同{n}{g}？", "还有哪些领导参加？", "{n}到{p}{g}，有谁陪同？", "陪同的有哪些人", "Who accompanied {n}?"),
    "x": ("{n}{v}了什么？", "{n}提出了什么要求？", "{n}对{topic}工作讲了什么？", "What did {n} stress?"),
    "money": ("投入了多少资金？", "{topic}投入资金多少？", "How much money was invested?"),
    "people": ("惠及多少群众？", "有多少人受益？"),
    "percent": ("{topic}任务完成了多少？", "{topic}任务完成百分之多少？"),
    "p2": ("{n}先后来到了哪里？", "{n}在哪里了解{topic}情况？", "{n}还去了哪些地方？"),
}
GUEST_ASKS: dict[str, tuple[str, ...]] = {
    "d": ("{n}什么时候会见的{g}？", "{g}是哪天来的？", "When did {n} meet {g}?"),
    "n": (*p.WHO_MET, "{TG}{g}来访时谁会见了他？"),
    "g": (*p.MET_WHOM[:3], "{d}{n}会见了谁？", "Who did {n} meet?"),
    "TG": ("{g}是什么职务？", "{g}担任什么职务？", "{g}是谁？", "What is {g}'s position?"),
    "T1": ("{n}是什么职务？", "{n}担任什么职务？", "{n}的身份是什么？"),
    "s": ("谁参加了会见？", "{n}会见{g}时还有谁参加？"),
    "l": ("哪些{b}领导参加了会见？", "参加会见的有谁？", "Who else attended the meeting with {g}?"),
    "p": ("{n}在哪里会见{g}？", "会见在什么地方进行？"),
    "x": ("{n}{v}了什么？", "{n}说了什么？"),
    "y": ("{g}表示什么？", "{g}说了什么？", "{g}怎么说的", "What did {g} say?"),
    "money": ("去年{place}的GDP是多少？", "{place}去年地区生产总值有多少？", "What was the GDP last year?"),
    "percent": ("去年{place}经济增长了多少？", "{place}去年GDP增长百分之几？"),
    "topic": ("{n}和{g}洽谈了什么合作？", "双方就什么合作事宜进行了洽谈？"),
}
FEST_ASKS: dict[str, tuple[str, ...]] = {
    "d": ("{m}什么时候开幕？", "{m}是哪天举行的？", "{m}几号办的", "When did {m} open?"),
    "p": ("{m}在哪里举行？", "{m}的举办地点在哪？", "Where was {m} held?"),
    "o": (*p.WHO_HOSTED[2:3], "{m}由哪些单位主办？", "{m}是谁主办的？", "{m}的主办单位有哪些？", "Which organisations hosted {m}?"),
    "o2": ("{m}由谁承办？", "{m}的承办单位是哪个？"),
    "theme": (*p.THEME[:6], "{m}叫什么主题？"),
    "people": ("有多少人参加{m}？", "{m}吸引了多少人？", "How many people took part in {m}?"),
    "n": ("谁出席{m}并致辞？", "谁宣布{m}开幕？", "{m}开幕式上谁致辞？"),
    "l": ("哪些领导出席了{m}？", "{m}有哪些{b}领导出席？"),
    "until": ("{m}持续到什么时候？", "{m}什么时候结束？", "{m}哪天闭幕？"),
    "money": ("{m}的奖金有多少？", "{m}总奖金是多少？"),
    "ph": ("{m}的照片是谁拍的？", "图片是谁拍摄的？", "谁拍的照片？", "Who took the photo?"),
}
COMMON: dict[str, tuple[str, ...]] = {
    "rep": ("{m}的报道是哪位记者写的？", "这条新闻的记者是谁？", "哪位记者报道了{m}？", "Who reported on {m}?"),
    "T1": ("{n}是什么职务？", "{n}担任什么职务？", "{n}是谁？"),
    "T5": ("{w}是什么职务？", "{w}担任什么职务"),
}
KINDS = ((MEETING, MEETING_ASKS, 5), (VISIT, VISIT_ASKS, 3), (GUEST, GUEST_ASKS, 2), (FEST, FEST_ASKS, 3))


def name(draw: random.Random, spaced: bool = False) -> str:
    given = "".join(draw.choice(GIVEN) for _ in range(draw.choice((1, 2, 2))))
    return draw.choice(p.SURNAMES[:180]) + (" " if spaced and len(given) == 1 else "") + given


def facts_for(meeting: bool, calls: list[str], draw: random.Random) -> dict[str, str]:
    """Everything a piece may print, drawn at random."""
    b = draw.choice("区区区县县市")
    place = "".join(map(draw.choice, SYLLABLES)) + b
    posts = [post.format(b=b) for post in draw.sample(POSTS, 6)]
    month, day = draw.randint(1, 12), draw.randint(1, 28)
    people = [name(draw) for _ in range(draw.randint(2, 6))]
    topic = draw.choice(list(TOPICS))
    facts = {
        "b": b, "place": place, "n": name(draw), "s": name(draw), "w": name(draw), "l": draw.choice(("、", "、", " 、")).join(people),
        "l1": name(draw), "l2": name(draw), "T1": posts[0], "T2": posts[1], "T3": posts[2], "T4": posts[3], "T5": posts[4],
        "TG": draw.choice(GUESTS), "d": f"{month}月{day}日" + draw.choice(("", "", "上午", "下午")), "topic": topic,
        "v": draw.choice(("强调", "指出", "要求")), "x": draw.choice(calls), "y": draw.choice(calls), "p2": "、".join(draw.sample(SITES, 2)),
        "money": f"{draw.choice((f'{draw.uniform(1, 900):.1f}', str(draw.randint(2, 3000))))}{draw.choice(('万元', '亿元', '余万元'))}",
        "people": f"{draw.randint(2, 900)}{draw.choice(('余人', '人', '名群众', '万人次', '多名选手'))}",
        "percent": f"{draw.uniform(0.5, 99):.1f}%", "theme": draw.choice(THEMES), "o": "、".join(draw.sample(HOSTS, draw.randint(2, 4))),
        "o2": draw.choice(HOSTS), "until": f"{month % 12 + 1}月{draw.randint(1, 28)}日", "paper": place[:2] + draw.choice(PAPERS),
        "ph": name(draw, True), "cor": name(draw), "rep": name(draw, draw.random() < 0.3), "study": "、".join(draw.sample(list(TOPICS), 3)),
        "p": draw.choice(VENUES if meeting else SITES), "g": draw.choice(GOALS), "org": "", "em": "the meeting",
    }
    return facts


def event_facts(kind: int, facts: dict[str, str], draw: random.Random) -> dict[str, str]:
    """The event's name in Chinese and English, which depends on the kind of piece."""
    b, topic, nth = facts["b"], facts["topic"], draw.randint(2, 98)
    level = LEVELS[b]
    if kind == 2:
        return {**facts, "g": name(draw), "m": f"{facts['n']}会见客人"}
    if kind == 1:
        return {**facts, "m": f"{facts['n']}到{facts['p']}{facts['g']}"}
    if kind == 3:
        times = f"第{nth % 20 + 1}届"
        return {**facts, "m": draw.choice((times, "2023年", facts["place"] + times)) + draw.choice(FESTS)}
    named = draw.choice((
        (f"第{nth}次常务会议", f"the {ordinal(nth)} executive meeting of the {level} government", f"{b}政府"),
        (f"第{nth}次常委会会议", f"the {ordinal(nth)} meeting of the {level} party standing committee", f"{b}委"),
        (f"第{nth % 9 + 1}次{topic}工作专题会", f"the {ordinal(nth % 9 + 1)} special meeting on {TOPICS[topic]}", ""),
        (f"全{b}{topic}工作推进会", f"the {level} meeting on {TOPICS[topic]}", ""),
        (f"{facts['place']}{topic}工作动员部署会", f"the mobilisation meeting on {TOPICS[topic]}", ""),
        (f"{topic}工作座谈会", f"the symposium on {TOPICS[topic]}", ""),
    ))  # fmt: skip
    return {**facts, "m": named[0], "em": named[1], "org": named[2][1:] if named[2] else ""}


def ordinal(number: int) -> str:
    end = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def write_piece(lines: tuple[tuple[str, ...], ...], facts: dict[str, str], draw: random.Random) -> Piece:
    """One of each line's forms, filled in; the facts' places are where they are first printed."""
    byline = draw.choice(("本报讯（记者 {rep}）", "本报讯（{paper}记者 {rep}）", "{paper}讯（记者 {rep} 通讯员 {cor}）", "本报讯 ", "（记者 {rep}）"))
    form = "".join(draw.choice(line) for line in lines).replace("{byline}", byline)
    text, spans = "", {}
    for part in re.split(r"(\{\w+\})", form):
        key = part[1:-1] if part.startswith("{") else ""
        value = facts[key] if key else part
        if key:
            spans.setdefault(key, (len(text), len(text) + len(value)))
        text += value
    if "l1" in spans and "l2" in spans:
        spans["l"] = (spans["T3"][0], spans["l2"][1])
    return Piece(text, spans, facts)


def asks(piece: Piece, wordings: dict[str, tuple[str, ...]], draw: random.Random) -> list[tuple[str, str]]:
    """(fact, question) pairs, printed facts first in number, a few that the piece leaves out."""
    keys = draw.sample(list(wordings), len(wordings))
    given = [key for key in keys if key in piece.spans][:ASKED]
    missing = [key for key in keys if key not in piece.spans and _is_missing(key, piece, wordings)][:1]
    asked = []
    for key in given + missing:
        forms = [w for w in wordings[key] if "{" + key + "}" not in w and "{v}" not in w.replace("{v}了", "")]
        forms = forms or list(wordings[key])
        form = draw.choice(forms).replace("{p}", "{place}") if key in ("p",) else draw.choice(forms)
        facts = {**piece.facts, "v": "召开" if key == "d" else piece.facts["v"], "k": "会议", "t": piece.facts["T1"], "h": piece.facts["TG"]}
        asked.append((key, vary(form.format(**facts), draw)))
    return asked


def _is_missing(key: str, piece: Piece, wordings: dict[str, tuple[str, ...]]) -> bool:
    """Whether nothing printed could be taken for the fact: who spoke or gave an opening was there, too."""
    if key in ("T1", "T5", "rep") and key not in wordings:
        return False
    if key in ("l", "s"):
        return not piece.spans.keys() & ({"l", "s", "n"} if "until" in wordings else {"l", "s"})
    return True


def compose(calls: list[str], draw: random.Random) -> list[Item]:
    """One piece's questions, with the piece's like beside it."""
    kind = draw.choices(range(4), [weight for _, _, weight in KINDS])[0]
    lines, wordings, _ = KINDS[kind]
    facts = event_facts(kind, facts_for(kind in (0, 3), calls, draw), draw)
    piece = write_piece(lines, facts, draw)
    like = write_piece(lines, event_facts(kind, {**facts_for(kind in (0, 3), calls, draw), "place": facts["place"]}, draw), draw)
    items = []
    for key, question in asks(piece, {**COMMON, **wordings}, draw):
        span = piece.spans.get(key)
        source = f"made/{key}" if span else "made/absent"
        right = Text(piece.text, (span,) if span else ())
        others = [Text(like.text)] if span and draw.random() < 0.4 and like.facts["m"] != facts["m"] else []
        changed = change_fact(question, piece.text, draw) if span and draw.random() < 0.25 else ""
        if changed:
            items.append(Item(changed, (Text(piece.text),), "made/changed"))
        items.append(Item(question, (right, *others), source))
    return items


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("news", type=Path, help="articles, for the sentences on what meetings called for")
    parser.add_argument("out", type=Path, help="folder for made.jsonl and made_tune.jsonl")
    parser.add_argument("--count", type=int, default=6000, help="pieces")
    options = parser.parse_args()
    calls = sorted({call for text in read_news(options.news) for call in CALLS.findall(text)})
    draw = random.Random(SEED)
    for part, count in (("made_tune", options.count // 50), ("made", options.count)):
        items = [item for _ in range(count) for item in compose(calls, draw)]
        write_items(options.out / f"{part}.jsonl", items)
        print(f"{part}: {len(items)} questions; {len(calls)} sentences on what meetings called for")


if __name__ == "__main__":
    main()
