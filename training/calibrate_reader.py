"""Fit what a span's signs are worth, and what the model alone is, and write it into the model's manifest.

    python training/calibrate_reader.py --articles ARTICLES.jsonl --questions QUESTIONS.jsonl --tune OUT/tune.jsonl
        --conversations CONVERSATIONS.jsonl --news news.jsonl.xz --among LIBRARY

Questions are lines of {"article", "question", "answer"}, "" where the articles don't answer; conversations about the news
(`news_desk.py`) are asked in full. What ranks the spans of a question is fitted by softmax regression over those that the
model proposes for it among all the articles; the probability of the best one by logistic regression; that of the model
alone (`Reader.read`) likewise, over its best span of each passage of the reading sets' tuning part. The figures printed
are cross-validated.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

import numpy as np
from news_desk import as_dialogue, read_conversations, read_news, write_articles
from reader_data import read_items
from scipy.optimize import minimize
from scores import exact_and_f1

from embeddings.bundled import BundledEncoder
from qa import evidence
from qa.adding import Adding
from qa.answers import READ_PASSAGES, read_as
from qa.articles import field_text
from qa.fitting import fits
from qa.library import Library
from qa.questions import analyse, as_read
from qa.reader import MODEL, Reader
from qa.retrieval import Retriever
from qa.spans import FollowUp, Signs, Span, signed_spans

RIGHT = 0.8  # F1 from which a span counts as right
SPANS = 12  # of a question are fitted, the model's best: the rest are all wrong and alike
PENALTY = 0.005  # L2, against weights that a few questions would make large
CHECK = 5  # folds that the reported figures are measured over

Row = tuple[np.ndarray, float]


def rows_of(
    asked: dict[str, Any],
    retriever: Retriever,
    reader: Reader,
    articles: Sequence[str] = (),
    follow: FollowUp | None = None,
) -> list[Row]:
    """Signs and rightness of a question's spans, the model's best first."""
    question = analyse(as_read(asked["question"]))
    found = retriever.search(question.question, articles=articles)[:READ_PASSAGES]
    terms = evidence.terms(question, [hit.passage for hit in found])
    today = retriever.library.newest()
    hits = [hit for hit in found if fits(question, hit.passage.article, today)]
    spans = signed_spans(read_as(question), terms, hits, reader, follow) if hits else []
    best = sorted(spans, key=lambda pair: -pair[1].margin)[:SPANS]
    return [(np.array(astuple(signs)), float(is_right(asked, span))) for span, signs in best]


def is_right(asked: dict[str, Any], span: Span) -> bool:
    """Whether the span's words are the answer's, or nearly; of dialogues, exactly one of the answers."""
    words = field_text(span.article, span.field)[span.start : span.end]
    if "answers" in asked:
        return re.sub(r"\s", "", words) in {re.sub(r"\s", "", answer) for answer in asked["answers"]}
    return bool(asked["answer"]) and exact_and_f1(words, [asked["answer"]])[1] >= RIGHT


def fit(rows: Sequence[Row]) -> np.ndarray:
    """Weights, none negative for every sign speaks for a span, and, last, the bias of the likeliest logistic model."""
    x = np.array([[*signs, 1.0] for signs, _ in rows])
    y = np.array([right for _, right in rows])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        logits = x @ w
        p = 1 / (1 + np.exp(-logits))
        value = np.mean(np.logaddexp(0, logits) - y * logits) + PENALTY / 2 * w[:-1] @ w[:-1] / len(y) ** 0.5
        slope = x.T @ (p - y) / len(y)
        slope[:-1] += PENALTY * w[:-1] / len(y) ** 0.5
        return float(value), slope

    bounds = [(0, None)] * (x.shape[1] - 1) + [(None, None)]
    return np.asarray(minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x)


def fit_ranking(groups: Sequence[list[Row]]) -> np.ndarray:
    """Weights under which right spans are most probable among the spans of their question."""
    told = [g for g in groups if 0 < sum(right for _, right in g) < len(g)]
    tables = [(np.array([signs for signs, _ in g]), np.array([right for _, right in g])) for g in told]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = PENALTY * w @ w, 2 * PENALTY * w
        for x, right in tables:
            p = np.exp(x @ w - (x @ w).max())
            p /= p.sum()
            held = p * right
            value -= np.log(held.sum()) / len(tables)
            slope = slope - x.T @ (held / held.sum() - p) / len(tables)
        return float(value), slope

    return np.asarray(minimize(loss, np.zeros(tables[0][0].shape[1]), jac=True, method="L-BFGS-B").x)


def best_of(groups: Sequence[list[Row]], ranking: np.ndarray) -> list[Row | None]:
    """Each question's span that ranks first."""
    return [max(rows, key=lambda row: float(row[0] @ ranking), default=None) for rows in groups]


