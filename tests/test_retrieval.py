"""Retriever: the passage that is asked for comes first, days favour, and only a filter leaves out."""

from datetime import date
from pathlib import Path

import pytest
from conftest import HashEncoder

from qa.articles import Article, Page
from qa.errors import LibraryError
from qa.library import Library
from qa.retrieval import Retriever, Weights

TEXTS = {
    "bridge": "鹭洲大桥主桥昨日合龙，大桥全长一千米。",
    "race": "区职工篮球联赛落幕，教育队获得冠军。",
    "meeting": "区政府召开第41次常务会议，研究防汛工作。",
    "next": "区政府召开第42次常务会议，研究夏粮收购工作。",
}

WORDS = Weights(0, 1, 1, 0)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path, create=True)
    articles = tuple(Article(id=name, title="", text=text) for name, text in TEXTS.items())
    library.add_file(tmp_path / "a.jsonl", [Page(articles)], HashEncoder())
    return library


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("鹭洲大桥有多长", "bridge"),
        ("篮球联赛谁夺冠", "race"),
        ("第41次常务会议", "meeting"),
        ("第42次常务会议", "next"),
    ],
)
def test_the_right_article_comes_first(library: Library, question: str, right: str) -> None:
    assert Retriever.over(library, HashEncoder()).search(question)[0].passage.article.id == right


def test_asking_words_are_not_looked_for(library: Library) -> None:
    asking = Article(id="asking", title="", text="什么时候、在哪里、谁来办、多少钱，怎么办？")
    library.add_file(Path("b.jsonl"), [Page((asking,))], HashEncoder())
    hits = Retriever.over(library, HashEncoder()).search(
        "谁什么时候在哪里主持研究了防汛工作？", weights=WORDS
    )
    assert (hits[0].passage.article.id, hits[-1].passage.article.id) == ("meeting", "asking")
    alone = Retriever.over(library, HashEncoder()).search("什么时候？", weights=WORDS)
    assert alone[0].passage.article.id == "asking"


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("“谁执法谁普法”会议由谁主持？", "“谁执法谁普法”会议由王建军主持。"),
        ("《十万个为什么》何时出版？", "《十万个为什么》昨日出版。"),
        ("哪吒是谁演的？", "哪吒由木偶演出。"),
    ],
)
def test_what_a_title_or_a_name_holds_is_looked_for(tmp_path: Path, question: str, right: str) -> None:
    library = Library.open(tmp_path, create=True)
    others = [f"执法普法会议第{i}次主持出版演出，咤是十万个。" for i in range(9)]
    articles = tuple(Article(str(i), "", text) for i, text in enumerate((*others, right)))
    library.add_file(tmp_path / "a.jsonl", [Page(articles)], HashEncoder())
    hits = Retriever.over(library, HashEncoder()).search(question, weights=WORDS)
    assert hits[0].passage.text == right


def test_a_name_printed_with_a_space_is_printed(library: Library) -> None:
    texts = {"spaced": "馆长文　渊介绍。", "other": "馆长介绍了藏书。"}
    articles = tuple(Article(id=name, title="", text=text) for name, text in texts.items())
    library.add_file(Path("b.jsonl"), [Page(articles)], HashEncoder())
    hits = Retriever.over(library, HashEncoder()).search("文渊是谁？", weights=Weights(0, 0, 1, 0))
    assert hits[0].passage.article.id == "spaced"


def test_english_articles_are_not_found_for_their_articles_and_prepositions(library: Library) -> None:
    english = Article(id="english", title="", text="Who was the winner of the race in the city?")
    library.add_file(Path("b.jsonl"), [Page((english,))], HashEncoder())
    hits = Retriever.over(library, HashEncoder()).search(
        "Who chaired the 41st executive meeting of the district?", weights=WORDS
    )
    assert hits[0].passage.article.id == "meeting"


def test_hits_are_ordered_within_bounds_and_repeatable(library: Library) -> None:
    retriever = Retriever.over(library, HashEncoder())
    hits = retriever.search("常务会议", k=3)
    scores = [hit.score for hit in hits]
    assert len(hits) == 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert hits == retriever.search("常务会议", k=3)


def test_an_empty_library_has_no_hits(tmp_path: Path) -> None:
    assert Retriever.over(Library.open(tmp_path, create=True), HashEncoder()).search("常务会议") == []


