"""Questions that were written about articles made up for the purpose, as one line a question for training.

python training/desk_data.py training/desk OUT

Beside the article's own passage stand the passages of other articles that come nearest to the question; beside that of a
follow-up, the nearest other passage of its own article, for there it is read, with and without what the conversation is about.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from neighbours import nearest
from reader_data import Item, Text, write_items

from qa.answers import Answer, Citation
from qa.articles import Article
from qa.followups import Turn, Understood, understand
from qa.passages import Passage, split_passages

BESIDE = 1  # passage of another article that competes


def read_articles(path: Path) -> dict[str, Article]:
    """By id, of lines of {"id", "title", "subtitle", "text", …}."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: Article(row["id"], row["title"], row["text"], row["subtitle"]) for row in rows}


def to_items(asked: dict[str, Any], passages: list[Passage]) -> Iterator[Item]:
    """The question with its answer's passage; one without an answer has its article's nearest passage."""
    own = [p for p in passages if p.article.id == asked["article"]]
    span = None
    if asked["answer"]:
        at = own[0].article.text.index(asked["within"])
        start = at + asked["within"].index(asked["answer"])
        span = start, start + len(asked["answer"])
    others = [p for p in passages if p.article.id != asked["article"]]
    yield from item_of(asked["question"], span, own, others, "desk")


def item_of(
    question: str,
    span: tuple[int, int] | None,
    own: Sequence[Passage],
    among: Sequence[Passage],
    source: str,
) -> Iterator[Item]:
    """The question with its article's passage that has the answer's characters, or comes nearest where there is none.

    Beside it stands what comes nearest `among` the others without holding the answer.
    """
    if span:
        right = next((p for p in own if p.start <= span[0] and span[1] <= p.end), None)
        if right is None:  # the answer lies across two passages
            return
        spans = ((span[0] - right.start, span[1] - right.start),)
        printed = right.article.text[slice(*span)]
        others = [p for p in among if p != right and printed not in p.text]
    else:
        right, spans = nearest(question, own, 1)[0], ()
        others = [p for p in among if p != right]
    beside = (Text(p.text, (), p.lead) for p in nearest(question, others, BESIDE))
    texts = Text(right.text, spans, right.lead), *beside
    yield Item(question, texts, source if span else f"{source}/none")


def follow_ups(turns: list[dict[str, Any]], articles: dict[str, Article]) -> Iterator[Item]:
    """What follows the first question, as it is completed after right answers, and as it was asked."""
    for turn, understood in after_right_answers(turns, articles):
        article = articles[turn["article"]]
        printed = next((words for words in turn["answers"] if words in article.text), "")
        if understood.follow and (printed or not turn["answers"]):
            for wording in dict.fromkeys((understood.question, understood.follow.question)):
                yield from _follow_up(wording, printed, split_passages(article))


def after_right_answers(
    turns: Sequence[dict[str, Any]], articles: Mapping[str, Article]
) -> Iterator[tuple[dict[str, Any], Understood]]:
    """Each turn with its question as it is understood, as if every turn before was answered right."""
    history: list[Turn] = []
    for turn in turns:
        understood = understand(turn["question"], history)
        yield turn, understood
        answer = Answer(turn["question"], understood.question)
        if turn["answers"]:
            cited = (Citation(articles[turn["article"]], "text", 0, 0),)
            answer = replace(answer, text=turn["answers"][0], citations=cited)
        history.append(Turn(turn["question"], answer))


def _follow_up(wording: str, printed: str, own: list[Passage]) -> Iterator[Item]:
    near = nearest(wording, own, len(own))
    right = next((p for p in near if printed in p.text), None) if printed else near[0]
    if right is None:  # the answer lies across two passages
        return
    spans = tuple((m.start(), m.end()) for m in re.finditer(re.escape(printed), right.text) if printed)
    others = [p for p in near if p is not right and not (printed and printed in p.text)][:BESIDE]
    texts = Text(right.text, spans, right.lead), *(Text(p.text, (), p.lead) for p in others)
    yield Item(wording, texts, "follow-up" if printed else "follow-up/none")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "desk", type=Path, help="folder of articles*.jsonl, questions*.jsonl and dialogues*.jsonl"
    )
    parser.add_argument("out", type=Path, help="folder for desk.jsonl")
    options = parser.parse_args()
    items: list[Item] = []
    for file in sorted(options.desk.glob("articles*.jsonl")):
        held = read_articles(file)
        passages = [p for article in held.values() for p in split_passages(article)]
        with file.with_name(file.name.replace("articles", "questions")).open(encoding="utf-8") as lines:
            items += [item for line in lines for item in to_items(json.loads(line), passages)]
        dialogues = file.with_name(file.name.replace("articles", "dialogues"))
        if dialogues.exists():
            for dialogue in map(json.loads, dialogues.read_text(encoding="utf-8").splitlines()):
                items += follow_ups(dialogue["turns"], held)
    write_items(options.out / "desk.jsonl", items)
    print(f"{len(items)} questions, {sum(bool(i.texts[0].spans) for i in items)} with an answer")


if __name__ == "__main__":
    main()
