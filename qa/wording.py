"""What a question says of itself, by its words alone: what it names, asks and is about, and what takes another's place."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from qa.candidates import DATE, UNITS, find
from qa.folding import fold
from qa.numerals import arabic_ordinals
from qa.persons import NAME, POSTS
from qa.questions import ASKING, FILLER, KIN, STOP
from qa.words import segment, tag_of, word_starts

ELLIPTIC = 5  # Chinese characters: a question with no more words than that has no subject of its own
LONGEST_SWAP = 14  # characters that 呢 may follow to name what takes the place of something asked before
CORRECTING = re.compile(
    r"(?:不对|不是的?|错了|说错了)?[，,。！\s]*我?(?:是想|想)?[问说指]的是(?:那个)?([^？?。]+)[？?。]*$"
)
LEADING = r"^(?:那么?(?![个位次场天些里边儿年])|换成|改成|要是|如果是|再?问一下|至于)"
TRAILING = r"(?:的话|的)?(?:呢|怎么样|如何)?[？?。]*$"
HOW = re.compile(rf"{ASKING}|多长时间|多[大长高远重宽久快]|第几")
THEY = re.compile(r"他们|她们|它|(?<![一-鿿])(?:该|这|那)")
MARKED = re.compile(
    r"^(还有|那么?|会上|会议上|活动中|现场|当时|当天|这|该|其|他|她|它|此外|另外|分别|都|又)|[他她它](们)?(是|的|还|在|也|呢|$)"
)
# What a noun before 呢 is asked for, where nothing like it was asked before.
RANK = r"(?:第\d+名?|[冠亚季]军|MVP|[前现]任)"
RANKED = r"第[\d一二三四五六七八九十]+(?:名|(?![\d一二三四五六七八九十]|[次届期轮场天个]))|[冠亚季]军"
WHO = re.compile(
    rf"(?:{RANK}|{POSTS}|得主|作者|射手|[馆院校局县区市镇乡部司队会]长|守门员|球员|得分王|指挥|师傅|C[EFTO]O|编剧|制片人|主演|教练|律师|原告|被告|[发主承]办方|对手)$",
    re.I,
)
WHEN = re.compile(r"(仪式|葬礼|追悼会|发布会|[开闭]幕式|婚礼|首演|[决复初]赛)$")
WHAT = re.compile(
    r"([死病起诱]因|题目|主题|名称|名字|口号|内容|原因|理由|地址|时间|地点|特点|目标|目的|职务|奖项|结果)$"
)
HOW_MUCH = re.compile(
    r"(投资|金额?|总额|成绩|票价?|价格|费|率|比分|数|面积|长度|量|收入|支出|产值|增速|志愿者|居民|户|[工周学任]期|床位|票房|油耗|亏损|损失|成本|利润|营收|销量)$"
)
ASKED_AS = ((HOW_MUCH, "是多少"), (WHO, "是谁"), (WHAT, "是什么"), (WHEN, "是什么时候"))
RELATIVE = rf"(?:[他她]的?)?(?:{KIN}|老婆|老公|爸|妈|外公|外婆|公公|婆婆)"
NOW_AND_THEN = r"(?:\d{4}年|现在|目前|今年|以前|过去|原来|前年|去年|之前|明年|以后|将来)"
PARALLEL = 6  # characters at most of a word that takes the place of one like it: 中学组 of 小学组
# From the asking word on, with the verb before it: 叫什么, 多久一班, 最多能贷多少.
VERB = r"(?:(?:最多|至少|一共|总共)?能?[得用花涨跌增降贷投拿卖买收拨捐交赚亏判罚缴补奖获给出做干](?:了|到)?)"
ASKED = re.compile(rf"(?:叫|是|在|为|有|{VERB})?(?:{ASKING}|多[大长高远重宽久快]).*$")
LONGEST_ASKED = 12  # characters from the asking word on: in longer ones stands what is asked about
COUNTED = re.compile(r"(?:有|是)?(?:多少|几)(?!钱|元|岁|分$|次$|天|年|小时|点|号|月)")
SUBJECT = 3  # characters behind the asking word that say more than what kind of thing is asked for
TAIL = re.compile(
    r"(现任|现在|(?<![出发呈实展体])现|曾任|(?<![担相应充])当|(?<![审裁谈评批])判|(?<![主责信继离首])任|担任|(?<![过失])去|第|在|有|到|是|叫|的|了|着|得|被|把|由|里|一共|今年|主要|还|都|什么)+$"
)
NOUNS = "会赛展战案奖测"  # verbs too, by the dictionary


def corrected(question: str) -> str:
    """不对，我问的是半决赛 as 半决赛呢."""
    meant = CORRECTING.match(question)
    if not meant:
        return question
    return meant[1] if HOW.search(meant[1]) else f"{meant[1]}呢？"


def named_in(question: str) -> str:
    """What a question that asks nothing of its own names: 第28次 of 那第28次呢？; "" for other questions."""
    begun = without_lead(question)
    is_short = begun != question or re.search("呢[？?]?$", question) is not None
    named = re.sub(TRAILING, "", begun)
    is_bare = named and len(named) <= LONGEST_SWAP and not re.search(f"{HOW.pattern}|没有?$", named)
    return named if is_short and is_bare else ""


def without_lead(question: str) -> str:
    """The question without 那 and the like, but 那曲 whole."""
    lead = re.match(LEADING, question)
    return question[lead.end() :] if lead and not _is_in_name(question, lead.end()) else question


def is_marked(question: str) -> bool:
    """Whether it has words of a follow-up: 都 of 都参加了谁, but not of 都江堰."""
    marked = MARKED.search(question)
    return marked is not None and not _is_in_name(question, marked.end())


def _is_in_name(question: str, at: int) -> bool:
    """Whether a place in the question lies within a name that the dictionary knows: 那|曲, but not 这|次."""
    names = (word for word in pairwise(sorted(word_starts(question))) if word[0] < at < word[1])
    return any(tag_of(question[begin:end]).startswith(("ns", "nr", "nt", "nz")) for begin, end in names)


def leaves_out(question: str) -> bool:
    """Whether it has no subject of its own."""
    they = THEY.search(question)
    return (they is not None and not _is_in_name(question, they.end())) or (
        len(_content(question)) <= ELLIPTIC and not person_in(question)
    )


def _content(question: str) -> str:
    """The question's words without those that only ask."""
    return STOP.sub("", FILLER.sub("", HOW.sub("", question)))


