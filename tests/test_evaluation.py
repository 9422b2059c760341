"""Figures of an evaluation: EM and F1 as CMRC 2018 counts them, refusals, citations, and both file formats."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.__main__ import main
from qa.errors import InputError
from qa.evaluation import Outcome, Question, exact_match, f1, figures, read_questions

CONTEXT = "5月8日上午，南屏区委副书记、区长顾长青主持召开区政府第9次常务会议，研究防汛工作。"


@pytest.mark.parametrize(
    ("found", "answer", "em", "overlap"),
    [
        ("顾长青", "顾长青", 1, 1.0),
        ("顾长青。", "“顾长青”", 1, 1.0),  # punctuation doesn't count
        ("区长顾长青", "顾长青", 0, 6 / 8),  # 3 of 5 and 3 of 3 characters
        ("长青树", "顾长青", 0, 4 / 6),
        ("5月8日", "8日", 0, 4 / 6),  # 5, 月, 8, 日 against 8, 日
        ("iPhone 4S", "iphone 4s", 1, 1.0),
        ("1,000 apples", "1,000 pears", 0, 2 / 4),
        ("", "顾长青", 0, 0.0),
        ("张明", "顾长青", 0, 0.0),
    ],
)
def test_em_and_f1_count_characters_and_words(found: str, answer: str, em: int, overlap: float) -> None:
    question = Question("谁？", (answer,))
    assert (exact_match(found, question), f1(found, question)) == (em, pytest.approx(overlap))


@given(
    st.text(alphabet="顾长青主持会议59，。 ab", max_size=12),
    st.text(alphabet="顾长青主持59，ab", max_size=12),
)
def test_f1_is_symmetric_one_for_the_same_and_never_above(found: str, answer: str) -> None:
    there, back = f1(found, Question("", (answer,))), f1(answer, Question("", (found,)))
    assert there == pytest.approx(back)
    assert 0 <= there <= 1
    assert exact_match(found, Question("", (found,))) == 1


def test_the_best_of_several_answers_counts_and_a_list_by_its_names() -> None:
    assert f1("顾长青", Question("谁？", ("沈岚", "顾长青"))) == 1
    listed = Question("哪些人？", ("沈岚、余若水",), names=("沈岚", "余若水"))
    assert exact_match("副区长沈 岚，余若水", listed) == 1
    assert exact_match("沈岚", listed) == 0


def test_refusals_and_citations_are_counted() -> None:
    told, untold = Question("谁？", ("顾长青",), "m9"), Question("谁写的？", ())
    found = figures([
        Outcome(told, "顾长青", 0.1, 1, ("区长顾长青主持。",), 1, 1),  # right
        Outcome(told, "", 0.1, 3, (), 2, 2),  # refused, wrongly
        Outcome(untold, "", 0.1),  # refused, rightly
        Outcome(untold, "沈岚", 0.5, 0, ("沈岚。",), 1, 0),  # answered, wrongly, and no slice
    ])  # fmt: skip
    assert (found["exact_match"], found["f1"]) == (50, 50)
    assert (found["recall@1"], found["recall@5"]) == (0.5, 1)
    assert (found["refusal_precision"], found["refusal_recall"]) == (0.5, 0.5)
    assert (found["citation_precision"], found["exact_quotes"]) == (0.5, 0.75)
    assert (found["seconds_median"], found["seconds_p95"]) == (0.1, 0.5)


def _squad(folder: Path, packed: bool) -> Path:
    asked = [
        {
            "id": "1",
            "question": "第9次常务会议由谁主持？",
            "answers": [{"text": "顾长青", "answer_start": 17}],
        },
        {"id": "2", "question": "谁拍的照片？", "answers": [], "is_impossible": True},
    ]
    text = json.dumps({"data": [{"title": "", "paragraphs": [{"context": CONTEXT, "qas": asked}]}]})
    path = folder / ("set.json.gz" if packed else "set.json")
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_squads_format_is_read(tmp_path: Path, packed: bool) -> None:
    first, second = read_questions(_squad(tmp_path, packed))
    assert (first.answers, first.context, second.answers) == (("顾长青",), CONTEXT, ())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("set.json", b"{}"),
        ("set.json", b"not json"),
        ("lines.jsonl", b'{"question": "?"}'),
        ("lines.jsonl", b"[]"),
        ("lines.jsonl", b""),
        ("lines.jsonl", b"\xff\xfe"),
        ("set.json.gz", b"not packed"),
    ],
)
def test_other_files_are_refused_in_one_line_with_the_remedy(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"SQuAD format|name a file") as caught:
        read_questions(path)
    assert "\n" not in str(caught.value)


def test_the_command_prints_figures_of_both_modes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _squad(tmp_path, packed=False)
    assert main(["evaluate", str(path), "--gold", "--json"]) == 0
    gold = json.loads(capsys.readouterr().out)
    assert (gold["questions"], gold["answerable"], gold["refused"]) == (2, 1, 0)
    assert main(["evaluate", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["recall@1"], found["exact_quotes"]) == (1, 1)


def test_lines_are_asked_of_a_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "m9", "title": "常务会议", "text": CONTEXT}), encoding="utf-8")
    lines = tmp_path / "lines.jsonl"
    rows = (
        {"question": "第9次常务会议由谁\u2028主持？", "answers": ["顾长青"], "article": place}
        for place in ("m9", "常务会议")
    )
    lines.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert main(["add", str(articles), "--library", str(tmp_path / "library")]) == 0
    for mode in ([], ["--gold"]):
        capsys.readouterr()
        assert main(["evaluate", str(lines), "--library", str(tmp_path / "library"), *mode]) == 0
        assert "exact match" in capsys.readouterr().out


def test_a_missing_library_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"question": "谁？", "answers": []}', encoding="utf-8")
    assert main(["evaluate", str(lines), "--library", str(tmp_path / "none")]) == 1
    assert "wenbao add" in capsys.readouterr().err
