"""Turn; Assistant.ask(question, history): follow-ups become full questions, questions become answers."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from embeddings.bundled import BundledEncoder

from embeddings.encoder import Encoder
from qa.answers import Answer, decide
from qa.candidates import find
from qa.errors import InputError
from qa.library import Library
from qa.questions import ASKING
from qa.retrieval import Hit, Retriever

LONGEST_QUESTION = 500  # characters; longer ones are pasted articles, not questions
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

    @classmethod
    def open(cls, folder: str | Path, encoder: Encoder | None = None) -> Assistant:
        """Opens an existing library; LibraryError when it is missing or made with another encoder."""
        library = Library.open(Path(folder))
        return cls(library, Retriever.over(library, encoder or BundledEncoder.load()))

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The same question on the same library gives the same answer, `seconds` apart."""
        started = time.perf_counter()
        question = " ".join(question.split())
        if not question:
            raise InputError("the question is empty: write one")
        if len(question) > LONGEST_QUESTION:
            raise InputError(f"the question has {len(question)} characters: shorten it to {LONGEST_QUESTION}")
        understood = complete(question, history)
        hits = self.retriever.search(understood, HITS)
        if understood != question and history:
            hits = _first_from(history[-1].answer, hits)
        answer = decide(understood, hits)
        return replace(
            answer, question=question, understood=understood, seconds=time.perf_counter() - started
        )

    def suggestions(self, n: int = 6) -> list[str]:
        """Questions that the library's own headlines invite."""
        made: list[str] = []
        for article in self.library.articles():
            headline = article.title
            for verb in ("会见", "主持召开", "出席", "召开", "举行", "开幕", "启动"):
                at = headline.find(verb)
                if at > 1 and len(headline) - at - len(verb) >= 4 and " " not in headline:
                    rest = headline[at:]
                    people = find("person", headline)
                    made.append(
                        f"谁{rest}？" if people and people[0].end == at else f"{headline}是哪天的事？"
                    )
                    break
            if len(made) >= n:
                break
        return made


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
    """The question without its asking words: what the conversation is about."""
    return re.sub(r"[？?，,。\s]+$", "", re.sub(ASKING, "", question)).strip("是的了")


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
