"""Understood: a follow-up with what it leaves out put back from the conversation, and where to look first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.answers import CLEAR, Answer
from qa.articles import Article
from qa.candidates import DATE
from qa.evidence import content_words, folded, held_share, whole_text
from qa.fitting import prints
from qa.folding import fold
from qa.numerals import arabic_ordinals
from qa.people import people_in
from qa.questions import KIN, analyse, as_read, is_chinese
from qa.spans import FollowUp
from qa.wording import (
    ELLIPTIC,
    HOW,
    NOW_AND_THEN,
    RELATIVE,
    asked_of,
    corrected,
    how_asked,
    in_place,
    is_marked,
    is_of_another,
    leaves_out,
    named_in,
    own_part,
    person_in,
    subject_of,
    without_lead,
)
from qa.words import segment, tag_of

AFRESH = "换个话题："  # how a question is offered that was taken for a follow-up in vain
ANOTHER_SUBJECT = re.compile(r"(?:换个话题|换个问题|另问|另外问一下|问个别的)[，,：:\s]*(?=..)")
GOING_BACK = re.compile(
    "(?:再?回到|说回|再说说?|再问问?)?(?:刚才|刚刚|前面|之前|先前)(?:[说问]的|的|那[个场次件位起])"
)
LONGEST_BACK = 8  # characters that name what was spoken of before
NUMBERED = re.compile(r"第?(\d{1,4})([次届期轮号路批场回名])(?!\d)")
PRONOUN = re.compile(r"(?<![其吉耳维利排])[他她](?![们命国乡项俩])")  # not of 马耳他, 维他命
OWN_WORDS = 0.5  # share of a full question's words that the article just cited must print to be read first
DOER = re.compile(r"的呢[？?。]*$")  # 列席的呢
TITLE = re.compile("《[^》]+》")
PLACES = tuple("省市州县区镇乡村")  # behind a name


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
    is_open: bool = False  # whether it may go on or be new: both are read, the surer answer is taken


def understand(question: str, history: Sequence[Turn]) -> Understood:
    """What the question means after those turns; a new subject is left as it was asked.

    换个话题：… is asked alone. 第28次呢？ asks the last question of another meeting, 他呢？ of another person; 还有谁参加了？ is put behind what the
    conversation is about, and so is every question whose words are all printed in the article just cited. A question of
    which that article prints the half is looked for there first; any other may be of it too, in words of one's own.
    """
    question = as_read(question)
    if begins := ANOTHER_SUBJECT.match(question):
        return Understood(question[begins.end() :])
    if not history or not is_chinese(question):
        return Understood(question)
    question, history = _gone_back(corrected(question), [_turn_as_read(turn) for turn in history])
    article = _article(history)
    articles = (article.id,) if article else ()
    said = _said(question, history)
    if (named := named_in(question)) and (asked := _asked_of_named(named, question, history, article, said)):
        return asked
    if person := _meant(question, history):
        complete = PRONOUN.sub(person, question, count=1)
        return Understood(complete, articles, FollowUp(question, said, person))
    is_printed = article and _printed(question, article) == 1
    if is_printed or (article and leaves_out(question)) or is_marked(question):
        own = without_lead(question)
        is_new = article and not is_printed and not leaves_out(own)  # 那梁舒白会见了谁 may be a new subject
        follow = FollowUp(question, said)
        topic = _topic(history)
        is_whole = topic in question or is_of_another(question, topic)
        complete = question if is_whole else _about(topic, question)
        return Understood(complete, articles, follow, own if is_new else "")
    if not article:
        return Understood(question)
    follow = FollowUp(question, said)
    if _may_tell(article, question):
        return Understood(question, articles, follow)
    if _names_another(question, article):
        return Understood(question)
    return Understood(_about(_topic(history), question), articles, follow, question, is_open=True)


def _asked_of_named(
    named: str, question: str, history: Sequence[Turn], article: Article | None, said: tuple[str, ...]
) -> Understood | None:
    """What 那X呢 asks: the question before with X in the place of what is like it, else what is asked of such things."""
    last = history[-1]
    swapped = _in_its_place(named, last) or _swapped(last.answer.understood, named, last)
    if not article:
        return Understood(swapped) if swapped else None
    is_told = _printed(named, article) >= OWN_WORDS

    def asked(complete: str, itself: str) -> Understood:
        return Understood(complete, (article.id,), FollowUp(itself, said))

    if swapped:
        return asked(swapped, own_part(swapped)) if is_told else Understood(swapped)
    topic, own = _topic(history), own_part(last.answer.understood)
    alone = in_place(own, named)
    if len(named) > ELLIPTIC and not is_told:
        if alone:  # a subject of its own
            return Understood(alone)
        itself = asked_of(named, own) if how_asked(named) else own.replace(subject_of(own), named, 1)
        return replace(asked(_about(topic, itself), itself), alone=itself, is_open=True)
    if not alone and not how_asked(named):
        if first := _first_asked(history, named):
            return asked(first, first)
        if other := in_place(topic, named):
            return asked(_about(other, own), named + own)
    if alone and topic == subject_of(own):  # it says itself what it is about
        return asked(alone, alone)
    is_doer = DOER.search(question) and "谁" in own
    alone = alone or (f"{named}的是谁？" if is_doer else asked_of(named, own))
    return asked(_about(topic, alone), alone)


def _in_its_place(named: str, last: Turn) -> str:
    """Of 欧元呢 and then 港币呢: the question before with the one in the other's place; "" where they aren't alike."""
    other, before = named_in(last.question), last.answer.understood
    is_alike = other and _sort(other) == _sort(named) and before.count(other) == 1 and named not in before
    return before.replace(other, named) if is_alike else ""


def _sort(named: str) -> tuple[str, bool]:
    """Of what sort a thing named is: a time, 路 of 18路, what is asked of it; and whether it is a person."""
    numbered = NUMBERED.search(arabic_ordinals(named))
    is_time = re.search(f"{NOW_AND_THEN}|{DATE}|[上下本这]个?[周月]", named) is not None
    return ("time" if is_time else numbered[2] if numbered else how_asked(named)), bool(person_in(named))


def _said(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """What was answered just before, and before that clearly and to questions in other words.

    It is hardly ever the answer again: 30 of 9,415 follow-ups of `training/desk/*news*.jsonl`.
    """
    asked = set(content_words(analyse(question).content))
    others = (
        turn.answer.text
        for turn in history[:-1]
        if turn.answer.score >= CLEAR and not asked & set(content_words(analyse(turn.question).content))
    )
    return (*others, history[-1].answer.text)


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


def _turn_as_read(turn: Turn) -> Turn:
    """The turn as questions are read."""
    question, understood = as_read(turn.question), as_read(turn.answer.understood or turn.question)
    return Turn(question, replace(turn.answer, understood=understood))


def _article(history: Sequence[Turn]) -> Article | None:
    """The article cited last; where nothing was found yet, the closest one shown."""
    for turn in reversed(history):
        if turn.answer.is_found:
            return turn.answer.citations[0].article
    closest = history[-1].answer.closest
    return closest[0].article if closest else None


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
    return _person_swapped(before, named, last)


def _person_swapped(before: str, named: str, last: Turn) -> str:
    """The question before about the person named, not about whom it asked; "" for nobody or a relative of theirs."""
    if named in ("他", "她"):
        named = person_in(last.answer.text)
    person = person_in(named) or (named if named in _people(last) else "")
    is_person = person and re.fullmatch(f"{re.escape(person)}(?:的|自己|本人|那边|那位)?", named)
    if not is_person or re.fullmatch(RELATIVE, named):
        return ""
    own = own_part(before)
    asked = person_in(own) or person_in(before) or _asked_person(last)
    if asked and person != asked:
        return before.replace(asked, person)
    return before.removesuffix(own) + PRONOUN.sub(person, own, count=1) if PRONOUN.search(own) else ""


def _first_asked(history: Sequence[Turn], named: str) -> str:
    """The last question with a subject of its own, a word like the one named in its place: 女子组冠军是谁.

    Where a noun was asked for last (成绩呢), that is asked of the other one instead: "".
    """
    if named_in(history[-1].question):
        return ""
    asked = (turn.question for turn in reversed(history) if turn.answer.understood in ("", turn.question))
    return next((other for question in asked if (other := in_place(question, named))), "")


def _meant(question: str, history: Sequence[Turn]) -> str:
    """The person named last, where the question has 他 or 她; "" without either."""
    if not PRONOUN.search(question):
        return ""
    named = (
        _answering_person(turn)
        or _asked_person(turn)
        or person_in(own_part(turn.answer.understood))
        or person_in(turn.answer.understood)
        for turn in reversed(history)
    )
    return next(filter(None, named), "")


def _asked_person(turn: Turn) -> str:
    """Whom of the article's people a turn asked about, or the relative of theirs; "" for nobody."""
    asked = own_part(turn.answer.understood)
    name = max((name for name in _people(turn) if name in asked), key=len, default="")
    relative = re.search(rf"{re.escape(name)}的?{KIN}", asked) if name else None
    return relative[0] if relative else name


