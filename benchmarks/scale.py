"""Search time, memory and start as a library grows to a million passages.

    pip install matplotlib
    python benchmarks/scale.py LIBRARY OUT/test.questions.jsonl --news news.jsonl --work GROWN \\
        --results benchmarks/results/scale.json

LIBRARY: news added by `wenbao add` with the bundled encoder; OUT/test.questions.jsonl: questions by near_duplicates.py. GROWN
becomes a copy of LIBRARY and grows: by the articles of --news, each passage with a vector borrowed from LIBRARY and noise added
(cosine to its origin 0.95), since embedding takes hours on some machines; then by altered copies of them all, with other
digits and characters of names in text and words, another day of twenty years, and noise. They stand for other news in speed
and memory, not in quality. At each size a new process opens it and asks: what is measured is written to --results, and
drawn beside it. A run that was stopped goes on where it was. The files are in the system's cache when a process starts.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.bundled import BundledEncoder
from qa import rows, word_index
from qa.articles import Article, Page
from qa.chat import Assistant
from qa.library import Library
from qa.newspaper import read_pages
from qa.passages import Passage
from qa.reader import Reader
from qa.retrieval import Retriever
from qa.storage import FILE, Connection, Store

SIZES = (10_000, 50_000, 200_000, 1_000_000)
NOISE = 0.33  # length of what is added to a vector of length 1
BATCH = 1000  # articles a transaction
ASKED = 400  # questions timed at each size
READ = 40  # of them answered by the reader too, for its memory
COMPARED = 100  # questions whose nearest vectors are looked for one by one
NEAREST = 10
SPAN = 20 * 365  # days over which the copies are spread
NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉文建国志海"
MARK = "~"  # between an article's id and the number of its copy


class Borrowing:
    """An encoder in name: its vectors are those of a library's passages, drawn by lot, with noise."""

    def __init__(self, library: Library) -> None:
        self.name = library.encoder_name
        self._vectors = library.vectors(library.published().tolist())
        self.dimension = self._vectors.shape[1]
        self._draw = np.random.default_rng(7)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        raise NotImplementedError

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return noisy(self._vectors[self._draw.integers(len(self._vectors), size=len(texts))], self._draw)


def noisy(vectors: NDArray[np.float32], draw: np.random.Generator) -> NDArray[np.float32]:
    """The vectors with something added, of unit length again."""
    added = draw.standard_normal(vectors.shape, np.float32)
    vectors = vectors + NOISE * added / np.linalg.norm(added, axis=1, keepdims=True)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def alteration(copy: int) -> dict[int, str]:
    """Digits and characters of names, each with the one that takes its place in that copy."""
    draw = random.Random(copy)
    return {
        ord(old): new
        for kind in ("0123456789", NAMES)
        for old, new in zip(kind, draw.sample(kind, len(kind)), strict=True)
    }


def originals(db: Connection, after: int, last: int) -> list[tuple[int, Article]]:
    """Numbers and articles of the next batch."""
    query = f"SELECT {rows.COLUMNS}, number FROM articles WHERE number > ? AND number <= ? ORDER BY number LIMIT ?"
    return [(row[-1], rows.article_of(row)) for row in db.execute(query, (after, last, BATCH))]


def cut_of(
    db: Connection, number: int, article: Article, table: dict[int, str], draw: np.random.Generator
) -> rows.Cut:
    """The passages of an article's copy, with altered vectors and words."""
    query = 'SELECT start, "end", vector, terms FROM passages JOIN terms ON passage = number WHERE article = ? ORDER BY number'
    cut = []
    for start, end, blob, packed in db.execute(query, (number,)).fetchall():
        vector = noisy(np.frombuffer(blob, np.float16).astype(np.float32)[None], draw)
        terms = " ".join(zlib.decompress(packed).decode().translate(table).split())
        cut.append((Passage(article, start, end), vector.astype(np.float16).tobytes(), terms))
    return cut


def copied(article: Article, copy: int, table: dict[int, str]) -> Article:
    """The article as that copy prints it."""
    back = timedelta(random.Random(f"{article.id} {copy}").randrange(SPAN))
    return replace(
        article,
        id=f"{article.id}{MARK}{copy}",
        text=article.text.translate(table),
        published=(article.published or date(2023, 8, 31)) - back,
    )


def add_news(folder: Path, news: Path, size: int) -> None:
    """Add articles of the file until the library holds that many passages, or the file ends."""
    library = Library.open(folder)
    left = size - library.passage_count()
    if left <= 0:
        return

    def pages() -> Iterator[Page]:
        nonlocal left
        for page in read_pages(news):
            if left <= 0:
                return
            if isinstance(page, Page):
                yield page
                left = size - library.passage_count()

    library.add_file(news, pages(), Borrowing(library), lambda: False)
    library.close()


def add_copies(folder: Path, size: int) -> None:
    """Add copies until the library holds that many passages, or a few more."""
    store = Store.open(folder, create=False)
    with store.reading() as db:
        last = db.execute("SELECT max(number) FROM articles WHERE instr(id, ?) = 0", (MARK,)).fetchone()[0]
        count = db.execute("SELECT count(*) FROM passages").fetchone()[0]
        newest = db.execute("SELECT id FROM articles ORDER BY number DESC LIMIT 1").fetchone()[0]
        copy = int(newest.partition(MARK)[2] or 0)
    copy, after = copy + 1, 0  # a copy that was broken off stays as it is
    started, before = time.perf_counter(), count
    while count < size:
        with store.reading() as db:
            batch = originals(db, after, last)
        if not batch:
            copy, after = copy + 1, 0
            continue
        table, draw = alteration(copy), np.random.default_rng([copy, after])
        with store.writing() as db:
            terms = []
            for number, article in batch:
                article = copied(article, copy, table)
                cut = cut_of(db, number, article, table, draw)
                terms += rows.insert_passages(db, rows.insert_article(db, article, article), cut)
            word_index.add(db, terms)
            rows.count_change(db)
        count, after = count + len(terms), batch[-1][0]
        rate = (count - before) / (time.perf_counter() - started)
        print(f"{count} passages, {rate:.0f} a second", end="\r", file=sys.stderr, flush=True)
    store.close()


