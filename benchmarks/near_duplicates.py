"""A retrieval test of near-duplicates, made from news: articles that differ in one ordinal, day, place or name.

    python benchmarks/near_duplicates.py news.jsonl.xz OUT --others 3000

NEWS: lines of {"text", "published"?}, as CRUD-RAG's 63,667. Each article chosen gets three copies in which one fact is
another, everywhere (第27次 → 第26次); a question that names the fact has one right article among the four, and none elsewhere:
its other words say which event it is. The questions are those of training/questions.py, whose wordings differ from the
article's; those that name a day are asked again with 昨天, 上周五 and the like ("relative", with the "today" to count from).
Writes OUT/{tune,test}.articles.jsonl, each with
`--others` further articles, and OUT/{tune,test}.questions.jsonl, lines of {"question", "article", "kind", "today"?}. The halves share
no article. The same input gives the same files.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from near_misses import GIVEN, PLACES
from patterns import NAME, SURNAMES
from questions import GENERIC, asks_of

SEED = 5
COPIES = 3  # of an article
HALF = 100  # articles of each kind in each half
RIVAL = 0.7  # of the pairs of characters that a question shares with its article: another one that prints them fits too
RIVALS = 4000  # articles looked through for one
TEN = "一二三四五六七八九十"
FACTS = {
    "ordinal": re.compile(rf"第(?:\d{{1,3}}|[{TEN}])[届次个批轮场期]"),
    "day": re.compile(r"(?<!\d)\d{1,2}月\d{1,2}日"),
    "place": re.compile(PLACES),
    "person": re.compile(
        rf"(?:^|(?<=[长记任员席])){NAME}(?=主持|出席|会见|到|去|在|率|调研|检查|考察|什么|是|介绍|说|表示|指出|强调)"
    ),
}


@dataclass(frozen=True, slots=True)
class News:
    """One article."""

    text: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """A question on an article, and the fact of it that the copies change."""

    kind: str
    question: str
    fact: str
    article: News

    @property
    def pairs(self) -> set[str]:
        """Pairs of characters that say which event is asked about: of the question, in the article, not in the fact."""
        return (pairs(self.question) & pairs(self.article.text)) - pairs(self.fact)


def _relative(question: str, year: int, draw: random.Random) -> tuple[str, date]:
    """The question with its day counted from another one, and that day."""
    found = FACTS["day"].search(question)
    assert found
    day = date(year, *map(int, re.findall(r"\d+", found[0])))
    monday = day + timedelta(7 - day.weekday())
    ways = (
        ("昨天", day + timedelta(1)),
        ("前天", day + timedelta(2)),
        (f"上周{'一二三四五六日'[day.weekday()]}", monday + timedelta(draw.randint(0, 6))),
        (f"上个月{day.day}日", (day.replace(day=1) + timedelta(40)).replace(day=draw.randint(1, 28))),
        (f"{year}年{found[0]}", date(year + 1, 6, 1)),
    )
    words, today = draw.choice(ways)
    return question.replace(found[0], words), today


def pairs(text: str) -> set[str]:
    return {a + b for a, b in itertools.pairwise(text) if a.isalnum() and b.isalnum()}


def rivals(asked: set[str], printed: set[str]) -> bool:
    """Whether an article that prints these pairs may be meant too."""
    return len(asked & printed) >= RIVAL * len(asked)


def read_news(path: Path) -> list[News]:
    """The distinct texts in an order drawn by lot."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = {row["text"].strip(): row.get("published") for row in rows}
    news = [News(text, _day(texts[text])) for text in sorted(texts)]
    return random.Random(SEED).sample(news, len(news))


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published[:10]) if published else None


def cases_of(article: News, draw: random.Random) -> Iterator[Case]:
    """The article's questions that name a fact as the article prints it."""
    for ask in asks_of(article.text, draw):
        if ask.kind == "cloze" or ask.question.isascii() or GENERIC.search(ask.question):
            continue
        answer = article.text[ask.start : ask.end]
        for kind, pattern in FACTS.items():
            found = pattern.search(ask.question)
            if found and found[0] in article.text and found[0] not in answer:
                yield Case(kind, ask.question, found[0], article)


