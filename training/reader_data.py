"""The reader's questions: reading sets as one line a question, split for training, tuning and measuring.

python training/reader_data.py ../shared/data/reading OUT
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from neighbours import Neighbours

from qa.questions import as_read

HELD_OUT = 5  # every fifth passage of the translated SQuAD is kept for measuring refusals
TUNED = (
    20  # every twentieth passage of the DRCD test, CMRC trial and translated SQuAD sets is kept for tuning
)
LED = 0.4  # of the passages of sets with titles in Chinese get theirs in front, as an article's passages do
TITLED = ("drcd_dev", "drcd_test", "cmrc2018_trial")
NEAR = 0.3  # of the answered training questions get a near passage beside theirs that doesn't answer
SEED = 5
CLAUSE_HEAD = "[约为于在是由有其该这它]|大约|只有|名为|又名|别名|分布|主要|育有|位于"
REPEATED = 0.12  # share of an answer's character pairs that the question has too: more is a clause
LONGEST = 60  # characters of an answer in CMRC's trial set; longer ones are paragraphs
SHARED_GRAM = 25  # characters in common with a measured passage that make a training passage suspect


@dataclass(frozen=True, slots=True)
class Text:
    """One passage beside a question; `spans` are its answers' character ranges, none if it holds none."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    lead: str = ""  # the title that stands before it


@dataclass(frozen=True, slots=True)
class Item:
    """A question with the passages that compete for it; the first holds the answer where any does."""

    question: str
    texts: tuple[Text, ...]
    source: str

    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_line(cls, line: str) -> Item:
        raw = json.loads(line)
        texts = tuple(
            Text(t["text"], tuple((s, e) for s, e in t["spans"]), t.get("lead", "")) for t in raw["texts"]
        )
        return cls(raw["question"], texts, raw["source"])


def read_items(path: Path) -> list[Item]:
    with path.open(encoding="utf-8") as lines:
        return [Item.from_line(line) for line in lines]


