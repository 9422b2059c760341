"""Span; Reader.read(question, hits): the words that answer, found by their form and place in the sentence.

A trained model takes this place next; the forms of answers (candidates.py) stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.articles import Article
from qa.candidates import PLACE_END, POSTS, UNITS, Candidate, find, name_lists
from qa.evidence import Sentence, folded, held_share
from qa.questions import STOP, Asked, synonyms
from qa.words import fold, segment

WHOLE = 0.6  # share of the question a sentence must hold to be the answer as it stands
STRANGE = 0.3  # taken from a candidate whose sentence and headline lack the asked verb
POST_HELD = 0.7  # share of the asked post's words that must be printed before the name
NEARNESS = 0.3  # how much standing beside the asked verb adds to a candidate
SAME_UNIT = {
    "钱": ("元",),
    "人": ("人", "名", "位", "个"),
    "名": ("人", "名", "位"),
    "位": ("人", "名", "位"),
    "个": ("个", "家", "项", "名", "所", "处", "条"),
}
SMALL = re.compile(r"[了过着的地得吗呢啊？?！!，,。\s]")  # words that print adds or leaves out between others
REACH = 12  # characters at which nearness has halved


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start to end of a field of an article, and the sentence they stand in."""

    article: Article
    field: str
    start: int
    end: int
    sentence: tuple[int, int]
    score: float
    detail: str = ""


def read(asked: Asked, found: Sequence[Sentence]) -> list[Span]:
    """Spans that answer, best first."""
    reader: Callable[[Asked, Sentence], list[Span]] = {
        "people": _lists,
        "post": _posts,
        "what": _clauses,
        "which": _which,
        "yesno": _whole,
    }.get(asked.kind, _typed)
    spans = [span for sentence in found for span in reader(asked, sentence)]
    return sorted(spans, key=lambda s: (-s.score, s.article.id, s.start))


def _span(sentence: Sentence, start: int, end: int, score: float, detail: str = "") -> Span:
    """A span of a sentence from offsets within the sentence."""
    at = sentence.start
    return Span(
        sentence.passage.article, "text", at + start, at + end, (sentence.start, sentence.end), score, detail
    )


def _whole(asked: Asked, sentence: Sentence) -> list[Span]:
    return [_span(sentence, 0, len(sentence.text), sentence.score)]


def _typed(asked: Asked, sentence: Sentence) -> list[Span]:
    text = sentence.text
    question = fold(asked.text)
    if any(name not in text for name in _named(question, sentence.passage.article.text)):
        return []  # who is asked about must stand in the answering sentence itself
    # What is asked of (离开, 召开) must be said, or be left out by the question, or the answer is of something else.
    strange = (
        STRANGE
        if _says_more(asked) and all(side > 0 for *_, side in beside(asked, _with_headline(sentence)))
        else 0.0
    )
    spans = []
    for i, c in enumerate(find(asked.kind, text)):
        words = text[c.start : c.end]
        if re.sub(r"\s", "", fold(words).lower()) in question:
            continue  # what the question says itself is not its answer
        if not _fits(asked, words):
            continue
        near = _holds_post(asked, c.detail) if _asks_for_holder(asked) else _nearness(asked, text, c)
        if _asks_for_holder(asked) and near < POST_HELD:
            continue
        if asked.kind == "date":  # newspapers name the day first; a bare year or hour seldom is the answer
            near = max(near, 0.5) - 0.1 * i - (0.0 if re.search("[日天周]|星期", words) else 0.5)
        spans.append(_span(sentence, c.start, c.end, sentence.score + NEARNESS * near - strange, c.detail))
    return spans


def _says_more(asked: Asked) -> bool:
    """Whether a verb of Chinese follows the asking words: 什么时候离开."""
    return (
        asked.kind in ("person", "date", "place")
        and len(SMALL.sub("", asked.after)) >= 2
        and asked.text[0] >= "一"
    )


def _with_headline(sentence: Sentence) -> str:
    article = sentence.passage.article
    return f"{sentence.text}\n{article.title}\n{article.subtitle}"


def _named(question: str, text: str) -> set[str]:
    """People of the article whom the question names."""
    people = {text[c.start : c.end].replace(" ", "") for c in find("person", text)}
    return {name for name in people if name in question}


def _fits(asked: Asked, words: str) -> bool:
    """Whether a candidate is of the unit or the noun that the question names."""
    after = re.sub(r"^[的了过]", "", asked.after)
    if asked.kind == "count":
        if "第几" in asked.text:
            return words.startswith("第")
        unit = re.match(rf"(?:万|亿|千|百)*({UNITS}|钱)", after)
        if unit:
            return any(same in words for same in SAME_UNIT.get(unit[1], (unit[1],)))
        return not words.startswith("第") and not re.fullmatch(
            r"\d{1,4}", words
        )  # a bare number counts nothing
    if asked.kind == "place":
        noun = re.match(rf"{PLACE_END}", after)
        return noun is None or noun[0] in ("城", "市") or words.endswith(noun[0])
    return True


