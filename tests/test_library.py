"""One file is the truth: what was added is found, what was removed is not, whatever happens in between."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from conftest import HashEncoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qa.storage
from qa.adding import Adding
from qa.articles import Article, Page
from qa.errors import BusyError, LibraryError
from qa.library import Added, Correction, Library
from qa.passages import split_passages
from qa.words import cut_query

ROOT = Path(__file__).parent.parent
TOPICS = ["防汛工作", "植树活动", "常务会议", "春季运动会", "图书馆开放", "地铁通车"]


def news(id: str, topic: str, *, sentences: int = 3, **fields: object) -> Article:
    text = f"昨天，{topic}在江城举行，居民代表{id}参加。" * sentences
    return replace(Article(id=id, title=f"{topic}记", text=text), **fields)  # type: ignore[arg-type]


def add(library: Library, name: str, *articles: Article, encoder: HashEncoder | None = None) -> Added:
    return library.add_file(library.folder / name, [Page(articles)], encoder or HashEncoder())


def found(library: Library, question: str) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """What both searches return."""
    vector = HashEncoder().encode_query(question)
    return library.word_search(cut_query(question), 10), library.vector_search(vector, 10)


def check(library: Library) -> None:
    """All parts of the library agree on what it holds."""
    expected = {}
    for article in library.articles():
        rows = library.passage_rows(article.id)
        assert library.passages(rows) == split_passages(article)
        expected |= dict.fromkeys(rows, article.id)
    assert library.passage_count() == len(expected)
    for topic in TOPICS:
        words, vectors = found(library, topic)
        assert {row for row, _ in words + vectors} <= set(expected)
        assert {row for row, _ in vectors} == set(expected) or len(expected) > 10
    with sqlite3.connect(library.folder / "library.sqlite") as db:
        tables = ("SELECT passage FROM terms", "SELECT rowid FROM words WHERE words MATCH '昨' LIMIT 99999")
        for query in tables:
            assert {row for (row,) in db.execute(query)} == set(expected)
        held = {row[0] for row in db.execute("SELECT term FROM frequencies")}
        counted = [term for (packed,) in db.execute("SELECT terms FROM terms") for term in _terms(packed)]
        assert held == set(counted)
        sizes = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('terms', 'indexed')"))
        assert sizes == {"terms": str(len(counted)), "indexed": str(len(expected))}
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    db.close()


def _terms(packed: bytes) -> list[str]:
    return zlib.decompress(packed).decode().split()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library", create=True)
    yield library
    library.close()


def test_an_added_article_is_given_back_whole(library: Library) -> None:
    article = news(
        "7",
        "防汛工作",
        subtitle="副题",
        newspaper="江城晚报",
        published=date(2023, 3, 3),
        page="02",
        captions=("▲现场。",),
        credits=("甲 摄",),
        url="https://example.org/7",
        source="a.txt#char=0,9",
    )
    assert add(library, "a.txt", article) == Added(added=1)
    assert library.article("7") == article
    assert list(library.articles()) == [article]
    assert (library.count(), library.encoder_name) == (1, "tests/hash")
    check(library)


def test_what_belongs_to_no_article_is_kept_with_its_page(library: Library) -> None:
    page = Page((news("1", "植树活动"),), "江城晚报", date(2023, 3, 3), "02", ("责编 甲",))
    for _ in range(2):
        library.add_file(library.folder / "a.txt", [page], HashEncoder())
        assert library.pages(library.folder / "a.txt") == [replace(page, articles=())]


def test_words_and_vectors_find_the_passage_that_says_it(library: Library) -> None:
    add(library, "a.txt", *(news(str(i), topic) for i, topic in enumerate(TOPICS)))
    for i, topic in enumerate(TOPICS):
        for hits in found(library, topic):
            assert library.passages([hits[0][0]])[0].article.id == str(i)


def test_words_are_found_in_headline_date_and_captions_too(library: Library) -> None:
    day = date(2023, 3, 3)
    article = Article("1", "龙舟赛开桨", "", published=day, captions=("▲孩子们在岸边。",))
    add(library, "a.txt", article, news("2", "地铁通车"))
    for question in ("龙舟赛", "2023年3月3日", "孩子们"):
        assert [library.passages([row])[0].article.id for row, _ in found(library, question)[0]] == ["1"]


def test_scores_of_vectors_are_those_of_the_stored_ones(library: Library) -> None:
    add(library, "a.txt", *(news(str(i), topic) for i, topic in enumerate(TOPICS)))
    query = HashEncoder().encode_query("常务会议")
    rows, scores = zip(*library.vector_search(query, 4), strict=True)
    assert np.allclose(library.vectors(rows) @ query, scores)
    everything = [row for i in range(len(TOPICS)) for row in library.passage_rows(str(i))]
    best = np.sort(library.vectors(everything) @ query)[::-1][:4]
    assert np.allclose(best, scores)


def test_word_scores_are_bm25_over_all_passages(library: Library) -> None:
    add(library, "a.txt", *(news(str(i), topic, sentences=1 + i) for i, topic in enumerate(TOPICS)))
    terms = cut_query("江城的常务会议")
    with sqlite3.connect(library.folder / "library.sqlite") as db:
        texts = {row: _terms(packed) for row, packed in db.execute("SELECT * FROM terms")}
    db.close()
    mean = sum(map(len, texts.values())) / len(texts)
    expected = []
    for row, text in texts.items():
        score = 0.0
        for term in terms:
            n = sum(term in other for other in texts.values())
            weight = np.log(1 + (len(texts) - n + 0.5) / (n + 0.5))
            tf = text.count(term)
            score += weight * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * len(text) / mean)) if tf else 0
        expected.append((row, score))
    expected.sort(key=lambda hit: (-hit[1], hit[0]))
    hits = library.word_search(terms, 10)
    assert [row for row, _ in hits] == [row for row, _ in expected]
    assert np.allclose([score for _, score in hits], [score for _, score in expected])


def test_the_same_file_again_changes_nothing(library: Library) -> None:
    articles = [news("1", "植树活动"), news("2", "防汛工作")]
    add(library, "a.txt", *articles)
    generation = library.generation
    assert add(library, "a.txt", *articles) == Added(skipped=2)
    assert library.generation == generation


def test_a_changed_file_replaces_its_older_articles(library: Library) -> None:
    add(library, "a.txt", news("1", "植树活动"), news("2", "防汛工作"), news("3", "地铁通车"))
    done = add(library, "a.txt", news("1", "植树活动"), news("2", "常务会议"))
    assert done == Added(replaced=1, removed=1, skipped=1)
    assert [article.title for article in library.articles()] == ["植树活动记", "常务会议记"]
    check(library)


def test_a_file_read_with_errors_removes_nothing(library: Library) -> None:
    add(library, "a.txt", news("1", "植树活动"), news("2", "防汛工作"))
    pages = [Page((news("1", "植树活动"),))]
    library.add_file(library.folder / "a.txt", pages, HashEncoder(), lambda: False)
    assert library.count() == 2


def test_an_article_stays_until_no_file_holds_it(library: Library) -> None:
    add(library, "a.txt", news("1", "植树活动"))
    assert add(library, "b.txt", news("1", "植树活动")) == Added(skipped=1)
    assert add(library, "a.txt").removed == 0
    assert library.count() == 1
    assert add(library, "b.txt").removed == 1
    assert (library.count(), library.encoder_name) == (0, "")
    check(library)


@pytest.mark.parametrize("same_file", [True, False])
def test_an_id_taken_by_another_text_is_refused_and_the_rest_goes_on(
    library: Library, same_file: bool
) -> None:
    add(library, "a.txt", news("1", "植树活动"))
    other, further = news("1", "防汛工作"), news("2", "地铁通车")
    if same_file:
        done = add(library, "b.txt", further, replace(other, id="2"))
    else:
        done = add(library, "b.txt", other, further)
    assert done.added == 1
    assert len(done.errors) == 1
    assert "b.txt" in str(done.errors[0])
    assert [article.title for article in library.articles()] == ["植树活动记", "地铁通车记"]


def test_an_edit_is_found_and_outlives_the_file_it_corrects(library: Library) -> None:
    article = news("1", "植树活动")
    add(library, "a.txt", article, news("2", "地铁通车"))
    changes: Correction = {"title": "种花记", "published": date(2023, 3, 3), "newspaper": "江城晚报"}
    edited = library.edit("1", HashEncoder(), changes)
    assert edited == replace(article, title="种花记", published=date(2023, 3, 3), newspaper="江城晚报")
    assert add(library, "a.txt", article, news("2", "地铁通车")) == Added(skipped=2)
    assert library.article("1") == edited
    assert [row for row, _ in found(library, "种花")[0]] == library.passage_rows("1")
    assert library.edit("1", HashEncoder(), {"published": None}).published is None
    check(library)


def test_a_correction_goes_on_to_the_next_version_of_its_article(library: Library) -> None:
    long = {id: news(id, "植树活动", sentences=9) for id in ("1", "2", "5")}
    add(library, "a.txt", *long.values(), news("3", "地铁通车"))
    for id in long:
        library.edit(id, HashEncoder(), {"title": f"种花记{id}"})
    newer = replace(long["1"], id="4", text=long["1"].text + "记者在现场看到，树苗已经种下。")
    told_anew = replace(long["2"], title="植树节记")
    paged = replace(long["5"], page="3")
    other = news("6", "植树活动", text="昨天的公园里，今年要种一千棵银杏。")
    like = replace(
        long["5"], id="7", text=long["5"].text.replace("5", "7")
    )  # the file still holds the one like it
    again = (newer, told_anew, paged, news("3", "地铁通车"), other, like)
    assert add(library, "a.txt", *again) == Added(added=3, replaced=2, removed=1, skipped=1)
    titles = {article.id: article.title for article in library.articles()}
    told = {"6": "植树活动记", "7": "植树活动记"}
    assert titles == {"4": "种花记1", "2": "植树节记", "5": "种花记5", "3": "地铁通车记", **told}
    assert [row for row, _ in found(library, "种花记1")[0]][:1] == library.passage_rows("4")[:1]
    assert add(library, "a.txt", *again) == Added(skipped=6)
    check(library)


def test_an_unknown_id_removes_nothing(library: Library) -> None:
    add(library, "a.txt", news("1", "植树活动"))
    with pytest.raises(LibraryError, match="no article 9"):
        library.remove(["1", "9"])
    with pytest.raises(LibraryError, match="no article 9"):
        library.article("9")
    assert library.count() == 1


def test_another_encoder_is_refused_until_all_is_embedded_anew(library: Library) -> None:
    add(library, "a.txt", *(news(str(i), topic) for i, topic in enumerate(TOPICS)))
    found(library, "植树活动")
    other = HashEncoder("tests/other", 32)
    with pytest.raises(LibraryError, match="wenbao reembed"):
        add(library, "b.txt", news("9", "植树活动"), encoder=other)
    assert library.reembed(other) == library.passage_count()
    assert library.encoder_name == "tests/other"
    row, _ = library.vector_search(other.encode_query("植树活动"), 1)[0]
    assert library.passages([row])[0].article.id == "1"
    with pytest.raises(LibraryError, match="wenbao reembed"):
        library.vector_search(HashEncoder().encode_query("植树活动"), 1)


def interrupt(count: int) -> None:
    """What progress is told to, as the user presses Ctrl-C."""
    raise KeyboardInterrupt


def test_a_broken_reembed_leaves_the_old_vectors_and_goes_on_later(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.library.BATCH", 2)
    add(library, "a.txt", *(news(str(i), topic) for i, topic in enumerate(TOPICS)))
    before = found(library, "植树活动")
    other = HashEncoder("tests/other", 32)

    with pytest.raises(KeyboardInterrupt):
        library.reembed(other, interrupt)
    assert found(library, "植树活动") == before
    counts: list[int] = []
    library.reembed(other, counts.append)
    assert sum(counts) == len(TOPICS) - 2


def add_by_older_rules(library: Library, monkeypatch: pytest.MonkeyPatch, names: str) -> None:
    """An article for each name 方　X, cut without the pairs across a space."""
    with monkeypatch.context() as older:
        older.setattr("qa.words._across", lambda text: ())
        add(library, "a.txt", *(news(str(i), f"记者 方 {name}") for i, name in enumerate(names)))


def test_words_that_older_rules_cut_are_cut_anew_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.library.BATCH", 2)
    add_by_older_rules(library, monkeypatch, "晴明亮文")
    assert library.word_search(["方亮"], 10) == []
    generation = library.generation

    with pytest.raises(KeyboardInterrupt):
        library.renew_words(interrupt)
    counts: list[int] = []
    library.renew_words(counts.append)
    assert sum(counts) == library.passage_count() - 2
    other = Library.open(library.folder)  # a page that is served meanwhile sees the change
    assert other.generation == library.generation > generation
    assert len(library.word_search(["方亮"], 10)) == 1
    add(library, "b.txt", news("9", "植树活动"))
    library.renew_words(counts.append)
    assert sum(counts) == library.passage_count() - 3
    library.remove(["2"])
    assert library.word_search(["方亮"], 10) == []


def test_two_that_cut_words_anew_at_once_take_turns(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.library.BATCH", 2)
    add_by_older_rules(library, monkeypatch, "晴明亮文")
    other = Library.open(library.folder)
    library.renew_words(lambda count: other.renew_words())
    assert len(library.word_search(["方文"], 10)) == len(library.word_search(["方晴"], 10)) == 1


def test_adding_cuts_an_older_librarys_words_anew(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    add_by_older_rules(library, monkeypatch, "晴")
    Adding().add(library, HashEncoder(), [])
    assert len(library.word_search(["方晴"], 10)) == 1


operations = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "remove", "edit", "reopen", "spoil", "search"]),
        st.integers(0, 3),
        st.lists(st.tuples(st.integers(0, 7), st.sampled_from(TOPICS)), max_size=3),
    ),
    max_size=12,
)


@pytest.mark.parametrize("exact_most", [100_000, 16])  # passages before their vectors are frozen
@given(changes=operations)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_changes_all_indexes_hold_exactly_the_articles(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    exact_most: int,
    changes: list[tuple[str, int, list[tuple[int, str]]]],
) -> None:
    for module in ("embeddings.vector_index", "qa.nearest"):
        monkeypatch.setattr(f"{module}.EXACT_MOST", exact_most)
    folder = tmp_path_factory.mktemp("changes")
    library = Library.open(folder, create=True)
    for change, which, articles in changes:
        ids = [article.id for article in library.articles()]
        if change == "add":
            add(library, f"{which}.txt", *(news(str(id), topic, sentences=60) for id, topic in articles))
        elif change == "remove":
            removed = [row for id in ids[:which] for row in library.passage_rows(id)]
            library.remove(ids[:which])
            hits = [row for topic in TOPICS for part in found(library, topic) for row, _ in part]
            assert not set(hits) & set(removed)
        elif change == "edit" and ids:
            library.edit(ids[which % len(ids)], HashEncoder(), {"title": TOPICS[which]})
        elif change == "reopen":
            library.close()
            library = Library.open(folder)
        elif change == "spoil" and (folder / "vectors.faiss").exists():
            (folder / "vectors.faiss").write_bytes(b"spoilt")
        elif change == "search":
            found(library, TOPICS[which])
    check(library)
    library.close()


@pytest.mark.parametrize("damage", ["missing", "damaged", "stale", "of another library"])
def test_searches_need_no_cache(library: Library, tmp_path: Path, damage: str) -> None:
    cache = library.folder / "vectors.faiss"
    add(library, "a.txt", *(news(f"x{i}", topic) for i, topic in enumerate(TOPICS)))
    library.remove(["x5"])
    found(library, "植树活动")
    library.remove(["x0"])
    stale = cache.read_bytes()
    add(library, "b.txt", *(news(f"y{i}", topic) for i, topic in enumerate(TOPICS)))
    library.remove(["x1"])
    before = [found(library, topic) for topic in TOPICS]
    if damage == "missing":
        cache.unlink()
    elif damage == "damaged":
        cache.write_bytes(cache.read_bytes()[:-40] + bytes(40))
    elif damage == "stale":
        cache.write_bytes(stale)
    else:
        other = Library.open(tmp_path / "other", create=True)
        add(other, "a.txt", news("1", "植树活动"), news("2", "植树活动"))
        found(other, "植树活动")
        other.remove(["1"])
        cache.write_bytes((other.folder / "vectors.faiss").read_bytes())
        other.close()
    reopened = Library.open(library.folder)
    assert [found(reopened, topic) for topic in TOPICS] == before
    reopened.close()


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process of its own that runs the code with these tests' names."""
    code = "import sys, time\nfrom pathlib import Path\nfrom test_library import *\n" + code
    command = [sys.executable, "-c", code, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdin=pipe, stdout=pipe)


