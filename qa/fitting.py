"""fits: whether an article prints the ordinals of a question and is of its days, before it is read."""

from __future__ import annotations

import re
from datetime import date, timedelta

from qa.articles import Article
from qa.dates import Period, ranges
from qa.evidence import folded, whole_text
from qa.numerals import numeral_of
from qa.questions import Asked

WEEK = 7  # days
RECENT_DAYS = 2  # between an article's day and the asker's, where the question says 今天 or the like


def fits(asked: Asked, article: Article, today: date | None = None) -> bool:
    """Whether an article prints every ordinal of the question, and is of its days and years, 今天 among them."""
    return (
        all(prints(t, article) for t in asked.fixed)
        and all(_is_of(d, article) for d in asked.dates)
        and all(_is_about(y, article) for y in asked.years)
        and (not asked.is_now or _is_recent(article, today))
    )


def _is_of(day: tuple[int, int], article: Article) -> bool:
    """Whether an article prints a month and day, or is of that day."""
    own = [(d.month, d.day) for d in (article.published, article.event_date) if d]
    month, number = day
    printed = rf"(?<!\d){month}月(?:\d{{1,2}}日?[至到、—-]+)?{number}(?!\d)|(?<!\d){month}月\d{{1,2}}日?[至到—-]+{number}日"
    text = whole_text(article)
    return (
        day in own
        or re.search(printed, folded(text)) is not None
        or any(_holds(period, day) for period in ranges(text, article.published))
    )


def _holds(period: Period, day: tuple[int, int]) -> bool:
    """Whether that day is one of a week at most: 15日 of the issue's month, 上周六, 14日至18日."""
    length = (period.end - period.start).days
    days = (period.start + timedelta(i) for i in range(length + 1)) if length < WEEK else ()
    return any((d.month, d.day) == day for d in days)


def _is_recent(article: Article, today: date | None) -> bool:
    """Whether it may tell of the asker's today: an old paper's 今天 is another day."""
    own = [d for d in (article.published, article.event_date) if d]
    return any(abs(((today or date.today()) - d).days) <= RECENT_DAYS for d in own)


def _is_about(year: int, article: Article) -> bool:
    """Whether an article prints a year, or may mean it: printed in it, or the one before or after (去年, 明年)."""
    near = article.published is not None and abs(article.published.year - year) <= 1
    return near or article.published is None or str(year) in folded(whole_text(article))


def prints(term: str, article: Article) -> bool:
    """Whether an article prints an ordinal or number, in digits or in Chinese numerals."""
    text = folded(whole_text(article))
    digits = term.removeprefix("第")
    if re.search(rf"(?<!\d){re.escape(term)}(?!\d)", text):
        return True
    numerals = "零〇一二三四五六七八九十百"  # 十八 is not printed in 二十八
    spelled = numeral_of(digits) if digits.isdigit() else ""
    return bool(spelled and re.search(f"(?<![{numerals}]){spelled}(?![{numerals}])", text))
