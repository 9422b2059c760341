"""Where a quotation stands, in the forms in which people cite it: GB/T 7714 for newspapers, and Markdown."""

from __future__ import annotations

import re

from qa.answers import Citation
from qa.articles import Article

BEGIN = 20  # characters that stand for a title
AUTHORS = 3  # named; of more the others are 等 (GB/T 7714-2015, 8.1.2)


def gbt7714(article: Article) -> str:
    """The article as GB/T 7714-2015 cites newspapers; what is not known is left out.

    >>> gbt7714(Article("1", "澄水涨了", "（记者 闻笛）今日……", newspaper="临澄日报", page="01"))
    '澄水涨了[N]. 临澄日报, (01).'
    """
    day = article.published.isoformat() if article.published else ""
    issue = day + (f"({article.page})" if article.page else "")
    place = ", ".join(filter(None, (article.newspaper, issue)))
    others = ["等"] if len(article.reporters) > AUTHORS else []
    authors = ", ".join([*article.reporters[:AUTHORS], *others])
    title = " ".join((article.title or _begin(article.text or "".join(article.captions))).split("\n"))
    return ". ".join(filter(None, (authors, f"{title}[N]", place))) + "."


def _begin(text: str) -> str:
    """How a text without a title begins."""
    return text if len(text) <= BEGIN else f"{text[:BEGIN]}……"


def plain(citation: Citation) -> str:
    """The quotation, and below it its reference."""
    return f"“{citation.quote}”\n{gbt7714(citation.article)}"


def markdown(citation: Citation, address: str = "") -> str:
    """The quotation as a Markdown block quote with its reference, which links to the address if one is given."""
    reference = escaped(gbt7714(citation.article)).replace(r"\[N\]", "[N]")  # brackets in a pair are safe
    linked = f"[{reference}]({address})" if address else reference
    return f"> {quotation(citation)}\n>\n> —— {linked}\n"


def quotation(citation: Citation) -> str:
    """The quotation as it stands in its block quote: in Markdown's escapes, "> " before all lines but the first."""
    return "\n> ".join(escaped(line) for line in citation.quote.split("\n"))


def escaped(line: str) -> str:
    r"""A line that Markdown shows letter by letter, whatever a newspaper prints.

    >>> print(escaped("1. 气温36.5℃ *预计*"))
    1\. 气温36.5℃ \*预计\*
    """
    line = re.sub(r"([\\`*_\[\]<>&~$])", r"\\\1", line)
    return re.sub(r"^(\s*\d{1,9}(?=[.)](?:\s|$))|\s*(?=[-+=#]))", r"\1\\", line)  # lists, headings
