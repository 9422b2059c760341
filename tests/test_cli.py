"""The command line as a program calls it: JSON on standard output, messages on standard error, exit codes."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qa.adding import Adding
from qa.answers import Answer
from qa.asking import parse_line
from qa.conversations import Conversations, Rating
from qa.library import Library

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "qa" / "demo"
QUESTION = "谁主持召开了区政府第41次常务会议？"


def wenbao(*args: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qa", *map(str, args)]
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        cwd=ROOT,
        timeout=120,
        env=os.environ | environment,
    )


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "library"
    done = wenbao("add", "--library", folder, "--json", DEMO)
    assert (done.returncode, json.loads(done.stdout)["errors"]) == (0, [])
    return folder


def test_an_answer_is_one_object_whose_quote_is_a_slice_of_the_listed_article(library: Path) -> None:
    done = wenbao("ask", "--json", "--library", library, QUESTION)
    [answer] = lines(done.stdout)
    listed = {a["id"]: a for a in lines(wenbao("list", "--json", "--library", library).stdout)}
    citation = answer["citations"][0]
    text = listed[citation["article"]][citation["field"]]
    assert done.returncode == 0
    assert citation["quote"] == text[citation["start"] : citation["end"]]
    assert "".join(text[s:e] for s, e in citation["marks"]) == answer["answer"] == "沈怀远"


def test_a_filter_leaves_out_and_says_so(library: Path) -> None:
    ask = ("ask", "--json", "--library", library, QUESTION)
    [kept] = lines(
        wenbao(*ask, "--newspaper", "临澄日报", "--since", "2025-05-16", "--until", "2025-05-16").stdout
    )
    [none] = lines(wenbao(*ask, "--until", "2025-05-01").stdout)
    [other] = lines(wenbao(*ask, "--newspaper", "南屏日报").stdout)
    assert kept["answer"] == "沈怀远"
    assert none["found"] is other["found"] is False
    assert none["reason"] == other["reason"] == "所选的报纸和日期里没有报道"


def test_questions_are_read_a_line_each_and_a_bad_line_gets_an_error_in_its_place(library: Path) -> None:
    asked = [
        QUESTION,
        json.dumps({"question": "还有谁参加了？", "history": [{"question": QUESTION, "answer": "沈怀远"}]}),
        '{"history": 3}',
        "谁主持召开了区政府第99次常务会议？",
    ]
    done = wenbao("ask", "--json", "--library", library, "-", stdin="\n".join(asked) + "\n")
    first, second, third, fourth = lines(done.stdout)
    assert done.returncode == 1  # a line was refused
    assert first["found"]
    assert "41" in second["understood"]
    assert list(third) == ["error"]
    assert (fourth["found"], fourth["answer"], fourth["citations"]) == (False, "", [])
    assert fourth["reason"]


def test_every_line_gets_one_object_whatever_it_holds_and_whatever_the_locale_is(library: Path) -> None:
    broken = [
        "",
        '{"question": null}',
        '{"question": "\\ud800"}',
        '{"question": "谁？", "history": ' + "[" * 100_000,
        "谁\udcff主持召开会议？",  # a byte that is not UTF-8
    ]
    history = [{"question": "谁参加了？", "answer": None, "understood": None}]
    null = json.dumps({"question": QUESTION, "history": history}, ensure_ascii=False)
    stdin = "\n".join([*broken, null]) + "\r\n"
    done = wenbao("ask", "--json", "--library", library, "-", stdin=stdin, PYTHONIOENCODING="ascii")
    *errors, last = lines(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert [list(error) for error in errors] == [["error"]] * len(broken)
    assert last["answer"] == "沈怀远"


def test_an_earlier_output_object_keeps_the_conversation_at_its_article(library: Path) -> None:
    [first] = lines(wenbao("ask", "--json", "--library", library, QUESTION).stdout)
    with closing(Library.open(library)) as opened:
        line = json.dumps({"question": "还有谁参加了？", "history": [first]}).encode()
        _, [turn] = parse_line(line, opened)
        _, [later] = parse_line(line.replace(first["citations"][0]["article"].encode(), b"removed"), opened)
    assert [c.quote for c in turn.answer.citations] == [c["quote"] for c in first["citations"]]
    assert len(later.answer.citations) < len(turn.answer.citations)


def test_a_file_name_of_another_encoding_is_refused_and_everything_else_is_added(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("望江亭昨日重新开放。", encoding="utf-8")
    try:
        (folder / "\udcc1\udcd9.txt").write_text("门票三十元。", encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    done = wenbao("add", "--library", tmp_path / "library", folder)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "rename" in done.stderr
    assert done.stdout.startswith("1 articles added")


def test_a_file_that_the_system_cannot_read_is_refused_and_everything_else_is_added(tmp_path: Path) -> None:
    (tmp_path / "gone.csv").write_text("text\n", encoding="utf-8")
    (tmp_path / "page.txt").write_text("望江亭昨日重新开放。", encoding="utf-8")
    adding = Adding()
    files = adding.files([tmp_path])
    (tmp_path / "gone.csv").unlink()
    assert [len(list(adding.pages(path))) for path in files] == [0, 1]
    assert len(adding.errors) == 1
    assert "gone.csv" in str(adding.errors[0])


def test_the_same_files_again_change_nothing(library: Path) -> None:
    before = wenbao("list", "--json", "--library", library).stdout
    done = json.loads(wenbao("add", "--library", library, "--json", DEMO).stdout)
    assert (done["added"], done["skipped"]) == (0, len(before.splitlines()))
    assert wenbao("list", "--json", "--library", library).stdout == before


def test_an_export_can_be_added_again(library: Path, tmp_path: Path) -> None:
    exported = wenbao("list", "--json", "--library", library).stdout
    (tmp_path / "all.jsonl").write_text(exported, encoding="utf-8")
    assert wenbao("add", "--library", tmp_path / "copy", tmp_path / "all.jsonl").returncode == 0
    again = lines(wenbao("list", "--json", "--library", tmp_path / "copy").stdout)

    def without_source(article: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in article.items() if name != "source"}

    assert list(map(without_source, again)) == list(map(without_source, lines(exported)))


def test_an_edited_headline_is_found_and_a_removed_article_is_gone(library: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.jsonl"
    page.write_text(
        '{"id": 7, "title": "旧题", "text": "望江亭昨日重新开放，门票三十元。"}\n', encoding="utf-8"
    )
    folder = tmp_path / "library"
    wenbao("add", "--library", folder, page)
    assert (
        wenbao("edit", "7", "--library", folder, "--title", "望江亭开放", "--date", "2024-05-09").returncode
        == 0
    )
    [shown] = lines(wenbao("show", "7", "--json", "--library", folder).stdout)
    assert (shown["title"], shown["published"]) == ("望江亭开放", "2024-05-09")
    assert wenbao("remove", "7", "--library", folder).returncode == 0
    [answer] = lines(wenbao("ask", "--json", "--library", folder, "望江亭的门票多少钱？").stdout)
    assert (answer["found"], answer["closest"]) == (False, [])


def test_a_dry_run_shows_the_articles_and_adds_nothing(tmp_path: Path) -> None:
    done = wenbao("add", "--dry-run", "--library", tmp_path / "library", next(DEMO.glob("*-05-16-01.txt")))
    assert "扎实做好防汛减灾工作" in done.stdout
    assert not (tmp_path / "library").exists()


BAD = {
    "missing.txt": None,
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "bad-byte.txt": "区政府召开常务会议。\n研究防汛工作。".encode() + b"\xff" + "完".encode(),
    "page.pdf": b"%PDF-1.4",
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_one_line_and_everything_else_is_added(name: str, tmp_path: Path) -> None:
    content = BAD[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    good = tmp_path / "good.jsonl"
    good.write_text(
        '{"text": "望江亭昨日重新开放。"}\n{"text": \n{"text": "门票三十元。"}\n', encoding="utf-8"
    )
    done = wenbao("add", "--library", tmp_path / "library", tmp_path / name, good)
    messages = done.stderr.splitlines()
    assert done.returncode == 1
    assert len(messages) == 2
    assert name in messages[0]
    assert "good.jsonl" in messages[1]
    assert done.stdout.startswith("2 articles added")


def test_a_huge_page_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    done = wenbao("add", "--library", tmp_path / "library", tmp_path / "huge.txt")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_library_names_the_remedy(tmp_path: Path) -> None:
    done = wenbao("list", "--library", tmp_path / "none")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "wenbao add" in done.stderr


def test_a_failed_add_makes_no_library(tmp_path: Path) -> None:
    done = wenbao("add", "--json", "--library", tmp_path / "new", tmp_path / "none.txt")
    assert done.returncode == 1
    told = json.loads(done.stdout)  # the counts and what was refused all the same
    assert (told["added"], len(told["errors"])) == (0, 1)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("port", ["99999", "-1", "x"])
def test_a_port_that_is_none_is_told(port: str) -> None:
    done = wenbao("serve", f"--port={port}")
    assert done.returncode == 2
    assert "choose one from 0 to 65535" in done.stderr


def test_wrong_usage_has_its_own_exit_code() -> None:
    assert wenbao("frobnicate").returncode == 2


def test_listing_and_asking_do_not_import_torch(library: Path) -> None:
    code = (
        "import sys; from qa.__main__ import main; code = main(sys.argv[1:]);"
        "print([m for m in ('torch', 'sentence_transformers', 'gradio') if m in sys.modules], file=sys.stderr)"
    )
    for command in (["list"], ["ask", QUESTION]):
        args = [sys.executable, "-c", code, *command, "--library", str(library)]
        done = subprocess.run(args, capture_output=True, encoding="utf-8", cwd=ROOT, timeout=120)
        assert done.stderr.splitlines()[-1] == "[]"


def test_rated_answers_are_printed_as_a_test_set(library: Path) -> None:
    answer = Answer("谁？", "谁主持了会议？", "沈怀远")
    kept = Conversations.beside(library)
    id = kept.begin("闻", "谁？")
    for place, rating in enumerate((Rating(True), Rating(False, "wrong"))):
        kept.add("闻", id, answer)
        kept.rate("闻", id, place, rating)
    done = wenbao("ratings", "--library", library)
    assert lines(done.stdout) == [{"question": "谁主持了会议？", "answers": ["沈怀远"]}]
    assert "1 more" in done.stderr