def _people(turn: Turn) -> dict[str, int]:
    """Whom the article cited names."""
    return people_in(turn.answer.citations[0].article.text) if turn.answer.citations else {}


def _answering_person(turn: Turn) -> str:
    """The one person whom a turn's answer names: whoever answers 谁 is one, be the surname ever so rare."""
    text = turn.answer.text
    is_name = re.fullmatch(r"[一-鿿]{1,3}[^队\W]|[一-鿿]+·[一-鿿·]+", text) is not None
    return text if is_name and analyse(turn.question).kind == "person" else person_in(text)


def _printed(question: str, article: Article) -> float:
    """Share of the question's words that the article prints; 1 if it has none."""
    text = folded(whole_text(article))
    held = [held_share(word, text) for word in content_words(HOW.sub("|", fold(question)))]
    return sum(held) / len(held) if held else 1.0


def _may_tell(article: Article, question: str) -> bool:
    """Whether the article may answer a full question: it prints the person named, and the half of its words."""
    person = person_in(question)
    text = re.sub(r"\s", "", whole_text(article))
    return person in text and _printed(question, article) >= OWN_WORDS


def _about(topic: str, question: str) -> str:
    """The question behind what the conversation is about, if that is anything."""
    return f"{topic}，{question}" if topic.strip("，") else question


