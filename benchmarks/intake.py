"""Adding articles end to end, and questions of one page among them.

    python benchmarks/intake.py --articles news.jsonl.xz --count 10000 --page page.txt --expected expected.json

Articles are lines of {"text", "published"?, "id"?}. `--expected` names the page's articles and questions:
{"articles": [{"headline": [...]}], "questions": [{"question", "answers", "article"}]}. Prints the rate, the peak of
memory, the size of the library, and how many questions cite the right article first or are rightly refused.
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.chat import Assistant
from qa.library import Library


def cut(source: Path, count: int, target: Path) -> int:
    """The first `count` lines of a .jsonl or .jsonl.xz file, and how many characters their texts have."""
    characters = 0
    xz = source.suffix == ".xz"
    with (
        (lzma.open if xz else open)(source, "rt", encoding="utf-8") as lines,
        target.open("w", encoding="utf-8") as out,
    ):
        for line in islice(lines, count):
            out.write(line)
            characters += len(json.loads(line)["text"])
    return characters


def ask(assistant: Assistant, expected: dict[str, Any]) -> dict[str, Any]:
    """How the page's questions fare, and how long they take."""
    headlines = [article["headline"][0] for article in expected["articles"]]
    right = answerable = refused = 0
    seconds = []
    for asked in expected["questions"]:
        answer = assistant.ask(asked["question"])
        seconds.append(answer.seconds)
        if asked["answers"]:
            answerable += 1
            cited = answer.citations[0].article.title if answer.citations else ""
            right += cited.split() == headlines[asked["article"]].split()
        else:
            refused += not answer.is_found
    return {
        "cite the right article": f"{right} of {answerable}",
        "rightly refused": f"{refused} of {len(seconds) - answerable}",
        "seconds a question (median)": round(statistics.median(seconds), 3),
        "seconds a question (worst)": round(max(seconds), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, required=True, metavar="FILE")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--page", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--expected", type=Path, metavar="FILE")
    parser.add_argument("--library", type=Path, metavar="DIR", help="keep the library here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        news = Path(folder) / "news.jsonl"
        characters = cut(args.articles, args.count, news)
        encoder = BundledEncoder.load()
        library = Library.open(args.library or Path(folder) / "library", create=True)
        adding = Adding()
        started = time.perf_counter()
        adding.add(library, encoder, adding.files([news, *args.page]))
        seconds = time.perf_counter() - started
        figures: dict[str, Any] = {
            "articles": adding.added,
            "passages": library.passage_count(),
            "refused": len(adding.errors),
            "seconds": round(seconds, 1),
            "articles a second": round(adding.added / seconds, 1),
            "characters a second": round(characters / seconds),
            "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "library, MB": sum(f.stat().st_size for f in library.folder.iterdir()) // 1_000_000,
        }
        if args.expected:
            assistant = Assistant.open(library.folder, encoder)
            figures |= ask(assistant, json.loads(args.expected.read_text(encoding="utf-8")))
        print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
