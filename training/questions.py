"""Questions from newspaper text by pattern: what a sentence says is asked for, its words are the answer.

python training/questions.py ../shared/data/news/crud_news.jsonl.xz OUT --articles 20000

Beside each question stand its passage, and near ones that don't answer it; in a share of the questions a date, an
ordinal, a place or a name is changed, or a fact is asked for that the passage doesn't give: those have no answer.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cloze import cloze_asks
from near_misses import absent_fact, change_fact
from neighbours import Neighbours
from patterns import EVENT, FRAMES, OFFICE, TITLE_ENDS, Frame
from reader_data import Item, Text, write_items
from wordings import vary

SEED = 11
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[”）)]?\s*")
PASSAGE = (90, 300)  # characters of a passage: as the library cuts them, and shorter
RARE = {
    "chair",
    "speak",
    "attend",
    "along",
    "met",
    "visit",
    "urge",
    "study",
    "host",
}  # asked in several wordings
SHARE = {"office": 0.35, "reporter": 0.12, "photo": 0.15, "why": 0.4, "said": 0.6}  # of what is found, kept
CLOZE = 0.4  # of the articles, asked one question with a question word put in
CHANGED, ABSENT = 0.22, 0.10  # of the questions: near misses, facts not given
ENGLISH = 0.12  # of the wordings drawn, where the frame has English ones
LOOSE = re.compile(
    r"^(?:[（(、]|.*?(?:由|对|向|和|与|据|让|在|是|为|经)(?=.*长|.*任|.*书记))|^(?:当天|会上|日前|近日|随后|其中|期间|同时|当日|今日|昨日)"
)
EVENT_HEAD = re.compile(
    r"^(?:了|一场|首场|一系列|该|此次|本次|这次|召开|一次|举办|举行|的|出席|参加|主持|在|和|与|为期.天的)+"
)
VAGUE = re.compile(
    r"该|此次|本次|这|其|他|她|我|你|们|上述|联合|召开|出席|主持|参加|举行|为|将|已|开展|传达|认识|推动|通过|搭建|深入|随着|有望|持续|围绕|搬到|拉动|"
    r"分别|提升|依托|部署|坚决|当地|一起|大力|关于|要|也|是|由|在|到|拍摄|进行|带领|报道|发生|介绍|组织"
)
GENERIC = re.compile(
    r"^(?:报道里|请问)?(?:照片|图片|这篇|会上|会议|大会|活动|这次|谁出席|局长|主任|哪些人陪|Who took|What did the meeting|其|该|现场)"
)
ORGANISER_TAIL = re.compile(r"(?:携手|联合|共同|发起|近日|近期|日前|昨天|\d+日|在官网|于\d+.*|[（(].*)+$")
CUT_LIST = re.compile(
    rf"(?:{TITLE_ENDS})[\u4e00-\u9fa5· ]{{2,8}}[，、]$"
)  # the list began earlier, with a rarer name
PLAIN = re.compile(r"(?:开展|进行|实地|专题|就|对|针对|督导|检查|指导).*$")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question on an article and the characters that answer it."""

    kind: str
    question: str
    start: int
    end: int


def sentences(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in SENTENCE.finditer(text)]


def asks_of(text: str, draw: random.Random) -> Iterator[Ask]:
    """Every question the patterns find in one article, in no order."""
    main = {"m": _main_event(text), "n": _main_person(text)}
    for start, end in sentences(text):
        sentence = text[start:end]
        for frame in FRAMES:
            if frame.cue.search(sentence) and draw.random() < SHARE.get(frame.kind, 1.0):
                for match in frame.pattern.finditer(sentence):
                    yield from _frame_asks(frame, match, start, main, draw)
        for question, a, z in (
            cloze_asks(sentence, draw) if start and draw.random() < 0.5 else ()
        ):  # titles run into the first
            yield Ask("cloze", question, start + a, start + z)


def _main_event(text: str) -> str:
    """The event that the article is about, as its first mention names it."""
    for match in re.finditer(EVENT, text[:200]):
        event = _event_name(match[0])
        if 6 <= len(event) <= 30 and not VAGUE.search(event):
            return event
    return ""


