"""cut_words: the terms of a text for the word index; folding and segmentation (the only home of jieba)."""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import jieba

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"(?P<han>[{HAN}]+)|[^\W{HAN}]+(?:[.,:/'&+-][^\W{HAN}]+)*%?")
AMOUNT = re.compile(rf"(第?)([0-9]+(?:[.,][0-9]+)*)(%|[万亿千百余多几]*[{HAN}]?)")
ORDINAL = re.compile(rf"第[〇零一二三四五六七八九十百千两]+[{HAN}]?")
FOLDING = Path(__file__).parent / "folding.txt"
ONE_CHARACTER = {"wide", "narrow", "compat", "noBreak", "font", "vertical"}  # not circled or raised digits


def fold(text: str) -> str:
    """The text as it is compared: half width, Simplified, lower case; as long as the text itself.

    >>> fold("Ｇ３１８綫，爲民")
    'g318线,为民'
    """
    return text.translate(_folding())


def cut_words(text: str) -> list[str]:
    """The terms of a text for the index, repeated as they occur.

    Characters, pairs of neighbours and jieba's longer words of Chinese; Latin words and numbers whole, numbers
    also with what they count: 第27次 gives 27, 27次 and 第27次.
    """
    folded = fold(text)
    terms = [term for match in RUN.finditer(folded) for term in _cut_run(match, characters=True)]
    return terms + list(_counted(folded))


def cut_query(text: str) -> list[str]:
    """The terms of a question, each once: as cut_words, but characters only where they stand alone."""
    folded = fold(text)
    terms = [term for match in RUN.finditer(folded) for term in _cut_run(match, characters=False)]
    return list(dict.fromkeys([*terms, *_counted(folded)]))


def _cut_run(match: re.Match[str], characters: bool) -> Iterator[str]:
    """The terms of one run of Chinese, Latin or digits."""
    run = match.group()
    if match["han"] is None:
        yield run
        parts = re.findall(r"\w+", run)
        if len(parts) > 1:
            yield from parts
        return
    if characters or len(run) == 1:
        yield from run
    for i in range(len(run) - 1):
        yield run[i : i + 2]
    # Words of one or two characters are characters and pairs already.
    yield from (word for word in _tokenizer().cut_for_search(run) if len(word) > 2)


def _counted(folded: str) -> Iterator[str]:
    """Numbers with what they count: 第27次, 1200亿元, 3.5%; ordinals in Chinese numerals."""
    for match in AMOUNT.finditer(folded):
        ordinal, number, unit = match.groups()
        if unit and unit != "%":
            yield number  # the number alone stands in no run of its own only when it touches nothing
            yield number + unit
        if ordinal:
            yield "第" + number + unit
    for match in ORDINAL.finditer(folded):
        if len(match.group()) > 2:
            yield match.group()


@lru_cache(maxsize=1)
def _folding() -> dict[int, str]:
    """One character for each that is compared as another; applying it twice changes nothing more."""
    variants = {
        variant: line[0]
        for line in FOLDING.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for variant in line[1:]
    }
    table = {}
    for code in range(sys.maxunicode + 1):
        character = folded = chr(code)
        for _ in range(
            8
        ):  # until nothing changes: full width A is A is a, a compatibility form is Traditional
            step = _fold_once(folded, variants)
            if step == folded:
                break
            folded = step
        if folded != character:
            table[code] = folded
    return table


def _fold_once(character: str, variants: dict[str, str]) -> str:
    """The character one step nearer to the one it is compared as."""
    if character in variants:
        return variants[character]
    tag, *codes = unicodedata.decomposition(character).replace("<", "").replace(">", "").split() or [""]
    if not codes and tag:
        return chr(int(tag, 16))  # a canonical equivalent, as compatibility ideographs have
    if tag in ONE_CHARACTER and len(codes) == 1:
        return chr(int(codes[0], 16))
    lower = character.lower()
    return lower if len(lower) == 1 else character


@lru_cache(maxsize=1)
def _tokenizer() -> jieba.Tokenizer:
    """jieba with its dictionary loaded, once; its cache lies in the user's folder if that can be written."""
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    folder = _cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tokenizer.tmp_dir = str(folder)
    except OSError:
        pass
    with _LOADING:
        tokenizer.initialize()
    return tokenizer


_LOADING = threading.Lock()


def _cache_folder() -> Path:
    """Where programs keep what they can make again."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "wenbao"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "wenbao"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "wenbao"
