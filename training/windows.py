"""Questions and passages as token windows for the reader, and its marks back as characters."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from reader_data import Text
from reader_model import OFFSETS, Marks
from tokenizers import Tokenizer
from torch import Tensor

QUESTION_TOKENS = 64  # longer questions are cut: the passage needs the room
SPAN_TOKENS = 96  # longest answer looked for, in tokens: a long sentence


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens of one passage part beside its question, and where in them the answer lies (0: not here)."""

    ids: tuple[int, ...]
    question_size: int  # tokens before the passage
    offsets: tuple[tuple[int, int], ...]  # characters of the passage's tokens
    start: int = 0
    end: int = 0
    start_trim: int = 0
    end_trim: int = 0


@dataclass(frozen=True, slots=True)
class Best:
    """The best span of a passage: its characters, its score, and the score of there being none."""

    start: int
    end: int
    score: float
    null: float
    answerable: float

    @property
    def margin(self) -> float:
        return self.score - self.null


class Windows:
    """Cuts windows with one tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.bos, self.eos = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
        self.pieces = lru_cache(maxsize=20_000)(self._pieces)

    @classmethod
    def load(cls, folder: Path) -> Windows:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(tokenizer)

    def _pieces(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        return encoded.ids, encoded.offsets

    def question(self, question: str) -> list[int]:
        ids, _ = self.pieces(f"query: {question}")
        return [self.bos, *ids[:QUESTION_TOKENS], self.eos]

    def cut(self, question: str, text: str, size: int, begin: int) -> Window:
        """The window of at most `size` tokens that begins at the passage's token `begin`."""
        head = self.question(question)
        ids, offsets = self.pieces(text)
        stop = begin + size - len(head) - 2
        return Window(
            ids=(*head, self.eos, *ids[begin:stop], self.eos),
            question_size=len(head) + 1,
            offsets=tuple(offsets[begin:stop]),
        )

    def slide(self, question: str, text: str, size: int, overlap: int) -> list[Window]:
        """Windows over the whole passage, each sharing `overlap` tokens with the one before."""
        room = size - len(self.question(question)) - 2
        count = len(self.pieces(text)[0])
        last = max(count - overlap, 1)
        return [self.cut(question, text, size, begin) for begin in range(0, last, room - overlap)]

    def sample(self, question: str, text: Text, size: int, missing: float, draw: random.Random) -> Window:
        """A window for training: with the answer at a random place in it, or now and then without it."""
        room = size - len(self.question(question)) - 2
        _, offsets = self.pieces(text.text)
        last = max(len(offsets) - room, 0)
        if not text.spans:
            return self.cut(question, text.text, size, draw.randint(0, last))
        span = draw.choice(text.spans)
        first, final = _tokens(offsets, span)
        without = [b for b in range(last + 1) if b > final or b + room <= first]
        if without and draw.random() < missing:
            return self.cut(question, text.text, size, draw.choice(without))
        low, high = max(0, final + 1 - room), min(first, last)
        begin = draw.randint(min(low, high), high)
        return self._mark(self.cut(question, text.text, size, begin), span)

    def _mark(self, window: Window, span: tuple[int, int]) -> Window:
        first, final = _tokens(window.offsets, span)
        trims = span[0] - window.offsets[first][0], window.offsets[final][1] - span[1]
        return Window(
            ids=window.ids,
            question_size=window.question_size,
            offsets=window.offsets,
            start=window.question_size + first,
            end=window.question_size + final,
            start_trim=min(max(trims[0], 0), OFFSETS - 1),
            end_trim=min(max(trims[1], 0), OFFSETS - 1),
        )


def _tokens(offsets: Sequence[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int]:
    """First and last token that hold a character of the span (the nearest, where none does)."""
    inside = [i for i, (s, e) in enumerate(offsets) if s < span[1] and e > span[0]]
    if inside:
        return inside[0], inside[-1]
    after = next((i for i, (s, _) in enumerate(offsets) if s >= span[0]), len(offsets) - 1)
    return after, after


@dataclass(frozen=True, slots=True)
class Batch:
    ids: Tensor
    types: Tensor
    mask: Tensor
    choosable: Tensor  # null and passage positions
    gold: Tensor  # (n, 4): start, end, start trim, end trim
    group: Tensor  # (n,): windows of one question share a number

    def to(self, device: torch.device) -> Batch:
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


def collate(windows: Sequence[Window], groups: Sequence[int], pad: int) -> Batch:
    size = -(-max(len(w.ids) for w in windows) // 8) * 8  # multiples of 8 suit the matrix kernels
    ids = torch.full((len(windows), size), pad)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    choosable = torch.zeros(ids.shape, dtype=torch.bool)
    for row, window in enumerate(windows):
        length, begin = len(window.ids), window.question_size
        ids[row, :length] = torch.tensor(window.ids)
        types[row, begin:length] = 1
        mask[row, :length] = 1
        choosable[row, begin : begin + len(window.offsets)] = True
    choosable[:, 0] = True
    gold = torch.tensor([(w.start, w.end, w.start_trim, w.end_trim) for w in windows])
    return Batch(ids, types, mask, choosable, gold, torch.tensor(groups))


def best_span(window: Window, marks: Marks, row: int) -> Best:
    """The span of the highest start + end in one window, trimmed to its characters."""
    a, z = window.question_size, window.question_size + len(window.offsets)
    sums = marks.start[row, a:z, None] + marks.end[row, None, a:z]
    allowed = torch.ones_like(sums, dtype=torch.bool).triu().tril(SPAN_TOKENS - 1)
    at = int(sums.masked_fill(~allowed, float("-inf")).argmax())
    first, final = divmod(at, z - a)
    start = window.offsets[first][0] + int(marks.start_trim[row, a + first].argmax())
    end = window.offsets[final][1] - int(marks.end_trim[row, a + final].argmax())
    if start >= end:
        start, end = window.offsets[first][0], window.offsets[final][1]
    null = float(marks.start[row, 0] + marks.end[row, 0])
    return Best(start, end, float(sums[first, final]), null, float(marks.answerable[row]))
