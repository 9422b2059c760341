"""Conversations over the demo newspaper: how many follow-ups are answered right, and what the others were taken for.

    python benchmarks/dialogues.py
    python benchmarks/dialogues.py --page PAGE.txt --dialogues FILE.jsonl
    python benchmarks/dialogues.py --page training/desk/tune_articles.jsonl --dialogues training/desk/tune_dialogues.jsonl

FILE: a conversation a line, {"turns": [{"question", "answers", "names"?}]}; no answers where the articles have none. A turn is
right if its answer is one of `answers`, or names exactly `names`, spaces aside, or if it is rightly refused.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import tempfile
from pathlib import Path
from typing import Any

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.answers import Answer
from qa.chat import Assistant
from qa.followups import Turn
from qa.library import Library
from qa.newspaper import page_files

HERE = Path(__file__).parent
DEMO = HERE.parent / "qa" / "demo"


def is_right(answer: Answer, turn: dict[str, Any]) -> bool:
    """Whether the answer is what was expected."""
    text = re.sub(r"\s", "", answer.text)
    if not turn["answers"] or not answer.is_found:
        return not turn["answers"] and not answer.is_found
    names = re.split(r"[、，和]", text)
    return text in {re.sub(r"\s", "", words) for words in turn["answers"]} or sorted(names) == sorted(
        turn.get("names", ())
    )


def converse(assistant: Assistant, turns: list[dict[str, Any]]) -> list[tuple[dict[str, Any], Answer]]:
    """Each turn with its answer, asked after the turns before it."""
    history: list[Turn] = []
    for turn in turns:
        answer = assistant.ask(turn["question"], history)
        history.append(Turn(turn["question"], answer))
    return [(turn, done.answer) for turn, done in zip(turns, history, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--page", type=Path, default=DEMO, help="a page or a folder of them")
    parser.add_argument("--dialogues", type=Path, default=HERE / "dialogues.jsonl", metavar="FILE")
    args = parser.parse_args()
    dialogues = [
        json.loads(line)["turns"] for line in args.dialogues.read_text(encoding="utf-8").splitlines()
    ]
    encoder = BundledEncoder.load()
    with tempfile.TemporaryDirectory() as folder:
        Adding().add(Library.open(Path(folder), create=True), encoder, page_files([args.page]))
        assistant = Assistant.open(folder, encoder)
        conversations = [converse(assistant, turns) for turns in dialogues]
    right: dict[str, list[bool]] = {
        "first questions": [],
        "follow-ups that the articles answer": [],
        "follow-ups that they don't": [],
    }
    seconds: dict[bool, list[float]] = {False: [], True: []}
    for conversation in conversations:
        for place, (turn, answer) in enumerate(conversation):
            kind = (1 if turn["answers"] else 2) if place else 0
            right[list(right)[kind]].append(is_right(answer, turn))
            seconds[bool(place)].append(answer.seconds)
            if not is_right(answer, turn):
                told = answer.text or f"({answer.reason})"
                print(f"{turn['question']}  →  {answer.understood}  →  {told}  not {turn['answers']}")
    for kind, of_kind in right.items():
        print(f"{kind}: {sum(of_kind)} of {len(of_kind)} right in {len(dialogues)} conversations")
    first, later = (statistics.median(seconds[follows]) for follows in (False, True))
    print(f"seconds: first questions {first:.2f}, follow-ups {later:.2f} (medians)")


if __name__ == "__main__":
    main()
