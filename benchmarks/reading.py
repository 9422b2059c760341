"""Reading on a SQuAD-format set: over each question's own passage, and searched for among other articles.

    python benchmarks/reading.py cmrc2018_dev.json.gz --news news.jsonl --out reading.json

`news.jsonl`: articles as `wenbao add` takes them, or a library folder that holds them already; 10,000 of CRUD-RAG's stand behind
README's figures. Open mode never refuses (`wenbao evaluate --always`). Prints and keeps the figures of `wenbao evaluate`.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.evaluation import evaluate, read_questions, table
from qa.library import Library
from qa.reader import Reader

SEED = 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--news", type=Path, help="articles to search among (.jsonl), or a library of them")
    parser.add_argument("--sample", type=int, help="so many of the questions, for a quick look")
    parser.add_argument("--out", type=Path, help="keep the figures in this file (JSON)")
    args = parser.parse_args()
    questions = read_questions(args.questions)
    asked = random.Random(SEED).sample(questions, args.sample) if args.sample else questions
    encoder = BundledEncoder.load()
    found = {"model": Reader.load().name, "gold": evaluate(asked, None, encoder, gold=True, always=True)}
    print("own passage", table(found["gold"]), sep="\n")
    if args.news:
        with tempfile.TemporaryDirectory() as folder:
            library = args.news
            if library.is_file():
                library = Path(folder)
                Adding().add(Library.open(library, create=True), encoder, [args.news])
            found["open"] = evaluate(asked, library, encoder, gold=False, always=True)
        print("searched for", table(found["open"]), sep="\n")
    if args.out:
        args.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
