"""Passage: a sentence-aligned window of an article's text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.articles import Article

TARGET = 240  # characters a passage aims at: one thought with its surroundings, about 160 tokens
LIMIT = 320  # characters no passage exceeds: with its context it stays well within the encoder's 512 tokens
KEPT_QUOTATION = 80  # characters of a quotation up to which the sentences in it count as one

# A sentence ends with its mark and the closing quotation marks after it; “……。”他说。 goes on to the speaker.
CLOSING = '”’」』）)】〕"'
SPEAKER = r"(?<=[”」])[^。！？!?；;，,“「\n]{0,16}(?:说|道|称|表示|指出|强调|介绍|认为|告诉)"
SENTENCE = re.compile(
    rf"(?:[。！？]|[!?](?![\w=&/])|(?<!\d)\.(?=\s|$)|…(?=[{CLOSING}]))[。！？!?…]*[{CLOSING}]*(?!{SPEAKER})|\n"
)
CLAUSE = re.compile(rf"[；;][{CLOSING}]*")
PART = re.compile(rf"[，、,：:—][{CLOSING}》〉]*")
# What a text is cut at, coarse to fine, and what a passage that ends there costs (1: as bad as an empty one).
PARAGRAPH_COST, SENTENCE_COST, CLAUSE_COST, PART_COST, HARD_COST = 0.0, 0.1, 0.6, 1.0, 2.0
LEVELS = (
    (re.compile(r"\n"), PARAGRAPH_COST),
    (SENTENCE, SENTENCE_COST),
    (CLAUSE, CLAUSE_COST),
    (PART, PART_COST),
)
PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】"}
OPENERS = {closing: opening for opening, closing in PAIRS.items()}
MARKS = re.compile("[" + re.escape("".join(PAIRS) + "".join(OPENERS)) + "]")


Piece = tuple[int, int, float]  # start, end, cost of a passage that ends here


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters start to end of article.text."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def lead(self) -> str:
        """What the reader is told of the article: its headline, or behind the first passage its first sentence."""
        if self.article.headline or not self.article.text[: self.start].strip():
            return self.article.headline
        opening = self.article.text.lstrip()[:LIMIT]  # no more of it is read
        ((start, end), *_) = split_sentences(opening)
        return opening[start:end]


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the space around it; nothing but space lies between them.

    >>> split_sentences("今天晴。“明天呢？”他问。")
    [(0, 4), (4, 13)]
    """
    breaks = _outside(SENTENCE, text, _quotations(text, KEPT_QUOTATION))
    return list(_spans(text, 0, len(text), breaks))


def split_passages(article: Article) -> list[Passage]:
    """The article's text in windows of sentences, cut inside a quotation only where it is too long for one.

    An article without text has one empty passage: its title and captions are found through it.
    """
    text = article.text
    return [Passage(article, start, end) for start, end in _windows(_pieces(text))] or [
        Passage(article, 0, 0)
    ]


def passage_context(passage: Passage) -> str:
    """What encoder and word index see beside the passage: headline, newspaper, date; the first has captions.

    >>> passage_context(Passage(Article("1", "植树", "今天植树。", published=date(2023, 3, 3)), 0, 5))
    '植树\\n2023年3月3日'
    """
    article = passage.article
    day = article.published
    dateline = f"{day.year}年{day.month}月{day.day}日" if day else ""
    lines = [article.title, article.subtitle, f"{article.newspaper} {dateline}".strip()]
    if not article.text[: passage.start].strip():
        lines += [*article.captions, *article.credits]
    return "\n".join(line for line in lines if line)


def _quotations(text: str, longest: int) -> list[tuple[int, int]]:
    """The outermost quotations and brackets of at most that many characters, in order."""
    opened: list[int] = []
    found = []
    for match in MARKS.finditer(text):
        mark, place = match.group(), match.start()
        if mark in PAIRS:
            opened.append(place)
            continue
        partner = next((i for i in reversed(range(len(opened))) if text[opened[i]] == OPENERS[mark]), None)
        if partner is not None:
            start = opened[partner]
            del opened[partner:]
            if place + 1 - start <= longest:
                found.append((start, place + 1))
    outermost: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not outermost or start >= outermost[-1][1]:
            outermost.append((start, end))
    return outermost


def _outside(pattern: re.Pattern[str], text: str, quotations: Sequence[tuple[int, int]]) -> list[int]:
    """Where the pattern's matches end, but for the ends inside a quotation."""
    places = []
    rest = iter(quotations)
    start, end = next(rest, (len(text), len(text)))
    for match in pattern.finditer(text):
        place = match.end()
        while end <= place and start < len(text):
            start, end = next(rest, (len(text), len(text)))
        if not start < place < end:
            places.append(place)
    return places


def _spans(text: str, start: int, end: int, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The text from start to end cut at the breaks, each part without the space around it, if any is left."""
    for place in [*(b for b in breaks if start < b < end), end]:
        part = text[start:place]
        left = start + len(part) - len(part.lstrip())
        if part.strip():
            yield left, start + len(part.rstrip())
        start = place


def _pieces(text: str) -> list[Piece]:
    """The sentences of a text; those longer than LIMIT in parts that are not."""
    quotations = _quotations(text, LIMIT)
    pieces: list[Piece] = [(0, len(text), PARAGRAPH_COST)]
    for pattern, cost in LEVELS:
        breaks = _outside(pattern, text, quotations)
        pieces = [part for piece in pieces for part in _cut(text, piece, breaks, cost)]
    hard = [(piece, _hard_breaks(piece, quotations)) for piece in pieces]
    return [part for piece, breaks in hard for part in _cut(text, piece, breaks, HARD_COST)]


def _cut(text: str, piece: Piece, breaks: Sequence[int], cost: float) -> list[Piece]:
    """The piece cut at the breaks, if they are sentence ends or it is too long."""
    start, end, last_cost = piece
    if cost > SENTENCE_COST and end - start <= LIMIT:
        return [piece]
    within = breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]
    spans = list(_spans(text, start, end, within))
    return [(left, right, cost if i < len(spans) else last_cost) for i, (left, right) in enumerate(spans, 1)]


def _hard_breaks(piece: Piece, quotations: Sequence[tuple[int, int]]) -> list[int]:
    """Where to cut a piece that offers no better place: every LIMIT characters, but before a quotation."""
    place, end, _ = piece
    breaks = []
    while end - place > LIMIT:
        place += LIMIT
        around = next((start for start, stop in quotations if start < place < stop), place)
        place = around if around > place - LIMIT else place
        breaks.append(place)
    return breaks


def _windows(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """The pieces joined to windows near TARGET at the smallest cost in all."""
    best: list[tuple[float, int]] = [
        (0.0, 0)
    ]  # of the first n pieces: their cost, where their last window starts
    for n in range(1, len(pieces) + 1):
        _, end, end_cost = pieces[n - 1]
        choices = []
        for first in range(n - 1, -1, -1):
            length = end - pieces[first][0]
            if length > LIMIT:
                break
            choices.append((best[first][0] + (length / TARGET - 1) ** 2 + end_cost, first))
        best.append(min(choices))
    windows = []
    n = len(pieces)
    while n:
        first = best[n][1]
        windows.append((pieces[first][0], pieces[n - 1][1]))
        n = first
    return windows[::-1]


def between(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """Start and end of the part of a text between two of the marks that characters start to end stand in.

    >>> between("雨停了，风大。", 4, 5, "，。")
    (4, 6)
    """
    left = max(text.rfind(mark, 0, start) for mark in marks) + 1
    return left, min((at for mark in marks if (at := text.find(mark, end)) >= 0), default=len(text))
