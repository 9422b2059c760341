"""Measure a run of the reader on held-out questions, whole and by kind of question.

python training/measure_reader.py --encoder DIR --run RUN FILE.jsonl [cmrc2018_dev.json.gz ...]
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

import torch
from reader_data import Item, read_items, read_set
from scores import summary
from train_reader import SEED, Run

from qa.windows import Found


def load(path: Path, most: int) -> list[Item]:
    """At most so many questions of a file, always the same ones."""
    items = read_items(path) if path.suffix == ".jsonl" else [r.item for r in read_set(path)]
    return random.Random(SEED).sample(items, min(most, len(items)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "files", type=Path, nargs="+", help="questions as .jsonl, or a reading set (.json.gz)"
    )
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder with checkpoint.pt")
    parser.add_argument("--most", type=int, default=100_000, help="questions of each file")
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong answers of each file")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    settings = {"dropout": 0.0, "rate": 0.0, "begin": None, "bfloat16": True, "decay_steps": 0, "frozen": 0}
    run = Run(argparse.Namespace(encoder=options.encoder, out=options.run, **settings))
    run.restore()
    for path in options.files:
        items = load(path, options.most)
        found = run.read(items)
        print(json.dumps({"file": path.name, "step": run.place.step, **summary(items, found)}))
        kinds = defaultdict(list)
        for pair in zip(items, found, strict=True):
            kinds[pair[0].source].append(pair)
        for kind, pairs in sorted(kinds.items()):
            print(json.dumps({"kind": kind, **summary(*zip(*pairs, strict=True))}))
        _print_wrong(items, found, options.wrong)


def _print_wrong(items: list[Item], found: list[Found], most: int) -> None:
    for item, best in zip(items, found, strict=True):
        text = item.texts[0]
        answers = [text.text[s:e] for s, e in text.spans]
        said = text.text[best.start : best.end] if best.margin > 0 else ""
        if most and said not in (answers or [""]):
            most -= 1
            print(f"{item.source} | {item.question} | {said!r} for {answers} ({best.margin:.1f})")


if __name__ == "__main__":
    main()
