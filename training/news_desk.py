"""Conversations about the news, as one line a question for training.

    python training/news_desk.py training/desk/news*.jsonl --news news.jsonl.xz --out OUT/news_desk.jsonl

A conversation names its article by the news' `id`, an answer by its characters in the article's text: nothing of the news is
printed here. Each turn is asked in full, beside the passage of any article that comes nearest without answering; what follows the
first also as it is completed after right answers and as it was asked, beside the nearest other passage of its own article.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from desk_data import after_right_answers, item_of
from reader_data import Item, write_items

from qa.articles import Article
from qa.passages import Passage, split_passages


def read_news(path: Path, ids: Iterable[str]) -> dict[str, Article]:
    """The news articles of these ids, of a .jsonl or .jsonl.xz file."""
    wanted = set(ids)
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        return {row["id"]: Article(row["id"], "", row["text"]) for row in rows if row["id"] in wanted}


def read_conversations(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Lines of {"article", "turns": [{"question", "full", "span"}]}, the span null where the article doesn't answer."""
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def as_dialogue(conversation: Mapping[str, Any], articles: Mapping[str, Article]) -> list[dict[str, Any]]:
    """Its turns as `dialogues*.jsonl` has them: with the article and the answer's words."""
    text = articles[conversation["article"]].text
    return [
        {
            **turn,
            "article": conversation["article"],
            "answers": [text[slice(*turn["span"])]] if turn["span"] else [],
        }
        for turn in conversation["turns"]
    ]


def write_articles(path: Path, articles: Iterable[Article]) -> Path:
    """The file that is written, as `Adding` takes it."""
    rows = (json.dumps({"id": a.id, "title": a.title, "text": a.text}, ensure_ascii=False) for a in articles)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def items_of(
    conversation: Mapping[str, Any], articles: Mapping[str, Article], passages: Sequence[Passage]
) -> Iterator[Item]:
    """Each turn in full, and the follow-ups completed and bare."""
    dialogue = as_dialogue(conversation, articles)
    own = split_passages(articles[conversation["article"]])
    for place, (turn, understood) in enumerate(after_right_answers(dialogue, articles)):
        for question in dict.fromkeys((turn["full"], *([] if place else [turn["question"]]))):
            yield from item_of(question, turn["span"], own, passages, "news")
        if understood.follow:
            for question in dict.fromkeys((understood.question, understood.follow.question)):
                yield from item_of(question, turn["span"], own, own, "news/follow-up")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("conversations", type=Path, nargs="+", help="conversations, one a line")
    parser.add_argument("--news", type=Path, required=True, help=".jsonl or .jsonl.xz with `id` and `text`")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    conversations = read_conversations(options.conversations)
    articles = read_news(options.news, (c["article"] for c in conversations))
    passages = [p for article in articles.values() for p in split_passages(article)]
    items = [item for c in conversations for item in items_of(c, articles, passages)]
    write_items(options.out, items)
    print(f"{len(items)} questions, {sum(bool(i.texts[0].spans) for i in items)} with an answer")


if __name__ == "__main__":
    main()
