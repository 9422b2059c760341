"""Windows: every token is read, and the best spans are those of the highest sums."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from qa.windows import BREVITY, COLUMNS, END, SPAN_TOKENS, START, START_TRIM, Window, Windows, mean, spans

FOLDER = Path(__file__).parent.parent / "embeddings" / "model"
CUTTER = Windows(Tokenizer.from_file(str(FOLDER / "tokenizer.json")))
TEXT = "5月8日上午，南屏区区长顾长青主持召开区政府第9次常务会议。会议研究了防汛工作，要求6月底前完成排查。"


@pytest.mark.parametrize("lead", ["", "区政府召开第9次常务会议"])
@pytest.mark.parametrize("overlap", [0, 8])
def test_windows_hold_every_token_of_the_text_and_no_more_than_their_size(lead: str, overlap: int) -> None:
    windows = [window for (window,) in CUTTER.slide(["谁主持会议？"], lead, TEXT, 40, overlap)]
    assert len(windows) > 1
    assert all(len(w.ids) <= 40 for w in windows)
    assert sorted({o for w in windows for o in w.offsets}) == CUTTER.pieces(TEXT)[1]


def test_the_title_stands_before_the_passage_and_is_no_part_of_it() -> None:
    plain, led = CUTTER.cut("谁？", "", TEXT, 200, 0), CUTTER.cut("谁？", "常务会议", TEXT, 200, 0)
    assert led.offsets == plain.offsets
    assert led.ids[led.begin :] == plain.ids[plain.begin :]
    assert led.question_size == plain.question_size
    assert led.begin > plain.begin


def test_two_wordings_are_read_over_the_same_tokens_and_averaged() -> None:
    random = np.random.default_rng(1)
    for windows in CUTTER.slide(["谁？", "区政府常务会议由谁主持？"], "会议", TEXT, 40, 8):
        short, long = windows
        assert short.offsets == long.offsets
        assert max(len(w.ids) for w in windows) <= 40
        heads = [random.normal(size=(len(w.ids), COLUMNS)).astype(np.float32) for w in windows]
        merged = mean(windows, heads)
        assert np.allclose(merged[0], (heads[0][0] + heads[1][0]) / 2)
        last = len(short.offsets) - 1
        both = heads[0][short.begin + last], heads[1][long.begin + last]
        assert np.allclose(merged[short.begin + last], sum(both) / 2)


def test_a_long_question_leaves_room_for_the_passage() -> None:
    assert CUTTER.cut("谁主持会议" * 100, "", TEXT, 200, 0).offsets == tuple(CUTTER.pieces(TEXT)[1])


def test_an_empty_text_has_no_span() -> None:
    [[window]] = CUTTER.slide(["谁？"], "", "", 100, 10)
    assert spans(window, np.zeros((16, COLUMNS), np.float32), 3) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 150), st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_the_best_spans_are_found_as_by_trying_them_all(size: int, count: int, seed: int) -> None:
    head = np.random.default_rng(seed).normal(size=(size + 6, COLUMNS)).astype(np.float32)
    head[:, START_TRIM:] = 0  # no character is trimmed
    window = Window((0,) * (size + 6), 4, 5, tuple((i, i + 1) for i in range(size)))
    tried = sorted(
        (
            head[5 + a, START] + head[5 + z, END] - BREVITY * np.log(2 + z - a)
            for a in range(size)
            for z in range(a, min(size, a + SPAN_TOKENS))
        ),
        reverse=True,
    )
    found = spans(window, head, count)
    assert np.allclose([f.score for f in found], tried[:count])
    assert all(0 <= f.start < f.end <= size for f in found)
    assert found[0].margin == pytest.approx(float(tried[0] - head[0, START] - head[0, END]), abs=1e-5)


def test_characters_inside_a_token_are_trimmed_unless_nothing_would_be_left() -> None:
    window = Window((0, 0, 0), 1, 1, ((0, 3),))
    head = np.zeros((3, COLUMNS), np.float32)
    head[1, START_TRIM + 1] = 1
    assert [(f.start, f.end) for f in spans(window, head, 1)] == [(1, 3)]
    head[1, START_TRIM + 3] = 2
    assert [(f.start, f.end) for f in spans(window, head, 1)] == [(0, 3)]