def test_another_encoder_is_refused_with_the_remedy(library: Library) -> None:
    other = HashEncoder()
    other.name = "another"
    with pytest.raises(LibraryError, match="reembed"):
        Retriever.over(library, other)


MEETINGS = {  # printed in the same words on three days, in two newspapers
    "march": ("临澄日报", date(2023, 3, 3)),
    "april": ("临澄日报", date(2023, 4, 8)),
    "last year": ("南屏日报", date(2022, 3, 3)),
}


@pytest.fixture
def meetings(tmp_path: Path) -> Retriever:
    library = Library.open(tmp_path, create=True)
    articles = tuple(
        Article(name, "", "区政府召开常务会议，研究防汛工作。", newspaper=newspaper, published=published)
        for name, (newspaper, published) in MEETINGS.items()
    )
    library.add_file(tmp_path / "a.jsonl", [Page(articles)], HashEncoder())
    return Retriever.over(library, HashEncoder())


def found(retriever: Retriever, question: str, **filters: object) -> list[str]:
    """Ids by words and days alone: the stand-in's vectors know nothing of either."""
    hits = retriever.search(question, weights=Weights(vectors=0), **filters)  # type: ignore[arg-type]
    return [hit.passage.article.id for hit in hits]


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("3月2日的常务会议", "march"),
        ("去年3月2日的常务会议", "last year"),
        ("2022年的常务会议", "last year"),
        ("4月7日的常务会议", "april"),
        ("昨天的常务会议", "april"),
        ("上个月的常务会议", "march"),
    ],
)
def test_the_days_asked_about_come_first_and_leave_nothing_out(
    meetings: Retriever, question: str, right: str
) -> None:
    ids = found(meetings, question)
    assert ids[0] == right
    assert sorted(ids) == sorted(MEETINGS)


def test_days_are_counted_from_the_day_that_is_told(meetings: Retriever) -> None:
    assert found(meetings, "昨天的常务会议", today=date(2022, 3, 3))[0] == "last year"


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"newspaper": "南屏日报"}, ["last year"]),
        ({"since": date(2023, 3, 4)}, ["april"]),
        ({"until": date(2023, 3, 3)}, ["last year", "march"]),
        ({"since": date(2023, 3, 3), "until": date(2023, 3, 3)}, ["march"]),
        ({"newspaper": "南屏日报", "since": date(2023, 1, 1)}, []),
        ({"articles": ["march", "last year"]}, ["last year", "march"]),
        ({"articles": ["march", "last year"], "since": date(2023, 1, 1)}, ["march"]),
        ({"articles": ["removed since"]}, []),
    ],
)
def test_only_what_a_filter_lets_in_is_found(
    meetings: Retriever, filters: dict[str, object], kept: list[str]
) -> None:
    assert sorted(found(meetings, "3月2日的常务会议", **filters)) == kept


def test_a_filter_is_looked_up_anew_once_the_library_has_changed(meetings: Retriever) -> None:
    assert found(meetings, "常务会议", newspaper="南屏日报") == ["last year"]
    late = Article("late", "", "区政府召开常务会议。", newspaper="南屏日报")
    meetings.library.add_file(meetings.library.folder / "b.jsonl", [Page((late,))], HashEncoder())
    assert sorted(found(meetings, "常务会议", newspaper="南屏日报")) == ["last year", "late"]
    meetings.library.remove(["last year"])
    assert found(meetings, "常务会议", newspaper="南屏日报") == ["late"]


def test_words_of_the_whole_article_tell_near_duplicates_apart(tmp_path: Path) -> None:
    filler = "与会人员听取了各部门的汇报，并就下一步工作进行了充分讨论和部署安排。" * 8
    articles = tuple(
        Article(id=name, title="", text=f"区政府召开{name}次常务会议。\n{filler}\n会议研究了防汛减灾工作。")
        for name in ("第25", "第26", "第27", "第28")
    )
    library = Library.open(tmp_path, create=True)
    library.add_file(tmp_path / "a.jsonl", [Page(articles)], HashEncoder())
    hits = Retriever.over(library, HashEncoder()).search("第27次常务会议研究了什么防汛减灾工作")
    ends = [hit.passage.article.id for hit in hits if hit.passage.text.endswith("防汛减灾工作。")]
    assert (len(ends), ends[0]) == (4, "第27")  # though these passages are the same
