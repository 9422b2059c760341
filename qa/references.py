"""Where a quotation stands, in the forms in which people cite it: GB/T 7714 for newspapers, and Markdown."""

from __future__ import annotations

from qa.answers import Citation
from qa.articles import Article


def gbt7714(article: Article) -> str:
    """The article as GB/T 7714-2015 cites newspapers; what is not known is left out.

    >>> gbt7714(Article("1", "澄水涨了", "（记者 闻笛）今日……", newspaper="临澄日报", page="01"))
    '澄水涨了[N]. 临澄日报, (01).'
    """
    day = article.published.isoformat() if article.published else ""
    issue = day + (f"({article.page})" if article.page else "")
    place = ", ".join(filter(None, (article.newspaper, issue)))
    authors = ", ".join(article.reporters)
    title = " ".join((article.title or article.text[:20]).split("\n"))
    return ". ".join(filter(None, (authors, f"{title}[N]", place))) + "."


def plain(citation: Citation) -> str:
    """The quotation, and below it its reference."""
    return f"“{citation.quote}”\n{gbt7714(citation.article)}"


def markdown(citation: Citation) -> str:
    """The quotation as a Markdown block quote with its reference."""
    lines = "".join(f"> {line}\n" for line in citation.quote.split("\n"))
    return f"{lines}>\n> —— {gbt7714(citation.article)}\n"
