"""Recall of vectors, words and all signs merged: on reading sets, and on near-duplicates made from news.

    python benchmarks/retrieval.py --reading cmrc2018_dev.json.gz --among LIBRARY
    python benchmarks/retrieval.py --near OUT/test                       # OUT is what near_duplicates.py wrote
    python benchmarks/retrieval.py --reading cmrc2018_trial.json.gz drcd_dev.json.gz --near OUT/tune --tune

`--reading`: sets in SQuAD's format (CMRC 2018 and DRCD are on GitHub: ymcui/cmrc2018, DRCKnowledgeTeam/DRCD), whose contexts
become one library, or join a copy of LIBRARY's articles. `--tune` tries weights one by one. An article counts once however
many of its passages are found. Prints a table, and JSON with --json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.articles import Article, Page
from qa.library import Library
from qa.retrieval import WEIGHTS, Retriever, Weights

BATCH = 200  # articles stored at once
DEPTH = 30  # passages looked at
SHOWN = (WEIGHTS, Weights(1, 0, 0, 0), Weights(0, 1, 0, 0), Weights(0.6, 0.4, 0, 0))
TRIED = (0.0, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0, 1.5)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the article that answers it, the kind it is counted under, and the day it is asked."""

    question: str
    article: str
    kind: str
    today: date | None = None


def read_sets(paths: list[Path]) -> Iterator[tuple[str, list[str]]]:
    """Each context with its questions."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for entry in json.load(file)["data"]:
                for paragraph in entry["paragraphs"]:
                    yield paragraph["context"], [q["question"] for q in paragraph["qas"]]


def add_contexts(library: Library, paths: list[Path], encoder: BundledEncoder) -> list[Asked]:
    """Store the contexts; every question with the id of its context."""
    asked, articles = [], {}
    for context, questions in read_sets(paths):
        article = Article(id=f"context-{len(articles):06d}", title="", text=context)
        article = articles.setdefault(context, article)
        asked += [Asked(question, article.id, "reading") for question in questions]
    rows = list(articles.values())
    pages = (Page(tuple(rows[i : i + BATCH])) for i in range(0, len(rows), BATCH))
    library.add_file(Path("contexts.jsonl"), pages, encoder, lambda: True, lambda _: None)
    return asked


def add_near(library: Library, near: Path, encoder: BundledEncoder) -> list[Asked]:
    """Store one half of near_duplicates.py's articles; its questions."""
    Adding().add(library, encoder, [near.with_name(f"{near.name}.articles.jsonl")])
    lines = near.with_name(f"{near.name}.questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return [Asked(r["question"], r["article"], r["kind"], _day(r.get("today"))) for r in rows]


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def recall(retriever: Retriever, asked: list[Asked], weights: Weights) -> dict[str, dict[str, float]]:
    """Recall@1, @5, @10 and mean reciprocal rank of the right article, by kind."""
    ranks = defaultdict(list)
    for one in asked:
        hits = retriever.search(one.question, DEPTH, today=one.today, weights=weights)
        found = list(dict.fromkeys(hit.passage.article.id for hit in hits))
        rank = found.index(one.article) + 1 if one.article in found else 0
        for kind in (one.kind, "all"):
            ranks[kind].append(rank)
    return {kind: _shares(of_kind) for kind, of_kind in ranks.items()}


def _shares(ranks: list[int]) -> dict[str, float]:
    at = {f"recall@{k}": sum(0 < rank <= k for rank in ranks) / len(ranks) for k in (1, 5, 10)}
    return at | {"mrr": sum(1 / rank for rank in ranks if rank) / len(ranks), "questions": len(ranks)}


def tried() -> Iterator[Weights]:
    """The weights as they are, and with one of them changed."""
    yield WEIGHTS
    for name in asdict(WEIGHTS):
        yield from (replace(WEIGHTS, **{name: value}) for value in TRIED if value != asdict(WEIGHTS)[name])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--reading", type=Path, nargs="*", default=[], metavar="SET")
    parser.add_argument("--near", type=Path, metavar="OUT/HALF")
    parser.add_argument("--among", type=Path, metavar="LIBRARY")
    parser.add_argument("--tune", action="store_true", help="try other weights")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="every Nth question only")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    encoder = _Remembering(BundledEncoder.load())
    with tempfile.TemporaryDirectory() as folder:
        if args.among:
            shutil.copytree(args.among, folder, dirs_exist_ok=True)
        library = Library.open(Path(folder), create=True)
        asked = add_contexts(library, args.reading, encoder) if args.reading else []  # type: ignore[arg-type]
        asked += add_near(library, args.near, encoder) if args.near else []  # type: ignore[arg-type]
        retriever, asked = Retriever.over(library, encoder), asked[:: args.sample]
        rows = []
        for weights in tried() if args.tune else SHOWN:
            rows.append({"weights": asdict(weights), "recall": recall(retriever, asked, weights)})
            if not args.json:
                print("  ".join(f"{name} {value:g}" for name, value in asdict(weights).items()))
                for kind, shares in rows[-1]["recall"].items():
                    print(f"  {kind:8}", "  ".join(f"{name} {value:.4g}" for name, value in shares.items()))
    if args.json:
        print(json.dumps({"passages": library.passage_count(), "rows": rows}))


class _Remembering:
    """The encoder with its query vectors kept: each weighing asks the same questions again."""

    def __init__(self, encoder: BundledEncoder) -> None:
        self.name, self.dimension = encoder.name, encoder.dimension
        self.encode_documents = encoder.encode_documents
        self._encoder, self._kept = encoder, {}  # type: ignore[var-annotated]

    def encode_query(self, text):  # type: ignore[no-untyped-def]
        if text not in self._kept:
            self._kept[text] = self._encoder.encode_query(text)
        return self._kept[text]


if __name__ == "__main__":
    main()
