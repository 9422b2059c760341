"""cut_words: the terms of a text for the word index; folding and segmentation (the only home of jieba)."""

from __future__ import annotations

import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

from embeddings.cache import cache_folder
from qa.folding import fold

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{HAN}]+|[^\W{HAN}]+(?:[.,:/'&+-][^\W{HAN}]+)*%?")
IS_HAN, HAN_RUN = re.compile(rf"[{HAN}]"), re.compile(rf"[{HAN}]+")
RULES = 2  # by which texts are cut: what was cut by other ones is cut anew
AROUND = 16  # characters that tell how a word is cut
LATIN = re.compile(
    r"[^\W\d_]+|\d{3,}"
)  # the parts of COVID-19 or 2023-03-03 that are worth a term of their own
AMOUNT = re.compile(rf"(第?)([0-9]+(?:[.,][0-9]+)*)(%|[万亿千百余多几]*[{HAN}]?)")
SPACED = re.compile(rf" (?<=[{HAN}] ) ?(?=[{HAN}])")  # begins with the space, which is sooner found
SPACED_NAME = re.compile(
    rf"(?<![{HAN}])([{HAN}]) {{1,2}}(?=[{HAN}])"
)  # of a question: its words may be spaced
ORDINAL = re.compile(rf"第[〇零一二三四五六七八九十百千两]+[{HAN}]?")


def cut_words(text: str) -> list[str]:
    """The terms of a text for the index, repeated as they occur.

    Characters, pairs of neighbours and jieba's longer words of Chinese; Latin words and numbers whole,
    numbers also with what they count: 第27次 gives 27, 27次 and 第27次. Pairs also across a space, for papers print names
    of two characters as wide as those of three.
    """
    folded = fold(text)
    runs = RUN.findall(folded)
    terms = [term for run in runs for term in (*_characters(run), *_cut_run(run))]
    return [*terms, *_counted(folded), *_across(folded)]


def cut_query(text: str) -> list[str]:
    """The terms of a question, each once: as cut_words, but characters only if there is nothing else."""
    folded = SPACED_NAME.sub(r"\1", fold(text))
    runs = RUN.findall(folded)
    terms = [term for run in runs for term in _cut_run(run)] + list(_counted(folded))
    return list(dict.fromkeys(terms or [term for run in runs for term in _characters(run)]))


def unspaced(folded: str) -> str:
    """A folded text without the spaces between Chinese characters.

    >>> unspaced("记者 方 晴")
    '记者方晴'
    """
    return SPACED.sub("", folded)


def _across(folded: str) -> Iterator[str]:
    """Pairs of characters with a space between them: 方　晴."""
    return (folded[gap.start() - 1] + folded[gap.end()] for gap in SPACED.finditer(folded))


def _characters(run: str) -> Iterator[str]:
    """The Chinese characters of a run."""
    return iter(run) if IS_HAN.match(run) else iter(())


def segment(text: str) -> list[str]:
    """The folded text cut into words, each character in exactly one of them."""
    return list(_tokenizer().lcut(fold(text)))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Characters start to end, grown so that neither end lies within a word of the dictionary.

    >>> whole_words("增设4个站点", 2, 5)
    (2, 6)
    """
    for run in HAN_RUN.finditer(text, max(0, start - AROUND), end + AROUND):
        at = run.start()
        for word in _tokenizer().cut(fold(run[0]), HMM=False):
            behind = at + len(word)
            start, end = at if at < start < behind else start, behind if at < end < behind else end
            at = behind
    return start, end


def word_starts(text: str) -> set[int]:
    """Where words of the dictionary begin and end; between characters that are in none there is a start each.

    >>> sorted(word_starts("普京多次"))
    [0, 2, 4]
    """
    return set(accumulate(map(len, _tokenizer().cut(fold(text), HMM=False)), initial=0))


def load_dictionary() -> None:
    """Load jieba's dictionary now, half a second, instead of with the first question."""
    _tokenizer()


def is_common(word: str) -> bool:
    """Whether a word of two or three characters is in the dictionary as something else than a name."""
    tag = tag_of(word) if len(word) in (2, 3) else ""
    return bool(tag) and not tag.startswith("nr")


def tag_of(word: str) -> str:
    """The kind of word that jieba's dictionary takes it for (n, ns, nt, v …), "" for one that it doesn't hold."""
    return _tags().get(word, "")


def literal_terms(word: str) -> list[str]:
    """The terms that every passage with these characters has in the index: pairs, Latin words and numbers.

    >>> literal_terms("常务会议")
    ['常务', '务会', '会议']
    """
    terms: list[str] = []
    for run in RUN.findall(fold(word)):
        is_long = IS_HAN.match(run) and len(run) > 1
        terms += [run[i : i + 2] for i in range(len(run) - 1)] if is_long else [run]
    return list(dict.fromkeys(terms))


def _cut_run(run: str) -> Iterator[str]:
    """The longer terms of one run of Chinese, Latin or digits."""
    if IS_HAN.match(run):
        for i in range(len(run) - 1):
            yield run[i : i + 2]
        # Words of one or two characters are characters and pairs already.
        yield from (word for word in _tokenizer().cut_for_search(run) if len(word) > 2)
        return
    yield run
    parts = LATIN.findall(run)
    if parts and parts != [run]:
        yield from parts


def _counted(folded: str) -> Iterator[str]:
    """Numbers with what they count: 第27次, 860亿元, 3.5; ordinals in Chinese numerals."""
    for match in AMOUNT.finditer(folded):
        ordinal, number, unit = match.groups()
        if unit:
            yield number if unit == "%" else number + unit
        if ordinal:
            yield "第" + number + unit
    for match in ORDINAL.finditer(folded):
        if len(match.group()) > 2:
            yield match.group()


def _tokenizer() -> Any:
    """jieba with its dictionary loaded, once for all threads."""
    with _LOADING:
        return _load_tokenizer()


@lru_cache(maxsize=1)
def _load_tokenizer() -> Any:
    """Load jieba in silence; its cache lies in the user's folder if that can be written."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's source has old escapes, and it asks for pkg_resources
        import jieba
    jieba.setLogLevel(logging.CRITICAL + 1)  # it logs that it cannot write its cache; it can do without
    tokenizer = jieba.Tokenizer()
    try:
        folder = cache_folder()
        tokenizer.tmp_dir = str(folder)
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # no home, or one that cannot be written
        pass
    tokenizer.cache_file = f"jieba-{jieba.__version__}.cache"
    tokenizer.initialize()
    return tokenizer


_LOADING = threading.Lock()


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    """Read from jieba's dictionary when the first word is asked for."""
    with _tokenizer().get_dict_file() as file:
        entries = (line.decode("utf-8").split() for line in file)
        return {word: sys.intern(tag) for word, _, tag in entries}
