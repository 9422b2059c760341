"""The command line: add | list | show | edit | remove | ratings | ask | evaluate | reembed | serve."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from tqdm import tqdm

from embeddings.encoder import Encoder, ModelError, SentenceEncoder
from qa.adding import Adding, Said
from qa.arguments import parser
from qa.errors import BusyError, InputError, LibraryError, WenbaoError
from qa.library import Correction, Library
from qa.output import article_dict, plain, print_json, summary
from qa.words import load_dictionary

if TYPE_CHECKING:
    from qa.chat import Assistant

DEMO = Path(__file__).parent / "demo"
OK, FAILED, INTERRUPTED = 0, 1, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 done, 1 something was refused, 2 wrong usage, 130 interrupted."""
    _write_utf8()
    args = parser().parse_args(argv)
    try:
        return RUN[args.command](args)
    except (WenbaoError, ModelError) as error:
        return _say(str(error))
    except BrokenPipeError:  # `wenbao list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        return _say(f"{error.filename or 'the system'}: {error.strerror}: mend that, then repeat the command")
    except KeyboardInterrupt:
        goes_on = "; what was reported is kept, the same command goes on from here"
        print(f"wenbao: stopped{goes_on if args.command in ('add', 'reembed') else ''}", file=sys.stderr)
        return INTERRUPTED


