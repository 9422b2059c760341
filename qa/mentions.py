"""mentions_in: whom and what an article names, and how often."""

from __future__ import annotations

from qa.articles import Article
from qa.organisations import organisations_in
from qa.people import people_in

PERSON, ORGANISATION, REPORTER = "person", "organisation", "reporter"


def mentions_in(article: Article) -> dict[tuple[str, str], int]:
    """How often the article names each person and organisation, its reporters apart; by kind and name."""
    text = "\n".join((article.text, *article.captions))
    reporters = dict.fromkeys(article.reporters, 1)
    people = {name: n for name, n in people_in(text).items() if name not in reporters}
    kinds = ((PERSON, people), (ORGANISATION, organisations_in(text)), (REPORTER, reporters))
    return {(kind, name): n for kind, names in kinds for name, n in names.items()}
