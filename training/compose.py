"""Local news made up from parts, where every fact is known: who chaired and who only spoke, whole lists, ordinals.

python training/compose.py ../shared/data/news/crud_news.jsonl.xz OUT --count 6000

What the meetings called for is taken from real sentences; names, places, numbers and dates are drawn. A fact that
a piece leaves out is asked for too: that question has no answer there. Beside each piece stands its like: the same
kind of event with another ordinal, day or place.
"""

from __future__ import annotations

import argparse
import random
import re
from dataclasses import dataclass
from pathlib import Path

from made_news import (
    COMMON,
    FESTS,
    GOALS,
    GUESTS,
    HOSTS,
    KINDS,
    LEVELS,
    PAPERS,
    POSTS,
    SITES,
    SYLLABLES,
    THEMES,
    TOPICS,
    VENUES,
)
from near_misses import GIVEN, change_fact
from patterns import SURNAMES
from questions import read_news
from reader_data import Item, Text, write_items
from wordings import vary

SEED = 13
CALLS = re.compile(r"(?:会议|大会)(?:强调|指出|要求|认为)，((?:[^。！？“”]|“[^”]*”){20,110})。")
ASKED = 4  # questions of a piece


@dataclass(frozen=True, slots=True)
class Piece:
    """A made-up article: its text, where each fact stands in it, every fact's words, printed or not."""

    text: str
    spans: dict[str, tuple[int, int]]
    facts: dict[str, str]


def name(draw: random.Random, spaced: bool = False) -> str:
    given = "".join(draw.choice(GIVEN) for _ in range(draw.choice((1, 2, 2))))
    return draw.choice(SURNAMES[:180]) + (" " if spaced and len(given) == 1 else "") + given


def facts_for(meeting: bool, calls: list[str], draw: random.Random) -> dict[str, str]:
    """Everything a piece may print, drawn at random."""
    b = draw.choice("区区区县县市")
    place = "".join(map(draw.choice, SYLLABLES)) + b
    posts = [post.format(b=b) for post in draw.sample(POSTS, 6)]
    month, day = draw.randint(1, 12), draw.randint(1, 28)
    people = [name(draw) for _ in range(draw.randint(2, 6))]
    topic = draw.choice(list(TOPICS))
    facts = {
        "b": b,
        "place": place,
        "n": name(draw),
        "s": name(draw),
        "w": name(draw),
        "l": draw.choice(("、", "、", " 、")).join(people),
        "l1": name(draw),
        "l2": name(draw),
        "T1": posts[0],
        "T2": posts[1],
        "T3": posts[2],
        "T4": posts[3],
        "T5": posts[4],
        "TG": draw.choice(GUESTS),
        "d": f"{month}月{day}日" + draw.choice(("", "", "上午", "下午")),
        "topic": topic,
        "v": draw.choice(("强调", "指出", "要求")),
        "x": draw.choice(calls),
        "y": draw.choice(calls),
        "p2": "、".join(draw.sample(SITES, 2)),
        "money": f"{draw.choice((f'{draw.uniform(1, 900):.1f}', str(draw.randint(2, 3000))))}{draw.choice(('万元', '亿元', '余万元'))}",
        "people": f"{draw.randint(2, 900)}{draw.choice(('余人', '人', '名群众', '万人次', '多名选手'))}",
        "percent": f"{draw.uniform(0.5, 99):.1f}%",
        "theme": draw.choice(THEMES),
        "o": "、".join(draw.sample(HOSTS, draw.randint(2, 4))),
        "o2": draw.choice(HOSTS),
        "until": f"{month % 12 + 1}月{draw.randint(1, 28)}日",
        "paper": place[:2] + draw.choice(PAPERS),
        "ph": name(draw, True),
        "cor": name(draw),
        "rep": name(draw, draw.random() < 0.3),
        "study": "、".join(draw.sample(list(TOPICS), 3)),
        "p": draw.choice(VENUES if meeting else SITES),
        "g": draw.choice(GOALS),
        "org": "",
        "em": "the meeting",
    }
    return facts


def event_facts(kind: int, facts: dict[str, str], draw: random.Random) -> dict[str, str]:
    """The event's name in Chinese and English, which depends on the kind of piece."""
    b, topic, nth = facts["b"], facts["topic"], draw.randint(2, 98)
    level = LEVELS[b]
    if kind == 2:
        return {**facts, "g": name(draw), "m": f"{facts['n']}会见客人"}
    if kind == 1:
        return {**facts, "m": f"{facts['n']}到{facts['p']}{facts['g']}"}
    if kind == 3:
        times = f"第{nth % 20 + 1}届"
        return {**facts, "m": draw.choice((times, "2023年", facts["place"] + times)) + draw.choice(FESTS)}
    named = draw.choice((
        (f"第{nth}次常务会议", f"the {ordinal(nth)} executive meeting of the {level} government", f"{b}政府"),
        (f"第{nth}次常委会会议", f"the {ordinal(nth)} meeting of the {level} party standing committee", f"{b}委"),
        (f"第{nth % 9 + 1}次{topic}工作专题会", f"the {ordinal(nth % 9 + 1)} special meeting on {TOPICS[topic]}", ""),
        (f"全{b}{topic}工作推进会", f"the {level} meeting on {TOPICS[topic]}", ""),
        (f"{facts['place']}{topic}工作动员部署会", f"the mobilisation meeting on {TOPICS[topic]}", ""),
        (f"{topic}工作座谈会", f"the symposium on {TOPICS[topic]}", ""),
    ))  # fmt: skip
    return {**facts, "m": named[0], "em": named[1], "org": named[2][1:] if named[2] else ""}


