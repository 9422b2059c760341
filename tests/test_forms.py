"""shape(): what was found takes the form that was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.forms import shape, trim
from qa.questions import analyse

SENTENCE = "5月8日上午9时30分，南屏区委副书记、区长顾长青主持召开区政府第9次常务会议，副区长沈 岚、欧阳明哲、余若水等参加，投入3.6亿元。区政府代表柳青、申屠明、葛兰参加评审。"


@pytest.mark.parametrize(
    ("question", "found", "words", "detail"),
    [
        ("谁主持会议？", "顾长青", "顾长青", "南屏区委副书记、区长"),
        ("谁主持会议？", "区长顾长青", "顾长青", "南屏区委副书记、区长"),
        ("哪些人参加会议？", "欧阳明哲", "沈 岚、欧阳明哲、余若水", ""),
        ("哪些人参加评审？", "区政府代表柳青", "柳青、申屠明、葛兰", ""),
        ("会议是什么时候开的？", "5月8日", "5月8日上午9时30分", ""),
        ("投入多少钱？", "3.6", "3.6亿元", ""),
        ("顾长青担任什么职务？", "区长", "南屏区委副书记、区长", ""),
        ("在哪里开的？", "，南屏区", "南屏区", ""),
    ],
)
def test_a_stretch_grows_or_shrinks_to_the_form_asked_for(
    question: str, found: str, words: str, detail: str
) -> None:
    start = SENTENCE.index(found)
    shaped = shape(analyse(question), SENTENCE, start, start + len(found))
    assert (SENTENCE[shaped.start : shaped.end], shaped.detail) == (words, detail)
    assert shaped.fit == 1.0


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("谁主持会议？", "5月8日上午"),
        ("什么时候开的会？", "顾长青"),
        ("投入多少钱？", "顾长青"),
        ("第几次会议？", "3.6亿元"),
        ("在哪里开的？", "5月8日上午"),
        ("顾长青担任什么职务？", "3.6亿元"),
    ],
)
def test_another_kind_of_words_fits_badly(question: str, found: str) -> None:
    start = SENTENCE.index(found)
    assert shape(analyse(question), SENTENCE, start, start + len(found)).fit <= 0.4


@pytest.mark.parametrize(
    ("text", "found", "words"),
    [
        ("主题是“书香南屏”。", "书香南屏”", "“书香南屏”"),
        ("主题是“书香南屏”。", "“书香南屏", "“书香南屏”"),
        ("会议（扩大）召开，", "，", ""),
        ("他说：“好”，便走了。", "“好”，", "“好”"),
    ],
)
def test_marks_are_cut_off_and_pairs_kept_whole(text: str, found: str, words: str) -> None:
    start = text.index(found)
    first, last = trim(text, start, start + len(found))
    assert text[first:last] == words


@given(st.text(alphabet="会议“”《》（）。，顾长青5月8日3亿元 、", max_size=30), st.data())
def test_a_shape_lies_inside_its_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for question in ("谁主持会议？", "哪些人参加？", "什么时候？", "多少钱？", "什么职务？", "讲了什么？"):
        shaped = shape(analyse(question), text, start, end)
        assert 0 <= shaped.start <= shaped.end <= len(text)
        assert 0 <= shaped.fit <= 1