def beside(asked: Asked, text: str) -> list[tuple[int, int, int]]:
    """Where the words next to the asking word stand in a text: (start, end, side of the answer), longest first.

    谁主持… : the answer stands before 主持; 会见了谁: behind 会见.
    """
    searched = folded(text)
    if len(searched) != len(text):  # 第二十七 became 第27: offsets would be another text's
        searched = fold(text)
    before, after = (
        SMALL.sub("", part) for part in (asked.before, re.sub(r"^(是|会|能|要|想|来)", "", asked.after))
    )
    before = re.sub(r"(是|有|为|达|叫|共|约)+$", "", before)
    sides = []
    if len(after) >= 2:
        sides.append([(after[:n], -1) for n in range(min(len(after), 8), 1, -1)])
    if len(before) >= 2 and not (sides and asked.kind in ("person", "people")):
        sides.append([(before[-n:], 1) for n in range(min(len(before), 8), 1, -1)])
    places = []
    for words in sides:
        for word, side in words:
            spots = [m.span() for w in sorted(synonyms(word)) for m in re.finditer(_loose(w), searched)]
            if spots:
                places += [(start, end, side) for start, end in spots]
                break
    return places


def _loose(word: str) -> str:
    """The word with the small words print may put in between: 研究了, 讲了话."""
    return "[了的过着]?".join(map(re.escape, word))


def _asks_for_holder(asked: Asked) -> bool:
    """Whether the question names a post and asks who holds it: 区安委会主任是谁."""
    return asked.kind == "person" and re.search(rf"{POSTS}(是|叫|为)$", asked.before) is not None


def _holds_post(asked: Asked, detail: str) -> float:
    """Share of the asked post's words in what is printed before a name; 副市长 is no 市长."""
    printed = fold(detail) if "副" in asked.before else re.sub(rf"副{POSTS}", "", fold(detail))
    words = [word for word in segment(asked.before) if len(word) > 1]
    return sum(held_share(word, printed) for word in words) / max(len(words), 1)


def _nearness(asked: Asked, text: str, candidate: Candidate) -> float:
    """1 beside the asked words on the right side, falling with distance; 0 where they are absent."""
    best = 0.0
    for start, end, side in beside(asked, text):
        # A post belongs to its name: 会见了…副书记、秘书长某某 stands right beside 会见.
        right, left = candidate.start - len(candidate.detail) - end, start - candidate.end
        distance = right if right >= 0 else left
        if distance < 0:
            continue
        worth = 1 / (1 + distance / REACH)
        best = max(best, worth if (right >= 0) == (side > 0) else worth * 0.4)
    return best


def _lists(asked: Asked, sentence: Sentence) -> list[Span]:
    text = sentence.text
    spans = [
        _span(sentence, s, e, sentence.score + NEARNESS * (0.5 + _nearness(asked, text, Candidate(s, e))))
        for s, e in name_lists(text)
    ]
    return spans or [
        replace(span, score=span.score - 0.1) for span in _typed(replace(asked, kind="person"), sentence)
    ]


def _posts(asked: Asked, sentence: Sentence) -> list[Span]:
    spans = []
    for c in find("person", sentence.text):
        name = re.sub(r"\s", "", sentence.text[c.start : c.end])
        if c.detail and name in asked.text:
            start = sentence.text.rfind(c.detail, 0, c.start)
            spans.append(_span(sentence, start, start + len(c.detail), sentence.score + NEARNESS))
    return spans


def _which(asked: Asked, sentence: Sentence) -> list[Span]:
    """Words that end in the noun asked for: 哪支队 … 教育队."""
    noun = re.search(r"哪(?:一|几)?[个支家座条种项所场类款处部本届只辆幅首块]([一-鿿]{1,4})", asked.text)
    cut = segment(noun[1]) if noun else []
    head = next((w for w in cut if not STOP.fullmatch(w)), "")
    text, spans, at = sentence.text, [], 0
    for word in segment(text):
        if head and word.endswith(head) and word != head and word not in asked.text:
            score = sentence.score + NEARNESS * _nearness(asked, text, Candidate(at, at + len(word)))
            spans.append(_span(sentence, at, at + len(word), score))
        at += len(word)
    return spans


def _clauses(asked: Asked, sentence: Sentence) -> list[Span]:
    """What stands behind the asked words up to the end of its sentence, or the whole sentence."""
    text = sentence.text
    spans = []
    for begin, end, side in beside(asked, text):
        start = end + _length(r"[了过着：，“]*", text[end:])
        stop = start + _length(r"[^。；！？]*", text[start:])
        if side > 0 and stop - start >= 2:
            match = min(end - begin, 6) / 6  # 还研究 tells more than 研究
            spans.append(_span(sentence, start, stop, sentence.score + NEARNESS * match))
    return spans or ([] if sentence.score < WHOLE else _whole(asked, sentence))


def _length(pattern: str, text: str) -> int:
    found = re.match(pattern, text)
    return found.end() if found else 0
