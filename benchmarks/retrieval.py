"""Recall of vectors, words and both merged on reading-comprehension sets whose contexts are pooled into one library.

    python benchmarks/retrieval.py --reading DIR --tune    # shares of the merge, on cmrc2018_trial and drcd_dev
    python benchmarks/retrieval.py --reading DIR           # reported on cmrc2018_dev

DIR holds the sets as NAME.json.gz in SQuAD's format (CMRC 2018 and DRCD are on GitHub: ymcui/cmrc2018, DRCKnowledgeTeam/DRCD).
A context counts once however many of its passages are found. Prints a table, and JSON with --json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from embeddings.bundled import BundledEncoder
from qa.articles import Article, Page
from qa.library import Library
from qa.retrieval import VECTOR_SHARE, Retriever

TUNING, REPORTED = ("cmrc2018_trial", "drcd_dev"), ("cmrc2018_dev",)
BATCH = 200  # articles stored at once


def read_set(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each context with its questions."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for entry in json.load(file)["data"]:
            for paragraph in entry["paragraphs"]:
                yield paragraph["context"], [q["question"] for q in paragraph["qas"]]


def build(folder: Path, sets: list[Path], encoder: BundledEncoder) -> tuple[Library, list[tuple[str, str]]]:
    """A library of the contexts, and every question with the id of its context."""
    asked, articles = [], {}
    for path in sets:
        for context, questions in read_set(path):
            article = Article(id=f"{len(articles):06d}", title="", text=context)
            article = articles.setdefault(context, article)
            asked += [(question, article.id) for question in questions]
    library = Library.open(folder, create=True)
    rows = list(articles.values())
    pages = (Page(tuple(rows[i : i + BATCH])) for i in range(0, len(rows), BATCH))
    library.add_file(Path("contexts.jsonl"), pages, encoder, lambda: True, lambda _: None)
    return library, asked


def recall(
    retriever: Retriever, asked: list[tuple[str, str]], share: float, depth: int = 30
) -> dict[str, float]:
    """Recall@1, @5, @10 and mean reciprocal rank of the right context."""
    ranks = []
    for question, right in asked:
        hits = retriever.search(question, depth, vector_share=share)
        found = list(dict.fromkeys(hit.passage.article.id for hit in hits))
        ranks.append(found.index(right) + 1 if right in found else 0)
    count = len(ranks)
    at = {f"recall@{k}": sum(0 < rank <= k for rank in ranks) / count for k in (1, 5, 10)}
    return at | {"mrr": sum(1 / rank for rank in ranks if rank) / count}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reading", type=Path, required=True, metavar="DIR")
    parser.add_argument("--tune", action="store_true", help="try shares on the tuning sets")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="every Nth question only")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    encoder = _Remembering(BundledEncoder.load())
    with tempfile.TemporaryDirectory() as folder:
        sets = [args.reading / f"{name}.json.gz" for name in (TUNING if args.tune else REPORTED)]
        library, asked = build(Path(folder), sets, encoder)  # type: ignore[arg-type]
        retriever = Retriever.over(library, encoder)
        asked = asked[:: args.sample]
        shares = [i / 10 for i in range(11)] if args.tune else [1.0, 0.0, VECTOR_SHARE]
        rows = [{"vector_share": share, **recall(retriever, asked, share)} for share in shares]
    if args.json:
        print(json.dumps({"questions": len(asked), "passages": library.passage_count(), "rows": rows}))
        return
    print(f"{len(asked)} questions, {library.count()} contexts")
    for row in rows:
        print("  ".join(f"{name} {value:.3f}" for name, value in row.items()))


class _Remembering:
    """The encoder with its query vectors kept: each share asks the same questions again."""

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
