"""Understood: a follow-up with what it leaves out put back from the conversation, and where to look first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from qa.answers import Answer
from qa.articles import Article
from qa.candidates import DATE, UNITS, find
from qa.evidence import content_words, folded, held_share, whole_text
from qa.folding import fold, simplified
from qa.numerals import arabic_ordinals
from qa.people import people_in
from qa.persons import NAME, POSTS
from qa.questions import ASKING, FILLER, KIN, STOP, analyse, is_chinese
from qa.spans import FollowUp
from qa.words import segment, tag_of, word_starts

ELLIPTIC = 5  # Chinese characters: a question with no more words than that has no subject of its own
LONGEST_SWAP = 14  # characters that 呢 may follow to name what takes the place of something asked before
AFRESH = "换个话题："  # how a question is offered that was taken for a follow-up in vain
ANOTHER_SUBJECT = re.compile(r"(?:换个话题|换个问题|另问|另外问一下|问个别的)[，,：:\s]*(?=..)")
CORRECTING = re.compile(
    r"(?:不对|不是的?|错了|说错了)?[，,。！\s]*我?(?:是想|想)?[问说指]的是(?:那个)?([^？?。]+)[？?。]*$"
)
GOING_BACK = re.compile(
    "(?:再?回到|说回|再说说?|再问问?)?(?:刚才|刚刚|前面|之前|先前)(?:[说问]的|的|那[个场次件位起])"
)
LONGEST_BACK = 8  # characters that name what was spoken of before
LEADING = r"^(?:那么?(?![个位次场天些里边儿年])|换成|改成|要是|如果是|再?问一下|至于)"
TRAILING = r"(?:的话|的)?(?:呢|怎么样|如何)?[？?。]*$"
HOW = re.compile(rf"{ASKING}|多长时间|多[大长高远重宽久快]|第几")
THEY = re.compile(r"他们|她们|它|(?<![一-鿿])(?:该|这|那)")
MARKED = re.compile(
    r"^(还有|那么?|会上|会议上|活动中|现场|当时|当天|这|该|其|他|她|它|此外|另外|分别|都|又)|[他她它](们)?(是|的|还|在|也|呢|$)"
)
NUMBERED = re.compile(r"第?(\d{1,4})([次届期轮号路批场回名])(?!\d)")
# What a noun before 呢 is asked for, where nothing like it was asked before.
RANK = r"(?:第\d+名?|[冠亚季]军|MVP|[前现]任)"
WHO = re.compile(
    rf"(?:{RANK}|{POSTS}|得主|作者|射手|[馆院校局县区市镇乡部司队会]长|守门员|球员|得分王|指挥|师傅|[发主承]办方|对手)$",
    re.I,
)
WHEN = re.compile(r"(仪式|葬礼|追悼会|发布会|[开闭]幕式|婚礼|首演|[决复初]赛)$")
WHAT = re.compile(
    r"([死病起诱]因|题目|主题|名称|名字|口号|内容|原因|理由|地址|时间|地点|特点|目标|目的|职务|奖项|结果)$"
)
HOW_MUCH = re.compile(
    r"(投资|金额?|总额|成绩|票价?|价格|费|率|比分|数|面积|长度|量|收入|支出|产值|增速|志愿者|居民|户|[工周学任]期|床位)$"
)
RELATIVE = rf"(?:[他她]的?)?(?:{KIN}|老婆|老公|爸|妈|爷爷|奶奶|外公|外婆|公公|婆婆|岳父|岳母)"
PRONOUN = re.compile(r"(?<![其吉耳维利排])[他她](?![们命国乡项])")  # not of 马耳他, 维他命
NOW_AND_THEN = r"(?:\d{4}年|现在|目前|今年|以前|过去|原来|前年|去年|之前|明年|以后|将来)"
PARALLEL = 6  # characters at most of a word that takes the place of one like it: 中学组 of 小学组
OWN_WORDS = 0.5  # share of a full question's words that the article just cited must print to be read first
# From the asking word on, with the verb before it: 叫什么, 多久一班, 最多能贷多少.
VERB = r"(?:(?:最多|至少|一共|总共)?能?[得用花涨跌增降贷投拿卖买收拨捐交赚亏判罚缴补奖获给出做干](?:了|到)?)"
ASKED = re.compile(rf"(?:叫|是|在|为|有|{VERB})?(?:{ASKING}|多[大长高远重宽久快]).*$")
LONGEST_ASKED = 12  # characters from the asking word on: in longer ones stands what is asked about
COUNTED = re.compile(r"(?:有|是)?(?:多少|几)(?!钱|元|岁|分$|次$|天|年|小时|点|号|月)")
SUBJECT = 3  # characters behind the asking word that say more than what kind of thing is asked for
DOER = re.compile(r"的呢[？?。]*$")  # 列席的呢
TAIL = re.compile(
    r"(现任|现在|(?<![出发呈实展体])现|曾任|(?<![主责信继离首])任|担任|(?<![过失])去|第|在|有|到|是|叫|的|了|着|得|被|把|由|里|一共|今年|主要|还|都|什么)+$"
)
TITLE = re.compile("《[^》]+》")
NOUNS = "会赛展战案奖"  # verbs too, by the dictionary


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation with what was answered."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that can stand alone, and the ids of the articles that the conversation is about, if it may be of theirs."""

    question: str
    articles: tuple[str, ...] = ()
    follow: FollowUp | None = None  # with these articles
    alone: str = ""  # as it is asked of the whole library, where that isn't the same


