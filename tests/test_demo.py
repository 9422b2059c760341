"""The demo newspaper: its pages are read back exactly as they were composed."""

import json
from pathlib import Path
from typing import Any

import pytest

from qa.newspaper import read_pages

DEMO = Path(__file__).parent.parent / "qa" / "demo"
EXPECTED = json.loads((Path(__file__).parent / "demo_expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sheet", EXPECTED, ids=lambda sheet: sheet["file"])
def test_a_page_is_read_back_exactly(sheet: dict[str, Any]) -> None:
    [page] = read_pages(DEMO / sheet["file"])
    assert (page.newspaper, str(page.published), page.number) == (
        sheet["newspaper"],
        sheet["published"],
        sheet["page"],
    )
    assert [line for line in page.furniture if line != "▲"] == sheet["furniture"]
    assert len(page.articles) == len(sheet["articles"])
    for article, expected in zip(page.articles, sheet["articles"], strict=True):
        assert [article.title, *article.subtitle.splitlines()] == expected["headline"]
        assert article.text.split("\n") == expected["paragraphs"]
        assert list(article.captions) == expected["captions"]
        assert list(article.credits) == expected["credits"]
        assert list(article.reporters) == [*expected["reporters"], *expected.get("correspondents", [])]
        assert (article.event_date and article.event_date.isoformat()) == expected["event_date"]
