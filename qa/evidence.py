"""Sentence; how much of a question a sentence, its headline and its article hold."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.passages import Passage, split_sentences
from qa.questions import FILLER, STOP, Asked, numerals_to_digits, synonyms
from qa.words import fold, segment

EVIDENCE = (1.0, 0.7, 0.4)  # a term in the sentence, in its headline or neighbours, elsewhere in the article


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage with the share of the question it holds."""

    passage: Passage
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        return self.passage.article.text[self.start : self.end]


def terms(asked: Asked, passages: Sequence[Passage]) -> dict[str, float]:
    """The question's words of content, weighted by how few of the passages hold them."""
    texts = [folded(p.text, p.article.title, p.article.subtitle) for p in passages]
    weights: dict[str, float] = {}
    for word in _content_words(asked.content):
        held = sum(held_share(word, text) for text in texts)
        weights[word] = math.log((len(texts) + 1) / (held + 0.5)) * min(len(word), 4) ** 0.5
    return {word: max(weight, 0.2) for word, weight in weights.items()}


def _content_words(content: str) -> list[str]:
    """Words of two characters or more; single ones that follow each other are a name that jieba doesn't know."""
    words, single = [], ""
    for word in [*segment(STOP.sub("|", FILLER.sub("|", content))), "|"]:
        if re.fullmatch(r"[一-鿿]", word):
            single += word
            continue
        words += [single] if len(single) > 1 else []
        single = ""
        words += [word] if re.search(r"\w", word) else []
    return words


def coverage(weights: dict[str, float], *texts: str) -> float:
    """Share of the weighted words that the texts hold, the first text counting most."""
    total = sum(weights.values())
    if not total:
        return 0.0
    searched = [folded(text) for text in texts]
    held = 0.0
    for word, weight in weights.items():
        held += weight * max(
            held_share(word, text) * worth for text, worth in zip(searched, EVIDENCE, strict=False)
        )
    return held / total


def folded(*texts: str) -> str:
    return numerals_to_digits(fold("\n".join(texts)))


def held_share(word: str, text: str) -> float:
    """1 where a text prints the word or a synonym; part of it where it prints only pairs of its characters."""
    if word[0].isdigit():
        return float(re.search(rf"(?<![\d.]){re.escape(word)}(?![\d]|\.\d)", text) is not None)
    if any(other in text for other in synonyms(word)):
        return 1.0
    if len(word) < 3 or not re.match(r"[一-鿿]", word):
        return 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return 0.8 * sum(pair in text for pair in pairs) / len(pairs)


def sentences(asked: Asked, weights: dict[str, float], passages: Sequence[Passage]) -> list[Sentence]:
    """Every sentence of the passages, best first; ties by article and place."""
    found = []
    for passage in passages:
        article = passage.article
        spans = [(s, e) for s, e in split_sentences(article.text) if s < passage.end and e > passage.start]
        for i, (start, end) in enumerate(spans):
            neighbour = article.text[spans[i - 1][0] : spans[i - 1][1]] if i else ""
            beside = f"{article.title}\n{article.subtitle}\n{neighbour}"
            score = coverage(weights, article.text[start:end], beside, article.text)
            found.append(Sentence(passage, start, end, score))
    return sorted(found, key=lambda s: (-s.score, s.passage.article.id, s.start))
