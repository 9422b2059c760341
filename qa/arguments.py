"""parser(): the commands and options of the command line."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from qa.articles import printed_on
from qa.records import written_day


def parser() -> argparse.ArgumentParser:
    """Every command with its options; `command` of the result is its name."""
    whole = argparse.ArgumentParser(
        prog="wenbao", description="Ask your newspapers; get the words that answer, quoted."
    )
    commands = whole.add_subparsers(required=True, metavar="COMMAND", dest="command")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument(
            "--library", type=Path, default=Path("library"), metavar="DIR", help="default: ./library"
        )
        return sub

    add = command("add", "add newspaper pages (.txt) or articles (.jsonl, .csv), or folders of them")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument(
        "--newspaper", type=_text, default="", help="the newspaper's name, where the page doesn't say it"
    )
    add.add_argument("--date", type=_day, help="the issue's date, YYYY-MM-DD, where the page doesn't say it")
    add.add_argument(
        "--encoding", default="", help="of the files, where it isn't recognised: gb18030, utf-16 …"
    )
    add.add_argument("--dry-run", action="store_true", help="show what would be recognised; add nothing")
    _encoder_and_json(add)
    listing = command("list", "list the articles")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    show = command("show", "show one article")
    show.add_argument("id", type=_text, metavar="ID")
    show.add_argument("--json", action="store_true")
    edit = command("edit", "correct an article's title, date or newspaper")
    edit.add_argument("id", type=_text, metavar="ID")
    edit.add_argument("--title", type=_text)
    edit.add_argument("--date", type=_day)
    edit.add_argument("--newspaper", type=_text)
    _encoder_and_json(edit, with_json=False)
    command("ratings", "print the answers that users rated as lines for `evaluate`")
    remove = command("remove", "remove articles")
    remove.add_argument("ids", type=_text, nargs="+", metavar="ID")
    ask = command("ask", "ask a question; with - read one a line from standard input")
    ask.add_argument("question", type=_text, metavar="QUESTION")
    ask.add_argument("--newspaper", type=_text, default="", help="search this newspaper alone")
    ask.add_argument("--since", type=_day, help="leave out what was printed before this day, YYYY-MM-DD")
    ask.add_argument("--until", type=_day, help="leave out what was printed after this day")
    ask.add_argument(
        "--today", type=_day, help="the day that 昨天 and 去年 are counted from; default: the newest issue's"
    )
    _encoder_and_json(ask)
    evaluate = command(
        "evaluate",
        "measure the answers to a file of questions; SQuAD's passages are added to a copy of the library",
    )
    evaluate.add_argument("file", type=Path, metavar="FILE", help="SQuAD format, or lines of questions")
    evaluate.set_defaults(library=None)
    evaluate.add_argument(
        "--gold", action="store_true", help="read only the article that each question names"
    )
    evaluate.add_argument("--always", action="store_true", help="never refuse")
    _encoder_and_json(evaluate)
    reembed = command("reembed", "make all vectors anew, with another encoder if one is named")
    _encoder_and_json(reembed, with_json=False)
    serve = command("serve", "open the chat page")
    serve.add_argument("--demo", action="store_true", help="over the demo newspaper instead of a library")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 lets others in")
    serve.add_argument("--port", type=_port, default=7860, help="default: 7860; 0 takes a free one")
    serve.add_argument(
        "--name", action="append", default=[], help="a domain name that others reach it by: news.example.org"
    )
    _encoder_and_json(serve, with_json=False)
    return whole


def _encoder_and_json(command: argparse.ArgumentParser, with_json: bool = True) -> None:
    command.add_argument(
        "--encoder",
        default="",
        metavar="NAME|DIR",
        help="a sentence-transformers model instead of the bundled one",
    )
    if with_json:
        command.add_argument("--json", action="store_true", help="JSON on standard output")


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 1 << 16:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: choose one from 0 to 65535")


def _day(text: str) -> date:
    try:
        return printed_on(written_day(text) or date.fromisoformat(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write YYYY-MM-DD") from None


def _text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(f"{text!a} is not UTF-8: write it as UTF-8") from None
    return text
