"""Turn; Assistant.ask(question, history): follow-ups become full questions, questions become answers."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from embeddings.bundled import BundledEncoder
from embeddings.encoder import Encoder
from qa.answers import SURE, Answer, decide
from qa.articles import Article
from qa.candidates import find
from qa.errors import InputError
from qa.library import Library
from qa.questions import ASKING, analyse, is_chinese
from qa.reader import Reader
from qa.retrieval import Hit, Retriever

LONGEST_QUESTION = 500  # characters; longer ones are pasted articles, not questions
LEAD = 200  # characters of an article that say what it is about
READ_FOR_SUGGESTIONS = 60  # articles looked at for example questions
TRIED_SUGGESTIONS = 12  # of these questions are asked: each takes as long as a user's
MOST_SUGGESTIONS = 8
FILTERED_OUT = "所选的报纸和日期里没有报道"
HITS = 10  # passages retrieved for one question
FOLLOW_UP = re.compile(
    r"^(还有|那么?|会上|会议上|活动中|这|该|其|他|她|它|当时|现场|此外|另外|分别|都|又)|[他她它](们)?(是|的|还|在|呢|$)|呢[？?]?$"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation with what was answered."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions from one library."""

    library: Library
    retriever: Retriever
    reader: Reader
    _suggested: dict[int, list[str]] = field(default_factory=dict, compare=False, repr=False)  # by generation

    @classmethod
    def open(cls, folder: str | Path, encoder: Encoder | None = None) -> Assistant:
        """Opens an existing library; LibraryError when it is missing or made with another encoder."""
        library = Library.open(Path(folder))
        return cls(library, Retriever.over(library, encoder or BundledEncoder.load()), Reader.load())

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        sure: float = SURE,
        *,
        newspaper: str = "",
        since: date | None = None,
        until: date | None = None,
        today: date | None = None,
    ) -> Answer:
        """The same question on the same library gives the same answer, `seconds` apart.

        Below a probability of `sure` it is a refusal. The rest is as in `Retriever.search`.
        """
        started = time.perf_counter()
        question = " ".join(question.split())
        if not question:
            raise InputError("the question is empty: write one")
        if len(question) > LONGEST_QUESTION:
            raise InputError(f"the question has {len(question)} characters: shorten it to {LONGEST_QUESTION}")
        understood = complete(question, history)
        today = today or self.library.newest()
        hits = self.retriever.search(
            _for_search(understood), HITS, newspaper=newspaper, since=since, until=until, today=today
        )
        if understood != question and history:
            hits = _first_from(history[-1].answer, hits)
        answer = decide(understood, hits, self.reader, sure, today)
        if not hits and (newspaper or since or until):
            answer = replace(answer, reason=FILTERED_OUT)
        return replace(
            answer, question=question, understood=understood, seconds=time.perf_counter() - started
        )

    def suggestions(self, n: int = 6) -> list[str]:
        """Questions that the library's own articles invite, each of them one that it answers."""
        generation = self.library.generation
        if generation not in self._suggested:
            self._suggested.clear()
            invited = (q for a in islice(self.library.articles(), READ_FOR_SUGGESTIONS) for q in _invited(a))
            tried = islice(dict.fromkeys(invited), TRIED_SUGGESTIONS)
            found = (q for q in tried if self.ask(q).is_found)
            self._suggested[generation] = list(islice(found, MOST_SUGGESTIONS))
        return self._suggested[generation][:n]


def _invited(article: Article) -> Iterator[str]:
    """A question that the article's lead or picture answers: who met whom, which meeting, who took the photo."""
    lead = article.text[:LEAD].split("。")[0]
    if m := re.search(
        r"(会见|主持召开|督导检查|带队检查|当选)了?([^，。（“]{5,24}?)(?=[，。]|一行|并)", lead
    ):
        yield f"谁{m[1]}了{m[2]}？"
    elif m := re.search(
        r"，([^，。“”（、]{2,16}?(?:仪式|大会|会议|论坛|比赛|联赛|马拉松|活动|发布会|音乐会))[^，。]{0,12}?(举行|召开|启动|开幕|落幕|举办)",
        lead,
    ):
        yield f"{m[1]}是哪天{m[2]}的？"
    elif article.credits and article.title and " " not in article.title:
        yield f"{article.title}的照片是谁拍的？"


def _for_search(question: str) -> str:
    """An English question together with its words in Chinese: the word index knows only what is printed."""
    return question if is_chinese(question) else f"{question} {analyse(question).content}"


def complete(question: str, history: Sequence[Turn]) -> str:
    """A follow-up with what it leaves out put back from the turn before; other questions as they are."""
    if not history or not FOLLOW_UP.search(question):
        return question
    last = history[-1]
    earlier = last.answer.understood or last.question
    pronoun = re.search(r"(?<![其吉])[他她](?!们)", question)
    if pronoun and (person := _person(last)):
        return question[: pronoun.start()] + person + question[pronoun.end() :]
    return f"{_topic(earlier)}，{question}"


def _topic(question: str) -> str:
    """The question without its asking words and who held the meeting: what the conversation is about."""
    topic = re.sub(r"[？?，,。\s]+$", "", re.sub(ASKING, "", question)).strip("是的了")
    return re.sub(r"^(主持召开|主持|召开|举行|举办)了?", "", topic)


def _person(turn: Turn) -> str:
    names = find("person", f"，{turn.answer.text}，")
    if names:
        return turn.answer.text
    people = find("person", turn.question)
    return turn.question[people[0].start : people[0].end] if people else ""


def _first_from(answer: Answer, hits: list[Hit]) -> list[Hit]:
    """Hits of the articles just cited come first: a follow-up stays with its article."""
    cited = {c.article.id for c in answer.citations}
    return sorted(hits, key=lambda hit: hit.passage.article.id not in cited)
