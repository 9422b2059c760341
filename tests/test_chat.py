"""Assistant: follow-ups become full questions; suggested questions have answers."""

import json
from datetime import date
from pathlib import Path

import pytest

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.chat import LONGEST_QUESTION, Assistant
from qa.errors import InputError, LibraryError
from qa.followups import Turn
from qa.library import Library

WHO = "谁主持召开了区政府第41次常务会议？"
UNTOLD = "量子计算机是谁发明的？"


def test_a_follow_up_is_completed_and_stays_with_its_article(assistant: Assistant) -> None:
    first = assistant.ask(WHO)
    second = assistant.ask("还有谁参加了？", [Turn(WHO, first)])
    assert "第41次常务会议" in second.understood
    assert second.citations[0].article == first.citations[0].article
    assert "贺兰舟" in second.text


def test_a_new_subject_is_found_though_it_begins_like_a_follow_up(assistant: Assistant) -> None:
    answer = assistant.ask("那梁舒白会见了谁？", [Turn(WHO, assistant.ask(WHO))])
    assert (answer.understood, answer.text) == ("梁舒白会见了谁？", "秦望舒")


def test_a_new_subject_is_found_though_nothing_tells_that_it_is_new(assistant: Assistant) -> None:
    asked = "职工篮球联赛决赛打成了几比几？"
    alone = assistant.ask(asked)
    assert assistant.ask(asked, [Turn(WHO, assistant.ask(WHO))]).text == alone.text


def test_a_question_taken_for_a_follow_up_in_vain_is_offered_by_itself(assistant: Assistant) -> None:
    asked = "这次强降雨累计雨量最大的是哪个镇？"
    history = [Turn(WHO, assistant.ask(WHO))]
    refused = assistant.ask(asked, history)
    assert not refused.is_found
    [offered] = assistant.next_questions([*history, Turn(asked, refused)])
    answer = assistant.ask(offered, history)
    assert (offered, answer.understood, answer.is_found) == (f"换个话题：{asked}", asked, True)
    assert (
        list(
            assistant.next_questions(
                [Turn("量子计算机是谁发明的？", assistant.ask("量子计算机是谁发明的？"))]
            )
        )
        == []
    )


def test_suggested_questions_are_answered(assistant: Assistant) -> None:
    questions = assistant.suggestions(6)
    assert len(questions) >= 4
    assert all(assistant.ask(question).is_found for question in questions)


def test_the_same_question_gets_the_same_answer_but_for_the_time(assistant: Assistant) -> None:
    first, second = (assistant.ask("第九届澄水文化节有多少项活动？").as_dict() for _ in range(2))
    assert first | {"seconds": 0} == second | {"seconds": 0}


@pytest.mark.parametrize("question", ["", " \n", "长" * (LONGEST_QUESTION + 1)])
def test_what_is_no_question_is_told(assistant: Assistant, question: str) -> None:
    with pytest.raises(InputError):
        assistant.ask(question)


def test_days_that_end_before_they_begin_are_told(assistant: Assistant) -> None:
    with pytest.raises(InputError, match="2025-05-18 is after 2025-05-17"):
        assistant.ask("谁？", since=date(2025, 5, 18), until=date(2025, 5, 17))


def test_traditional_and_simplified_read_each_other(tmp_path: Path) -> None:
    text = "本報訊 青嶼圖書館新館3月11日動工，總投資3.2億元。市長顧明瀾、館長沈令儀出席動工儀式。"
    other = "本报讯 东屿博物馆新馆4月9日开馆，馆长卢锦程介绍，新馆总投资5.4亿元。"
    file = tmp_path / "a.jsonl"
    rows = [{"id": "1", "text": text}, {"id": "2", "text": other}]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    encoder = BundledEncoder.load()
    library = Library.open(tmp_path / "library", create=True)
    Adding().add(library, encoder, [file])
    assistant = Assistant.open(library.folder, encoder)
    for question, told in (
        ("青嶼圖書館新館總投資多少？", "3.2億元"),
        ("青屿图书馆新馆总投资多少？", "3.2億元"),
        ("東嶼博物館館長是誰？", "卢锦程"),
    ):
        answer = assistant.ask(question)
        assert (answer.text, answer.question, answer.understood) == (told, question, question)
        assert told in answer.citations[0].quote


def test_an_emoji_is_no_word_of_the_question(assistant: Assistant) -> None:
    assert assistant.ask("谁主持召开了区政府😀第41次常务会议？").text == "沈怀远"


def test_a_missing_library_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="wenbao add"):
        Assistant.open(tmp_path / "none", BundledEncoder.load())
