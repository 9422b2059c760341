"""Numbers in Chinese numerals, read and written: 二十七, 第一〇八, 二〇二三年."""

from __future__ import annotations

import re

DIGITS = {digit: i for i, digit in enumerate("一二三四五六七八九", 1)} | {"两": 2, "零": 0, "〇": 0, "○": 0}
MOST_DAYS = 31  # of a month
_NUMBER = re.compile(
    "(?:([一二两三四五六七八九])?(百)零?)?(?:([一二三四五六七八九])?(十))?([一二两三四五六七八九])?"
)
_YEAR = re.compile("(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=年)")
_DAY = re.compile("[一二三四五六七八九十]{1,3}(?=月|[日号](?!报))")
_ORDINAL = re.compile("(?<=第)(?:[一二三四五六七八九十百零〇两]{2,}|[二三四五六七八九十])")


def number_of(numeral: str) -> int:
    """The number that a numeral of less than a thousand writes; 0 for no numeral.

    >>> number_of("二十七"), number_of("一百零三"), number_of("一〇八"), number_of("人")
    (27, 103, 108, 0)
    """
    if numeral and DIGITS.keys() >= set(numeral):
        return int(_one_by_one(numeral))
    found = _NUMBER.fullmatch(numeral)
    if not found:
        return 0
    hundreds, hundred, tens, ten, ones = found.groups()
    return (
        100 * DIGITS.get(hundreds, 1) * bool(hundred)
        + 10 * DIGITS.get(tens, 1) * bool(ten)
        + DIGITS.get(ones, 0)
    )


def numeral_of(number: str) -> str:
    """27 as 二十七, 103 as 一百零三; numbers of a thousand and more digit by digit."""
    digits = "零一二三四五六七八九"
    if int(number) > 999:
        return "".join(digits[int(d)] for d in number)
    hundred, rest = divmod(int(number), 100)
    ten, one = divmod(rest, 10)
    tens = f"{digits[ten] if ten > 1 or hundred else ''}十" if ten else "零" if hundred and one else ""
    last = digits[one] if one or not (hundred or ten) else ""
    return (f"{digits[hundred]}百" if hundred else "") + tens + last


def arabic_days(text: str) -> str:
    """三月二十七日 as 3月 27日, 二〇二三年 as 2023年: as long as before."""
    return _DAY.sub(_day, arabic_years(text))


def arabic_ordinals(text: str) -> str:
    """第二十七次 as 第27次, 二〇二三年 as 2023年: other Chinese numerals are often part of a name."""
    return _ORDINAL.sub(lambda m: str(number_of(m[0])), arabic_years(text))


def arabic_years(text: str) -> str:
    """二〇二三年 as 2023年."""
    return _YEAR.sub(lambda m: _one_by_one(m[0]), text)


def _day(match: re.Match[str]) -> str:
    day = number_of(match[0])
    return str(day).rjust(len(match[0])) if 0 < day <= MOST_DAYS else match[0]


def _one_by_one(digits: str) -> str:
    return "".join(str(DIGITS[digit]) for digit in digits)