ADDING = """
library = Library.open(Path(sys.argv[1]), create=True)
pages = [Page(tuple(news(f"{p}-{i}", TOPICS[p % 6], sentences=9) for i in range(4))) for p in range(400)]
total = 0
def report(stored):
    global total
    total += len(stored.page.articles)
    print(total, flush=True)
library.add_file(Path(sys.argv[1]) / "a.jsonl", pages, HashEncoder(), progress=report)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_process_loses_nothing_that_it_reported(tmp_path: Path) -> None:
    chance = random.Random(7)
    reported = 0
    for _ in range(4):
        process = python(ADDING, tmp_path / "library")
        assert process.stdout is not None
        for _ in range(chance.randint(reported // 4 + 1, reported // 4 + 12)):
            reported = max(reported, int(process.stdout.readline()))
        time.sleep(chance.random() / 50)
        os.kill(process.pid, signal.SIGKILL)
        reported = max([reported, *map(int, process.communicate()[0].split())])
        library = Library.open(tmp_path / "library")
        expected = [f"{n // 4}-{n % 4}" for n in range(library.count())]
        assert [article.id for article in library.articles()] == expected
        assert library.count() >= reported
        check(library)
        library.close()


CHANGING = """
library = Library.open(Path(sys.argv[1]))
for line in sys.stdin:
    if line.startswith("add"):
        add(library, "b.txt", news("new", "春季运动会"))
    else:
        library.remove(["new"])
    print("done", flush=True)
