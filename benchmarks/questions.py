"""Answers and refusals on questions about a few pages.

    python benchmarks/questions.py --pages qa/demo --questions tests/demo_questions.jsonl
    python benchmarks/questions.py --pages benchmarks/refusal --questions benchmarks/refusal/questions.jsonl

Questions are lines of {"question", "answers", "headline", "names"?}; no answers means that the pages don't say it. Nothing
may be tuned on benchmarks/refusal. Prints how many answers are right, cite the right article first, quote exact slices, and
precision and recall of refusals; --wrong lists the others.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.answers import Answer
from qa.articles import field_text
from qa.chat import Assistant
from qa.library import Library


def solid(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def is_right(answer: Answer, asked: dict[str, Any]) -> bool:
    """Whether the words are one of the accepted answers, or hold every name of the asked list."""
    text = solid(answer.text)
    names = asked.get("names")
    return text in map(solid, asked["answers"]) or bool(names and all(solid(n) in text for n in names))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path, required=True, metavar="DIR")
    parser.add_argument("--questions", type=Path, required=True, metavar="FILE")
    parser.add_argument("--wrong", action="store_true", help="list what went wrong")
    args = parser.parse_args()
    asked = [json.loads(line) for line in args.questions.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        encoder = BundledEncoder.load()
        adding = Adding()
        adding.add(Library.open(Path(folder), create=True), encoder, sorted(args.pages.glob("*.txt")))
        assistant = Assistant.open(folder, encoder)
        answers = [assistant.ask(question["question"]) for question in asked]
    right = cited = exact = shown = refused_rightly = refused = 0
    for question, answer in zip(asked, answers, strict=True):
        for c in (*answer.citations, *answer.closest):
            shown += 1
            exact += c.quote == field_text(c.article, c.field)[c.start : c.end] != ""
        refused += not answer.is_found
        refused_rightly += not answer.is_found and not question["answers"]
        is_cited = answer.is_found and solid(answer.citations[0].article.title) == solid(
            question["headline"] or ""
        )
        right += is_right(answer, question)
        cited += is_cited
        if args.wrong and (not is_right(answer, question) if question["answers"] else answer.is_found):
            print(f"{question['question']}  {answer.text or answer.reason!r}  {question['answers'][:1]}")
    unanswerable = sum(not question["answers"] for question in asked)
    answerable = len(asked) - unanswerable
    print(f"right answers {right} of {answerable}, right article cited first {cited} of {answerable}")
    print(
        f"refusals: precision {refused_rightly / max(refused, 1):.2f}, recall {refused_rightly / max(unanswerable, 1):.2f}"
    )
    print(f"quotations that are exact slices: {exact} of {shown}")


if __name__ == "__main__":
    main()
