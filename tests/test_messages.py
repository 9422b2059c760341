"""Messages: what an answer says in Markdown is enough to go on from; every quotation stands where it is said to."""

from __future__ import annotations

import pytest

from qa.answers import Answer, Citation
from qa.articles import Article
from qa.chat import Assistant
from qa.followups import Turn
from service.messages import conversation, message_of
from ui.render import address

WHO = "谁主持召开了区政府第41次常务会议？"
FURTHER = "还有谁参加了？"
WHETHER = "区政府第41次常务会议是沈怀远主持的吗？"
UNKNOWN = "谁主持召开了区政府第43次常务会议？"


def asked_in_turn(assistant: Assistant, *questions: str) -> list[Turn]:
    turns: list[Turn] = []
    for question in questions:
        turns.append(Turn(question, assistant.ask(question, turns)))
    return turns


@pytest.mark.parametrize(
    "questions", [(WHO, FURTHER), (WHETHER, FURTHER), (UNKNOWN, "第41次呢？"), (WHO, UNKNOWN)]
)
def test_a_conversation_is_read_back_from_its_messages(
    assistant: Assistant, questions: tuple[str, ...]
) -> None:
    turns = asked_in_turn(assistant, *questions)
    said = [("system", "不说谎。")]
    for turn in turns:
        said += [("user", turn.question), ("assistant", message_of(turn.answer, "http://a.example").text)]
    for turn, read in zip(turns, conversation(said, assistant.library), strict=True):
        for name in ("question", "understood", "text", "citations", "closest"):
            assert getattr(read.answer, name) == getattr(turn.answer, name)


def test_a_sentence_that_answers_is_not_said_twice(assistant: Assistant) -> None:
    answer = assistant.ask(WHETHER)
    message = message_of(answer, "")
    assert message.text.startswith("> ")
    assert message.text.count("沈怀远主持召开") == 1


def test_what_looks_like_markdown_is_escaped_and_quoted_where_it_is_said_to_be() -> None:
    article = Article("a 1/?", "*重磅*", "<b>他说</b>\n- [好](http://x.example)", newspaper="_报_")
    citation = Citation(article, "text", 0, len(article.text), ((3, 5),))
    message = message_of(Answer("谁？", text="<他说>", detail="*", citations=(citation,)), "http://a.example")
    [quoted] = message.quoted
    assert message.text.startswith("**\\<他说\\>**（\\*）\n\n> \\<b\\>")
    assert message.text[quoted.start : quoted.end] == "\\<b\\>他说\\</b\\>\n> \\- \\[好\\](http://x.example)"
    assert f"\\*重磅\\*[N]. \\_报\\_.]({quoted.url})" in message.text
    assert quoted.url == "http://a.example" + address(citation)


@pytest.mark.parametrize(
    "link",
    [
        "/article/none?field=text&start=0&end=5&mark=1-2",
        "/article/{id}?field=text&start=0&end=99999999&mark=1-2",
        "/article/{id}?field=text&start=x&end=5",
        "/article/{id}?mark=1-2",
    ],
)
def test_a_link_to_what_the_library_does_not_hold_is_passed_over(assistant: Assistant, link: str) -> None:
    article = next(assistant.library.articles())
    said = [("user", WHO), ("assistant", f"[x](http://a.example{link.format(id=article.id)})")]
    [turn] = conversation(said, assistant.library)
    assert turn == Turn(WHO, Answer(WHO, understood=WHO))