"""


def test_a_reader_sees_what_another_process_adds_and_removes(library: Library) -> None:
    add(library, "a.txt", news("1", "植树活动"))
    assert all(len(hits) == 1 for hits in found(library, "昨天在江城"))
    with python(CHANGING, library.folder) as process:
        assert process.stdin
        assert process.stdout
        for change, count in (("add", 2), ("remove", 1), ("add", 2)):
            print(change, file=process.stdin, flush=True)
            assert process.stdout.readline() == "done\n"
            assert all(len(hits) == count for hits in found(library, "昨天在江城"))
        process.stdin.close()


WRITING = """
library = Library.open(Path(sys.argv[1]))
def pages():
    print("writing", flush=True)
    sys.stdin.readline()
    yield Page((news("2", "地铁通车"),))
library.add_file(Path("b.txt"), pages(), HashEncoder())
print("done", flush=True)
"""


def test_a_second_writer_is_told_who_writes_while_readers_go_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, "a.txt", news("1", "植树活动"))
    with python(WRITING, library.folder) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "writing\n"
        monkeypatch.setattr(qa.storage, "WRITER_WAIT", 0.1)
        with pytest.raises(BusyError, match=f"process {process.pid} .* since 20"):
            library.remove(["1"])
        assert len(found(library, "植树活动")[0]) == 1
        process.stdin.write("\n")
        process.stdin.close()
        assert process.stdout.readline() == "done\n"
    assert library.remove(["1", "2"]) == 2  # the lock went with its process


def test_threads_may_search_and_write_at_once(library: Library) -> None:
    add(library, "a.txt", news("0", "植树活动"))
    failures: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(30):
                assert all(found(library, "昨天在江城"))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for i in range(1, 6):
        add(library, f"{i}.txt", news(str(i), TOPICS[i]))
        library.remove([str(i)])
    for thread in threads:
        thread.join()
    assert not failures


def test_a_missing_library_names_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="wenbao add"):
        Library.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_library_of_a_newer_format_names_the_upgrade(library: Library) -> None:
    with sqlite3.connect(library.folder / "library.sqlite") as db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    db.close()
    with pytest.raises(LibraryError, match="pip install -U wenbao"):
        Library.open(library.folder)


@pytest.mark.parametrize("content", [b"not a database at all" * 400, b""])
def test_a_file_that_is_no_library_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.sqlite").write_bytes(content)
    with pytest.raises(LibraryError) as caught:
        Library.open(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_damaged_library_is_told_in_one_line(library: Library) -> None:
    add(library, "a.txt", *(news(str(i), TOPICS[i % 6], sentences=40) for i in range(60)))
    library.close()
    file = library.folder / "library.sqlite"
    blob = bytearray(file.read_bytes())
    blob[8192:] = os.urandom(len(blob) - 8192)
    file.write_bytes(blob)
    with pytest.raises(LibraryError) as caught:  # noqa: PT012
        damaged = Library.open(library.folder)
        list(damaged.articles())
    assert "damaged" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_full_disk_stores_a_page_whole_or_not_at_all(library: Library) -> None:
    add(library, "a.txt", news("1", "植树活动"))
    with library._store.reading() as db:
        size = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {size + 8}")  # what SQLite meets on a full disk, it meets here
    pages = [Page(tuple(news(f"{p}-{i}", TOPICS[i], sentences=30) for i in range(6))) for p in range(9)]
    with pytest.raises(LibraryError, match="full"):
        library.add_file(Path("b.txt"), pages, HashEncoder())
    library.close()
    check(Library.open(library.folder))
    assert library.count() % 6 == 1


def test_a_failing_disk_is_not_taken_for_a_damaged_library(tmp_path: Path) -> None:
    with (
        pytest.raises(LibraryError, match="run the same command again"),
        qa.storage.told(tmp_path / qa.storage.FILE),
    ):
        raise sqlite3.OperationalError("disk I/O error")


def test_the_same_text_under_its_id_again_is_skipped_whatever_else_is_told_of_it(tmp_path: Path) -> None:
    library = Library.open(tmp_path, create=True)
    first = Article(id="7", title="", text="大桥昨日合龙。", published=date(2024, 5, 9))
    again = Article(id="7", title="", text="大桥昨日合龙。")
    other = Article(id="7", title="", text="联赛昨日落幕。")
    done = library.add_file(tmp_path / "a.jsonl", [Page((first, again)), Page((again, other))], HashEncoder())
    assert (done.added, done.skipped, len(done.errors)) == (1, 2, 1)
    assert library.article("7") == first
