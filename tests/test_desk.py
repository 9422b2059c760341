"""What happens on the page, without a browser: filters, steps, stopping, conversations kept and rated."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.answers import Citation
from qa.articles import FIELDS, field_text
from qa.asking import GONE, answer_of
from qa.chat import Assistant
from qa.conversations import Conversations, Rating
from qa.filters import Filters
from qa.followups import Turn
from qa.library import Library
from qa.reader import Reader, Reading
from ui.desk import Desk
from ui.labels import ENGLISH
from ui.session import Session, View

WHO = "谁主持召开了区政府第41次常务会议？"


@pytest.fixture
def desk(assistant: Assistant, tmp_path: Path) -> Desk:
    return Desk(assistant, Conversations.beside(tmp_path))


def ask(desk: Desk, session: Session, question: str) -> Session:
    """The session once the question is answered."""
    for view in desk.ask(session, question):
        session = after(session, view)
    return session


def after(session: Session, view: View) -> Session:
    parts = {name: getattr(view, name) for name in ("language", "talk", "opened", "filters")}
    return replace(session, **{name: part for name, part in parts.items() if part is not None})


def test_an_answer_is_shown_step_by_step(desk: Desk) -> None:
    views = list(desk.ask(Session("闻"), WHO))
    steps = [view.shown for view in views if view.shown and "working" in view.shown]
    assert [step.split('aria-current="step">')[1][:2] for step in steps] == ["检索", "阅读"]
    assert [view.is_busy for view in views if view.is_busy is not None] == [True, False]
    assert "沈怀远" in (views[-1].shown or "")


def test_a_question_sets_a_filter_and_asks_the_last_one_again_under_it(desk: Desk) -> None:
    session = ask(desk, Session("闻"), WHO)
    session = ask(desk, session, "只看5月18日以后的")
    assert session.filters == Filters(since=date(2025, 5, 18))
    last = session.talk.entries[-1]
    assert last.question == "只看5月18日以后的"
    assert last.answer is not None
    assert last.answer.understood == WHO
    assert not any(c.article.published == date(2025, 5, 16) for c in last.answer.citations)
    session = ask(desk, session, f"不限日期，{WHO}")
    assert not session.filters
    assert session.talk.entries[-1].answer.text == "沈怀远"  # type: ignore[union-attr]


def test_a_filter_before_any_question_is_set_and_told(desk: Desk) -> None:
    views = list(desk.ask(Session("闻"), "只看临澄日报的"))
    assert views[0].filters == Filters("临澄日报")
    assert "已设定" in (views[-1].notice or "")
    assert views[-1].box == ""


def test_stopping_gives_the_question_back(desk: Desk) -> None:
    session, steps = Session("闻", "page"), desk.ask(Session("闻", "page"), WHO)
    while session.talk.asking != WHO:
        session = after(session, next(steps))
    assert "working" in (next(steps).shown or "")
    assert desk.stop(session) == View()
    [stopped] = steps
    assert (stopped.box, stopped.is_busy) == (WHO, False)
    assert "welcome" in (stopped.shown or "")
    assert desk.kept.listed("闻") == []
    assert ask(desk, session, WHO).talk.entries[0].answer.text == "沈怀远"  # type: ignore[union-attr]


def test_another_conversation_is_not_written_over_by_an_answer_on_its_way(desk: Desk) -> None:
    session, steps = Session("闻", "page"), desk.ask(Session("闻", "page"), WHO)
    for _ in range(2):
        session = after(session, next(steps))
    desk.new(session)
    assert list(steps) == [View()]


def test_a_conversation_goes_on_where_it_was_left(desk: Desk) -> None:
    left = ask(desk, Session("闻"), WHO)
    resumed = after(Session("闻"), desk.resume(Session("闻"), left.talk.id))
    assert resumed.talk.entries[0].answer.as_dict() == left.talk.entries[0].answer.as_dict()  # type: ignore[union-attr]
    resumed = ask(desk, resumed, "还有谁参加了？")
    assert "贺兰舟" in resumed.talk.entries[-1].answer.text  # type: ignore[union-attr]
    assert [len(desk.kept.get("闻", left.talk.id)[1]), len(desk.kept.listed("闻"))] == [2, 1]


def test_another_users_conversation_is_not_opened(desk: Desk) -> None:
    left = ask(desk, Session("闻"), WHO)
    view = desk.resume(Session("方"), left.talk.id)
    assert view.talk is None
    assert "属于别人" in (view.notice or "")


def test_a_browser_without_cookies_is_answered_and_nothing_is_kept(desk: Desk) -> None:
    session = ask(desk, Session(), WHO)
    assert session.talk.entries[0].answer is not None
    assert session.talk.id == ""
    assert desk.kept.listed("") == []


def test_a_rating_is_kept_and_shown(desk: Desk) -> None:
    session = ask(desk, Session("闻"), WHO)
    view = desk.rate(session, 0, Rating(False, "wrong", "贺兰舟"))
    assert 'value="贺兰舟"' in (view.shown or "")
    assert [turn.rating for turn in desk.kept.rated()] == [Rating(False, "wrong", "贺兰舟")]
    assert desk.rate(session, 7, Rating(True)) == View()


def test_a_conversation_deleted_in_another_window_goes_on_as_a_new_one(desk: Desk) -> None:
    session = ask(desk, Session("闻"), WHO)
    desk.kept.delete("闻", session.talk.id)
    session = ask(desk, session, "还有谁参加了？")
    assert [c.id for c in desk.kept.listed("闻")] == [session.talk.id]


def test_a_rating_goes_to_the_answer_it_is_of_or_nowhere(desk: Desk) -> None:
    first = ask(desk, Session("闻"), WHO)
    desk.kept.delete("闻", first.talk.id)
    session = ask(desk, first, "还有谁参加了？")
    assert desk.rate(session, 0, Rating(False, "wrong", "贺兰舟")) == View()
    desk.rate(session, 1, Rating(True))
    assert [(turn.answer["question"], turn.rating.right) for turn in desk.kept.rated()] == [
        ("还有谁参加了？", True)
    ]  # type: ignore[union-attr]


def test_a_rating_given_while_a_question_is_answered_is_kept_and_shown(desk: Desk) -> None:
    session = ask(desk, Session("闻", "page"), WHO)
    steps = desk.ask(session, "还有谁参加了？")
    for _ in range(2):
        session = after(session, next(steps))
    view = desk.rate(session, 0, Rating(True))
    assert view.shown is None
    for step in steps:
        session = after(session, step)
    assert [entry.rating for entry in session.talk.entries] == [Rating(True), None]


def test_a_new_conversation_begun_as_the_answer_comes_stays_empty(desk: Desk) -> None:
    session, steps = Session("闻", "page"), desk.ask(Session("闻", "page"), WHO)
    for view in steps:
        session = after(session, view)
        if "沈怀远" in (view.shown or ""):
            break
    session = after(session, desk.new(session))
    for view in steps:
        session = after(session, view)
    assert session.talk.entries == ()


def test_opening_what_is_gone_leaves_the_answering_alone(desk: Desk) -> None:
    session, steps = Session("闻", "page"), desk.ask(Session("闻", "page"), WHO)
    for _ in range(2):
        session = after(session, next(steps))
    assert "已被删除" in (desk.resume(session, "gone").notice or "")
    assert desk.examples(session) == View()  # nor is a second question offered meanwhile
    assert "沈怀远" in (list(steps)[-1].shown or "")


def test_the_other_language_gives_a_waiting_question_back(desk: Desk) -> None:
    session, steps = Session("闻", "page"), desk.ask(Session("闻", "page"), WHO)
    while session.talk.asking != WHO:
        session = after(session, next(steps))
    next(steps)
    now = desk.switch(session)
    assert (now.language, now.shown, now.box) == (ENGLISH, None, None)  # the answering would write over them
    assert "articles" in (now.head or "")
    [later] = steps
    assert (later.language, later.box, later.is_busy) == (None, WHO, False)
    assert "Ask a question" in (later.shown or "")


def test_deleting_the_open_conversation_empties_the_page(desk: Desk) -> None:
    session = ask(desk, Session("闻"), WHO)
    view = desk.delete(session, session.talk.id)
    assert view.talk is not None
    assert view.talk.entries == ()
    assert "welcome" in (view.shown or "")


def test_what_is_suggested_next_is_answered(desk: Desk) -> None:
    session = ask(desk, Session("闻"), WHO)
    questions = list(desk.assistant.next_questions(session.talk.turns))
    assert len(questions) >= 2
    assert all(desk.assistant.ask(q, session.talk.turns).is_found for q in questions)


def test_for_what_is_suggested_only_the_article_just_cited_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = ask(desk, Session("闻"), "谁会见了秦望舒？")
    cited = session.talk.turns[-1].answer.citations[0].article
    read: list[str] = []

    def noted(self: Reader, question: str, texts: Sequence[str], *beside: Any) -> list[Reading]:
        read.extend(texts)
        return []

    monkeypatch.setattr(Reader, "read", noted)
    list(desk.assistant.next_questions(session.talk.turns))
    assert read
    printed = [field_text(cited, name) for name in FIELDS]
    assert all(any(text in field for field in printed) for text in read)


def test_nothing_more_is_suggested_once_somebody_asks(assistant: Assistant, tmp_path: Path) -> None:
    class Soon(list[str]):
        """Nobody asks at first, then somebody does."""

        looks = 0

        def __bool__(self) -> bool:
            self.looks += 1
            return self.looks > 1

    quiet = Desk(assistant, Conversations.beside(tmp_path))
    session = ask(quiet, Session("闻"), WHO)
    assert (quiet.suggest(session).next or "").count("<button") >= 2
    busy = Desk(assistant, quiet.kept, Soon())
    assert (busy.suggest(session).next or "").count("<button") == 1


def test_what_goes_on_from_an_answer_before_the_last_is_not_suggested(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = ask(desk, Session("闻", "page"), WHO)
    find = Assistant.next_questions

    def asked_meanwhile(self: Assistant, history: Sequence[Turn], n: int = 3) -> Iterator[str]:
        yield from find(self, history, n)
        ask(desk, session, "谁会见了秦望舒？")

    monkeypatch.setattr(Assistant, "next_questions", asked_meanwhile)
    assert desk.suggest(session).next is None


def test_days_that_end_before_they_begin_are_told_and_leave_the_filters(desk: Desk) -> None:
    view = desk.filter(Session("闻"), "", "2025-05-18", "2025-05-17")
    assert "起始日期在结束日期之后" in (view.notice or "")
    assert view.filters is None


def test_the_page_greets_before_its_example_questions_are_found(desk: Desk) -> None:
    greeting, examples = desk.greet(Session("闻")), desk.examples(Session("闻"))
    assert "welcome" in (greeting.shown or "")
    assert greeting.next is None
    assert (examples.next or "").count('class="example"') > 1


def test_what_is_asked_before_the_greeting_is_done_is_not_written_over(desk: Desk) -> None:
    session = Session("闻", "page")
    steps = desk.ask(session, f"只看2025年5月的，{WHO}")
    assert "2025年5月" in (next(steps).chips or "")
    late = desk.greet(session)
    assert (late.shown, late.chips) == (None, None)
    assert late.head is not None
    assert "沈怀远" in (list(steps)[-1].shown or "")
    assert desk.greet(session).shown is not None


def test_a_kept_answer_is_not_shown_once_its_article_is_removed(tmp_path: Path) -> None:
    record = {"id": "7", "text": "5月14日，区长沈怀远主持召开区政府第41次常务会议，研究防汛工作。"}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    encoder = BundledEncoder.load()
    library = Library.open(tmp_path / "library", create=True)
    Adding().add(library, encoder, [file])
    desk = Desk(Assistant.open(library.folder, encoder), Conversations.beside(library.folder))
    session = ask(desk, Session("闻"), WHO)
    assert "沈怀远" in session.talk.entries[0].answer.text  # type: ignore[union-attr]
    other = tmp_path / "b.jsonl"
    other.write_text('{"id": "8", "text": "区政府第41次常务会议昨日召开，区长罗祎主持。"}', encoding="utf-8")
    Adding().add(library, encoder, [other])
    kept = session.talk.entries[0].answer.as_dict()  # type: ignore[union-attr]
    cited = Citation(library.article("8"), "text", 0, 20, ((15, 17),)).as_dict()
    assert answer_of({**kept, "citations": [*kept["citations"], cited]}, library).text == "沈怀远"
    library.remove(["7"])
    shown = desk.resume(Session("闻"), session.talk.id).shown or ""
    assert "沈怀远" not in shown
    assert "删除或改动" in shown
    left = answer_of({**kept, "citations": [*kept["citations"], cited]}, library)
    assert (left.text, left.reason) == ("", GONE)  # what another article says is no quotation for it
