"""Reading; Reader.read(question, texts): the characters that answer, found by a trained model, and how surely."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.runtime import MANY, Model
from qa.windows import Found, Windows, mean, spans

MODEL = Path(__file__).parent / "model"
OVERLAP = 128  # tokens that two windows of a long text share
SPANS = 8  # stretches looked at in a window: the best may be of another form than was asked for
REMEMBERED = 4096  # texts read to questions, the latest: what is suggested was read before it is asked

Key = tuple[tuple[str, ...], str, str]  # the question's wordings, lead, text


@dataclass(frozen=True, slots=True)
class Reading:
    """Characters start to end of one of the texts that may answer."""

    text: int  # which of the texts
    start: int
    end: int
    margin: float  # logits of this span over those of there being no answer
    answerable: float  # logit of the window's holding an answer at all
    score: float  # 0 to 1: how probable it is that the text answers, this span at that


class Reader:
    """The model that comes with Wenbao; threads may share one.

    reader = Reader.load()
    [best, *_] = reader.read("谁主持了会议？", ["县长林远主持召开防汛会议。"])
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._windows = Windows(model.tokenizer)
        self._size: int = model.manifest["window"]
        fitted: dict[str, dict[str, float]] = model.manifest["calibration"]
        self._reading = fitted["reading"]
        self.ranking, self.weights = fitted["ranking"], fitted["answer"]  # of qa.spans.Signs
        self.followed = (
            fitted["followed ranking"],
            fitted["followed answer"],
        )  # the same in the article just cited
        self.name: str = model.manifest["name"]
        self._remembered: dict[Key, list[Found]] = {}
        self._remembering = threading.Lock()

    @classmethod
    def load(cls, folder: Path = MODEL, cache: Path | None = None) -> Reader:
        """Raises ModelError for a folder that is damaged or incomplete."""
        return cls(Model.load(folder, "reader", cache, MANY))

    def read(
        self, question: str, texts: Sequence[str], leads: Sequence[str] = (), otherwise: str = ""
    ) -> list[Reading]:
        """The best spans of every text, best first; `leads` are the titles that stand before the texts.

        A question that can be worded `otherwise` too is read both ways, and what the model says averaged.
        """
        wordings = tuple(dict.fromkeys((question, otherwise or question)))
        asked = [(wordings, leads[i] if leads else "", text) for i, text in enumerate(texts)]
        with self._remembering:
            found = {key: self._remembered[key] for key in asked if key in self._remembered}
        new = self._read([key for key in dict.fromkeys(asked) if key not in found])
        with self._remembering:
            self._remembered |= new
            while len(self._remembered) > REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
        found |= new
        readings = [
            Reading(i, f.start, f.end, f.margin, f.answerable, self._probability(f.margin, f.answerable))
            for i, key in enumerate(asked)
            for f in found[key]
        ]
        return sorted(readings, key=lambda r: (-r.score, -r.margin, r.text, r.start, r.end))

    def _read(self, asked: Sequence[Key]) -> dict[Key, list[Found]]:
        """The best spans of every window of each question's text behind its lead, all windows at once."""
        places = [
            (key, windows) for key in asked for windows in self._windows.slide(*key, self._size, OVERLAP)
        ]
        heads = iter(
            self._model.run(
                [
                    (w.ids, [0] * w.question_size + [1] * (len(w.ids) - w.question_size), [1] * len(w.ids))
                    for _, windows in places
                    for w in windows
                ]
            )
        )
        found: dict[Key, list[Found]] = {key: [] for key in asked}
        for key, windows in places:
            found[key] += spans(windows[0], mean(windows, [next(heads) for _ in windows]), SPANS)
        return found

    def _probability(self, margin: float, answerable: float) -> float:
        w = self._reading
        logit = w["bias"] + w["margin"] * margin + w["answerable"] * answerable
        return 1 / (1 + math.exp(-logit))
