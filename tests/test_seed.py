"""A real printed page: read exactly, asked, and quoted. Skips where the page is not at hand."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.articles import field_text
from qa.chat import Assistant
from qa.library import Library
from qa.newspaper import read_pages

SEED = Path(__file__).parents[2] / "shared" / "seed"
pytestmark = pytest.mark.skipif(
    not SEED.is_dir(), reason="the real page lies in ../shared/seed, which is absent"
)


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    shape: dict[str, Any] = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    return shape


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, expected: dict[str, Any]) -> Iterator[Assistant]:
    encoder = BundledEncoder.load()
    library = Library.open(tmp_path_factory.mktemp("seed"), create=True)
    adding = Adding()
    adding.add(library, encoder, [SEED / expected["file"]])
    assert adding.errors == []
    yield Assistant.open(library.folder, encoder)
    library.close()


def test_the_page_is_read_exactly(expected: dict[str, Any]) -> None:
    [page] = read_pages(SEED / expected["file"])
    assert (page.newspaper, str(page.published)) == (expected["newspaper"], expected["issue_date"])
    assert len(page.articles) == len(expected["articles"])
    for article, wanted in zip(page.articles, expected["articles"], strict=True):
        printed = "".join(article.text.split())
        assert [article.title, *article.subtitle.splitlines()] == wanted["headline"]
        assert list(article.reporters) == wanted["reporters"]
        assert str(article.event_date) == wanted["event_date"]
        assert list(article.captions) == wanted["captions"]
        assert list(article.credits) == wanted.get("credits", [])
        assert article.text.count("\n") + 1 == wanted["paragraphs"]
        assert len(printed) == wanted["text_length"]
        assert hashlib.sha256(printed.encode()).hexdigest() == wanted["text_sha256"]


def test_questions_cite_the_right_article_or_are_refused(
    assistant: Assistant, expected: dict[str, Any]
) -> None:
    cited = answerable = refused = 0
    for asked in expected["questions"]:
        answer = assistant.ask(asked["question"])
        for citation in (*answer.citations, *answer.closest):
            assert (
                citation.quote == field_text(citation.article, citation.field)[citation.start : citation.end]
            )
        if asked["answers"]:
            answerable += 1
            headline = expected["articles"][asked["article"]]["headline"][0]
            cited += bool(answer.citations) and answer.citations[0].article.title == headline
        else:
            refused += not answer.is_found
    assert cited >= answerable - 1
    assert refused == len(expected["questions"]) - answerable
