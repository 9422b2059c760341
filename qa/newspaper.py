"""read_page: the text of a printed page -> its articles, captions, credits and furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from qa.articles import Article, Page, content_id
from qa.bylines import newspaper_in
from qa.columns import join_lines, join_paragraphs
from qa.encodings import decode
from qa.entries import with_entries
from qa.errors import InputError
from qa.folding import plain
from qa.lines import (
    CAPTION_MARK,
    DATE,
    DAY,
    EDGE_NUMBER,
    ISSUE,
    MASTHEAD,
    NUMBER,
    SECTION,
    Kind,
    Line,
    cut_lines,
    normal_line_ends,
    usual_gap,
)
from qa.numerals import arabic_days, number_of
from qa.parts import Part, find_parts, is_label
from qa.records import read_records

LARGEST_PAGE = 50 << 20  # bytes; the biggest printed pages have some 100 kB of text
ALIKE = 3  # columns by which full lines of one column differ
FEWEST_INNER = 10  # lines within sentences from which blank lines are judged
UNEVEN = 0.2  # share of them with fewer or more blank lines than is usual
RECORD_SUFFIXES = (".jsonl", ".csv")
SUFFIXES = (".txt", *RECORD_SUFFIXES)
UNREADABLE = "{path} cannot be read ({fault}): check its permissions"

_FILE_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_.年]?(\d{1,2})(?:(?<=\d\d)|[-_.月])[-_.月]?(\d{1,2})日?(?!\d)"
)
_FILE_NUMBER = re.compile(r"^[-_. 第日)）]*([A-Z]?\d{1,3})版?(?!\d)")
_FILE_PAGE = re.compile(r"(?<!\d)第?([A-Z]?\d{1,3})版|(?<=[\u3400-\u9fff] )([A-Z]\d{1,2})$")
_FILE_NEWSPAPER = re.compile(r"[\u3400-\u9fff]{2,}")
_MARKS = re.compile(r"(?:(?<=^)|(?<=[\s。！？”）)]))[▲△▼▽▴▾◢◣◤◥]+")
_PERSON = r"[\u3400-\u9fff](?:[\u3400-\u9fff]{1,3}|\s[\u3400-\u9fff])"
_LAST_CREDIT = re.compile(
    rf"(?<=[。！？”）\s])(?:[（(][^（）()。]{{2,30}}(?:摄|供图)[）)]"
    rf"|(?:[\u3400-\u9fff]{{0,10}}(?:记者|通讯员)\s*)(?:{_PERSON}[\s、]*){{1,3}}(?:摄|图|供图)|{_PERSON}\s*摄|\S{{2,12}}供图)$"
)


def read_page(text: str, name: str, newspaper: str = "", published: date | None = None) -> Page:
    """The articles of one page; what the arguments leave open, the file's name says, or the page itself.

    Each printed character of the text is found once in the articles' text, title, subtitle, captions and
    credits or in the furniture. Sources count the characters of the text, each line end as one.
    """
    text = normal_line_ends(text)
    lines = with_entries(_evened(cut_lines(text)))
    blank = usual_gap(lines)
    furniture = [line for line in lines if line.kind is Kind.FURNITURE]
    parts, headlines_first = find_parts(_without_furniture(lines), blank)
    groups = _grouped(parts, headlines_first)
    furniture += [line for group in groups if is_label(group) for line in group[0].lines]
    groups = [group for group in groups if not is_label(group)]
    facts = _facts(name, furniture, lines, newspaper, published)
    marks = [(part.lines[0].start, mark) for part in parts for mark in _caption(part)[2]]
    printed = sorted([(line.start, line.text) for line in furniture] + marks, key=lambda item: item[0])
    articles = [_article(group, blank, name, facts) for group in groups]
    held = tuple(x for x in articles if x.title or x.text or x.captions or x.credits)  # more than a lone mark
    return replace(facts, articles=held, furniture=tuple(words for _, words in printed))


def _evened(lines: Sequence[Line]) -> list[Line]:
    """Where blank lines come and go within sentences they tell nothing: none is smaller than most of those."""
    inner = sorted(
        line.gap
        for before, line in pairwise(lines)
        if not before.is_closed and line.kind is Kind.TEXT and abs(before.width - line.width) <= ALIKE
    )
    uneven = len(inner) - max(Counter(inner).values(), default=0)
    if len(inner) < FEWEST_INNER or uneven < UNEVEN * len(inner):
        return list(lines)
    most = inner[-1 - len(inner) // 20]
    return [replace(line, gap=max(line.gap, most)) for line in lines]


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The other lines; one that follows furniture stands apart from what was printed before."""
    kept: list[Line] = []
    apart = 0
    for line in lines:
        if line.kind is Kind.FURNITURE:
            apart = 1
        else:
            kept.append(replace(line, gap=line.gap + apart))
            apart = 0
    return kept


