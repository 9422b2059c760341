"""The reader's windows for training: with the answer marked, and as batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from reader_data import Text
from tokenizers import Tokenizer
from torch import Tensor

from qa.windows import OFFSETS, Window, Windows


@dataclass(frozen=True, slots=True)
class Marked:
    """A window and where in it the answer lies, as tokens of the window (0: not here)."""

    window: Window
    start: int = 0
    end: int = 0
    start_trim: int = 0
    end_trim: int = 0

    def __len__(self) -> int:
        return len(self.window.ids)


def load_windows(folder: Path) -> Windows:
    return Windows(Tokenizer.from_file(str(folder / "tokenizer.json")))


def sample(
    cutter: Windows, question: str, text: Text, size: int, missing: float, draw: random.Random
) -> Marked:
    """A window for training: with the answer at a random place in it, or now and then without it."""
    room = cutter.room(question, text.lead, size)
    _, offsets = cutter.pieces(text.text)
    last = max(len(offsets) - room, 0)
    if not text.spans:
        return Marked(cutter.cut(question, text.lead, text.text, size, draw.randint(0, last)))
    span = draw.choice(text.spans)
    first, final = _tokens(offsets, span)
    without = [b for b in range(last + 1) if b > final or b + room <= first]
    if without and draw.random() < missing:
        return Marked(cutter.cut(question, text.lead, text.text, size, draw.choice(without)))
    low, high = max(0, final + 1 - room), min(first, last)
    begin = draw.randint(min(low, high), high)
    return _mark(cutter.cut(question, text.lead, text.text, size, begin), span)


def _mark(window: Window, span: tuple[int, int]) -> Marked:
    first, final = _tokens(window.offsets, span)
    trims = span[0] - window.offsets[first][0], window.offsets[final][1] - span[1]
    return Marked(
        window,
        start=window.begin + first,
        end=window.begin + final,
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


def collate(examples: Sequence[Marked], groups: Sequence[int], pad: int) -> Batch:
    size = -(-max(map(len, examples)) // 8) * 8  # multiples of 8 suit the matrix kernels
    ids = torch.full((len(examples), size), pad)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    choosable = torch.zeros(ids.shape, dtype=torch.bool)
    for row, window in enumerate(example.window for example in examples):
        length = len(window.ids)
        ids[row, :length] = torch.tensor(window.ids)
        types[row, window.question_size : length] = 1
        mask[row, :length] = 1
        choosable[row, window.begin : window.begin + len(window.offsets)] = True
    choosable[:, 0] = True
    gold = torch.tensor([(e.start, e.end, e.start_trim, e.end_trim) for e in examples])
    return Batch(ids, types, mask, choosable, gold, torch.tensor(groups))