def _main_person(text: str) -> str:
    """The person whom the article is about: the first one named with an office who does something."""
    match = re.search(rf"{OFFICE}(?=一行|带队|率|到|赴|前往|深入|来到|走进|会见|先后|在)", text)
    return match["n"] if match else ""


def _event_name(event: str) -> str:
    return EVENT_HEAD.sub("", event)


def _frame_asks(
    frame: Frame, match: re.Match[str], offset: int, main: dict[str, str], draw: random.Random
) -> Iterator[Ask]:
    facts = {name: value for name, value in match.groupdict().items() if value}
    if "l" in facts and CUT_LIST.search(match.string[: match.start("l")]):
        return
    facts = _tidy(facts, main["m"], draw)
    if (
        frame.kind in ("along", "attend")
        and main["n"]
        and main["n"] not in match.string[match.start() : match.end()]
    ):
        facts.setdefault("n", main["n"])
    for group, wordings in frame.asks.items():
        if not match.groupdict().get(group):
            continue
        a, z = _trimmed(group, match)
        if VAGUE.search(facts.get("r", "")) or (group == "p" and facts["p"] in ("现场", "当地", "一线")):
            continue
        usable = [w for w in wordings if _fills(w, facts) and "{" + group + "}" not in w]
        for wording in _choose(usable, 3 if frame.kind in RARE else 1, draw):
            question = vary(wording.format(**facts), draw)
            if (
                z - a >= (5 if group == "m" else 1)
                and 4 <= len(question) <= 70
                and match.string[a:z] not in question
            ):
                yield Ask(frame.kind, question, offset + a, offset + z)


def _choose(wordings: list[str], count: int, draw: random.Random) -> list[str]:
    english = [w for w in wordings if w[0].isascii() and w[0].isupper()]
    chinese = [w for w in wordings if w not in english]
    picked = draw.sample(chinese, min(count, len(chinese)))
    if english and draw.random() < ENGLISH * count:
        picked.append(draw.choice(english))
    return picked


def _fills(wording: str, facts: dict[str, str]) -> bool:
    return all(name in facts for name in re.findall(r"\{(\w)\}", wording))


def _trimmed(group: str, match: re.Match[str]) -> tuple[int, int]:
    """The answer's characters, without what the pattern took in front of or behind it."""
    a, z = match.span(group)
    value = match[group]
    if group == "t":
        loose = LOOSE.match(value)
        a += loose.end() if loose else 0
    if group == "l":
        a += value.find("领导") + 2 if 0 <= value.find("领导") < 8 else 0
    if group == "m":
        a += len(value) - len(_event_name(value))
    tail = ORGANISER_TAIL.search(value) if group == "o" else PLAIN.search(value, 2) if group == "p" else None
    z -= len(tail[0]) if tail else 0
    while a < z and match.string[a] in " 　，、“":
        a += 1
    while z > a and match.string[z - 1] in " 　，、":
        z -= 1
    return a, z


def _tidy(facts: dict[str, str], main: str, draw: random.Random) -> dict[str, str]:
    """The facts as a question would name them: shorter, now and then without office or year."""
    facts = {name: value.strip(" 　，、") for name, value in facts.items()}
    if "m" in facts:
        facts["m"] = _event_name(facts["m"])
    if len(facts.get("m", "")) < 5 or VAGUE.search(facts.get("m", "")):
        vague = facts.get("m", "")
        facts.pop("m", None)
        if main or (vague and not VAGUE.search(vague)):
            facts["m"] = main or vague
    if "m" in facts:
        facts["k"] = re.search(r"(?:会|活动|比赛|大赛|展|赛|仪式|论坛|典礼|节)?$", facts["m"])[0] or "活动"  # type: ignore[index]
    if "t" in facts:
        facts["t"] = LOOSE.sub("", facts["t"])
        if "、" in facts["t"] and draw.random() < 0.6:
            facts["t"] = draw.choice(facts["t"].split("、"))
    if "p" in facts:
        facts["p"] = PLAIN.sub("", facts["p"]) or facts["p"]
    if "o" in facts:
        facts["o"] = ORGANISER_TAIL.sub("", facts["o"])
    if "d" in facts and draw.random() < 0.4:
        facts["d"] = re.sub(r"(?<=日).+$", "", facts["d"])
    return facts