def _grouped(parts: Sequence[Part], headlines_first: bool) -> list[list[Part]]:
    """The parts of each article, by where headlines stand on the page and by words that begin an article."""
    groups: list[list[Part]] = [[]]
    held: set[Kind] = set()  # kinds of lines in the last group
    for part in parts:
        if headlines_first:
            begins = part.kind is Kind.HEAD and not held <= {Kind.CAPTION, Kind.CREDIT}
        else:
            begins = Kind.HEAD in held
        if begins or (part.lines[0].kind is Kind.LEAD and held & {Kind.TEXT, Kind.LEAD}):
            groups.append([])
            held = set()
        groups[-1].append(part)
        held |= {line.kind for line in part.lines} if part.kind is Kind.TEXT else {part.kind}
    if len(groups) > 1 and {part.kind for part in groups[-1]} <= {Kind.CAPTION, Kind.CREDIT}:
        pictures = groups.pop()  # below the last headline
        groups[-1] += pictures
    return [group for group in groups if group]


def _article(group: Sequence[Part], blank: int, name: str, page: Page) -> Article:
    heads = [line.text for part in group if part.kind is Kind.HEAD for line in part.lines]
    body = [line for part in group if part.kind is Kind.TEXT for line in part.lines]
    subheads = frozenset(part.lines[0].start for part in group if part.is_subhead)
    paragraphs = join_paragraphs(body, blank, subheads) if body else []
    pictures = [_caption(part) for part in group]
    captions = tuple(words for picture in pictures for words in picture[0])
    if not paragraphs and not captions:  # nothing but a headline: what follows its first line is the text
        heads, paragraphs = ([], heads) if len(heads) == 1 else (heads[:1], heads[1:])
    title, subtitle, text = "".join(heads[:1]), "\n".join(heads[1:]), "\n".join(paragraphs)
    lines = [line for part in group for line in part.lines]
    return Article(
        id=content_id(title, subtitle, text or "\n".join(captions), page.newspaper, page.published),
        title=title,
        subtitle=subtitle,
        text=text,
        newspaper=page.newspaper,
        published=page.published,
        page=page.number,
        captions=captions,
        credits=tuple(words for picture in pictures for words in picture[1]),
        source=f"{name}#char={lines[0].start},{lines[-1].end}",
    )


def _caption(part: Part) -> tuple[list[str], list[str], list[str]]:
    """Captions, credits and caption marks of a part; a credit at a caption's end stands for itself."""
    if part.kind is Kind.CREDIT:
        return [], [line.text for line in part.lines], []
    if part.kind is not Kind.CAPTION:
        return [], [], []
    joined = join_lines(part.lines)
    mark = CAPTION_MARK.match(joined)
    rest = joined[mark.end() :] if mark else joined
    marks = ([mark.group()] if mark else []) + _MARKS.findall(rest)
    captions = [piece.strip() for piece in _MARKS.split(rest) if piece.strip()]
    credit = _LAST_CREDIT.search(plain(captions[-1])) if captions else None
    if credit is None:
        return captions, [], marks
    captions[-1], signed = captions[-1][: credit.start()].rstrip(), captions[-1][credit.start() :]
    return [words for words in captions if words], [signed], marks


