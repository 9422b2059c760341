"""Citation and Answer: the one place where an answer is decided, or refused."""

from __future__ import annotations

from dataclasses import dataclass

from qa.articles import Article


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation: characters start to end of one field of an article, never a copy of them."""

    article: Article
    field: str  # text, title, subtitle, captions or credits
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()  # the answer's characters, offsets into the same field

    @property
    def quote(self) -> str:
        return field_text(self.article, self.field)[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """The words that answer with their citations, or a refusal with the closest passages."""

    question: str
    understood: str = ""  # the completed question
    text: str = ""  # only the answering words, "" when refused
    detail: str = ""  # title of the person, full date
    score: float = 0.0  # 0 to 1
    reason: str = ""  # why refused
    citations: tuple[Citation, ...] = ()
    closest: tuple[Citation, ...] = ()  # at most 3, filled when refused
    seconds: float = 0.0

    @property
    def is_found(self) -> bool:
        return bool(self.citations)


def field_text(article: Article, field: str) -> str:
    """The field's characters as citations count them: captions and credits joined by line feeds."""
    value: str | tuple[str, ...] = getattr(article, field)
    return value if isinstance(value, str) else "\n".join(value)
