"""Retriever: the passage that is asked for comes first, and only the library's own encoder may ask."""

from pathlib import Path

import pytest
from conftest import HashEncoder

from qa.articles import Article, Page
from qa.errors import LibraryError
from qa.library import Library
from qa.retrieval import Retriever

TEXTS = {
    "bridge": "鹭洲大桥主桥昨日合龙，大桥全长一千米。",
    "race": "区职工篮球联赛落幕，教育队获得冠军。",
    "meeting": "区政府召开第41次常务会议，研究防汛工作。",
    "next": "区政府召开第42次常务会议，研究夏粮收购工作。",
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path, create=True)
    articles = tuple(Article(id=name, title="", text=text) for name, text in TEXTS.items())
    library.add_file(tmp_path / "a.jsonl", [Page(articles)], HashEncoder())
    return library


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("鹭洲大桥有多长", "bridge"),
        ("篮球联赛谁夺冠", "race"),
        ("第41次常务会议", "meeting"),
        ("第42次常务会议", "next"),
    ],
)
def test_the_right_article_comes_first(library: Library, question: str, right: str) -> None:
    assert Retriever.over(library, HashEncoder()).search(question)[0].passage.article.id == right


def test_hits_are_ordered_within_bounds_and_repeatable(library: Library) -> None:
    retriever = Retriever.over(library, HashEncoder())
    hits = retriever.search("常务会议", k=3)
    scores = [hit.score for hit in hits]
    assert len(hits) == 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert hits == retriever.search("常务会议", k=3)


def test_an_empty_library_has_no_hits(tmp_path: Path) -> None:
    assert Retriever.over(Library.open(tmp_path, create=True), HashEncoder()).search("常务会议") == []


def test_another_encoder_is_refused_with_the_remedy(library: Library) -> None:
    other = HashEncoder()
    other.name = "another"
    with pytest.raises(LibraryError, match="reembed"):
        Retriever.over(library, other)