def own_part(understood: str) -> str:
    """A completed question without what was put in front of it."""
    return understood.rpartition("，")[2]


def in_place(before: str, named: str) -> str:
    """The question before with the word that is like the one named, or the time, in its place; "" if it has none.

    Alike are words with the same last character, 男子冠军 and 女子, 小学组 and 中学组, ranks, and those for relatives.
    """
    if re.fullmatch(NOW_AND_THEN, named) and named not in before:
        other = re.search(NOW_AND_THEN, before)
        return before.replace(other[0], named) if other else named + before
    if re.fullmatch(RANKED, named) and (other := re.search(RANKED, before)):
        return before.replace(other[0], named, 1)
    if re.search(rf"{RELATIVE}$", named) and (other := re.search(RELATIVE, before)):
        own = named if other[0][0] in "他她" else re.sub("^[他她]的?", "", named)
        return before.replace(other[0], own)
    if named in before or not 2 <= len(named) <= PARALLEL:
        return ""
    if not (place := _alike(before, named)):
        return ""
    start = re.sub(r"\d+$", "", before[: place[0]])  # 2号船
    if start.endswith("第"):  # 上次 is no number
        return ""
    # 韩国 stands before 学会 already, 在 before 玛沁县.
    twice = next((i for i in range(len(named), 0, -1) if start.endswith(named[:i])), 0)
    return start + named[twice:] + before[place[1] :]