def passage_around(text: str, start: int, end: int, draw: random.Random) -> tuple[int, int]:
    """Whole sentences around the characters, as many as a length drawn at random lets in."""
    spans = sentences(text)
    inside = [i for i, (a, z) in enumerate(spans) if z > start and a < end]
    first, last, limit = inside[0], inside[-1], draw.randint(*PASSAGE)
    while True:
        ways = [w for w in ((first - 1, last), (first, last + 1)) if w[0] >= 0 and w[1] < len(spans)]
        ways = [w for w in ways if spans[w[1]][1] - spans[w[0]][0] <= limit]
        if not ways:
            return spans[first][0], spans[last][1]
        first, last = draw.choice(ways)


def other_parts(text: str, taken: tuple[int, int], answer: str) -> list[str]:
    """The article's other passages, if they don't hold the answer's words."""
    parts = [text[max(0, taken[0] - 260) : taken[0]], text[taken[1] : taken[1] + 260]]
    return [part for part in parts if len(part) > 60 and answer not in part]


def items_of(text: str, near: Neighbours, most: int, draw: random.Random) -> Iterator[Item]:
    """Some of an article's questions with their passages; some changed so that nothing answers them."""
    asks = list(asks_of(text, draw))
    draw.shuffle(asks)
    asks.sort(key=lambda ask: ask.kind in ("cloze", "office", "reporter", "photo", "why"))
    framed = [ask for ask in asks if ask.kind != "cloze"][:most]
    clozes = [ask for ask in asks if ask.kind == "cloze"][:1] if draw.random() < CLOZE else []
    for ask in framed + clozes:
        yield from _items(text, ask, near, draw)


def _items(text: str, ask: Ask, near: Neighbours, draw: random.Random) -> Iterator[Item]:
    a, z = passage_around(text, ask.start, ask.end, draw)
    answer = text[ask.start : ask.end]
    right = Text(text[a:z], ((ask.start - a, ask.end - a),))
    wrong = other_parts(text, (a, z), answer)[:1] if draw.random() < 0.5 else []
    if not GENERIC.search(ask.question):  # what is asked of "the meeting" may have an answer anywhere
        wrong += near.of(ask.question, answer, text, 3 - len(wrong))
    item = Item(ask.question, (right, *(Text(part) for part in wrong[: draw.choice((0, 0, 1, 2))])), ask.kind)
    chance = draw.random()
    if chance < CHANGED:
        changed = change_fact(ask.question, text, draw)
        if changed:
            yield replace(item, question=changed, texts=(Text(text[a:z]),), source=ask.kind + "/changed")
        yield item
    elif chance < CHANGED + ABSENT:
        question = absent_fact(text[a:z], _main_event(text), draw)
        if question:
            yield Item(vary(question, draw), (Text(text[a:z]),), "absent")
        yield item
    elif chance < CHANGED + ABSENT + 0.08 and len(wrong) > 1:
        yield Item(ask.question, (Text(wrong[-1]),), ask.kind + "/elsewhere")
    else:
        yield item


def read_news(path: Path) -> list[str]:
    """The distinct texts, in an order that has nothing to do with their dates."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        texts = {json.loads(line)["text"].removeprefix("原标题：").strip() for line in lines}
    return random.Random(SEED).sample(sorted(texts), len(texts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("news", type=Path, help="articles, one JSON object with a `text` a line, xz")
    parser.add_argument("out", type=Path, help="folder for news.jsonl and news_tune.jsonl")
    parser.add_argument("--articles", type=int, default=70_000)
    parser.add_argument("--most", type=int, default=3, help="questions of an article, by frame")
    options = parser.parse_args()
    texts = read_news(options.news)[: options.articles]
    draw = random.Random(SEED)
    near = Neighbours(texts)
    tuned = len(texts) // 50
    options.out.mkdir(parents=True, exist_ok=True)
    for name, part in (("news_tune", texts[:tuned]), ("news", texts[tuned:])):
        items = [item for text in part for item in items_of(text, near, options.most, draw)]
        write_items(options.out / f"{name}.jsonl", items)
        print(f"{name}: {len(items)} questions")


if __name__ == "__main__":
    main()
