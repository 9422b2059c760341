"""How fast is the bundled encoder, how near to float32, and what does it cost in retrieval?

    python benchmarks/encoder.py --float32 e5-cut --news news.jsonl.xz --reading cmrc2018_trial.json.gz drcd_dev.json.gz

`--float32`: the cut model as `training/build_encoder.py --float32` writes it, run by sentence-transformers on torch;
`--news`: .jsonl or .jsonl.xz with `text`; `--reading`: SQuAD's format, gzipped, contexts pooled (slow: minutes).
The two take turns in one run, so that what else the machine does falls on both. Prints a table, then JSON.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.bundled import BundledEncoder
from embeddings.encoder import Encoder, SentenceEncoder

PASSAGES = 64
CHARACTERS = 300  # of each text: the longest of Wenbao's passages
ROUNDS = 5
START = (
    "import time; t = time.time(); from embeddings.bundled import BundledEncoder; e = BundledEncoder.load()"
)


def read_news(path: Path, count: int) -> list[str]:
    """Openings of `count` texts spread over the first 40,000."""
    open_text = lzma.open if path.suffix == ".xz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for number, line in enumerate(lines) if number % 625 == 11]
    return [text[:CHARACTERS] for text in texts[:count]]


def sentence_transformer(folder: Path) -> SentenceEncoder:
    """The float32 model with mean pooling; the folder is a plain transformers one."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    transformer = Transformer(str(folder), max_seq_length=512)
    model = SentenceTransformer(modules=[transformer, Pooling(384)], device="cpu")
    return SentenceEncoder(model, "float32", "query: ", "passage: ")


def speeds(encoders: Sequence[Encoder], texts: list[str]) -> list[float]:
    """Median passages a second of each, taking turns, after one round to warm up."""
    seconds: list[list[float]] = [[] for _ in encoders]
    for turn in range(ROUNDS + 1):
        for spent, encoder in zip(seconds, encoders, strict=True):
            start = time.perf_counter()
            encoder.encode_documents(texts)
            if turn:
                spent.append(time.perf_counter() - start)
    return [len(texts) / statistics.median(spent) for spent in seconds]


def load_seconds() -> float:
    """Median of three new processes: import, load, first question."""
    program = f"{START}; e.encode_query('谁？'); print(time.time() - t)"
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True) for _ in range(4)
    ]
    return statistics.median(float(run.stdout) for run in runs[1:])


def read_questions(paths: Sequence[Path]) -> tuple[list[str], list[str], NDArray[np.int64]]:
    """Contexts, questions, and the context each question belongs to."""
    contexts: list[str] = []
    questions: list[tuple[str, int]] = []
    for path in paths:
        for article in json.loads(gzip.decompress(path.read_bytes()))["data"]:
            for paragraph in article["paragraphs"]:
                questions += [(item["question"], len(contexts)) for item in paragraph["qas"]]
                contexts.append(paragraph["context"])
    return contexts, [text for text, _ in questions], np.array([context for _, context in questions])


def recalls(encoder: Encoder, paths: Sequence[Path]) -> float:
    """Share of questions whose own context is nearest."""
    contexts, questions, expected = read_questions(paths)
    documents = encoder.encode_documents(contexts)
    asked = np.stack([encoder.encode_query(question) for question in questions])
    return float(((asked @ documents.T).argmax(1) == expected).mean())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--float32", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--news", type=Path, required=True, metavar="FILE")
    parser.add_argument("--reading", type=Path, nargs="*", default=[], metavar="FILE")
    arguments = parser.parse_args()
    texts = read_news(arguments.news, PASSAGES)
    encoders: dict[str, Encoder] = {
        "float32, torch": sentence_transformer(arguments.float32),
        "bundled, int8": BundledEncoder.load(),
    }
    rates = speeds(list(encoders.values()), texts)
    exact, fast = (encoder.encode_documents(texts) for encoder in encoders.values())
    cosines = (exact * fast).sum(1)
    report: dict[str, Any] = {
        "passages_per_second": dict(zip(encoders, [round(rate, 1) for rate in rates], strict=True)),
        "ratio": round(rates[1] / rates[0], 2),
        "cosine_mean": round(float(cosines.mean()), 5),
        "cosine_min": round(float(cosines.min()), 5),
        "load_and_first_question_s": round(load_seconds(), 2),
        "characters": int(np.mean([len(text) for text in texts])),
    }
    if arguments.reading:
        report["recall_at_1"] = {
            name: round(recalls(encoder, arguments.reading), 4) for name, encoder in encoders.items()
        }
    for name, value in report.items():
        print(f"{name:28}{value}")
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