def understand(question: str, history: Sequence[Turn]) -> Understood:
    """What the question means after those turns; a new subject is left as it was asked.

    换个话题：… is asked alone. 第28次呢？ asks the last question of another meeting, 他呢？ of another person; 还有谁参加了？ is put behind what the
    conversation is about, and so is every question whose words are all printed in the article just cited. A question of
    which that article prints the half is looked for there first.
    """
    if begins := ANOTHER_SUBJECT.match(question):
        return Understood(question[begins.end() :])
    if not history or not is_chinese(question):
        return Understood(question)
    question, history = _gone_back(_corrected(question), [_as_read(turn) for turn in history])
    last = history[-1]
    before = last.answer.understood
    article = _article(history)
    articles = (article.id,) if article else ()
    if named := _named(question):
        if swapped := _swapped(before, named, last):
            return Understood(swapped)
        if articles:
            topic, own = _topic(history), _own(before)
            alone = _in_place(own, named)
            is_asked_for = any(noun.search(arabic_ordinals(named)) for noun in (WHO, WHAT, WHEN, HOW_MUCH))
            if article and len(named) > ELLIPTIC and _printed(named, article) < OWN_WORDS:
                return Understood(alone or own.replace(_subject(own), named, 1))  # a subject of its own
            if not alone and not is_asked_for and (first := _first_asked(history, named)):
                return Understood(first, articles, FollowUp(first, last.answer.text))
            if not alone and not is_asked_for and (other := _in_place(topic, named)):
                return Understood(f"{other}，{own}", articles, FollowUp(named + own, last.answer.text))
            if alone and topic == _subject(own):  # it says itself what it is about
                return Understood(alone, articles, FollowUp(alone, last.answer.text))
            is_doer = DOER.search(question) and "谁" in own
            alone = alone or (f"{named}的是谁？" if is_doer else _asked_of(named, own))
            return Understood(f"{topic}，{alone}", articles, FollowUp(alone, last.answer.text))
    if person := _meant(question, history):
        complete = PRONOUN.sub(person, question, count=1)
        return Understood(complete, articles, FollowUp(question, last.answer.text, person))
    is_printed = article and _printed(question, article) == 1
    if is_printed or (article and _leaves_out(question)) or _is_marked(question):
        own = _without_lead(question)
        is_new = article and not is_printed and not _leaves_out(own)  # 那梁舒白会见了谁 may be a new subject
        follow = FollowUp(question, last.answer.text)
        topic = _topic(history)
        is_whole = topic in question or _is_of_another(question, topic)
        complete = question if is_whole else f"{topic}，{question}"
        return Understood(complete, articles, follow, own if is_new else "")
    if article and _may_tell(article, question):
        return Understood(question, articles, FollowUp(question, last.answer.text))
    return Understood(question)


def _corrected(question: str) -> str:
    """不对，我问的是半决赛 as 半决赛呢."""
    meant = CORRECTING.match(question)
    if not meant:
        return question
    return meant[1] if HOW.search(meant[1]) else f"{meant[1]}呢？"


