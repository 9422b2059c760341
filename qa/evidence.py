"""How much of a question an article, a sentence and its surroundings hold."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from qa.articles import Article
from qa.folding import fold
from qa.numerals import arabic_ordinals
from qa.passages import Passage, between, split_sentences
from qa.questions import ASKING, FILLER, STOP, Asked, synonyms
from qa.words import segment, unspaced

NO_WORDS = (
    0.6  # share said to be held where there is no word to look for: about what answering sentences hold
)
EVIDENCE = (1.0, 0.7, 0.4)  # a term in the sentence, in its headline or neighbours, elsewhere in the article


def terms(asked: Asked, passages: Sequence[Passage]) -> dict[str, float]:
    """The question's words of content, weighted by how few of the passages hold them."""
    texts = [folded("\n".join((p.text, p.article.title, p.article.subtitle))) for p in passages]
    weights: dict[str, float] = {}
    for word in content_words(asked.content):
        held = sum(held_share(word, text) for text in texts)
        weights[word] = math.log((len(texts) + 1) / (held + 0.5)) * min(len(word), 4) ** 0.5
    return {word: max(weight, 0.2) for word, weight in weights.items()}


def content_words(content: str) -> list[str]:
    """Words of two characters or more; single ones that follow each other are a name that jieba doesn't know."""
    words, single = [], ""
    for word in [*segment(STOP.sub("|", FILLER.sub("|", content))), "|"]:
        if re.fullmatch(r"[一-鿿]", word):
            single += word
            continue
        words += [single] if len(single) > 1 else []
        single = ""
        words += [word] if re.search(r"\w", word) else []
    # 地 of 地震 and 得 of 得奖 went with the words that every text holds: where nothing is left, words as they are cut.
    return words or [word for word in segment(content) if re.fullmatch(r"[一-鿿]{2,}", word)]


def coverage(weights: dict[str, float], *texts: str) -> float:
    """Share of the weighted words that the texts hold, the first text counting most."""
    total = sum(weights.values())
    if not total:
        return NO_WORDS
    searched = [folded(text) for text in texts]
    held = 0.0
    for word, weight in weights.items():
        held += weight * max(
            held_share(word, text) * worth for text, worth in zip(searched, EVIDENCE, strict=False)
        )
    return held / total


@lru_cache(maxsize=512)  # an article's text is looked through for each of its sentences
def folded(text: str) -> str:
    return unspaced(arabic_ordinals(fold(text)))


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


def whole_text(article: Article) -> str:
    """All that is printed of an article, and the newspaper's name."""
    fields = (article.title, article.subtitle, article.text, article.newspaper)
    return "\n".join((*fields, *article.captions, *article.credits))


@lru_cache(maxsize=512)
def _sentences(text: str) -> list[tuple[int, int]]:
    return split_sentences(text)


def sentence_round(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentences that a stretch of a text lies in."""
    held = [(s, e) for s, e in _sentences(text) if s < end and e > start]
    return (min(start, held[0][0]), max(end, held[-1][1])) if held else (start, end)


def sentence_cover(weights: dict[str, float], article: Article, text: str, start: int, end: int) -> float:
    """What a sentence of one of the article's fields holds, then headline and sentence before, then the article."""
    earlier = [(s, e) for s, e in _sentences(text) if e <= start][-1:]
    neighbour = text[slice(*earlier[0])] if earlier else ""
    beside = f"{article.title}\n{article.subtitle}\n{neighbour}"
    return coverage(weights, text[start:end], beside, article.text)


def clause_cover(question: str, text: str, start: int, end: int) -> float:
    """Share of a question's pairs of characters that stand beside a stretch of a text, in its clause: 总投资3.8亿元.

    No synonyms: 列席 and 参加 stand beside different names.
    """
    words = re.split(r"[^\w]+", STOP.sub("|", FILLER.sub("|", re.sub(ASKING, "|", fold(question)))))
    pairs = [word[i : i + 2] for word in words for i in range(len(word) - 1)]
    if not pairs:
        return NO_WORDS
    left, right = between(text, start, end, "，、。；：！？\n")
    beside = folded(f"{text[left:start]}|{text[end:right]}")
    return sum(pair in beside for pair in pairs) / len(pairs)


def closest(weights: dict[str, float], passages: Sequence[Passage]) -> list[tuple[float, Article, int, int]]:
    """Each article's sentence that holds most of the question, best first; ties in the passages' order."""
    best: dict[str, tuple[float, Article, int, int]] = {}
    for passage in passages:
        article = passage.article
        for s, e in _sentences(article.text):
            if s < passage.end and e > passage.start:
                cover = sentence_cover(weights, article, article.text, s, e)
                if article.id not in best or cover > best[article.id][0]:
                    best[article.id] = (cover, article, s, e)
    return sorted(best.values(), key=lambda found: -found[0])
