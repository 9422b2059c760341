"""decode: the bytes of a stranger's file -> its text, or an error that names the place."""

from __future__ import annotations

import codecs
import re
from functools import partial

from qa.errors import InputError

WINDOW = 65_536  # bytes around a doubtful place that are looked at
MOST_CONTROLS = 0.02  # share of control characters from which a text is taken for binary data
MOST_ODD = (
    0.03  # share of characters outside Han, kana, Latin and punctuation up to which bytes read as UTF-16
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_USUAL = re.compile(
    r"[\t\r\n -~\u00a0-\u00ff\u2010-\u203b\u2460-\u24ff\u2500-\u25ff\u3000-\u30ff\u4e00-\u9fff\uff00-\uffee]"
)
_COMMON = re.compile("[的一是在不了有和人中大上年月日]")  # alike in Traditional and Simplified
# What is above ASCII in Latin-1 and windows-1252, in runs longer than such languages have.
_LATIN = re.compile("[\x80-\xffŒœŠšŽžŸƒˆ˜–—‘-‚“-„†-•…‰‹›€™]{8,}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def decode(blob: bytes, name: str, encoding: str = "") -> str:
    """The text of a file, its line ends as line feeds: in the encoding given, else by mark, UTF-8, UTF-16, GB18030, Big5.

    A text that is UTF-8 but for a few bytes is refused, never read as GB18030 or Big5.
    """
    if not blob.strip():
        raise InputError("{name} is empty: give a file that holds text", name=name)
    used = encoding or encoding_of(blob, name)
    try:
        text = blob.decode(used)
    except UnicodeDecodeError as error:
        raise _bad_byte(blob, name, used, error.start, bool(encoding)) from None
    except (LookupError, TypeError):
        raise unknown_encoding(used) from None
    controls = len(_CONTROL.findall(text, 0, WINDOW))
    if "\x00" in text or controls > MOST_CONTROLS * min(len(text), WINDOW):
        raise _binary(name)
    if meant := garbled(text):
        raise InputError("{name}: {fault}", name=name, fault=meant)
    text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    if not text.strip():
        raise InputError("{name} is empty: give a file that holds text", name=name)
    return text


def encoding_of(blob: bytes, name: str) -> str:
    """utf-8, utf-16 (by mark), utf-16-le, utf-16-be, gb18030 or cp950 (Big5): by mark, else by what the bytes can be."""
    for mark, encoding in _MARKS:
        if blob.startswith(mark):
            return encoding
    bad = _first_bad_byte(blob)
    if bad < 0 and b"\x00" not in blob[:WINDOW]:
        return "utf-8"
    for encoding in ("utf-16-le", "utf-16-be"):
        if len(blob) % 2 == 0 and _reads_well(blob[:WINDOW], encoding):
            return encoding
    if b"\x00" in blob[:WINDOW]:
        raise _binary(name)
    return "utf-8" if _is_damaged_utf8(blob, bad) else max(("gb18030", "cp950"), key=partial(_common, blob))


def garbled(text: str) -> InputError | None:
    """What is wrong with Chinese that was once read as Latin-1 and stored so: ä¸\xadå›½ for 中国."""
    runs = "".join(_LATIN.findall(text, 0, WINDOW))
    blob = bytes(ord(c) if c <= "\xff" else c.encode("cp1252")[0] for c in runs)
    for encoding in ("utf-8", "gb18030") if blob else ():
        meant = blob.decode(encoding, "ignore")
        if len(set(_COMMON.findall(meant))) > 2:
            return InputError(
                "its text was read in a wrong encoding ({odd} for {meant}): export it anew as UTF-8",
                odd=runs[:6],
                meant=meant[:2],
            )
    return None


def unknown_encoding(encoding: str) -> InputError:
    return InputError("no encoding is called {name}: say --encoding utf-8, gb18030 or utf-16", name=encoding)


def _binary(name: str) -> InputError:
    return InputError(
        "{name} holds binary data, not text: extract its text first, or say --encoding", name=name
    )


def _first_bad_byte(blob: bytes) -> int:
    """Where the bytes stop being UTF-8, -1 if nowhere; a character that their end cuts is not bad."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(blob, final=False)
    except UnicodeDecodeError as error:
        return error.start
    return -1


def _reads_well(probe: bytes, encoding: str) -> bool:
    text = probe.decode(encoding, "replace")
    return len(_USUAL.findall(text)) >= (1 - MOST_ODD) * len(text)


def _common(blob: bytes, encoding: str) -> int:
    """How many characters that stand in every Chinese text the bytes hold in an encoding: by chance, few."""
    return len(_COMMON.findall(blob[:WINDOW].decode(encoding, "ignore")))


def _is_damaged_utf8(blob: bytes, bad: int) -> bool:
    """Whether most bytes above 127 around the bad one are in valid sequences: in GB18030 few are, by chance."""
    window = blob[max(0, bad - WINDOW // 2) : bad + WINDOW // 2]
    text = window.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= character <= "\udcff" for character in text)
    high = sum(byte > 127 for byte in window)
    return high - wrong > 2 * wrong


def _bad_byte(blob: bytes, name: str, encoding: str, at: int, stated: bool) -> InputError:
    if stated:
        template = "{name} is not {encoding}: it has {place}: mend it, or say another --encoding"
    elif encoding == "utf-8":
        template = "{name} is UTF-8 with {place}: mend it, or say --encoding gb18030"
    else:
        template = "{name} is neither UTF-8 nor {encoding}, with {place}: mend it, or say its --encoding"
        encoding = encoding.upper()
    line = blob.count(b"\n", 0, at) + 1
    place = InputError(
        "a bad byte {byte} at byte {at} (line {line})", byte=f"0x{blob[at]:02x}", at=at, line=line
    )
    return InputError(template, name=name, encoding=encoding, place=place)