def _alike(before: str, named: str) -> tuple[int, int] | None:
    """Where the question has the word that is like the one named.

    What is asked about stands before the asking word, and last there: 长篇小说奖 in 第七届文学奖长篇小说奖给了谁.
    """
    told = fold(before)  # words are cut of the folded text, as long as it
    asking = [m.span() for m in re.finditer(ASKING, told)]
    begins = min((start for start, _ in asking), default=len(told))
    words = segment(before)
    alike = [
        (told.rindex(w), told.rindex(w) + len(w))
        for w in (*words, *(a + b for a, b in pairwise(words)))
        if w[-1] == named[-1] and abs(len(w) - len(named)) <= 2 and len(w) > 1 and not STOP.search(w)
    ]
    places = [(s, e) for s, e in alike if not any(begin < e and s < end for begin, end in asking)]
    return max(places, key=lambda it: (it[0] < begins, it[1], -abs(it[1] - it[0] - len(named))), default=None)


def how_asked(named: str) -> str:
    """What is asked of a noun alone, 是谁 of 季军, 是多少 of 总投资; "" of others."""
    text = arabic_ordinals(named)
    return next((how for noun, how in ASKED_AS if noun.search(text)), "")


def asked_of(named: str, before: str) -> str:
    """What is asked of a noun alone, 季军是谁, or else what was asked before."""
    how = how_asked(named)
    if how and not (WHEN.search(named) and WHEN.search(before)):  # of one event what was asked of another
        return f"{named}{how}？"
    asked, verb = _asking(before)
    if not asked or len(asked) > LONGEST_ASKED:
        return f"{named}呢？"
    # 台湾来了多少人, but 方便面有多少
    does = verb and tag_of(segment(named)[-1]).startswith(("ns", "nr"))
    return f"{named}有多少？" if COUNTED.match(asked) and not does else named + verb + asked


def _asking(question: str) -> tuple[str, str]:
    """From the asking word on, as far as that is a word of its own (哪天 of 公交哪天, not 交哪天), and the verb before it."""
    asked = ASKED.search(question)
    if not asked:
        return "", ""
    begins = accumulate(map(len, segment(question[: asked.end()])), initial=0)
    start = next((at for at in begins if at >= asked.start()), asked.start())
    words = segment(question[:start])
    done = words.pop() if words and words[-1] in ("了", "过") else ""
    asked_for = question[start:].removeprefix("了")
    is_verb = words and tag_of(words[-1]) == "v" and not re.match("[是在有叫]|谁.{2}", asked_for)
    return asked_for, words[-1] + done if is_verb else ""


def person_in(text: str) -> str:
    """The one person whom a question or an answer names; "" for none or several."""
    framed = f"，{text}，"
    names = {framed[c.start : c.end] for c in find("person", framed)}
    first = re.match(NAME, text)
    if not names and first and find("person", f"，{first[0]}，"):
        return first[0]
    return names.pop() if len(names) == 1 else ""


def is_of_another(question: str, topic: str) -> bool:
    """Whether the question names one person and the topic another."""
    person, other = person_in(question), person_in(topic)
    return bool(person and other) and person != other


def subject_of(question: str) -> str:
    """The question without its asking words: what stands before them and, if it says more than a word, behind them."""
    framed, _, asked = question.rpartition("，")
    is_frame = asked and leaves_out(asked) and not HOW.search(framed)
    if is_frame and len(_content(re.sub(DATE, "", framed))) >= SUBJECT:
        return framed  # 启动仪式上，谁揭的牌
    asking = re.search(f"几比几|{HOW.pattern}", question)
    end = r"[？?，,。\s的了吗呢]+$"
    if not asking:
        return re.sub(end, "", question)
    before = _without_verb(TAIL.sub("", question[: asking.start()]))
    after = re.sub(end, "", HOW.sub("", re.sub(rf"^{UNITS}", "", question[asking.end() :])))
    if before:
        return before + (after if len(after) >= SUBJECT else "")
    return re.sub(r"^(主持召开|主持|召开|举行|举办|会见|参加|出席)了?", "", after)


def _without_verb(words: str) -> str:
    """A subject without the verbs of one character, or of 被, that end it: 爆炸 of 爆炸伤."""
    while len(words) > SUBJECT:
        last = segment(words)[-1]
        is_verb = tag_of(words[-1]).startswith(("v", "p", "d")) and words[-1] not in NOUNS
        if last.startswith("被"):
            words = words.removesuffix(last)
        elif is_verb and (len(last) == 1 or not tag_of(last)):
            words = words[:-1]
        else:
            break
    return words