def choose(news: list[News], draw: random.Random) -> list[Case]:
    """As many cases of each kind as both halves need, one of an article."""
    chosen: dict[str, list[Case]] = {kind: [] for kind in FACTS}
    printed = [pairs(article.text) for article in news[-RIVALS:]]
    for article in news[:-RIVALS]:
        wanted = [case for case in cases_of(article, draw) if len(chosen[case.kind]) < 2 * HALF]
        wanted = [case for case in wanted if not _has_rival(case.pairs, printed)]
        if wanted:
            printed.append(pairs(article.text))
            case = min(wanted, key=lambda case: len(chosen[case.kind]))
            chosen[case.kind].append(case)
        if all(len(cases) == 2 * HALF for cases in chosen.values()):
            break
    return [case for cases in chosen.values() for case in cases]


def copies(case: Case, draw: random.Random) -> Iterator[tuple[str, News]]:
    """The question and the article with another value of the fact, one that the article doesn't print."""
    seen = {case.fact}
    while len(seen) <= COPIES:
        other = _another(case, draw)
        if other not in seen and other not in case.article.text:
            seen.add(other)
            published = case.article.published
            if case.kind == "day" and published:
                published += _between(case.fact, other, published.year)
            article = News(case.article.text.replace(case.fact, other), published)
            yield case.question.replace(case.fact, other), article


def _another(case: Case, draw: random.Random) -> str:
    """Another value of the fact, a near one where there are near ones."""
    if case.kind == "ordinal":
        number = case.fact[1:-1]
        other = str(max(1, int(number) + draw.randint(-4, 4))) if number.isdigit() else draw.choice(TEN)
        return f"第{other}{case.fact[-1]}"
    if case.kind == "day":
        month, day = map(int, re.findall(r"\d+", case.fact))
        near = date(2023, month, min(day, 28)) + timedelta(draw.randint(-20, 20))
        return f"{near.month}月{near.day}日"
    if case.kind == "place":
        return draw.choice(PLACES.split("|"))
    return draw.choice(SURNAMES) + "".join(draw.choice(GIVEN) for _ in case.fact[1:])


def _between(one: str, other: str, year: int) -> timedelta:
    """How much later the other day is."""
    days = [date(year, *map(int, re.findall(r"\d+", printed))) for printed in (one, other)]
    return days[1] - days[0]


def others(news: list[News], cases: list[Case], count: int) -> list[News]:
    """Articles that no case's question can mean."""
    asked = [case.pairs for case in cases]
    fitting = (a for a in reversed(news) if not _is_rival(pairs(a.text), asked))
    return list(itertools.islice(fitting, count))


def _has_rival(asked: set[str], printed: list[set[str]]) -> bool:
    return any(rivals(asked, one) for one in printed)


def _is_rival(printed: set[str], asked: list[set[str]]) -> bool:
    return any(rivals(one, printed) for one in asked)


def write(out: Path, name: str, cases: list[Case], further: list[News], draw: random.Random) -> None:
    """One half: its articles in an order drawn by lot, and two questions a case."""
    articles: list[dict[str, Any]] = []
    questions: list[dict[str, str]] = []

    def keep(article: News) -> str:
        id = f"{name}-{len(articles):05d}"
        day = article.published.isoformat() if article.published else None
        articles.append({"id": id, "published": day, "text": article.text})
        return id

    for case in cases:
        versions = [(case.question, case.article), *copies(case, draw)]
        ids = [keep(article) for _, article in versions]
        for i in (0, draw.randint(1, COPIES)):
            question, article = versions[i]
            questions.append({"question": question, "article": ids[i], "kind": case.kind})
            if case.kind == "day" and article.published and f"年{case.fact}" not in case.question:
                words, today = _relative(question, article.published.year, draw)
                row = {"question": words, "article": ids[i], "kind": "relative", "today": today.isoformat()}
                questions.append(row)
    for article in further:
        keep(article)
    draw.shuffle(articles)
    for kind, rows in (("articles", articles), ("questions", questions)):
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        (out / f"{name}.{kind}.jsonl").write_text("".join(lines), encoding="utf-8")
    print(f"{name}: {len(articles)} articles, {len(questions)} questions")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--others", type=int, default=3000, help="further articles in each half")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    news = read_news(args.news)
    draw = random.Random(SEED)
    cases = choose(news, draw)
    further = others(news, cases, 2 * args.others)
    for i, name in enumerate(("tune", "test")):
        write(args.out, name, cases[i::2], further[i::2], draw)


if __name__ == "__main__":
    main()
