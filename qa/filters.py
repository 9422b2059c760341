"""Filters: which newspaper and days a conversation keeps to, and how a question sets them (只看3月的)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.dates import ranges
from qa.folding import fold
from qa.questions import ASKING

# 只看临澄日报的 alone, or in front of a question: 只看3月的，谁主持了会议？
NARROWED = re.compile(
    r"^(?:请|那|那么)?我?(?:[只仅]想?(?:看|要|查|找|问|限)|就(?:看|查|找|限))(?P<named>[^，,。；;：:？?]{2,40})(?:[，,。；;：:？?]\s*|$)"
)
# The question without a mark between: 只看3月的谁主持了会议.
RUN_ON = re.compile(r"(?P<named>.{2,30}?的(?:新闻|报道|报纸|消息)?[里中]?)\s*(?P<rest>[^的].*)")
WIDENED = re.compile(
    r"^(?:请|那|那么)?(?:不限(?:制)?(?:日期|时间|报纸|和|、)*|取消(?:筛选|限制)|(?:看|查)?(?:全部|所有)(?:的|报纸|日期)?)(?:了|吧)?(?:[，,。；;：:？?]\s*|$)"
)
SINCE, UNTIL = r"(?:以后|之后|以来|起|后(?!天))", r"(?:以前|之前|为止|前(?![天年日后]))"


@dataclass(frozen=True, slots=True)
class Filters:
    """Only what that newspaper ("": any) printed from `since` to `until`, both included, is searched."""

    newspaper: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.newspaper or self.since or self.until)


def read_filters(
    question: str, before: Filters, newspapers: Sequence[str], today: date | None
) -> tuple[Filters, str]:
    """The filters after a question, and what it asks besides; as they were, and all of it, if it sets none.

    >>> read_filters("只看3月的，谁来了？", Filters(), [], date(2023, 3, 9))
    (Filters(newspaper='', since=datetime.date(2023, 3, 1), until=datetime.date(2023, 3, 31)), '谁来了？')
    """
    if widened := WIDENED.match(question):
        return Filters(), question[widened.end() :]
    narrowed = NARROWED.match(question)
    if narrowed is None:
        return before, question
    named, rest = narrowed["named"], question[narrowed.end() :]
    if _asks(named):
        run_on = RUN_ON.match(question, narrowed.start("named"))
        named, rest = (run_on["named"], run_on["rest"]) if run_on else ("", question)
    held = [name for name in newspapers if name and fold(name) in fold(named)]
    newspaper = max(held, key=len, default="")
    since, until = _days(named, today)
    is_other = "除" in named or any(name not in newspaper for name in held)  # what no filter can say
    if is_other or _asks(named) or not (newspaper or since or until):
        return before, question
    if not (since or until):
        since, until = before.since, before.until
    return Filters(newspaper or before.newspaper, since, until), rest


def _asks(named: str) -> bool:
    """Whether words ask something; 近几天 doesn't."""
    return re.search(rf"(?<!近)(?:{ASKING})", named) is not None


def _days(named: str, today: date | None) -> tuple[date | None, date | None]:
    """From the first to the last day that the words name."""
    found = ranges(named, today)
    if not found:
        return None, None
    behind = named[found[-1].span[1] :]
    since = None if re.match(UNTIL, behind) else min(period.start for period in found)
    until = None if re.match(SINCE, behind) else max(period.end for period in found)
    return since, until
