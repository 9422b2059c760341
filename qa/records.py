"""read_records: a .jsonl or .csv file of articles, checked record by record, in bounded memory."""

from __future__ import annotations

import csv
import json
import re
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from qa.articles import Article, Page, content_id, printed_on
from qa.columns import unwrapped
from qa.encodings import WINDOW, decode, encoding_of, garbled, unknown_encoding
from qa.errors import InputError

BATCH = 200  # articles in a Page: what a library stores in one transaction
LONGEST_RECORD = 20_000_000  # bytes of a record; a longer one is no article
HALF = "the field {name} holds half a character or a bad byte: write it whole, as UTF-8"

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月|(\d\d))(\d{1,2})日?")
_PAGE = re.compile(r"^第?([0-9A-Za-z-]+)版$")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

Row = tuple[int, dict[str, Any] | InputError]  # number of the record's first line, and the record


def read_records(
    path: Path, newspaper: str = "", published: date | None = None, encoding: str = ""
) -> Iterator[Page | InputError]:
    """The articles of a file in Pages of at most 200; newspaper and date stand in where a record has none.

    A record that cannot be read is yielded as an InputError that names its line, and reading goes on.
    """
    rows = _csv_rows if path.suffix.lower() == ".csv" else _json_rows
    batch: list[Article] = []
    for line, row in rows(path, encoding):
        article = (
            row
            if isinstance(row, InputError)
            else _checked(row, f"{path.name}#line={line}", newspaper, published)
        )
        if isinstance(article, InputError):
            yield InputError("{name}, line {line}: {fault}", name=path.name, line=line, fault=article)
            continue
        batch.append(article)
        if len(batch) == BATCH:
            yield Page(tuple(batch), newspaper, published)
            batch = []
    if batch:
        yield Page(tuple(batch), newspaper, published)


def _checked(
    row: dict[str, Any], source: str, newspaper: str, published: date | None
) -> Article | InputError:
    try:
        return _article(row, source, newspaper, published)
    except InputError as error:
        return error


def _article(row: dict[str, Any], source: str, newspaper: str, published: date | None) -> Article:
    heads = _lines(row, "title") + _lines(row, "subtitle")
    if not _lines(row, "title"):
        heads.insert(0, "")
    title, subtitle = heads[0], "\n".join(heads[1:])
    if isinstance(row.get("text"), str):
        row = {**row, "text": unwrapped(row["text"])}
    text = "\n".join(_lines(row, "text"))
    captions = tuple(_lines(row, "captions"))
    if not text and not title and not captions:
        raise InputError("the record has no text: fill its field text, or delete the line")
    if fault := garbled(text or title):
        raise fault
    newspaper = " ".join(_lines(row, "newspaper")) or newspaper
    published = _date(row.get("published")) or published
    return Article(
        id=_id(row) or content_id(title, subtitle, text or "\n".join(captions), newspaper, published),
        title=title,
        subtitle=subtitle,
        text=text,
        newspaper=newspaper,
        published=published,
        page=_PAGE.sub(r"\1", " ".join(_lines(row, "page"))),
        captions=captions,
        credits=tuple(_lines(row, "credits")),
        url=" ".join(_lines(row, "url")),
        source=source,
    )


def _lines(row: dict[str, Any], name: str) -> list[str]:
    """The lines of a field that is a string, a number, a list of strings, or nothing."""
    value = row.get(name)
    if value is None:
        return []
    if isinstance(value, (int, float)) and not isinstance(value, bool) and name != "text":
        value = str(value)
    values = value if isinstance(value, list) and name in ("captions", "credits") else [value]
    if not all(isinstance(item, str) for item in values):
        raise InputError("the field {name} is no string: write it in quotation marks", name=name)
    text = "\n".join(values)
    if _SURROGATE.search(text):
        raise InputError(HALF, name=name)
    lines = (_CONTROLS.sub("", line).strip() for line in _LINE_ENDS.split(text))
    return [line for line in lines if line]


def _id(row: dict[str, Any]) -> str:
    """The record's id as it is, a number as its digits; "" if it has none."""
    value = row.get("id")
    if value is None or isinstance(value, str):
        if value and _SURROGATE.search(value):
            raise InputError(HALF, name="id")
        return value if value and value.strip() else ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise InputError("the field {name} is no string: write it in quotation marks", name="id")


