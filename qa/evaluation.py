"""evaluate(): how right the answers to a file of questions are, in one table."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from embeddings.encoder import Encoder
from qa.adding import Adding
from qa.answers import SURE
from qa.articles import content_id, field_text
from qa.chat import Assistant
from qa.errors import InputError
from qa.library import Library
from qa.reader import Reader

SEARCHED = 40  # passages looked at for recall: enough for ten articles
KS = (1, 5, 10)
# CMRC 2018's script removes these (https://github.com/ymcui/cmrc2018), and counts each Chinese character as a word.
PUNCTUATION = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
REMEDY = 'take SQuAD format (.json, .json.gz) or lines of {"question", "answers", "article"?}, answers [] if there is none'


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its accepted answers (none: the articles don't tell), and where they stand, if that is known."""

    text: str
    answers: tuple[str, ...]
    article: str = ""  # id or headline
    context: str = ""  # the passage that is asked about
    names: tuple[str, ...] = ()  # an answer that holds them all is right, too


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question got."""

    question: Question
    text: str  # "" where it was refused
    seconds: float
    rank: int = 0  # of the right article among those found, 0: not found or not known
    quotes: tuple[str, ...] = ()
    shown: int = 0  # quotations, of a refusal's closest passages too
    exact: int = 0  # of these that are slices of their article


def read_questions(path: Path) -> list[Question]:
    """Raises InputError for a file that is neither SQuAD's format nor lines of questions."""
    try:
        blob = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = blob.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}: name a file of questions") from error
    except (EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not UTF-8 text: {REMEDY}") from error
    try:
        is_squad = path.name.endswith((".json", ".json.gz"))
        found = list(_squad(json.loads(text)["data"]) if is_squad else _lines(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: {type(error).__name__} {error}: {REMEDY}") from error
    if not found:
        raise InputError(f"{path} has no question: {REMEDY}")
    return found


def _squad(articles: Iterable[dict[str, Any]]) -> Iterator[Question]:
    for paragraph in (p for article in articles for p in article["paragraphs"]):
        for asked in paragraph["qas"]:
            answers = () if asked.get("is_impossible") else tuple(a["text"] for a in asked["answers"])
            context = paragraph["context"]
            yield Question(asked["question"], answers, content_id("", "", context, "", None), context)


def _lines(text: str) -> Iterator[Question]:
    for asked in (json.loads(line) for line in text.split("\n") if line.strip()):
        place = asked.get("article") or asked.get("headline") or ""
        yield Question(
            asked["question"], tuple(asked["answers"]), str(place), names=tuple(asked.get("names") or ())
        )


def over_passages(questions: Sequence[Question], reader: Reader) -> Iterator[Outcome]:
    """The reader alone, over each question's own passage; it always answers."""
    for question in questions:
        started = time.perf_counter()
        found = reader.read(question.text, [question.context])
        seconds = time.perf_counter() - started
        text = question.context[found[0].start : found[0].end] if found else ""
        yield Outcome(question, text, seconds)


def over_library(questions: Sequence[Question], assistant: Assistant, sure: float) -> Iterator[Outcome]:
    """Search, reader and decision."""
    for question in questions:
        answer = assistant.ask(question.text, sure=sure)
        shown = [*answer.citations, *answer.closest]
        exact = sum(c.quote == field_text(c.article, c.field)[c.start : c.end] != "" for c in shown)
        quotes = tuple(c.quote for c in answer.citations)
        rank = _rank(question, assistant) if question.answers else 0
        yield Outcome(question, answer.text, answer.seconds, rank, quotes, len(shown), exact)


def _rank(question: Question, assistant: Assistant) -> int:
    hits = assistant.retriever.search(question.text, SEARCHED)
    articles = {hit.passage.article.id: hit.passage.article for hit in hits}.values()
    return next(
        (i for i, article in enumerate(articles, 1) if question.article in (article.id, article.title)), 0
    )


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Percentages of EM and F1 over the answerable questions (refused: 0), shares for the rest."""
    asked = [o for o in outcomes if o.question.answers]
    refused = [o for o in outcomes if not o.text]
    given = [o for o in outcomes if o.text]
    rightly = sum(not o.question.answers for o in refused)
    placed = [o for o in asked if o.question.article]
    shown = sum(o.shown for o in outcomes)
    seconds = sorted(o.seconds for o in outcomes)
    shares = {
        "exact_match": 100 * _share(exact_match(o.text, o.question) for o in asked),
        "f1": 100 * _share(f1(o.text, o.question) for o in asked),
        **{f"recall@{k}": _share(0 < o.rank <= k for o in placed if o.shown) for k in KS},
        "refusal_precision": rightly / len(refused) if refused else float("nan"),
        "refusal_recall": _share(not o.text for o in outcomes if not o.question.answers),
        "citation_precision": _share(_holds(o) for o in given if o.quotes),
        "exact_quotes": sum(o.exact for o in outcomes) / shown if shown else float("nan"),
        "seconds_median": statistics.median(seconds),
        "seconds_p95": seconds[min(len(seconds) - 1, round(0.95 * len(seconds)))],
    }
    counts = {"questions": len(outcomes), "answerable": len(asked), "refused": len(refused)}
    return {**counts, **{name: round(v, 4) for name, v in shares.items() if v == v}}


def _share(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else float("nan")


def _holds(outcome: Outcome) -> bool:
    """Whether a quotation holds an accepted answer."""
    return any(_solid(a) in _solid(quote) for a in outcome.question.answers for quote in outcome.quotes)


def _solid(text: str) -> str:
    return "".join(text.split())


def exact_match(found: str, question: Question) -> float:
    """As CMRC 2018's script: equal but for punctuation and case; or all names of a list, however it is printed."""
    if question.names and all(_solid(name) in _solid(found) for name in question.names):
        return 1.0
    return max((float(_bare(found) == _bare(answer)) for answer in question.answers), default=0.0)


def f1(found: str, question: Question) -> float:
    """As CMRC 2018's script: the longest common run of words over the words of both, best of the answers."""
    words = _words(found)
    return max((_overlap(words, _words(answer)) for answer in question.answers), default=0.0)


def _bare(text: str) -> str:
    return "".join(c for c in text.lower().strip() if c not in PUNCTUATION)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """Chinese characters one by one, other words as the Penn Treebank's tokenizer cuts them."""
    words: list[str] = []
    for run in re.findall(r"[\u4e00-\u9fa5]|[^\u4e00-\u9fa5]+", _bare(text)):
        cut = re.sub(r"([:,])(?=\D|$)", r" \1 ", run)
        cut = re.sub(r"([;@#$%&?!()\[\]{}<>\"])|\.(?=\s*$)", lambda m: f" {m[0]} ", cut)
        words += cut.split()
    return tuple(words)


def _overlap(found: Sequence[str], answer: Sequence[str]) -> float:
    run, longest = [0] * (len(answer) + 1), 0
    for word in found:  # longest common run, row by row
        run = [0] + [run[j] + 1 if word == other else 0 for j, other in enumerate(answer)]
        longest = max(longest, *run)
    return 2 * longest / (len(found) + len(answer)) if longest else 0.0


def with_articles(questions: Sequence[Question], library: Library) -> list[Question]:
    """Questions of lines with their article's text as context; InputError where one names none of the library."""
    known = {key: article for article in library.articles() for key in (article.id, article.title)}
    for question in questions:
        if not question.article or question.article not in known:
            raise InputError(f"{question.text}: no article {question.article!r}: name one of the library")
    return [replace(question, context=known[question.article].text) for question in questions]


def add_contexts(questions: Sequence[Question], library: Library, encoder: Encoder) -> None:
    """The questions' passages as articles of the library."""
    texts = {question.article: question.context for question in questions}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "contexts.jsonl"
        rows = (json.dumps({"id": key, "text": text}, ensure_ascii=False) for key, text in texts.items())
        file.write_text("\n".join(rows), encoding="utf-8")
        Adding().add(library, encoder, [file])


def evaluate(
    questions: Sequence[Question], folder: Path | None, encoder: Encoder, gold: bool, always: bool
) -> dict[str, float]:
    """Figures over a library; SQuAD's passages are added to a copy of it, or to an empty one.

    gold: the reader over each question's own passage. always: the best answer even where Wenbao would refuse.
    """
    is_squad = bool(questions[0].context)
    if gold:
        asked = questions if is_squad or folder is None else with_articles(questions, Library.open(folder))
        return figures(list(over_passages(asked, Reader.load())))
    with tempfile.TemporaryDirectory(prefix="wenbao-evaluate-") as copy:
        place = folder or Path(copy)
        if is_squad:
            place = Path(copy) / "library"
            if folder:
                Library.open(folder)  # a missing one is told
                shutil.copytree(folder, place)
            add_contexts(questions, Library.open(place, create=True), encoder)
        assistant = Assistant.open(place, encoder)
        sure = 0.0 if always else SURE
        return figures(list(over_library(questions, assistant, sure)))


def table(found: dict[str, float]) -> str:
    """The figures for the eye."""
    return "\n".join(f"{name.replace('_', ' '):<20}{value:>10g}" for name, value in found.items())
