"""A text's characters as they are compared (fold), read (simplified), or looked at for signs of print (plain)."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

FOLDING = Path(__file__).parent / "folding.txt"
_CODES = f"utf-32-{'le' if sys.byteorder == 'little' else 'be'}"  # an array's own numbers
ONE_CHARACTER = {"wide", "narrow", "compat", "noBreak", "font", "vertical"}  # not circled or raised digits


def fold(text: str) -> str:
    """The text as it is compared: half width, Simplified, lower case; as long as the text itself.

    >>> fold("Ｇ３１８綫，爲民")
    'g318线,为民'
    """
    codes = np.frombuffer(text.encode(_CODES, "surrogatepass"), np.uint32)
    table = _folding()
    folded = table.characters[codes]
    if not folded.all():  # one that was never met before
        for code in set(codes[folded == 0].tolist()):
            table.characters[code] = ord(table.folded(chr(code)))
        folded = table.characters[codes]
    return folded.tobytes().decode(_CODES, "surrogatepass")


@lru_cache(maxsize=512)  # an article's text is looked at for each stretch of it that may answer
def simplified(text: str) -> str:
    """The text in the characters that the reader learnt, Traditional ones as Simplified; as long as the text itself.

    >>> simplified("顧明瀾著《乾淨》")
    '顾明澜著《乾净》'
    """
    return text.translate(_traditional())


def plain(text: str) -> str:
    """Simplified characters, half-width digits and letters; as long as the text itself.

    >>> plain("本報訊（記者 顧 言）Ａ０３版")
    '本报讯（记者 顾 言）A03版'
    """
    return text if text.isascii() else text.translate(_plain())


class _Folding:
    """For each code point that of the character it is compared as, found when it is first met; 0 before."""

    def __init__(self) -> None:
        lines = FOLDING.read_text(encoding="utf-8").splitlines()
        self.variants = {v: line[0] for line in lines if not line.startswith("#") for v in line[1:]}
        self.characters = np.zeros(sys.maxunicode + 1, np.uint32)

    def folded(self, character: str) -> str:
        for _ in range(8):  # full width A is A is a; a compatibility form is Traditional is Simplified
            character = self._step(character)
        return character

    def _step(self, character: str) -> str:
        """The character, one step nearer to the one it is compared as."""
        if character in self.variants:
            return self.variants[character]
        tag, _, codes = unicodedata.decomposition(character).rpartition(">")
        if codes and " " not in codes.strip() and (not tag or tag[1:] in ONE_CHARACTER):
            return chr(int(codes, 16))
        lower = character.lower()
        return lower if len(lower) == 1 else character


@cache
def _traditional() -> dict[int, str]:
    """Traditional characters, without those that Simplified texts use too (著, 乾); the dots that foreign names have."""
    table = _folding()
    told = {ord(v): table.folded(v) for v in table.variants if not v.encode("gb2312", "ignore")}
    return told | dict.fromkeys(map(ord, "•・‧∙"), "·")


@cache
def _folding() -> _Folding:
    """The table, read once."""
    return _Folding()


@cache
def _plain() -> dict[int, str]:
    wide = [chr(code) for code in range(ord("０"), ord("ｚ") + 1) if chr(code).isalnum()]
    return _traditional() | {ord(sign): chr(ord(sign) - 0xFEE0) for sign in wide}