def measure(folder: Path, questions: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What a new process meets: its first search, all others, its memory, and what the compressed vectors miss."""
    library = Library.open(folder)
    retriever = Retriever.over(library, BundledEncoder.load())
    seconds = []
    for asked in questions:
        today = date.fromisoformat(asked["today"]) if "today" in asked else None
        started = time.perf_counter()
        retriever.search(asked["question"], today=today)
        seconds.append(time.perf_counter() - started)
        if len(seconds) == 1:
            yield {}  # the first search is done
    named = np.array([asked["kind"] in ("day", "relative") for asked in questions])
    taken = 1000 * np.array(seconds)
    figures: dict[str, Any] = {
        "passages": library.passage_count(),
        "articles": library.count(),
        "search_ms": {"p50": _at(taken[1:], 50), "p95": _at(taken[1:], 95), "worst": _at(taken[1:], 100)},
        "search_ms_days_named": {"p50": _at(taken[named], 50), "p95": _at(taken[named], 95)},
        "memory_mb": _memory(),
        "file_mb": {path.name: path.stat().st_size >> 20 for path in sorted(folder.iterdir())},
    }
    assistant = Assistant(library, retriever, Reader.load())
    for asked in questions[:READ]:
        assistant.ask(asked["question"])
    figures["memory_mb_with_reader"] = _memory()
    figures["recall@10 of vectors against exact"] = round(against_exact(library, retriever, questions), 4)
    yield figures


def _at(taken: NDArray[np.float64], percent: int) -> float:
    return round(float(np.percentile(taken, percent)), 1)


def _memory() -> dict[str, int]:
    """Resident megabytes: all, and of them the process's own, not mapped from files."""
    lines = Path("/proc/self/status").read_text().splitlines()
    held = dict(line.split(":") for line in lines if line.startswith(("VmRSS", "RssAnon")))
    return {"resident": int(held["VmRSS"].split()[0]) >> 10, "own": int(held["RssAnon"].split()[0]) >> 10}


def against_exact(library: Library, retriever: Retriever, questions: list[dict[str, Any]]) -> float:
    """Share of the nearest that the library's search finds."""
    asked = [retriever.encoder.encode_query(q["question"]) for q in questions[:COMPARED]]
    scores = np.empty((len(asked), 0), np.float32)
    numbers = np.empty(0, np.int64)
    every = library.published()
    for i in range(0, len(every), 20_000):
        slice_ = every[i : i + 20_000]
        numbers = np.concatenate([numbers, slice_])
        found = np.stack(asked) @ library.vectors(slice_.tolist()).T
        scores = np.concatenate([scores, found], axis=1)
        keep = np.unique(np.argpartition(-scores, NEAREST, axis=1)[:, :NEAREST]) if i else slice(None)
        numbers, scores = numbers[keep], scores[:, keep]
    nearest = numbers[np.argsort(-scores, axis=1)[:, :NEAREST]]
    found = [[n for n, _ in library.vector_search(query, NEAREST)] for query in asked]
    return float(np.mean([len(np.intersect1d(a, b)) for a, b in zip(nearest, found, strict=True)])) / NEAREST


def measured_anew(folder: Path, questions: Path) -> dict[str, Any]:
    """The figures of a new process, and the seconds from its start to its first hits."""
    command = [sys.executable, __file__, str(folder), str(questions), "--measure"]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        first = time.perf_counter() - started
        figures = json.loads(process.stdout.readline())
    return {"cold_start_s": round(first, 2), **figures}


def draw(results: list[dict[str, Any]], target: Path) -> None:
    """Search time over size."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "wenbao"  # the same bytes for the same figures
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.5))
    sizes = [row["passages"] for row in results]
    for percent in ("p50", "p95"):
        axes.plot(sizes, [row["search_ms"][percent] for row in results], marker="o", label=percent)
    axes.set(xscale="log", xlabel="passages", ylabel="ms a search", ylim=(0, None))
    axes.legend()
    axes.grid(alpha=0.3)
    figure.savefig(target, bbox_inches="tight", metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--news", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--work", type=Path, metavar="GROWN", help="where the library grows")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--results", type=Path, metavar="FILE.json")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        lines = args.questions.read_text(encoding="utf-8").splitlines()
        asked = random.Random(1).sample([json.loads(line) for line in lines], min(ASKED, len(lines)))
        for figures in measure(args.library, asked):
            print(json.dumps(figures), flush=True)
        return
    if not (args.work / FILE).exists():
        shutil.copytree(args.library, args.work, dirs_exist_ok=True)
    results = []
    for size in sorted(args.sizes):
        if args.news:
            add_news(args.work, args.news, size)
        add_copies(args.work, size)
        library = Library.open(args.work)
        started = time.perf_counter()
        library.vector_search(library.vectors(library.passage_rows(next(library.articles()).id))[0], 1)
        results.append({"index_built_s": round(time.perf_counter() - started, 1)})
        library.close()
        results[-1] |= measured_anew(args.work, args.questions)
        print(json.dumps(results[-1]), flush=True)
        if args.results:
            args.results.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
            draw(results, args.results.with_suffix(".svg"))


if __name__ == "__main__":
    main()