def _names_another(question: str, article: Article) -> bool:
    """Whether the question names a place, person, title or ordinal that the article doesn't print."""
    text = re.sub(r"\s", "", folded(whole_text(article)))
    words, person = segment(fold(question)), person_in(question)
    names = [
        word
        for word, after in pairwise([*words, ""])
        if len(word) > 1 and (tag_of(word) in ("ns", "nt") or (tag_of(word) == "nr" and after in PLACES))
    ]
    if len(person) > 2 and person[:2] not in people_in(article.text):  # 王霜 of 王霜前两场
        names.append(person)
    is_told = all(fold(name) in text for name in (*names, *TITLE.findall(question)))
    return not is_told or not all(prints(ordinal, article) for ordinal in analyse(question).fixed)


def _topic(history: Sequence[Turn]) -> str:
    """What the conversation is about: the subject of the last question that has its own."""
    for turn in reversed(history):
        asked = turn.answer.understood
        if asked.endswith(f"，{turn.question}"):
            return asked.removesuffix(f"，{turn.question}")
        if turn.question.endswith(asked):  # 只看3月的 may stand before it
            return subject_of(asked)
        if "呢" in turn.question or not HOW.search(turn.question):  # 不限日期 asks the last question again
            return subject_of(asked.partition("，")[0])
    return subject_of(history[-1].question)
