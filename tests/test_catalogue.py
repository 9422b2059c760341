"""Catalogue: what is chosen is what the articles themselves say, a part of them at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import HashEncoder

from qa.adding import Adding
from qa.articles import Article, Page
from qa.catalogue import Catalogue, Choice, by_month
from qa.library import Library
from qa.names import Names

DEMO = Path(__file__).parent.parent / "qa" / "demo"
UNDATED = Article("undated", "", "防汛的旧闻一则，没有日期。", newspaper="江城晚报")
WIDE = Article("wide", "Ｇ３１８綫", "國道Ｇ３１８綫通車。", newspaper="江城晚报", published=date(2024, 2, 3))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    library = Library.open(tmp_path_factory.mktemp("catalogue"), create=True)
    adding = Adding()
    adding.add(library, HashEncoder(), adding.files([DEMO]))
    library.add_file(Path("more.jsonl"), [Page((UNDATED, WIDE))], HashEncoder())
    yield library
    library.close()


@pytest.fixture(scope="module")
def catalogue(library: Library) -> Catalogue:
    names = Names.over(library)
    while names.read_on():
        pass
    return Catalogue(library, names)


def ids(catalogue: Catalogue, choice: Choice, sort: str = "newest") -> list[str]:
    part = catalogue.part(choice, sort, limit=500)
    assert part.count == len(part.articles)
    return [article.id for article in part.articles]


def printed(article: Article) -> str:
    return f"{article.title}\n{article.subtitle}\n{article.text}"


@pytest.mark.parametrize("words", ["防汛", "沈怀远 会议", "扎实做好防汛减灾工作", "第41次", "没有登过的事"])
def test_words_choose_the_articles_that_print_all_of_them(
    catalogue: Catalogue, library: Library, words: str
) -> None:
    expected = {a.id for a in library.articles() if all(word in printed(a) for word in words.split())}
    assert set(ids(catalogue, Choice(words=words))) == expected


def test_words_are_found_however_they_are_written(catalogue: Catalogue) -> None:
    assert ids(catalogue, Choice(words="g318线")) == ["wide"]
    assert "wide" in ids(catalogue, Choice(words="。，"))  # nothing to look for: all articles


@pytest.mark.parametrize(
    ("choice", "holds"),
    [
        (Choice(newspaper="江城晚报"), lambda a: a.newspaper == "江城晚报"),
        (Choice(since=date(2025, 5, 17)), lambda a: a.published and a.published >= date(2025, 5, 17)),
        (Choice(until=date(2025, 5, 17)), lambda a: a.published and a.published <= date(2025, 5, 17)),
        (Choice(page="1"), lambda a: a.page == "01"),
        (Choice(reporter="闻笛"), lambda a: "闻笛" in a.reporters),
        (
            Choice(words="会议", page="01", since=date(2025, 5, 16)),
            lambda a: a.page == "01" and "会议" in printed(a),
        ),
        (Choice(reporter="沈怀远"), lambda a: False),
    ],
)
def test_filters_choose_what_the_articles_say(catalogue: Catalogue, library: Library, choice, holds) -> None:  # type: ignore[no-untyped-def]
    assert set(ids(catalogue, choice)) == {article.id for article in library.articles() if holds(article)}


def test_articles_come_sorted_and_those_without_day_or_headline_last(
    catalogue: Catalogue, library: Library
) -> None:
    articles = {article.id: article for article in library.articles()}
    newest, oldest, headline = (
        [articles[id] for id in ids(catalogue, Choice(), sort)] for sort in ("newest", "oldest", "headline")
    )
    days = [article.published for article in newest if article.published]
    assert days == sorted(days, reverse=True)
    assert [a.published for a in oldest if a.published] == sorted(days)
    assert newest[-1].id == oldest[-1].id == headline[-1].id == "undated"
    titles = [article.title for article in headline if article.title]
    assert titles == sorted(titles)
    assert ids(catalogue, Choice(), "added") == list(articles)


@pytest.mark.parametrize("sort", ["newest", "oldest", "headline", "added"])
def test_parts_put_together_are_the_whole(catalogue: Catalogue, sort: str) -> None:
    whole = ids(catalogue, Choice(), sort)
    parts = [catalogue.part(Choice(), sort, offset, 7) for offset in range(0, len(whole), 7)]
    assert [article.id for part in parts for article in part.articles] == whole
    assert {part.count for part in parts} == {len(whole)}


def test_days_and_statistics_count_what_is_there(catalogue: Catalogue, library: Library) -> None:
    articles = list(library.articles())
    part = catalogue.part(Choice(newspaper="临澄日报"), limit=1)
    assert part.days == Counter(a.published for a in articles if a.newspaper == "临澄日报")
    assert sum(by_month(part.days).values()) == sum(part.days.values())
    found = catalogue.statistics()
    assert (found.articles, found.passages) == (len(articles), library.passage_count())
    assert found.characters == sum(len(article.text) for article in articles)
    assert found.years["江城晚报"] == {"2024": 1, "": 1}
    assert (found.first, found.last) == (date(2024, 2, 3), max(a.published for a in articles if a.published))
    assert found.size >= (library.folder / "library.sqlite").stat().st_size


def test_mentions_of_a_name_are_counted_in_each_article(catalogue: Catalogue) -> None:
    part = catalogue.part(Choice(name="沈怀远"))
    assert part.count == len(part.articles) > 3
    expected = {a.id: (a.text + "".join(a.captions)).count("沈怀远") for a in part.articles}
    assert catalogue.mentions(Choice(name="沈怀远"), part.articles) == expected


def test_a_removed_article_is_in_no_part(tmp_path: Path) -> None:
    library = Library.open(tmp_path, create=True)
    library.add_file(Path("more.jsonl"), [Page((UNDATED, WIDE))], HashEncoder())
    catalogue = Catalogue(library, Names.over(library))
    library.remove(["wide"])
    assert ids(catalogue, Choice()) == ["undated"]
    assert ids(catalogue, Choice(words="国道")) == []


def test_a_library_made_before_is_given_the_catalogues_index(tmp_path: Path) -> None:
    library = Library.open(tmp_path, create=True)
    with library.snapshot() as db:
        pass
    db.execute("DROP INDEX articles_listed")
    db.execute("CREATE INDEX articles_by_day ON articles (published, newspaper)")
    assert Catalogue(library, Names.over(library)).part(Choice(), "headline").count == 0
    library.close()
    with Library.open(tmp_path, create=True).snapshot() as db:
        made = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert "articles_listed" in made
    assert "articles_by_day" not in made
