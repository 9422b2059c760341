"""What made-up local news is put together from: names of posts and places, the forms of its lines, the questions.

A line is one of its forms, drawn at random; `{n}` and its like are facts: n who chairs, visits or receives, s who
speaks or comes along, l a list of names, T1 to T5 posts, d the day, m the event, p the place, x and y what was said.
"""

# fmt: off
from __future__ import annotations

import patterns as p

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
