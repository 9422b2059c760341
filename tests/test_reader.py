"""Reader: spans are characters of their texts, texts compete, long ones are read to the end."""

import json
import shutil
from pathlib import Path

import pytest

from embeddings.encoder import ModelError
from qa.reader import MODEL, Reader

MEETING = "5月8日上午，南屏区委副书记、区长顾长青主持召开区政府第9次常务会议，研究防汛工作。"
MATCH = "南屏区第三届职工篮球赛昨日落幕，水务局队以81比77战胜教育局队夺得冠军。"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("区政府第9次常务会议由谁主持？", 0, "顾长青"),
        ("区政府第9次常务会议是什么时候召开的？", 0, "5月8日上午"),
        ("职工篮球赛的冠军是哪个队？", 1, "水务局队"),
        ("Who chaired the 9th executive meeting of the district government?", 0, "顾长青"),
    ],
)
def test_the_best_span_stands_in_the_text_that_answers(
    reader: Reader, question: str, text: int, words: str
) -> None:
    best = reader.read(question, [MEETING, MATCH])[0]
    assert best.text == text
    assert words in (MEETING, MATCH)[best.text][best.start : best.end]


def test_readings_lie_inside_their_texts_most_probable_first(reader: Reader) -> None:
    texts = [MEETING, "", MATCH]
    found = reader.read("谁主持会议？", texts, ["常务会议召开", "", "篮球赛落幕"])
    assert {reading.text for reading in found} == {0, 2}
    assert all(0 <= r.start < r.end <= len(texts[r.text]) for r in found)
    assert [r.score for r in found] == sorted((r.score for r in found), reverse=True)
    assert all(0 <= r.score <= 1 for r in found)


def test_an_answer_far_into_a_long_text_is_found(reader: Reader) -> None:
    long = MATCH * 30 + MEETING
    best = reader.read("区政府第9次常务会议由谁主持？", [long])[0]
    assert "顾长青" in long[best.start : best.end]


def test_a_text_that_answers_is_more_probable_than_one_that_does_not(reader: Reader) -> None:
    question = "区政府第9次常务会议由谁主持？"
    assert reader.read(question, [MEETING])[0].score > reader.read(question, [MATCH])[0].score


def test_the_same_question_is_read_alike_in_any_company(reader: Reader) -> None:
    question = "区政府第9次常务会议由谁主持？"
    assert reader.read(question, [MEETING]) == [
        r for r in reader.read(question, [MEETING, MATCH]) if r.text == 0
    ]


def test_what_was_read_is_not_read_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    question, rows = "区政府第9次常务会议何时召开？", []
    run = reader._model.run
    monkeypatch.setattr(reader._model, "run", lambda read: rows.extend(read) or run(read))
    first = reader.read(question, [MEETING, MATCH], ["防汛", ""])
    assert (reader.read(question, [MEETING, MATCH], ["防汛", ""]), len(rows)) == (first, 2)
    assert reader.read(question, [MEETING], [""])[0] != first[0]  # behind another lead
    assert len(rows) == 3


def test_no_more_is_remembered_than_fits(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.reader.REMEMBERED", 2)
    texts = [f"{number}月{number}日，区政府开会。" for number in range(1, 5)]
    found = reader.read("哪天开会？", texts)
    assert {reading.text for reading in found} == {0, 1, 2, 3}
    assert [text for _, _, text in reader._remembered] == texts[2:]


def test_a_question_worded_otherwise_too_is_read_both_ways(reader: Reader) -> None:
    alone, full = "谁主持的？", "区政府第9次常务会议由谁主持？"
    answerable = [reader.read(question, [MEETING])[0].answerable for question in (alone, full)]
    both = reader.read(full, [MEETING], otherwise=alone)[0]
    assert min(answerable) < both.answerable < max(answerable)
    assert reader.read(full, [MEETING], otherwise=full) == reader.read(full, [MEETING])


def test_no_text_has_no_reading(reader: Reader) -> None:
    assert reader.read("谁？", []) == []


def test_a_damaged_model_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    (folder / "model.xml").write_bytes(b"<net/>")
    with pytest.raises(ModelError, match="damaged"):
        Reader.load(folder)


def test_the_model_is_small_and_describes_itself() -> None:
    assert sum(file.stat().st_size for file in MODEL.iterdir()) <= 40e6
    assert json.loads((MODEL / "manifest.json").read_text())["name"].startswith("wenbao/reader")
