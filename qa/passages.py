"""Passage: a sentence-aligned window of an article's text."""

from __future__ import annotations

from dataclasses import dataclass

from qa.articles import Article


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters start to end of article.text."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]
