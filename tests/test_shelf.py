"""Filters are named as people name them; conversations are listed with what can be done with them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from seen import TROUBLE, assert_no_markup

from qa.conversations import Conversation
from qa.filters import Filters
from ui import shelf


@pytest.mark.parametrize(
    ("since", "until", "chinese", "english"),
    [
        ("2025-03-01", "2025-03-31", "2025年3月", "March 2025"),
        ("2024-01-01", "2024-12-31", "2024年", "2024"),
        ("2025-05-14", "2025-05-14", "2025年5月14日", "14 May 2025"),
        ("2025-05-14", "2025-05-16", "2025年5月14日至2025年5月16日", "14 May 2025 to 16 May 2025"),
        ("2025-05-14", None, "2025年5月14日起", "from 14 May 2025"),
        (None, "2025-05-14", "2025年5月14日止", "until 14 May 2025"),
    ],
)
def test_days_are_named_shortly(since: str | None, until: str | None, chinese: str, english: str) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    assert (shelf.days(first, last, "zh"), shelf.days(first, last, "en")) == (chinese, english)


@given(TROUBLE, TROUBLE)
def test_no_text_becomes_markup(name: str, words: str) -> None:
    kept = [Conversation("0a", name, datetime(2025, 5, 16))]
    assert_no_markup(shelf.past(kept, "0a", words, "zh"))
    assert_no_markup(shelf.filters(Filters(name), [name, words], "en"))


def test_every_filter_has_a_chip_that_says_what_it_takes_back() -> None:
    html = shelf.filters(Filters("临澄日报", date(2025, 5, 1), date(2025, 5, 31)), ["临澄日报"], "zh")
    assert 'data-filter="newspaper" aria-label="不再只看：临澄日报"' in html
    assert 'data-filter="days" aria-label="不再只看：2025年5月"' in html
    assert "data-filter" not in shelf.filters(Filters(), ["临澄日报"], "zh")
