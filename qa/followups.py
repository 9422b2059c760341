"""Understood: a follow-up with what it leaves out put back from the conversation, and where to look first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answers import Answer
from qa.articles import Article
from qa.candidates import DATE, NAME, find
from qa.evidence import folded, whole_text
from qa.questions import ASKING, FILLER, STOP, is_chinese, numerals_to_digits
from qa.words import cut_query, fold

ELLIPTIC = 4  # Chinese characters: a question with no more words than that has no subject of its own
LONGEST_SWAP = 14  # characters that 呢 may follow to name what takes the place of something asked before
LEADING = r"^(?:那么?|换成|改成|要是|如果是|再?问一下|至于)"
TRAILING = r"(?:的话|的)?(?:呢|怎么样|如何)?[？?。]*$"
MARKED = re.compile(
    r"^(还有|那么?|会上|会议上|活动中|现场|当时|当天|这|该|其|他|她|它|此外|另外|分别|都|又)|[他她它](们)?(是|的|还|在|也|呢|$)"
)
NUMBERED = re.compile(r"第?(\d{1,4})([次届期轮号路批场回名])(?!\d)")
# What a noun before 呢 is asked for, where nothing like it was asked before.
WHO = re.compile(
    r"(冠军|亚军|季军|第\d+名|得主|作者|射手|[馆院校局县区市镇乡部司队会]长|书记|主任|经理|主席|教练)$"
)
HOW_MUCH = re.compile(
    r"(投资|金额?|总额|成绩|票价|价格|率|比分|数|面积|长度|量|收入|产值|增速|志愿者|居民|户|期)$"
)
SUBJECT = 3  # characters behind the asking word that say more than what kind of thing is asked for
TAIL = re.compile(r"(在|有|到|是|叫|的|了|着|得|被|把|由|里|一共|今年|主要|还|都|什么)+$")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation with what was answered."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that can stand alone, and the ids of the articles that the conversation is about, if it is one of theirs."""

    question: str
    articles: tuple[str, ...] = ()


def understand(question: str, history: Sequence[Turn]) -> Understood:
    """What the question means after those turns; a new subject is left as it was asked.

    第28次呢？ asks the last question of another meeting, 他呢？ of another person; 还有谁参加了？ is put behind what the
    conversation is about, and so is every question whose words are all printed in the article just cited.
    """
    if not history or not is_chinese(question):
        return Understood(question)
    last = history[-1]
    before = last.answer.understood or last.question
    article = _article(history)
    articles = (article.id,) if article else ()
    if named := _named(question):
        if swapped := _swapped(before, named, last):
            return Understood(swapped)
        if articles:
            return Understood(f"{_topic(history)}，{_asked_of(named)}", articles)
    if person := _meant(question, last):
        return Understood(person, articles)
    goes_on = article and (_leaves_out(question) or _is_printed(question, article))
    if goes_on or MARKED.search(question):
        return Understood(f"{_topic(history)}，{question}", articles)
    return Understood(question)


def _article(history: Sequence[Turn]) -> Article | None:
    """The article cited last; where nothing was found yet, the closest one shown."""
    for turn in reversed(history):
        if turn.answer.is_found:
            return turn.answer.citations[0].article
    closest = history[-1].answer.closest
    return closest[0].article if closest else None


def _named(question: str) -> str:
    """What a question that asks nothing of its own names: 第28次 of 那第28次呢？; "" for other questions."""
    is_short = re.search(rf"{LEADING}|呢[？?]?$", question) is not None
    named = re.sub(TRAILING, "", re.sub(LEADING, "", question))
    is_bare = named and len(named) <= LONGEST_SWAP and not re.search(ASKING, named)
    return named if is_short and is_bare else ""


def _swapped(before: str, named: str, last: Turn) -> str:
    """The question before with its number, day or person replaced by the one named; "" if it has none of that kind."""
    before, named = numerals_to_digits(before), numerals_to_digits(fold(named))
    if number := NUMBERED.search(named):
        for old in NUMBERED.finditer(before):
            if old[2] == number[2]:
                ordinal = "第" if old[0].startswith("第") else ""
                return f"{before[: old.start()]}{ordinal}{number[1]}{number[2]}{before[old.end() :]}"
        return ""
    if (day := re.search(DATE, named)) and (other := re.search(DATE, before)):
        return before[: other.start()] + day[0] + before[other.end() :]
    if named in ("他", "她"):
        named = _person(last.answer.text)
    if (person := _person(named)) and (asked := _person(before)) and person != asked:
        return before.replace(asked, person)
    return ""


def _asked_of(named: str) -> str:
    """What is asked of a noun alone: 总投资 how much, 季军 who."""
    if WHO.search(named):
        return f"{named}是谁？"
    return f"{named}是多少？" if HOW_MUCH.search(named) else f"{named}呢？"


def _meant(question: str, last: Turn) -> str:
    """The question with the person just named in the place of 他 or 她; "" without either."""
    pronoun = re.search(r"(?<![其吉])[他她](?!们)", question)
    person = _person(last.answer.text) or _person(last.answer.understood or last.question)
    return question[: pronoun.start()] + person + question[pronoun.end() :] if pronoun and person else ""


def _person(text: str) -> str:
    """The one person whom a question or an answer names; "" for none or several."""
    framed = f"，{text}，"
    names = {framed[c.start : c.end] for c in find("person", framed)}
    first = re.match(NAME, text)
    if not names and first and find("person", f"，{first[0]}，"):
        return first[0]
    return names.pop() if len(names) == 1 else ""


def _content(question: str) -> str:
    """The question's words without those that only ask."""
    return STOP.sub("", FILLER.sub("", re.sub(ASKING, "", question)))


def _leaves_out(question: str) -> bool:
    """Whether it has no subject of its own."""
    return len(_content(question)) <= ELLIPTIC and not _person(question)


def _is_printed(question: str, article: Article) -> bool:
    """Whether the article prints every word of the question."""
    text = folded(whole_text(article))
    return all(
        term in text
        for term in cut_query(re.sub(FILLER, " ", re.sub(ASKING, " ", question)))
        if len(term) > 1
    )


def _topic(history: Sequence[Turn]) -> str:
    """What the conversation is about: the subject of the last question that has its own."""
    for turn in reversed(history):
        asked = turn.answer.understood or turn.question
        if asked.endswith(f"，{turn.question}"):
            return asked.removesuffix(f"，{turn.question}")
        if asked == turn.question or "呢" in turn.question:
            return _subject(asked.partition("，")[0] if asked != turn.question else asked)
    return _subject(history[-1].question)


def _subject(question: str) -> str:
    """The question without its asking words: what stands before them and, if it says more than a word, behind them."""
    asking = re.search(ASKING, question)
    end = r"[？?，,。\s的了吗呢]+$"
    if not asking:
        return re.sub(end, "", question)
    before = TAIL.sub("", question[: asking.start()])
    after = re.sub(end, "", re.sub(ASKING, "", question[asking.end() :])).lstrip("个位家项")
    if before:
        return before + (after if len(after) >= SUBJECT else "")
    return re.sub(r"^(主持召开|主持|召开|举行|举办|会见|参加|出席)了?", "", after)