def _facts(
    name: str, furniture: Sequence[Line], lines: Sequence[Line], newspaper: str, published: date | None
) -> Page:
    """Newspaper, date and number of the page: as stated, else by the file's name, the furniture, the bylines."""
    file_newspaper, file_published, file_number = _file_facts(name)
    words = [line.text for line in furniture]
    signs = list(map(plain, words))
    printed_date = next((day for day in map(_printed_date, signs) if day), None)
    bare = [
        ISSUE.sub(" ", DAY.sub(" ", line)).strip() for line in signs
    ]  # 今日8版 is no page, nor the 16 of 2025/05/16
    numbers = [*map(NUMBER.search, bare), *map(EDGE_NUMBER.search, bare)]
    number = next((found for found in numbers if found), None)
    printed_number = next(group for group in number.groups() if group) if number else ""
    if printed_number[:1] in "一二三四五六七八九十":
        printed_number = str(number_of(printed_number) or "")
    return Page(
        articles=(),
        newspaper=newspaper or file_newspaper or _printed_newspaper(words, lines),
        published=published or file_published or printed_date,
        number=file_number or printed_number,
    )


def _file_facts(name: str) -> tuple[str, date | None, str]:
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    found = _FILE_DATE.search(stem)
    before, after = (stem[: found.start()], stem[found.end() :]) if found else (stem, "")
    pieces = _FILE_NEWSPAPER.findall(_FILE_PAGE.sub(" ", before))
    papers = [p for p in pieces if (found or MASTHEAD.match(p)) and not SECTION.fullmatch(p)]
    papers += [p for p in _FILE_NEWSPAPER.findall(after) if MASTHEAD.fullmatch(p)]
    number = (_FILE_NUMBER.match(after) or _FILE_PAGE.search(stem)) if found else None
    return (
        papers[0] if papers else "",
        _date_of(found) if found else None,
        (number[1] or number[2]) if number else "",
    )


def _printed_date(words: str) -> date | None:
    found = DATE.search(arabic_days(words))
    return _date_of(found) if found else None


def _date_of(found: re.Match[str]) -> date | None:
    try:
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:
        return None


def _printed_newspaper(furniture: Sequence[str], lines: Sequence[Line]) -> str:
    """The name in the masthead, else the one that all bylines agree on, else ""."""
    for words in furniture:
        for piece in re.split(r"[\s|｜/／·•:：]+|\d{4}年", words):
            if len(piece) > 2 and MASTHEAD.fullmatch(plain(piece)):
                return piece
    named = {
        paper for line in lines if line.kind is not Kind.TEXT for paper in [newspaper_in(line.text)] if paper
    }
    return named.pop() if len(named) == 1 else ""


def read_pages(
    path: Path, newspaper: str = "", published: date | None = None, encoding: str = ""
) -> Iterator[Page | InputError]:
    """The pages of one file: a printed page of a .txt, batches of articles of a .jsonl or .csv."""
    try:
        if path.suffix.lower() in RECORD_SUFFIXES:
            yield from read_records(path, newspaper, published, encoding)
        else:
            yield _read_text_page(path, newspaper, published, encoding)
    except OSError as error:
        raise InputError(UNREADABLE, path=path, fault=error.strerror) from None


def _read_text_page(path: Path, newspaper: str, published: date | None, encoding: str) -> Page:
    size = path.stat().st_size
    if size > LARGEST_PAGE:
        raise InputError(
            "{name} has {size} MB, a page at most {most}: split it, or use .jsonl",
            name=path.name,
            size=size >> 20,
            most=LARGEST_PAGE >> 20,
        )
    return read_page(decode(path.read_bytes(), path.name, encoding), path.name, newspaper, published)


def page_files(paths: Iterable[Path]) -> list[Path]:
    """The files named and those of the folders named, in order; in folders, files of other kinds are passed over."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            held = sorted(
                file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file()
            )
            if not held:
                raise InputError(f"{path} holds no {', '.join(SUFFIXES)} file: name a folder that does")
            files += held
        elif not path.exists():
            raise InputError(f"{path} does not exist: check the path")
        elif path.suffix.lower() not in SUFFIXES or not path.is_file():
            raise InputError(f"{path} is no {', '.join(SUFFIXES)} file: save its text as one of them")
        else:
            files.append(path)
    return list(dict.fromkeys(files))