def cross_validated(groups: Sequence[list[Row]]) -> list[tuple[float, float]]:
    """Probability and rightness of each question's best span, fitted on the other questions."""
    held = [(0.0, 0.0)] * len(groups)
    for part in range(CHECK):
        others = [rows for i, rows in enumerate(groups) if i % CHECK != part]
        ranking = fit_ranking(others)
        weights = fit([row for row in best_of(others, ranking) if row])
        for i in range(part, len(groups), CHECK):
            for row in filter(None, best_of([groups[i]], ranking)):
                held[i] = float(1 / (1 + np.exp(-row[0] @ weights[:-1] - weights[-1]))), row[1]
    return held


def figures(best: Sequence[tuple[float, float]], answerable: Sequence[bool], sure: float) -> str:
    refused = [p < sure for p, _ in best]
    right = sum(bool(r) and not no for (_, r), no in zip(best, refused, strict=True))
    rightly = sum(no and not a for no, a in zip(refused, answerable, strict=True))
    precision, recall = rightly / max(sum(refused), 1), rightly / max(len(answerable) - sum(answerable), 1)
    return f"sure {sure:.2f}: right {right} of {sum(answerable)}, refusals {precision:.2f} / {recall:.2f}"


def reading_rows(paths: Sequence[Path], reader: Reader) -> list[Row]:
    """Margin and answerability of the best span of each tuning question, and whether it is right."""
    rows = []
    for item in (item for path in paths for item in read_items(path)):
        text = item.texts[0]
        best = reader.read(item.question, [text.text], [text.lead])[0]
        answers = [text.text[s:e] for s, e in text.spans]
        right = bool(answers) and exact_and_f1(text.text[best.start : best.end], answers)[1] >= RIGHT
        rows.append((np.array([best.margin, best.answerable]), float(right)))
    return rows


def named(names: Sequence[str], values: np.ndarray) -> dict[str, float]:
    return {name: round(float(value), 4) + 0.0 for name, value in zip(names, values, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--among", type=Path, help="library whose articles are searched too: thousands tempt")
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--conversations", type=Path, nargs="*", default=[], help="about the news")
    parser.add_argument("--news", type=Path, help=".jsonl or .jsonl.xz: the news that they are about")
    parser.add_argument("--tune", type=Path, nargs="+", required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    if options.conversations and not options.news:
        parser.error("--conversations needs --news")
    manifest_file = options.model / "manifest.json"
    manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
    names = [field.name for field in fields(Signs)]
    blank = dict.fromkeys([*names, "bias"], 0.0)
    weighed = dict.fromkeys(("ranking", "answer", "followed ranking", "followed answer"), blank)
    empty = {"reading": {"margin": 1.0, "answerable": 0.0, "bias": 0.0}, **weighed}
    manifest_file.write_text(json.dumps({**manifest, "calibration": empty}), encoding="utf-8")
    reader, encoder = Reader.load(options.model), BundledEncoder.load()
    asked = [json.loads(line) for path in options.questions for line in path.open(encoding="utf-8")]
    conversations = read_conversations(options.conversations)
    news = read_news(options.news, {c["article"] for c in conversations}) if conversations else {}
    turns = [turn for conversation in conversations for turn in as_dialogue(conversation, news)]
    asked += [{"question": turn["full"], "answer": "".join(turn["answers"])} for turn in turns]
    random.Random(1).shuffle(asked)
    with tempfile.TemporaryDirectory() as folder:
        if options.among:
            shutil.copytree(options.among, folder, dirs_exist_ok=True)
        library = Library.open(Path(folder), create=True)
        added = write_articles(Path(folder, "news.jsonl"), news.values())
        Adding().add(library, encoder, [*options.articles, added])
        retriever = Retriever.over(library, encoder)
        groups = [rows_of(question, retriever, reader) for question in asked]
    answerable = [bool(question["answer"]) for question in asked]
    held = cross_validated(groups)
    for sure in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        print(figures(held, answerable, sure))
    ranking = fit_ranking(groups)
    weights = fit([row for row in best_of(groups, ranking) if row])
    alone = fit(reading_rows(options.tune, reader))
    fitted = {
        "ranking": named(names, ranking),
        "answer": named([*names, "bias"], weights),
        "reading": named(["margin", "answerable", "bias"], alone),
    }
    # The weights of follow-ups stay: calibrate_followups.py.
    manifest["calibration"] = {**empty, **manifest.get("calibration", {}), **fitted}
    manifest_file.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
