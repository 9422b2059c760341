"""When to answer and when to refuse: on pages that nothing was tuned on, and on a held-out part of a reading set.

    pip install matplotlib
    python benchmarks/refusal.py --held OUT/refusal.jsonl --curve benchmarks/reliability.svg --out refusal.json

The pages and their 120 questions, half of them without an answer, are benchmarks/refusal; OUT/refusal.jsonl is what
training/reader_data.py keeps of the translated SQuAD 2.0 (its questions are read over their own passage). The curve shows
how often an answer was right for each tenth of probability.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.answers import SURE
from qa.chat import Assistant
from qa.evaluation import Outcome, Question, exact_match, f1, figures, over_library, read_questions, table
from qa.library import Library
from qa.reader import Reader

PAGES = Path(__file__).parent / "refusal"
RIGHT = 0.8  # F1 from which an answer counts as right in the curve
BINS = 10

Judged = tuple[float, bool]  # probability, right


def over_pages(wrong: bool) -> tuple[dict[str, float], list[Judged]]:
    """Figures over the pages, and every best answer's probability and rightness, refused or not."""
    questions = read_questions(PAGES / "questions.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        encoder = BundledEncoder.load()
        Adding().add(Library.open(Path(folder), create=True), encoder, sorted(PAGES.glob("*.txt")))
        assistant = Assistant.open(folder, encoder)
        outcomes = list(over_library(questions, assistant, SURE))
        forced = [assistant.ask(question.text, sure=0.0) for question in questions]
    for outcome in outcomes if wrong else ():
        if not exact_match(outcome.text, outcome.question) and (outcome.text or outcome.question.answers):
            print(outcome.question.text, repr(outcome.text), outcome.question.answers[:1], sep="  ")
    judged = [(a.score, _right(a.text, q)) for q, a in zip(questions, forced, strict=True) if a.is_found]
    return figures(outcomes), judged


def over_held(path: Path) -> tuple[dict[str, float], list[Judged]]:
    """Figures of the reader alone, which refuses below SURE, over each question's own passage."""
    reader, outcomes, judged = Reader.load(), [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        text, spans = asked["texts"][0]["text"], asked["texts"][0]["spans"]
        question = Question(asked["question"], tuple(text[start:end] for start, end in spans))
        best = reader.read(question.text, [text])[0]
        words = text[best.start : best.end]
        outcomes.append(Outcome(question, words if best.score >= SURE else "", 0.0))
        judged.append((best.score, _right(words, question)))
    found = figures(outcomes)
    return {name: value for name, value in found.items() if not name.startswith("seconds")}, judged


def _right(words: str, question: Question) -> bool:
    return bool(exact_match(words, question)) or f1(words, question) >= RIGHT


def draw(curves: dict[str, Sequence[Judged]], path: Path) -> None:
    """How often answers of each tenth of probability were right."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "wenbao"  # the same bytes for the same figures
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 4.4))
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8, linestyle="--")
    for name, judged in curves.items():
        bins = [[j for j in judged if min(int(j[0] * BINS), BINS - 1) == n] for n in range(BINS)]
        points = [
            (sum(p for p, _ in b) / len(b), sum(right for _, right in b) / len(b), len(b)) for b in bins if b
        ]
        axes.plot([p for p, _, _ in points], [r for _, r, _ in points], marker="o", label=name)
        for p, r, n in points:
            axes.annotate(str(n), (p, r), textcoords="offset points", xytext=(4, -9), fontsize=7)
    axes.set(xlabel="predicted probability", ylabel="share that was right", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--held", type=Path, help="reading set's held-out questions (.jsonl)")
    parser.add_argument("--curve", type=Path, help="draw the reliability curve here (.svg)")
    parser.add_argument("--out", type=Path, help="keep the figures in this file (JSON)")
    parser.add_argument("--wrong", action="store_true", help="list what went wrong on the pages")
    args = parser.parse_args()
    found, judged = over_pages(args.wrong)
    results, curves = {"pages": found}, {"pages, searched": judged}
    if args.held:
        results["held"], curves["SQuAD 2.0 (zh), own passage"] = over_held(args.held)
    for name, values in results.items():
        print(name, table(values), sep="\n")
    if args.curve:
        draw(curves, args.curve)
    if args.out:
        args.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
