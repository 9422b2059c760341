"""How fast and how good is the word index? Questions over their own texts among passages of news.

    python benchmarks/words.py --reading cmrc2018_trial.json.gz drcd_dev.json.gz --news news.jsonl.xz \\
        --sizes 50000 200000 --ranked

`--reading`: files in SQuAD's format; `--news`: a .jsonl(.xz) of articles {"text"}. Where the news run out,
halves of two passages make a further one. `--ranked` builds FTS5's own BM25 beside it, all terms, for comparison.
Prints a table and, as the last line, JSON.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import random
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np

from qa import word_index
from qa.articles import Article
from qa.passages import split_passages
from qa.questions import sought
from qa.storage import FILE, Connection, Store
from qa.words import cut_query, cut_words

PAGE = 600  # passages a transaction: 200 articles
QUESTIONS = 400  # drawn for each size
NEWS = -1  # the owner of passages that no question asks for
RANKED = """CREATE VIRTUAL TABLE ranked USING fts5 (terms, content='', tokenize="ascii tokenchars '.,:/''&+-%_'")"""

Rows = Iterator[tuple[int, str]]  # of which text, and a passage's terms


def paragraphs(paths: list[Path]) -> Iterator[dict[str, Any]]:
    """The paragraphs of reading sets: a context and questions on it."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for article in json.load(file)["data"]:
                yield from article["paragraphs"]


def passages(reading: list[Path], news: Path) -> Rows:
    """The terms of all passages, those of the reading sets first."""
    opened = lzma.open if news.suffix == ".xz" else open
    with opened(news, "rt", encoding="utf-8") as lines:
        contexts = enumerate(paragraph["context"] for paragraph in paragraphs(reading))
        for owner, text in chain(contexts, ((NEWS, json.loads(line)["text"]) for line in lines)):
            for passage in split_passages(Article("", "", text)):
                yield owner, " ".join(cut_words(passage.text))


def halves(db: Connection, seed: int) -> Rows:
    """Passages made of halves of two others, for ever."""
    count = db.execute("SELECT count(*) FROM terms").fetchone()[0]
    chance = random.Random(seed)
    query = "SELECT terms FROM terms WHERE passage = ?"
    while True:
        one, two = (
            zlib.decompress(db.execute(query, (chance.randint(1, count),)).fetchone()[0]).decode().split()
            for _ in range(2)
        )
        yield NEWS, " ".join(one[: len(one) // 2] + two[len(two) // 2 :])


def grow(store: Store, rows: Rows, owners: list[int], size: int, ranked: bool) -> float:
    """Index passages until there are that many; seconds it took to store them."""
    seconds = 0.0
    while len(owners) < size:
        batch = list(islice(rows, min(PAGE, size - len(owners))))
        if not batch:
            with store.reading() as db:
                rows = halves(db, len(owners))
            continue
        numbered = [(len(owners) + i, terms) for i, (_, terms) in enumerate(batch, 1)]
        started = time.perf_counter()
        with store.writing() as db:
            word_index.add(db, numbered)
        seconds += time.perf_counter() - started
        if ranked:
            with store.writing() as db:
                db.executemany("INSERT INTO ranked (rowid, terms) VALUES (?, ?)", numbered)
        owners += [owner for owner, _ in batch]
    return seconds


def rank_inside(db: Connection, terms: list[str], k: int) -> list[tuple[int, float]]:
    """FTS5's own BM25 over all terms."""
    match = " OR ".join(f'"{term}"' for term in terms)
    return list(
        db.execute("SELECT rowid, -rank FROM ranked WHERE ranked MATCH ? ORDER BY rank LIMIT ?", (match, k))
    )


def measure(
    store: Store,
    search: Callable[..., list[tuple[int, float]]],
    asked: list[tuple[str, int]],
    owners: list[int],
) -> dict[str, float]:
    """Recall of the questions' own texts and milliseconds a question, its cutting included."""
    found = {1: 0, 5: 0, 10: 0}
    taken = []
    for question, owner in asked:
        started = time.perf_counter()
        with store.reading() as db:
            hits = search(db, cut_query(sought(question)), 50)
        taken.append(1000 * (time.perf_counter() - started))
        got = [owners[number - 1] for number, _ in hits]
        for k in found:
            found[k] += owner in got[:k]
    recall = {f"recall@{k}": round(n / len(asked), 4) for k, n in found.items()}
    return {
        **recall,
        "ms_p50": round(float(np.percentile(taken, 50)), 1),
        "ms_p95": round(float(np.percentile(taken, 95)), 1),
    }


def main() -> None:
    """Grow the index from size to size and measure at each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reading", type=Path, nargs="+", required=True)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50_000, 200_000])
    parser.add_argument("--ranked", action="store_true")
    args = parser.parse_args()
    asked = [(q["question"], i) for i, p in enumerate(paragraphs(args.reading)) for q in p["qas"]]
    asked = random.Random(1).sample(asked, min(QUESTIONS, len(asked)))
    rows = passages(args.reading, args.news)
    owners: list[int] = []
    results = []
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder), create=True)
        if args.ranked:
            with store.writing() as db:
                db.execute(RANKED)
        for size in sorted(args.sizes):
            before = len(owners)
            seconds = grow(store, rows, owners, size, args.ranked)
            searches = {"library": word_index.search, **({"ranked": rank_inside} if args.ranked else {})}
            for name, search in searches.items():
                measured = measure(store, search, asked, owners)
                stored = {"passages": size, "index": name, "stored_per_s": round((size - before) / seconds)}
                results.append({**stored, "file_mb": (Path(folder) / FILE).stat().st_size >> 20, **measured})
                print("  ".join(f"{key} {value}" for key, value in results[-1].items()), flush=True)
        store.close()
    print(json.dumps(results))


if __name__ == "__main__":
    main()