def ordinal(number: int) -> str:
    end = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def write_piece(lines: tuple[tuple[str, ...], ...], facts: dict[str, str], draw: random.Random) -> Piece:
    """One of each line's forms, filled in; the facts' places are where they are first printed."""
    byline = draw.choice(
        (
            "本报讯（记者 {rep}）",
            "本报讯（{paper}记者 {rep}）",
            "{paper}讯（记者 {rep} 通讯员 {cor}）",
            "本报讯 ",
            "（记者 {rep}）",
        )
    )
    form = "".join(draw.choice(line) for line in lines).replace("{byline}", byline)
    text, spans = "", {}
    for part in re.split(r"(\{\w+\})", form):
        key = part[1:-1] if part.startswith("{") else ""
        value = facts[key] if key else part
        if key:
            spans.setdefault(key, (len(text), len(text) + len(value)))
        text += value
    if "l1" in spans and "l2" in spans:
        spans["l"] = (spans["T3"][0], spans["l2"][1])
    return Piece(text, spans, facts)


def asks(piece: Piece, wordings: dict[str, tuple[str, ...]], draw: random.Random) -> list[tuple[str, str]]:
    """(fact, question) pairs, printed facts first in number, a few that the piece leaves out."""
    keys = draw.sample(list(wordings), len(wordings))
    given = [key for key in keys if key in piece.spans][:ASKED]
    missing = [key for key in keys if key not in piece.spans and _is_missing(key, piece, wordings)][:1]
    asked = []
    for key in given + missing:
        forms = [w for w in wordings[key] if "{" + key + "}" not in w and "{v}" not in w.replace("{v}了", "")]
        forms = forms or list(wordings[key])
        form = draw.choice(forms).replace("{p}", "{place}") if key in ("p",) else draw.choice(forms)
        facts = {
            **piece.facts,
            "v": "召开" if key == "d" else piece.facts["v"],
            "k": "会议",
            "t": piece.facts["T1"],
            "h": piece.facts["TG"],
        }
        asked.append((key, vary(form.format(**facts), draw)))
    return asked


def _is_missing(key: str, piece: Piece, wordings: dict[str, tuple[str, ...]]) -> bool:
    """Whether nothing printed could be taken for the fact: who spoke or gave an opening was there, too."""
    if key in ("T1", "T5", "rep") and key not in wordings:
        return False
    if key in ("l", "s"):
        return not piece.spans.keys() & ({"l", "s", "n"} if "until" in wordings else {"l", "s"})
    return True


def compose(calls: list[str], draw: random.Random) -> list[Item]:
    """One piece's questions, with the piece's like beside it."""
    kind = draw.choices(range(4), [weight for _, _, weight in KINDS])[0]
    lines, wordings, _ = KINDS[kind]
    facts = event_facts(kind, facts_for(kind in (0, 3), calls, draw), draw)
    piece = write_piece(lines, facts, draw)
    like = write_piece(
        lines,
        event_facts(kind, {**facts_for(kind in (0, 3), calls, draw), "place": facts["place"]}, draw),
        draw,
    )
    items = []
    for key, question in asks(piece, {**COMMON, **wordings}, draw):
        span = piece.spans.get(key)
        source = f"made/{key}" if span else "made/absent"
        right = Text(piece.text, (span,) if span else ())
        others = [Text(like.text)] if span and draw.random() < 0.4 and like.facts["m"] != facts["m"] else []
        changed = change_fact(question, piece.text, draw) if span and draw.random() < 0.25 else ""
        if changed:
            items.append(Item(changed, (Text(piece.text),), "made/changed"))
        items.append(Item(question, (right, *others), source))
    return items


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("news", type=Path, help="articles, for the sentences on what meetings called for")
    parser.add_argument("out", type=Path, help="folder for made.jsonl and made_tune.jsonl")
    parser.add_argument("--count", type=int, default=6000, help="pieces")
    options = parser.parse_args()
    calls = sorted({call for text in read_news(options.news) for call in CALLS.findall(text)})
    draw = random.Random(SEED)
    for part, count in (("made_tune", options.count // 50), ("made", options.count)):
        items = [item for _ in range(count) for item in compose(calls, draw)]
        write_items(options.out / f"{part}.jsonl", items)
        print(f"{part}: {len(items)} questions; {len(calls)} sentences on what meetings called for")


if __name__ == "__main__":
    main()
