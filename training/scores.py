"""How well spans were read: exact match, F1, and whether the score tells answerable questions from others."""

from __future__ import annotations

from collections.abc import Sequence

from reader_data import Item

from qa.evaluation import Question, exact_match, f1
from qa.windows import Found


def summary(items: Sequence[Item], found: Sequence[Found]) -> dict[str, float]:
    """EM and F1 (percent) over the answerable items, area under the curve over all."""
    scores, margins = [], []
    for item, best in zip(items, found, strict=True):
        text, spans = item.texts[0].text, item.texts[0].spans
        margins.append((bool(spans), best.margin, best.answerable))
        if spans:
            scores.append(exact_and_f1(text[best.start : best.end], [text[s:e] for s, e in spans]))
    result = {"n": float(len(items))}
    if scores:
        result["em"] = 100 * sum(e for e, _ in scores) / len(scores)
        result["f1"] = 100 * sum(f for _, f in scores) / len(scores)
    if 0 < len(scores) < len(items):
        result["auc_margin"] = _area([(a, m) for a, m, _ in margins])
        result["auc_answerable"] = _area([(a, p) for a, _, p in margins])
    return {name: round(value, 3) for name, value in result.items()}


def exact_and_f1(found: str, answers: Sequence[str]) -> tuple[float, float]:
    """Exact match and F1 as `wenbao evaluate` counts them."""
    question = Question("", tuple(answers))
    return exact_match(found, question), f1(found, question)


def _area(scored: list[tuple[bool, float]]) -> float:
    """Chance that an answerable question scores above an unanswerable one."""
    ranks = {id(pair): rank for rank, pair in enumerate(sorted(scored, key=lambda pair: pair[1]), 1)}
    good = [ranks[id(pair)] for pair in scored if pair[0]]
    return (sum(good) - len(good) * (len(good) + 1) / 2) / (len(good) * (len(scored) - len(good)))
