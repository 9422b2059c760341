"""Assistant.ask(question, history): follow-ups become full questions, questions become answers."""

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
from qa.errors import InputError
from qa.followups import AFRESH, Turn, understand
from qa.library import Library
from qa.questions import as_read
from qa.reader import Reader
from qa.retrieval import Retriever
from qa.suggestions import following, invited

LONGEST_QUESTION = 500  # characters; longer ones are pasted articles, not questions
READ_FOR_SUGGESTIONS = 60  # articles looked at for example questions
TRIED_SUGGESTIONS = 12  # of these questions are asked: each takes as long as a user's
MOST_SUGGESTIONS = 6
TRIED_NEXT = 5  # questions asked to find those that go on from an answer
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]")
FILTERED_OUT = "所选的报纸和日期里没有报道"
HITS = 10  # passages retrieved for one question
SEARCHING, READING = "searching", "reading"  # the steps of answering, as programs are told them


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
        steps = self.steps(
            question, history, sure, newspaper=newspaper, since=since, until=until, today=today
        )
        return next(step for step in steps if isinstance(step, Answer))

    def steps(
        self,
        question: str,
        history: Sequence[Turn] = (),
        sure: float = SURE,
        *,
        newspaper: str = "",
        since: date | None = None,
        until: date | None = None,
        today: date | None = None,
    ) -> Iterator[str | Answer]:
        """As `ask`: SEARCHING and READING as each begins, then the answer; what is not asked for is not done."""
        started = time.perf_counter()
        question = " ".join(question.split())
        if not question:
            raise InputError("the question is empty: write one")
        if len(question) > LONGEST_QUESTION:
            raise InputError(
                "the question has {size} characters: shorten it to {most}",
                size=len(question),
                most=LONGEST_QUESTION,
            )
        if since and until and since > until:
            raise InputError("{since} is after {until}: there are no such days", since=since, until=until)
        asked = EMOJI.sub("", question) or question
        understood = understand(asked, history)
        today = today or self.library.newest()

        whole = understood.alone or understood.question
        cited = [(understood.question, understood.articles)] if understood.articles else []
        answers: list[Answer] = []
        for complete, articles in (*cited, (whole, ())):
            yield SEARCHING
            hits = self.retriever.search(
                complete,
                HITS,
                newspaper=newspaper,
                since=since,
                until=until,
                articles=articles,
                today=today,
            )
            yield READING
            follow = understood.follow and replace(understood.follow, is_cited=bool(articles))
            is_new = complete == understood.alone  # nothing of the conversation is in it
            answer = decide(complete, hits, self.reader, sure, today, None if is_new else follow)
            if not hits and (newspaper or since or until):
                answer = replace(answer, reason=FILTERED_OUT)
            answers.append(answer)
            if answer.is_found and not understood.is_open:
                break
        answer = max(reversed(answers), key=lambda answer: answer.score)  # of refusals the last, asked alone
        told = question if answer.question == as_read(asked) else answer.question
        yield replace(answer, question=question, understood=told, seconds=time.perf_counter() - started)

    def suggestions(self, n: int = 6) -> list[str]:
        """Questions that the library's own articles invite, each of them one that it answers."""
        generation = self.library.generation
        if generation not in self._suggested:
            self._suggested.clear()
            questions = (q for a in islice(self.library.articles(), READ_FOR_SUGGESTIONS) for q in invited(a))
            tried = islice(dict.fromkeys(questions), TRIED_SUGGESTIONS)
            found = (q for q in tried if self.ask(q).is_found)
            self._suggested[generation] = list(islice(found, MOST_SUGGESTIONS))
        return self._suggested[generation][:n]

    def next_questions(self, history: Sequence[Turn], n: int = 3) -> Iterator[str]:
        """Up to n questions that go on from the last answer, each of them one that its article answers.

        After a follow-up that nothing answers it is the same question on a subject of its own, if something answers that.
        """
        if not history:
            return
        last = history[-1]
        if last.answer.is_found:
            asked = "".join(turn.question for turn in history)
            tried = islice(following(last.answer, asked), TRIED_NEXT)
            yield from islice((q for q in tried if self._is_answered_at_once(q, history)), n)
        elif last.answer.understood != last.question and self.ask(last.question).is_found:
            yield AFRESH + last.question

    def _is_answered_at_once(self, question: str, history: Sequence[Turn]) -> bool:
        """Whether the article just cited answers; what others say is not read, nor what may be new."""
        *_, last = islice(self.steps(question, history), 3)
        return isinstance(last, Answer) and last.is_found
