"""find_spans(): what the model proposes, in the form asked for, ranked by all that speaks for it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import pytest

from qa import evidence
from qa.articles import Article, field_text
from qa.passages import split_passages
from qa.questions import analyse
from qa.reader import Reading
from qa.retrieval import Hit
from qa.spans import FollowUp, Signs, find_spans

MEETING = Article(
    id="m9",
    title="区政府召开第9次常务会议",
    text="5月8日上午，南屏区委副书记、区长顾长青主持召开区政府第9次常务会议。\n副区长沈 岚、余若水参加会议。",
    captions=("会议现场。",),
)
OTHER = Article(id="x1", title="教育工作座谈会召开", text="5月6日，副区长沈 岚主持召开教育工作座谈会。")
HITS = [Hit(passage, 1.0) for article in (MEETING, OTHER) for passage in split_passages(article)]


@dataclass
class Proposer:
    """Stands in for the model: proposes the words it was given, wherever a text has them, all as sure."""

    words: Sequence[str]
    read_texts: list[str]
    ranking: dict[str, float]
    weights: dict[str, float]
    followed: tuple[dict[str, float], dict[str, float]]

    def read(
        self, question: str, texts: Sequence[str], leads: Sequence[str], otherwise: str
    ) -> list[Reading]:
        self.read_texts += texts
        assert len(leads) == len(texts)
        return [
            Reading(i, text.index(word), text.index(word) + len(word), 1.0, 1.0, 0.5)
            for i, text in enumerate(texts)
            for word in self.words
            if word in text
        ]


def proposer(*words: str, **weights: float) -> Proposer:
    ranking = {field.name: 0.0 for field in fields(Signs)} | weights
    answer = {**ranking, "bias": 0.0}
    return Proposer(words, [], ranking, answer, (ranking, answer))


def found(question: str, reader: Proposer) -> list[str]:
    asked = analyse(question)
    terms = evidence.terms(asked, [hit.passage for hit in HITS])
    spans = find_spans(asked, terms, HITS, reader)  # type: ignore[arg-type]
    for span in spans:
        text = field_text(span.article, span.field)
        assert span.sentence[0] <= span.start < span.end <= span.sentence[1] <= len(text)
        assert 0 <= span.score <= 1
    return [field_text(s.article, s.field)[s.start : s.end] for s in spans]


def test_the_form_that_was_asked_for_ranks_first() -> None:
    assert found("谁主持第9次常务会议？", proposer("5月8日上午", "顾长青", fit=1.0))[0] == "顾长青"
    assert found("什么时候开的第9次常务会议？", proposer("5月8日", "顾长青", fit=1.0))[0] == "5月8日上午"


@pytest.mark.parametrize(
    ("question", "name"), [("谁主持第9次常务会议？", "顾长青"), ("谁主持教育工作座谈会？", "沈 岚")]
)
def test_the_sentence_that_holds_the_questions_words_ranks_first(question: str, name: str) -> None:
    assert found(question, proposer("顾长青", "沈 岚", sentence=1.0))[0] == name


def test_what_the_question_says_itself_is_no_answer() -> None:
    assert found("顾长青主持了什么会议？", proposer("顾长青", "区政府第9次常务会议")) == [
        "区政府第9次常务会议"
    ]


def followed(question: str, reader: Proposer, said: str = "") -> list[str]:
    asked, follow = analyse(question), FollowUp(question, (said,))
    terms = evidence.terms(asked, [hit.passage for hit in HITS[:1]])
    spans = find_spans(asked, terms, HITS[:1], reader, follow)  # type: ignore[arg-type]
    return [field_text(s.article, s.field)[s.start : s.end] for s in spans]


def test_a_follow_up_is_not_answered_with_what_was_just_said_or_another_kind_of_words() -> None:
    words = ("顾长青", "沈 岚", "5月8日上午")
    assert followed("谁？", proposer(*words)) == ["顾长青", "沈 岚"]
    assert followed("谁？", proposer(*words), said="沈岚") == ["顾长青"]
    assert followed("什么时候？", proposer("5月8日上午"), said="5月8日") == []
    assert followed("什么时候？", proposer("5月8日上午"), said="15月8日") == ["5月8日上午"]


def test_the_clause_that_prints_a_follow_ups_words_ranks_first() -> None:
    words = proposer("顾长青", "沈 岚", clause=1.0)
    assert followed("谁主持召开？", words)[0] == "顾长青"
    assert followed("副区长是谁？", words)[0] == "沈 岚"


def test_a_rank_is_held_by_whoever_stands_beside_it() -> None:
    article = Article("r", "田径", "单小峰获男子组第二名；女子组冠军是骆小鹿。")
    hits = [Hit(passage, 1.0) for passage in split_passages(article)]
    follow = FollowUp("女子第二名是谁？")
    spans = find_spans(analyse(follow.question), {"女子": 1.0}, hits, proposer("骆小鹿"), follow)  # type: ignore[arg-type]
    assert not spans


def test_titles_and_captions_are_read_too() -> None:
    reader = proposer()
    found("谁主持会议？", reader)
    assert {MEETING.title, MEETING.captions[0], OTHER.title} <= set(reader.read_texts)


def test_a_sign_that_counts_makes_the_answer_more_probable() -> None:
    low = Signs(margin=0, answerable=0, fit=0, article=0, sentence=0, people=0, hit=0, clause=0)
    weights = {field.name: 1.0 for field in fields(Signs)} | {"bias": -1.0}
    for field in fields(Signs):
        assert Signs(**{**{f.name: 0.0 for f in fields(Signs)}, field.name: 1.0}).probability(
            weights
        ) > low.probability(weights)


SUED = Article("s1", "甲公司起诉", "甲公司近日起诉乙公司，法院已受理。副区长沈 岚出席评议会并讲话。")


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        ("甲公司起诉了谁？", ("乙公司",), ["乙公司"]),
        ("乙公司起诉了谁？", ("甲公司",), []),  # which sued
        ("评议会谁当主讲？", ("沈 岚",), ["沈 岚"]),
        ("谁主持评议会？", ("沈 岚",), []),  # nobody is told to have
        ("谁出席评议会？", ("沈 岚",), ["沈 岚"]),
    ],
)
def test_who_did_something_else_is_no_answer(question: str, words: Sequence[str], told: list[str]) -> None:
    asked, hits = analyse(question), [Hit(passage, 1.0) for passage in split_passages(SUED)]
    terms = evidence.terms(asked, [hit.passage for hit in hits])
    spans = find_spans(asked, terms, hits, proposer(*words))  # type: ignore[arg-type]
    assert [field_text(s.article, s.field)[s.start : s.end] for s in spans] == told


def test_what_cannot_answer_comes_behind_what_can_be_the_model_ever_so_sure_of_it() -> None:
    reader = proposer("5月8日上午", "顾长青", fit=-5.0)
    assert found("谁主持第9次常务会议？", reader)[0] == "顾长青"


def test_a_sentence_begins_with_its_first_word() -> None:
    article = Article("q1", "投案", "案件告破。 2019年12月，沈某向公安局投案。")
    asked, hits = analyse("沈某什么时候投案？"), [Hit(passage, 1.0) for passage in split_passages(article)]
    span = find_spans(asked, evidence.terms(asked, [h.passage for h in hits]), hits, proposer("2019年12月"))[
        0
    ]  # type: ignore[arg-type]
    assert article.text[slice(*span.sentence)].startswith("2019年")
