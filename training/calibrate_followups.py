"""Fit what the spans of the article just cited are worth to a follow-up, and write it into the reader's manifest.

    python training/calibrate_followups.py training/desk --news news.jsonl.xz

Fitted over the follow-ups of DESK/tune*_dialogues.jsonl, lines of {"turns": [{"question", "answers", "article"}]}, and of
DESK/tune*_news.jsonl (`news_desk.py`), each asked after right answers, and over the questions of
DESK/tune*_questions.jsonl, each asked of its own article alone and half of the answered ones of another too, which doesn't
tell. The figures printed are cross-validated.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from calibrate_reader import Row, best_of, cross_validated, figures, fit, fit_ranking, named, rows_of
from desk_data import after_right_answers
from news_desk import as_dialogue, read_conversations, read_news, write_articles

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.library import Library
from qa.reader import MODEL, Reader
from qa.retrieval import Retriever
from qa.spans import FollowUp, Signs


def of_one_article(
    asked: Sequence[dict[str, Any]], ids: dict[str, str], retriever: Retriever, reader: Reader
) -> Iterator[list[Row]]:
    """Each question asked of its own article, every second one that has an answer of another article too."""
    for n, question in enumerate(asked):
        follow = FollowUp(question["question"])
        yield rows_of(question, retriever, reader, [ids[question["article"]]], follow)
        other = list(ids)[(n * 7) % len(ids)]
        if question["answer"] and n % 2 and other != question["article"]:
            yield rows_of({**question, "answer": ""}, retriever, reader, [ids[other]], follow)


def of_dialogues(
    turns: Sequence[dict[str, Any]],
    ids: dict[str, str],
    retriever: Retriever,
    reader: Reader,
    nearly: bool = False,
) -> Iterator[list[Row]]:
    """A conversation's follow-ups in the article cited before them, as if every turn before was answered right.

    Answers are right that are one of those given, or `nearly` the one given, which is one slice of several that answer.
    """
    articles = {
        turn["article"]: retriever.library.article(ids[turn["article"]]) for turn in turns if turn["answers"]
    }
    for turn, understood in after_right_answers(turns, articles):
        if understood.articles:
            told = turn["answers"] if [ids.get(turn["article"])] == list(understood.articles) else []
            right = {"answer": "".join(told)} if nearly else {"answers": told}
            asked = {"question": understood.question, **right}
            yield rows_of(asked, retriever, reader, understood.articles, understood.follow)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "desk", type=Path, help="folder of tune*_articles, tune*_questions and tune*_dialogues (.jsonl)"
    )
    parser.add_argument("--news", type=Path, required=True, help=".jsonl or .jsonl.xz with `id` and `text`")
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    reader, encoder = Reader.load(options.model), BundledEncoder.load()
    articles, asked, dialogues = (
        [
            json.loads(line)
            for file in sorted(options.desk.glob(f"tune*_{name}.jsonl"))
            for line in file.open(encoding="utf-8")
        ]
        for name in ("articles", "questions", "dialogues")
    )
    conversations = read_conversations(sorted(options.desk.glob("tune*_news.jsonl")))
    news = read_news(options.news, {c["article"] for c in conversations})
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder), create=True)
        added = write_articles(Path(folder, "news.jsonl"), news.values())
        Adding().add(library, encoder, [*sorted(options.desk.glob("tune*_articles.jsonl")), added])
        retriever = Retriever.over(library, encoder)
        by_text = {article.text: article.id for article in library.articles()}
        ids = {article["id"]: by_text[article["text"]] for article in articles}
        ids |= {id_: id_ for id_ in news}
        groups = list(of_one_article(asked, ids, retriever, reader))
        for dialogue in dialogues:
            groups += of_dialogues(dialogue["turns"], ids, retriever, reader)
        for conversation in conversations:
            groups += of_dialogues(as_dialogue(conversation, news), ids, retriever, reader, nearly=True)
    random.Random(1).shuffle(groups)
    held, answerable = cross_validated(groups), [any(right for _, right in rows) for rows in groups]
    for sure in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        print(figures(held, answerable, sure))
    names = [field.name for field in fields(Signs)]
    ranking = fit_ranking(groups)
    weights = fit([row for row in best_of(groups, ranking) if row])
    manifest_file = options.model / "manifest.json"
    manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
    manifest["calibration"]["followed ranking"] = named(names, ranking)
    manifest["calibration"]["followed answer"] = named([*names, "bias"], weights)
    manifest_file.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
