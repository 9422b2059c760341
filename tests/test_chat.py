"""Assistant: follow-ups become full questions; suggested questions have answers."""

from pathlib import Path

import pytest

from embeddings.bundled import BundledEncoder
from qa.chat import LONGEST_QUESTION, Assistant
from qa.errors import InputError, LibraryError
from qa.followups import Turn


def test_a_follow_up_is_completed_and_stays_with_its_article(assistant: Assistant) -> None:
    question = "谁主持召开了区政府第41次常务会议？"
    first = assistant.ask(question)
    second = assistant.ask("还有谁参加了？", [Turn(question, first)])
    assert "第41次常务会议" in second.understood
    assert second.citations[0].article == first.citations[0].article
    assert "贺兰舟" in second.text


def test_a_new_subject_is_found_though_it_begins_like_a_follow_up(assistant: Assistant) -> None:
    question = "谁主持召开了区政府第41次常务会议？"
    answer = assistant.ask("那梁舒白会见了谁？", [Turn(question, assistant.ask(question))])
    assert (answer.understood, answer.text) == ("梁舒白会见了谁？", "秦望舒")


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


def test_a_missing_library_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="wenbao add"):
        Assistant.open(tmp_path / "none", BundledEncoder.load())