def write_items(path: Path, items: Iterable[Item]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(replace(item, question=as_read(item.question)).line() + "\n" for item in items)


@dataclass(frozen=True, slots=True)
class Reading:
    """One question of a SQuAD-format set, with the key of its passage."""

    item: Item
    question_id: str
    passage: str


def find_span(context: str, text: str, start: int) -> tuple[int, int] | None:
    """Where the answer stands; a wrong `answer_start` is mended by the nearest occurrence."""
    if not text:
        return None
    if context[start : start + len(text)] == text:
        return start, start + len(text)
    found = [i for i in range(len(context) - len(text) + 1) if context.startswith(text, i)]
    if not found:
        return None
    nearest = min(found, key=lambda i: abs(i - start))
    return nearest, nearest + len(text)


def read_set(path: Path, simplify: bool = False) -> Iterator[Reading]:
    """The questions of one set; those whose answer is not in the passage are left out."""
    convert = _converter() if simplify else (lambda text: text)
    name = path.name.split(".")[0]
    with gzip.open(path, "rt", encoding="utf-8") as raw:
        articles = json.load(raw)["data"]
    for title, context, qa in (
        (a["title"], p["context"], qa) for a in articles for p in a["paragraphs"] for qa in p["qas"]
    ):
        simple, question = convert(context), convert(qa["question"])
        if len(simple) != len(context):
            continue
        spans = _spans(context, qa)
        if not spans and not qa.get("is_impossible"):
            continue
        lead = convert(title) if name in TITLED and _part(str(qa["id"])) < LED else ""
        yield Reading(Item(question, (Text(simple, spans, lead),), name), str(qa["id"]), _digest(simple))


def is_bare(item: Item) -> bool:
    """Whether the shortest answer is only what was asked for, not the clause round it that repeats the question."""
    text = item.texts[0].text
    answer = min((text[start:end] for start, end in item.texts[0].spans), key=len)
    if len(answer) > LONGEST or "。" in answer[:-1] or re.match(CLAUSE_HEAD, answer):
        return False
    pairs, asked = _pairs(answer), set(_pairs(item.question))
    return sum(pair in asked for pair in pairs) < max(2, REPEATED * len(pairs))


def _pairs(text: str) -> list[str]:
    bare = re.sub(r"[\W_]", "", text)
    return [bare[i : i + 2] for i in range(len(bare) - 1)]


def _spans(context: str, qa: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    if qa.get("is_impossible"):
        return ()
    found = (find_span(context, a["text"], a["answer_start"]) for a in qa["answers"])
    return tuple(dict.fromkeys(span for span in found if span))


def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s").convert


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _share(key: str, parts: int, part: int) -> bool:
    """True for one passage in `parts`, the same ones on every machine."""
    return int(_digest(key), 16) % parts == part


def _part(key: str) -> float:
    """A number from 0 to 1 drawn by the key."""
    return int(_digest(key), 16) / 16**16


def squad_passages(squad: list[Reading], xquad: list[Reading], parts: int, part: int) -> set[str]:
    """A share of the translated SQuAD's passages, and those of XQuAD that share a question with them."""
    held = {r.passage for r in squad if _share(r.passage, parts, part)}
    questions = {r.question_id for r in squad if r.passage in held}
    return held | {r.passage for r in xquad if r.question_id in questions}


def measured_grams(path: Path) -> set[str]:
    """The character runs of the passages that only ever measure."""
    contexts = {r.item.texts[0].text for r in read_set(path)}
    return {c[i : i + SHARED_GRAM] for c in contexts for i in range(len(c) - SHARED_GRAM + 1)}


def split_sets(folder: Path) -> dict[str, list[Item]]:
    """The sets under the names of their use: train, tune, refusal."""
    drcd_dev = list(read_set(folder / "drcd_dev.json.gz", simplify=True))
    small = list(read_set(folder / "drcd_test.json.gz", simplify=True))
    # more than half of the trial set's answers are whole clauses, which teaches to answer so
    small += [r for r in read_set(folder / "cmrc2018_trial.json.gz") if is_bare(r.item)]
    xquad = list(read_set(folder / "xquad_zh.json.gz"))
    squad = list(read_set(folder / "chinese_squad2_dev.json.gz"))
    held = squad_passages(squad, xquad, HELD_OUT, 0)
    tuned = {r.passage for r in small if _share(r.passage, TUNED, 1)}
    tuned |= squad_passages(squad, xquad, TUNED, 1)  # 1 in 20 never falls on the 0 in 5 above
    used: dict[str, list[Reading]] = {"train": [], "tune": [], "refusal": []}
    for reading in drcd_dev + small + xquad + squad:
        use = "refusal" if reading.passage in held else "tune" if reading.passage in tuned else "train"
        used[use].append(reading)
    grams = measured_grams(folder / "cmrc2018_dev.json.gz")
    dropped = {r.passage for r in used["train"] + used["tune"] if _overlaps(r.item.texts[0].text, grams)}
    print(f"{len(dropped)} passages left out: they share {SHARED_GRAM} characters with a measured one")
    return {use: [r.item for r in rs if r.passage not in dropped] for use, rs in used.items()}


def beside_near(items: list[Item]) -> list[Item]:
    """The items, some of them with the passage of another one that comes nearest to the question."""
    near = Neighbours(sorted({item.texts[0].text for item in items}))
    draw = random.Random(SEED)
    return [_beside(item, near) if item.texts[0].spans and draw.random() < NEAR else item for item in items]


def _beside(item: Item, near: Neighbours) -> Item:
    text = item.texts[0]
    start, end = text.spans[0]
    found = near.of(item.question, text.text[start:end], text.text, 1)
    return replace(item, texts=(text, *(Text(part) for part in found)))


def _overlaps(text: str, grams: set[str]) -> bool:
    return any(text[i : i + SHARED_GRAM] in grams for i in range(len(text) - SHARED_GRAM + 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("reading", type=Path, help="folder of the reading sets (*.json.gz)")
    parser.add_argument("out", type=Path, help="folder for train.jsonl, tune.jsonl and refusal.jsonl")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for use, items in split_sets(options.reading).items():
        answered = [item for item in items if item.texts[0].spans]
        if use == "train":  # an epoch may draw fewer of the unanswerable
            write_items(options.out / "unanswerable.jsonl", [i for i in items if not i.texts[0].spans])
            items = beside_near(answered)
        write_items(options.out / f"{use}.jsonl", items)
        print(f"{use}: {len(items)} questions, {len(answered)} with an answer")


if __name__ == "__main__":
    main()