def _gone_back(question: str, history: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
    """What is asked of something spoken of before (刚才那个座谈会谁主持), and the turns up to where it was."""
    if not (begins := GOING_BACK.match(question)):
        return question, history
    rest = question[begins.end() :]
    for end in range(len(history), 0, -1):
        article = _article(history[:end])
        text = history[end - 1].answer.understood + (whole_text(article) if article else "")
        what = next((rest[:size] for size in range(LONGEST_BACK, 1, -1) if rest[:size] in text), "")
        if what:
            asked = rest.removeprefix(what).lstrip("，, 的")
            return (asked if HOW.search(asked.strip("呢？?")) else f"{what}呢？"), history[:end]
    return question, history


def _as_read(turn: Turn) -> Turn:
    """The turn in the characters that questions are read in."""
    question, understood = simplified(turn.question), simplified(turn.answer.understood or turn.question)
    return Turn(question, replace(turn.answer, understood=understood))


def _article(history: Sequence[Turn]) -> Article | None:
    """The article cited last; where nothing was found yet, the closest one shown."""
    for turn in reversed(history):
        if turn.answer.is_found:
            return turn.answer.citations[0].article
    closest = history[-1].answer.closest
    return closest[0].article if closest else None


def _named(question: str) -> str:
    """What a question that asks nothing of its own names: 第28次 of 那第28次呢？; "" for other questions."""
    begun = _without_lead(question)
    is_short = begun != question or re.search("呢[？?]?$", question) is not None
    named = re.sub(TRAILING, "", begun)
    is_bare = named and len(named) <= LONGEST_SWAP and not HOW.search(named)
    return named if is_short and is_bare else ""


def _without_lead(question: str) -> str:
    """The question without 那 and the like, but 那曲 whole."""
    lead = re.match(LEADING, question)
    return question[lead.end() :] if lead and lead.end() in word_starts(question) else question


def _is_marked(question: str) -> bool:
    """Whether it has words of a follow-up: 都 of 都参加了谁, but not of 都江堰."""
    marked = MARKED.search(question)
    return marked is not None and marked.end() in word_starts(question)


def _swapped(before: str, named: str, last: Turn) -> str:
    """The question before with its number, day or person replaced by the one named; "" if it has none of that kind."""
    before, named = arabic_ordinals(before), arabic_ordinals(fold(named))
    if number := NUMBERED.search(named):
        for old in NUMBERED.finditer(before):
            if old[2] == number[2]:
                ordinal = "第" if old[0].startswith("第") else ""
                return f"{before[: old.start()]}{ordinal}{number[1]}{number[2]}{before[old.end() :]}"
        return ""
    if (day := re.search(DATE, named)) and (other := re.search(DATE, before)):
        is_year = re.fullmatch(r"\d{4}年", day[0]) and re.match(r"\d{4}年", other[0])
        return before.replace(other[0][:5] if is_year else other[0], day[0], 1)
    if (title := TITLE.fullmatch(named)) and (other := TITLE.search(before)):
        return before.replace(other[0], title[0])
    if named in ("他", "她"):
        named = _person(last.answer.text)
    person = _person(named) or (named if named in _people(last) else "")
    if person and (asked := _person(before) or _asked_person(last)) and person != asked:
        return before.replace(asked, person)
    return ""


def _own(understood: str) -> str:
    """A completed question without what was put in front of it."""
    return understood.rpartition("，")[2]


def _in_place(before: str, named: str) -> str:
    """The question before with the word that is like the one named, or the time, in its place; "" if it has none.

    Alike are words with the same last character, 男子冠军 and 女子, 小学组 and 中学组, and those for relatives.
    """
    if re.fullmatch(NOW_AND_THEN, named) and named not in before:
        other = re.search(NOW_AND_THEN, before)
        return before.replace(other[0], named) if other else named + before
    if re.search(rf"{RELATIVE}$", named) and (other := re.search(RELATIVE, before)):
        own = named if other[0][0] in "他她" else re.sub("^[他她]的?", "", named)
        return before.replace(other[0], own)
    if named in before or not 2 <= len(named) <= PARALLEL:
        return ""
    words = segment(before)
    joined = [*words, *(a + b for a, b in pairwise(words))]
    alike = [w for w in joined if w[-1] == named[-1] and abs(len(w) - len(named)) <= 2 and len(w) > 1]
    alike = [w for w in alike if not re.search(ASKING, w) and not STOP.search(w)]
    if not alike:
        return ""
    # What is asked about stands last: 长篇小说奖 in 第七届文学奖长篇小说奖给了谁.
    told = fold(before)  # words are cut of the folded text, as long as it
    at, word = max(
        ((told.rindex(w) + len(w), w) for w in alike), key=lambda it: (it[0], -abs(len(it[1]) - len(named)))
    )
    start = re.sub(r"\d+$", "", before[: at - len(word)])  # 2号船
    if start.endswith("第"):  # 上次 is no number
        return ""
    # 韩国 stands before 学会 already, 在 before 玛沁县.
    twice = next((i for i in range(len(named), 0, -1) if start.endswith(named[:i])), 0)
    return start + named[twice:] + before[at:]


def _first_asked(history: Sequence[Turn], named: str) -> str:
    """The last question with a subject of its own, a word like the one named in its place: 女子组冠军是谁.

    Where a noun was asked for last (成绩呢), that is asked of the other one instead: "".
    """
    if _named(history[-1].question):
        return ""
    asked = (turn.question for turn in reversed(history) if turn.answer.understood in ("", turn.question))
    return next((other for question in asked if (other := _in_place(question, named))), "")


def _asked_of(named: str, before: str) -> str:
    """What is asked of a noun alone: 季军 who, 总投资 how much, others what was asked before."""
    if HOW_MUCH.search(named):
        return f"{named}是多少？"
    if WHO.search(arabic_ordinals(named)):
        return f"{named}是谁？"
    if WHAT.search(named):
        return f"{named}是什么？"
    if WHEN.search(named) and not WHEN.search(before):
        return f"{named}是什么时候？"
    asked = _asking(before)
    if not asked or len(asked) > LONGEST_ASKED:
        return f"{named}呢？"
    return f"{named}有多少？" if COUNTED.match(asked) else named + asked


def _asking(question: str) -> str:
    """From the asking word on, with the verb before it where that is a word of its own: 哪天 of 公交哪天, not 交哪天."""
    asked = ASKED.search(question)
    if not asked:
        return ""
    begins = accumulate(map(len, segment(question[: asked.end()])), initial=0)
    return question[next((at for at in begins if at >= asked.start()), asked.start()) :]


def _meant(question: str, history: Sequence[Turn]) -> str:
    """The person named last, where the question has 他 or 她; "" without either."""
    if not PRONOUN.search(question):
        return ""
    named = (
        _answering_person(turn) or _asked_person(turn) or _person(turn.answer.understood)
        for turn in reversed(history)
    )
    return next(filter(None, named), "")


def _asked_person(turn: Turn) -> str:
    """Whom of the article's people a turn asked about, or the relative of theirs; "" for nobody."""
    asked = _own(turn.answer.understood)
    name = max((name for name in _people(turn) if name in asked), key=len, default="")
    relative = re.search(rf"{re.escape(name)}的?{KIN}", asked) if name else None
    return relative[0] if relative else name


def _people(turn: Turn) -> dict[str, int]:
    """Whom the article cited names."""
    return people_in(turn.answer.citations[0].article.text) if turn.answer.citations else {}


def _answering_person(turn: Turn) -> str:
    """The one person whom a turn's answer names: whoever answers 谁 is one, be the surname ever so rare."""
    text = turn.answer.text
    is_name = re.fullmatch(r"[一-鿿]{2,4}|[一-鿿]+·[一-鿿·]+", text) is not None
    return text if is_name and analyse(turn.question).kind == "person" else _person(text)


def _person(text: str) -> str:
    """The one person whom a question or an answer names; "" for none or several."""
    framed = f"，{text}，"
    names = {framed[c.start : c.end] for c in find("person", framed)}
    first = re.match(NAME, text)
    if not names and first and find("person", f"，{first[0]}，"):
        return first[0]
    return names.pop() if len(names) == 1 else ""


def _is_of_another(question: str, topic: str) -> bool:
    """Whether the question names one person and the topic another."""
    person, other = _person(question), _person(topic)
    return bool(person and other) and person != other


def _content(question: str) -> str:
    """The question's words without those that only ask."""
    return STOP.sub("", FILLER.sub("", HOW.sub("", question)))


def _leaves_out(question: str) -> bool:
    """Whether it has no subject of its own."""
    they = THEY.search(question)
    return (they is not None and they.end() in word_starts(question)) or (
        len(_content(question)) <= ELLIPTIC and not _person(question)
    )


def _printed(question: str, article: Article) -> float:
    """Share of the question's words that the article prints; 1 if it has none."""
    text = folded(whole_text(article))
    held = [held_share(word, text) for word in content_words(HOW.sub("|", fold(question)))]
    return sum(held) / len(held) if held else 1.0


def _may_tell(article: Article, question: str) -> bool:
    """Whether the article may answer a full question: it prints the person named, and the half of its words."""
    person = _person(question)
    text = re.sub(r"\s", "", whole_text(article))
    return person in text and _printed(question, article) >= OWN_WORDS


def _topic(history: Sequence[Turn]) -> str:
    """What the conversation is about: the subject of the last question that has its own."""
    for turn in reversed(history):
        asked = turn.answer.understood
        if asked.endswith(f"，{turn.question}"):
            return asked.removesuffix(f"，{turn.question}")
        if turn.question.endswith(asked):  # 只看3月的 may stand before it
            return _subject(asked)
        if "呢" in turn.question or not HOW.search(turn.question):  # 不限日期 asks the last question again
            return _subject(asked.partition("，")[0])
    return _subject(history[-1].question)


def _subject(question: str) -> str:
    """The question without its asking words: what stands before them and, if it says more than a word, behind them."""
    asking = HOW.search(question)
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
