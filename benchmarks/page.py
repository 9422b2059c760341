"""One newspaper page's questions: each answer beside what was expected, alone or among a library's other articles.

    python benchmarks/page.py PAGE.txt EXPECTED.json --among LIBRARY

EXPECTED.json: {"questions": [{"question", "answers", "article"?}], "articles": [{"headline": [line, …]}]?}, no answers
where the page has none, "article" counting from 0. An answer is right if it is one of the answers, spaces aside. LIBRARY
(made by `wenbao add`, the same encoder) is copied, and stays as it is. The time is that of a question that nobody asked before.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import tempfile
from pathlib import Path

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.chat import Assistant
from qa.library import Library

WARM = "谁出席了昨天的发布会？"  # asked first, untimed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("expected", type=Path)
    parser.add_argument("--among", type=Path, help="library whose articles are searched too")
    args = parser.parse_args()
    expected = json.loads(args.expected.read_text(encoding="utf-8"))
    questions, articles = expected["questions"], expected.get("articles", ())
    with tempfile.TemporaryDirectory() as folder:
        if args.among:
            shutil.copytree(args.among, folder, dirs_exist_ok=True)
        encoder = BundledEncoder.load()
        Adding().add(Library.open(Path(folder), create=True), encoder, [args.page])
        assistant = Assistant.open(folder, encoder)
        assistant.ask(WARM)
        answers = [assistant.ask(asked["question"]) for asked in questions]
        placed = [asked for asked in questions if asked.get("article") is not None]
        hits = [assistant.retriever.search(asked["question"])[0].passage.article for asked in placed]
    heads = [articles[asked["article"]]["headline"][0] for asked in placed]
    first = sum(hit.title == head for hit, head in zip(hits, heads, strict=True))
    right: dict[bool, list[bool]] = {True: [], False: []}  # by whether the page answers
    for asked, answer in zip(questions, answers, strict=True):
        accepted = {re.sub(r"\s", "", words) for words in asked["answers"]} or {""}
        is_right = re.sub(r"\s", "", answer.text) in accepted
        right[bool(asked["answers"])].append(is_right)
        told = answer.text or "not found"
        print(f"{'right' if is_right else 'WRONG'}  {answer.score:.2f}  {asked['question']}  {told}")
    seconds = sorted(answer.seconds for answer in answers)
    median, p95 = statistics.median(seconds), seconds[int(0.95 * len(seconds))]
    print(
        f"answered {sum(right[True])} of {len(right[True])}, refused {sum(right[False])} of {len(right[False])}"
    )
    if placed:
        print(f"right article first {first} of {len(placed)}")
    print(f"seconds: median {median:.2f}, p95 {p95:.2f}, worst {seconds[-1]:.2f}")


if __name__ == "__main__":
    main()
