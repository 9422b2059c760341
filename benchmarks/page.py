"""One newspaper page's questions: each answer beside what was expected, alone or among a library's other articles.

    python benchmarks/page.py PAGE.txt EXPECTED.json --among LIBRARY

EXPECTED.json: {"questions": [{"question", "answers"}]}, no answers where the page has none. An answer is right if it is
one of the answers, spaces aside. LIBRARY (made by `wenbao add`, the same encoder) is copied, and stays as it is. Each
question is asked three times, in turns, for its time.
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

ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("expected", type=Path)
    parser.add_argument("--among", type=Path, help="library whose articles are searched too")
    args = parser.parse_args()
    questions = json.loads(args.expected.read_text(encoding="utf-8"))["questions"]
    with tempfile.TemporaryDirectory() as folder:
        if args.among:
            shutil.copytree(args.among, folder, dirs_exist_ok=True)
        encoder = BundledEncoder.load()
        Adding().add(Library.open(Path(folder), create=True), encoder, [args.page])
        assistant = Assistant.open(folder, encoder)
        rounds = [[assistant.ask(asked["question"]) for asked in questions] for _ in range(ROUNDS)]
    right: dict[bool, list[bool]] = {True: [], False: []}  # by whether the page answers
    for asked, answer in zip(questions, rounds[0], strict=True):
        accepted = {re.sub(r"\s", "", words) for words in asked["answers"]} or {""}
        is_right = re.sub(r"\s", "", answer.text) in accepted
        right[bool(asked["answers"])].append(is_right)
        told = answer.text or "not found"
        print(f"{'right' if is_right else 'WRONG'}  {answer.score:.2f}  {asked['question']}  {told}")
    seconds = sorted(answer.seconds for answers in rounds[1:] for answer in answers)  # the first one warms up
    median, p95 = statistics.median(seconds), seconds[int(0.95 * len(seconds))]
    print(
        f"answered {sum(right[True])} of {len(right[True])}, refused {sum(right[False])} of {len(right[False])}"
    )
    print(f"seconds: median {median:.2f}, p95 {p95:.2f}, worst {seconds[-1]:.2f}")


if __name__ == "__main__":
    main()
