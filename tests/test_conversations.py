"""Conversations: kept per user, listed, renamed, searched, deleted, rated; ratings become a test set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.answers import Answer, Citation
from qa.articles import Article
from qa.conversations import ABSENT, Conversations, Kept, Rating, evaluation_line
from qa.errors import InputError
from qa.evaluation import read_questions

BRIDGE = Article("7", "鹭洲大桥合龙", "鹭洲大桥昨日合龙。", newspaper="临澄日报")
WHEN = Answer("何时？", "鹭洲大桥何时合龙？", "昨日", score=0.9, citations=(Citation(BRIDGE, "text", 0, 9),))
REFUSED = Answer("谁剪的彩？", "鹭洲大桥谁剪的彩？", reason="没有说到")


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations.beside(tmp_path)


def test_a_conversation_is_there_again_after_a_restart(kept: Conversations, tmp_path: Path) -> None:
    id = kept.begin("闻", "大桥\n何时合龙？")
    assert [kept.add("闻", id, answer) for answer in (WHEN, REFUSED)] == [0, 1]
    conversation, turns = Conversations.beside(tmp_path).get("闻", id)
    assert conversation.name == "大桥 何时合龙？"
    assert [turn.answer for turn in turns] == [WHEN.as_dict(), REFUSED.as_dict()]


def test_the_latest_is_listed_first_and_found_by_words_of_questions_and_answers(kept: Conversations) -> None:
    bridge, rain = kept.begin("闻", "大桥"), kept.begin("闻", "天气")
    kept.add("闻", rain, REFUSED)
    kept.add("闻", bridge, WHEN)
    assert [c.id for c in kept.listed("闻")] == [bridge, rain]
    assert [c.id for c in kept.listed("闻", "昨日 大桥")] == [bridge]
    assert [c.id for c in kept.listed("闻", "剪的彩")] == [rain]
    assert kept.listed("闻", "citations") == []  # the file's own words are nobody's


def test_nobody_sees_changes_or_deletes_another_users_conversation(kept: Conversations) -> None:
    id = kept.begin("闻", "大桥")
    assert kept.listed("方") == []
    for act in (
        lambda: kept.get("方", id),
        lambda: kept.add("方", id, WHEN),
        lambda: kept.rename("方", id, "别的"),
        lambda: kept.rate("方", id, 0, Rating(True)),
        lambda: kept.delete("方", id),
    ):
        with pytest.raises(InputError, match="another user"):
            act()
    assert [c.name for c in kept.listed("闻")] == ["大桥"]


def test_a_conversation_is_renamed_and_deleted_with_its_ratings(kept: Conversations) -> None:
    id = kept.begin("闻", "大桥")
    kept.add("闻", id, WHEN)
    kept.rate("闻", id, 0, Rating(True))
    kept.rename("闻", id, "鹭洲大桥")
    assert [c.name for c in kept.listed("闻")] == ["鹭洲大桥"]
    with pytest.raises(InputError, match="empty"):
        kept.rename("闻", id, "  ")
    kept.delete("闻", id)
    assert (kept.listed("闻"), list(kept.rated())) == ([], [])


def test_a_later_rating_takes_the_earlier_ones_place(kept: Conversations) -> None:
    id = kept.begin("闻", "大桥")
    kept.add("闻", id, WHEN)
    kept.rate("闻", id, 0, Rating(False, "wrong", "5月15日"))
    kept.rate("闻", id, 0, Rating(True))
    assert [turn.rating for turn in kept.rated()] == [Rating(True)]
    with pytest.raises(InputError, match="no such answer"):
        kept.rate("闻", id, 1, Rating(True))


def test_ratings_are_a_test_set_that_evaluate_reads(kept: Conversations, tmp_path: Path) -> None:
    rated = [
        Kept(WHEN.as_dict(), Rating(True)),
        Kept(WHEN.as_dict(), Rating(False, "wrong", "5月15日")),
        Kept(WHEN.as_dict(), Rating(False, ABSENT)),
        Kept(REFUSED.as_dict(), Rating(True)),
        Kept(WHEN.as_dict(), Rating(False, "wrong")),
        Kept(WHEN.as_dict()),
    ]
    lines = [line for turn in rated if (line := evaluation_line(turn))]
    file = tmp_path / "rated.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    asked = read_questions(file)
    assert [(q.answers, q.article) for q in asked] == [
        (("昨日",), "7"), (("5月15日",), ""), ((), ""), ((), ""),
    ]  # fmt: skip
    assert {q.text for q in asked} == {WHEN.understood, REFUSED.understood}
