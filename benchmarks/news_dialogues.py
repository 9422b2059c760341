"""Conversations about the news that nothing was trained or tuned on: each turn in its conversation, and asked in full.

    python benchmarks/news_dialogues.py --news news.jsonl.xz --among LIBRARY
    python benchmarks/news_dialogues.py --news news.jsonl.xz --conversations training/desk/tune_news.jsonl

A conversation a line: {"article", "turns": [{"question", "full", "span"}]}, the article by the news' `id`, the answer by its
characters, null where the article has none. An answer is right if its F1 with those is 0.8 or more: 约60% for 60%. A wrong
answer leads the turns behind it astray, as it does users. LIBRARY is copied, and stays as it is.
"""

from __future__ import annotations

import argparse
import json
import lzma
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.answers import Answer
from qa.chat import Assistant
from qa.evaluation import Question, f1
from qa.followups import Turn
from qa.library import Library

HELD = Path(__file__).parent.parent / "training" / "desk" / "held_news.jsonl"
RIGHT = 0.8


def judged(answer: Answer, expected: str) -> str:
    """What became of a turn."""
    if not expected:
        return "answered though untold" if answer.is_found else "rightly refused"
    if not answer.is_found:
        return "refused"
    return "right" if f1(answer.text, Question("", (expected,))) >= RIGHT else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--news", type=Path, required=True, help=".jsonl or .jsonl.xz with `id` and `text`")
    parser.add_argument("--conversations", type=Path, default=HELD, metavar="FILE")
    parser.add_argument("--among", type=Path, help="library whose articles are searched too")
    args = parser.parse_args()
    conversations = [json.loads(line) for line in args.conversations.read_text(encoding="utf-8").splitlines()]
    wanted = {conversation["article"] for conversation in conversations}
    with (lzma.open if args.news.suffix == ".xz" else open)(args.news, "rt", encoding="utf-8") as lines:
        told = {row["id"]: row for row in map(json.loads, lines) if row["id"] in wanted}
    encoder = BundledEncoder.load()
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("first", "follow-up", "in full")}
    with tempfile.TemporaryDirectory() as folder:
        if args.among:
            shutil.copytree(args.among, folder, dirs_exist_ok=True)
        source = Path(folder, "conversations.jsonl")
        source.write_text("".join(json.dumps(row) + "\n" for row in told.values()), encoding="utf-8")
        Adding().add(Library.open(Path(folder), create=True), encoder, [source])
        assistant = Assistant.open(folder, encoder)
        for conversation in conversations:
            text, history = told[conversation["article"]]["text"], list[Turn]()
            for turn in conversation["turns"]:
                expected = text[slice(*turn["span"])] if turn["span"] else ""
                answer = assistant.ask(turn["question"], history)
                counts["follow-up" if history else "first"][judged(answer, expected)] += 1
                history.append(Turn(turn["question"], answer))
                counts["in full"][judged(assistant.ask(turn["full"]), expected)] += 1
    for kind, count in counts.items():
        print(f"{kind}: {', '.join(f'{n} {what}' for what, n in count.most_common())}")


if __name__ == "__main__":
    main()