def written_day(text: str) -> date | None:
    """2023-3-2, 2023/3/2, 2023.3.2, 2023年3月2日 or 20230302; None for other forms, ValueError for 2月30日."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, *months, day = found.groups()
    return date(int(year), int(next(filter(None, months))), int(day))


def _date(value: Any) -> date | None:
    if value is None or value == "":
        return None
    text = str(value).strip() if isinstance(value, (str, int)) else ""
    try:
        return printed_on(
            written_day(text) or datetime.fromisoformat(re.sub(r"\s*Z$", "+00:00", text)).date()
        )
    except ValueError:
        raise InputError(
            "published is {value}: write a date as 2023-03-03, or null", value=f"{value!r:.40}"
        ) from None


def _json_rows(path: Path, encoding: str) -> Iterator[Row]:
    for number, line in _file_lines(path, encoding):
        if isinstance(line, InputError):
            yield number, line
        elif line.strip():
            yield number, _json_row(line)


def _json_row(line: str) -> dict[str, Any] | InputError:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        if _SURROGATE.search(line):
            return InputError("it has a byte of another encoding: mend the line, or say --encoding")
        return InputError(
            "broken JSON at column {at} ({fault}): mend the line", at=error.colno, fault=error.msg
        )
    except (ValueError, RecursionError) as error:
        return InputError("broken JSON ({fault}): mend the line", fault=f"{error!s:.60}")
    return (
        row if isinstance(row, dict) else InputError("it is no JSON object: write one {…} a line, with text")
    )


def _file_lines(path: Path, encoding: str) -> Iterator[tuple[int, str | InputError]]:
    """Numbered lines with their ends; a byte that is bad in the file's encoding becomes a lone surrogate."""
    with path.open("rb") as file:
        probe = file.read(WINDOW)
        if not probe.strip():
            raise InputError("{name} is empty: give a file that holds articles", name=path.name)
        used = encoding or encoding_of(probe, path.name)
        file.seek(0)
        if used.lower().replace("_", "-").startswith(("utf-16", "utf16")):
            yield from enumerate(StringIO(decode(file.read(), path.name, used), newline="\n"), 1)
            return
        number = 0
        while line := file.readline(LONGEST_RECORD):
            number += 1
            if len(line) == LONGEST_RECORD:
                while line and not line.endswith(b"\n"):
                    line = file.readline(LONGEST_RECORD)
                yield (
                    number,
                    InputError(
                        "it is longer than {most} bytes: write one article a line", most=LONGEST_RECORD
                    ),
                )
                continue
            try:
                yield (
                    number,
                    line.decode(used, "surrogateescape").removeprefix("\ufeff" if number == 1 else ""),
                )
            except LookupError:
                raise unknown_encoding(used) from None


def _csv_rows(path: Path, encoding: str) -> Iterator[Row]:
    """Rows by the names of the header; after a broken row, reading goes on at the line after its first."""
    source = _file_lines(path, encoding)
    _, header = next(source, (1, ""))
    delimiter = _delimiter(header) if isinstance(header, str) else ""
    if isinstance(header, InputError) or not delimiter:
        yield (
            1,
            InputError("the first line names no column text: write a header such as id,title,text,published"),
        )
        return
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter))]
    csv.field_size_limit(LONGEST_RECORD)
    waiting: deque[tuple[int, str | InputError]] = deque()
    while True:
        taken: list[tuple[int, str | InputError]] = []
        try:
            values = next(csv.reader(_taking(waiting, source, taken), delimiter=delimiter, strict=True), None)
            if values is None:
                return
            row: dict[str, Any] | InputError = dict(zip(names, values, strict=False))
            if len(values) > len(names):
                row = InputError(
                    "it has {size} fields, the header {names}: put quotes round a text with {delimiter}",
                    size=len(values),
                    names=len(names),
                    delimiter=delimiter,
                )
        except (csv.Error, InputError) as error:
            waiting.extendleft(reversed(taken[1:]))
            row = (
                error
                if isinstance(error, InputError)
                else InputError("broken CSV ({fault}): mend the quotes", fault=error)
            )
            values = [""]
        if values:
            yield taken[0][0], row


def _taking(
    waiting: deque[tuple[int, str | InputError]],
    source: Iterator[tuple[int, str | InputError]],
    taken: list[tuple[int, str | InputError]],
) -> Iterator[str]:
    """Lines for one row, noted as they are taken."""
    while True:
        item = waiting.popleft() if waiting else next(source, None)
        if item is None:
            return
        taken.append(item)
        if isinstance(item[1], InputError):
            raise item[1]
        yield item[1]


def _delimiter(header: str) -> str:
    for delimiter in ",;\t":
        if "text" in [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]:
            return delimiter
    return ""
