"""Window: a question beside a part of a passage as the reader's tokens; its marks on them back as characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

QUESTION_TOKENS = 64  # longer questions are cut: the passage needs the room
LEAD_TOKENS = 32  # of the article's title, which stands before each of its passages
SPAN_TOKENS = 96  # longest answer looked for: a long sentence
BREVITY = 0.25  # times log(1 + tokens) off a span's score: of like spans the shorter (chosen on tuning data)
OFFSETS = 4  # characters by which an answer may begin or end inside a token: pieces are rarely longer
# Columns of the model's output for a token; then come OFFSETS for the start's trim and OFFSETS for the end's.
START, END, ANSWERABLE, START_TRIM, END_TRIM = 0, 1, 2, 3, 3 + OFFSETS
COLUMNS = 3 + 2 * OFFSETS


@dataclass(frozen=True, slots=True)
class Window:
    """`<s> query: question </s></s> lead </s> passage </s>`, the lead only where there is one."""

    ids: tuple[int, ...]
    question_size: int  # tokens before the second segment
    begin: int  # tokens before the passage's first
    offsets: tuple[tuple[int, int], ...]  # characters of the passage's tokens


@dataclass(frozen=True, slots=True)
class Found:
    """Characters of a passage that may answer, the score of that and of there being no answer in its window."""

    start: int
    end: int
    score: float
    null: float
    answerable: float

    @property
    def margin(self) -> float:
        return self.score - self.null


class Windows:
    """Cuts windows with the model's tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.tokenizer = tokenizer
        self.bos, self.eos = int(tokenizer.token_to_id("<s>") or 0), int(tokenizer.token_to_id("</s>") or 0)
        self._pieces = lru_cache(maxsize=4096)(self._encode)

    def pieces(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Ids and characters of a text's tokens; half a surrogate pair is read as a question mark."""
        return self._pieces(text.encode("utf-8", "replace").decode())

    def _encode(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        return encoded.ids, encoded.offsets

    def cut(self, question: str, lead: str, text: str, size: int, begin: int) -> Window:
        """The window of at most `size` tokens that begins at the passage's token `begin`."""
        head = [self.bos, *self.pieces(f"query: {question}")[0][:QUESTION_TOKENS], self.eos]
        front = [self.eos, *self.pieces(lead)[0][:LEAD_TOKENS], self.eos] if lead else [self.eos]
        ids, offsets = self.pieces(text)
        stop = begin + size - len(head) - len(front) - 1
        return Window(
            ids=(*head, *front, *ids[begin:stop], self.eos),
            question_size=len(head) + 1,
            begin=len(head) + len(front),
            offsets=tuple(offsets[begin:stop]),
        )

    def room(self, question: str, lead: str, size: int) -> int:
        """Tokens left for the passage."""
        return size - len(self.cut(question, lead, "", size, 0).ids)

    def slide(
        self, wordings: Sequence[str], lead: str, text: str, size: int, overlap: int
    ) -> Iterator[list[Window]]:
        """Windows over the whole passage, each sharing `overlap` tokens with the one before; one for each wording."""
        rooms = [self.room(question, lead, size) for question in wordings]
        sizes = [size - room + min(rooms) for room in rooms]  # so that they hold the same tokens
        last = max(len(self.pieces(text)[0]) - overlap, 1)
        return (
            [self.cut(question, lead, text, own, at) for question, own in zip(wordings, sizes, strict=True)]
            for at in range(0, last, min(rooms) - overlap)
        )


def mean(windows: Sequence[Window], heads: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The model's output for the first of several wordings' windows, each token's the mean over all of them."""
    size = len(windows[0].offsets)
    merged: NDArray[np.float32] = heads[0].copy()
    merged[0] = np.mean([head[0] for head in heads], axis=0)
    inside = [head[w.begin : w.begin + size] for w, head in zip(windows, heads, strict=True)]
    merged[windows[0].begin : windows[0].begin + size] = np.mean(inside, axis=0)
    return merged


def spans(window: Window, head: NDArray[np.float32], count: int) -> list[Found]:
    """The `count` best spans of a window, best first, from the model's output, shape (tokens, COLUMNS)."""
    size = len(window.offsets)
    if not size:
        return []
    inside = head[window.begin : window.begin + size]
    sums = inside[:, None, START] + inside[None, :, END] - _brevity(size)
    sums[~(np.tri(size, k=SPAN_TOKENS - 1, dtype=bool) & np.tri(size, dtype=bool).T)] = -np.inf
    flat = sums.ravel()
    best = np.argpartition(-flat, min(count, flat.size) - 1)[:count]
    best = best[np.lexsort((best, -flat[best]))]
    null = float(head[0, START] + head[0, END])
    found = []
    for at in best[np.isfinite(flat[best])]:
        start, end = _characters(window.offsets, inside, *divmod(int(at), size))
        found.append(Found(start, end, float(flat[at]), null, float(head[0, ANSWERABLE])))
    return found


def _brevity(size: int) -> NDArray[np.float32]:
    """What a span from each of `size` tokens to each loses for its length, shape (size, size)."""
    place = np.arange(size)
    loss: NDArray[np.float32] = (BREVITY * np.log1p(place + 1)).astype(np.float32)[
        np.maximum(place[None, :] - place[:, None], 0)
    ]
    return loss


def _characters(
    offsets: Sequence[tuple[int, int]], inside: NDArray[np.float32], first: int, last: int
) -> tuple[int, int]:
    """The tokens' characters without those that the model trims off."""
    start = offsets[first][0] + int(inside[first, START_TRIM:END_TRIM].argmax())
    end = offsets[last][1] - int(inside[last, END_TRIM:].argmax())
    return (start, end) if start < end else (offsets[first][0], offsets[last][1])
