"""What is printed and sent: articles, passages and answers, as JSON and for the eye."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qa.articles import Article

if TYPE_CHECKING:
    from qa.answers import Answer
    from qa.retrieval import Hit


def summary(article: Article) -> str:
    """What was recognised of an article, for `add --dry-run`."""
    lines = [f"  {article.title or '（无题）'}", *(f"  {line}" for line in article.subtitle.splitlines())]
    facts = [
        f"{len(article.text)} 字 {article.text.count(chr(10)) + 1} 段",
        *(["记者 " + "、".join(article.reporters)] if article.reporters else []),
        *([f"事发 {article.event_date}"] if article.event_date else []),
    ]
    lines.append("      " + "；".join(facts))
    lines += [f"      图 {caption}" for caption in article.captions]
    lines += [f"      {credit}" for credit in article.credits]
    return "\n".join(lines)


def article_dict(article: Article) -> dict[str, Any]:
    """The fixed JSON shape of an article."""
    return {
        "id": article.id,
        "title": article.title,
        "subtitle": article.subtitle,
        "newspaper": article.newspaper,
        "published": article.published.isoformat() if article.published else None,
        "event_date": article.event_date.isoformat() if article.event_date else None,
        "page": article.page,
        "reporters": list(article.reporters),
        "captions": list(article.captions),
        "credits": list(article.credits),
        "text": article.text,
        "url": article.url,
        "source": article.source,
    }


def passage_dict(hit: Hit) -> dict[str, Any]:
    """The fixed JSON shape of a passage that was found."""
    passage = hit.passage
    return {
        "article": passage.article.id,
        "title": passage.article.title,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(hit.score, 4),
    }


def plain(answer: Answer) -> str:
    """An answer for the terminal: the words, what stands beside them, the quotations."""
    if not answer.is_found:
        closest = "".join(f"\n  相近：{c.quote}（{_where(c.article)}）" for c in answer.closest)
        return f"没有找到：{answer.reason}{closest}"
    detail = f"（{answer.detail}）" if answer.detail else ""
    cited = "".join(f"\n  [{i}] “{c.quote}” {_where(c.article)}" for i, c in enumerate(answer.citations, 1))
    return f"{answer.text}{detail}{cited}"


def _where(article: Article) -> str:
    return " ".join(
        str(part) for part in (article.newspaper, article.published, article.title, article.id) if part
    )


def print_json(value: Any) -> None:
    """One object on a line of its own, sent at once."""
    print(json.dumps(value, ensure_ascii=False), flush=True)