def _write_utf8() -> None:
    """Programs read UTF-8 whatever the locale is; a terminal gets its own encoding, and nothing stops the output."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _encoder(args: argparse.Namespace) -> Encoder:
    if args.encoder:
        return SentenceEncoder.load(args.encoder)
    from embeddings.bundled import BundledEncoder  # `list` must not pay for the runtime

    return BundledEncoder.load()


def _say(message: str) -> int:
    print(f"wenbao: {' '.join(message.split())}", file=sys.stderr)
    return FAILED


def _add(args: argparse.Namespace) -> int:
    adding = Adding(Said(args.newspaper, args.date, args.encoding))
    files = adding.files(args.paths)
    if args.dry_run:
        for path in files:
            _preview(path, adding, args.json)
        return _report(adding.errors)
    try:
        if files:  # else no library is made
            encoder = _encoder(args)
            adding.add(Library.open(args.library, create=True), encoder, files)
    except (WenbaoError, OSError):
        _report(adding.errors)
        raise
    counts = {name: getattr(adding, name) for name in ("added", "replaced", "removed", "skipped")}
    if args.json:
        print_json(counts | {"errors": [str(error) for error in adding.errors]})
    else:
        done = "{added} articles added, {replaced} replaced, {removed} removed, {skipped} already there"
        print(done.format(**counts))
    return _report(adding.errors)


def _report(errors: Iterable[WenbaoError]) -> int:
    code = OK
    for error in errors:
        code = _say(str(error))
    return code


def _preview(path: Path, adding: Adding, as_json: bool) -> None:
    for page in adding.pages(path):
        if not as_json:
            print(f"{path}: {page.newspaper or '?'} {page.published or '?'} 第{page.number or '?'}版")
        for article in page.articles:
            print_json(article_dict(article)) if as_json else print(summary(article))
        for line in () if as_json else page.furniture:
            print(f"  版面  {line}")


def _list(args: argparse.Namespace) -> int:
    for article in Library.open(args.library).articles():
        if args.json:
            print_json(article_dict(article))
        else:
            headline = article.title or article.text[:30]
            print(
                f"{article.id}  {article.published or '----------'}  {article.newspaper or '--'}  {headline}"
            )
    return OK


def _show(args: argparse.Namespace) -> int:
    article = Library.open(args.library).article(args.id)
    if args.json:
        print_json(article_dict(article))
        return OK
    print("\n".join(line for line in (article.title, article.subtitle) if line))
    facts = (
        article.newspaper,
        str(article.published or ""),
        article.page and f"第{article.page}版",
        article.source,
    )
    print("  ".join(fact for fact in facts if fact), article.text, sep="\n\n")
    for line in (*(f"▲{caption}" for caption in article.captions), *article.credits):
        print(line)
    return OK


def _edit(args: argparse.Namespace) -> int:
    given = {"title": args.title, "published": args.date, "newspaper": args.newspaper}
    changes = Correction(**{name: value for name, value in given.items() if value is not None})  # type: ignore[typeddict-item]
    if not changes:
        raise InputError("nothing to change: give --title, --date or --newspaper")
    Library.open(args.library).edit(args.id, _encoder(args), changes)
    return OK


def _remove(args: argparse.Namespace) -> int:
    library = Library.open(args.library)
    removed, errors = 0, []
    for article_id in dict.fromkeys(args.ids):
        try:
            removed += library.remove([article_id])
        except BusyError:
            raise
        except LibraryError as error:  # an unknown id: the others go all the same
            errors.append(error)
    print(f"{removed} articles removed")
    return _report(errors)


def _ratings(args: argparse.Namespace) -> int:
    from qa.conversations import Conversations, evaluation_line

    rated = list(Conversations.beside(Library.open(args.library).folder).rated())
    lines = [line for kept in rated if (line := evaluation_line(kept))]
    for line in lines:
        print_json(line)
    if len(lines) < len(rated):
        print(
            f"wenbao: {len(rated) - len(lines)} more are rated, without what would have been right",
            file=sys.stderr,
        )
    return OK


def _reembed(args: argparse.Namespace) -> int:
    library = Library.open(args.library)
    with tqdm(total=library.passage_count(), unit="passage", disable=None) as bar:
        library.reembed(_encoder(args), bar.update)
    print(f"{library.passage_count()} passages embedded with {library.encoder_name}")
    return OK


def _open(args: argparse.Namespace) -> Assistant:
    from qa.chat import Assistant

    Library.open(args.library)  # a missing library is told before the models are loaded
    Thread(target=load_dictionary, daemon=True).start()  # while the encoder loads: both are half a second
    return Assistant.open(args.library, _encoder(args))


def _ask(args: argparse.Namespace) -> int:
    from qa.asking import parse_line

    assistant = _open(args)
    chosen = {name: getattr(args, name) for name in ("newspaper", "since", "until", "today")}
    if args.question != "-":
        answer = assistant.ask(args.question, **chosen)
        print_json(answer.as_dict()) if args.json else print(plain(answer))
        return OK
    code = OK
    for line in sys.stdin.buffer:
        if not line.strip() and not args.json:
            continue  # a program counts on an answer to every line, a person doesn't
        try:
            question, history = parse_line(line, assistant.library)
            answer = assistant.ask(question, history, **chosen)
        except WenbaoError as error:
            print_json({"error": str(error)}) if args.json else _say(str(error))
            code = FAILED
            continue
        print_json(answer.as_dict()) if args.json else print(plain(answer), flush=True)
    return code


def _evaluate(args: argparse.Namespace) -> int:
    from qa.evaluation import evaluate, read_questions, table

    questions = read_questions(args.file)
    library = args.library or (None if questions[0].context else Path("library"))
    found = evaluate(questions, library, _encoder(args), args.gold, args.always)
    print_json(found) if args.json else print(table(found))
    return OK


def _serve(args: argparse.Namespace) -> int:
    if not args.demo:
        return _serve_library(args)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(OK))  # else the folder stays
    with tempfile.TemporaryDirectory(prefix="wenbao-demo-") as folder:
        args.library = Path(folder)
        encoder = _encoder(args)
        library = Library.open(args.library, create=True)
        adding = Adding()
        adding.add(library, encoder, adding.files([DEMO]))
        return _serve_library(args)


def _serve_library(args: argparse.Namespace) -> int:
    assistant = _open(args)
    import app

    app.serve(assistant, host=args.host, port=args.port, names=args.name)
    return OK


RUN = {
    "add": _add,
    "list": _list,
    "show": _show,
    "edit": _edit,
    "remove": _remove,
    "ratings": _ratings,
    "ask": _ask,
    "evaluate": _evaluate,
    "reembed": _reembed,
    "serve": _serve,
}


if __name__ == "__main__":
    sys.exit(main())
