"""VectorIndex against plain numpy: same order, ties by id, removal and saving leave nothing behind."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings import vector_index
from embeddings.vector_index import VectorIndex

DIMENSION = 3
# Small whole numbers: exact in float16, and many equal scores.
NUMBERS = st.integers(-3, 3)
VECTOR = st.lists(NUMBERS, min_size=DIMENSION, max_size=DIMENSION)
HELD = st.dictionaries(st.integers(0, 2**62), VECTOR, max_size=40)


def build(held: dict[int, list[int]]) -> VectorIndex:
    index = VectorIndex(DIMENSION)
    index.add(ids_of(held), np.array(list(held.values()), np.float32).reshape(-1, DIMENSION))
    return index


def ids_of(held: dict[int, list[int]]) -> NDArray[np.int64]:
    return np.array(list(held), np.int64)


def plain_search(held: dict[int, list[int]], query: list[int], k: int) -> list[tuple[int, float]]:
    scored = [(i, float(np.dot(vector, query))) for i, vector in held.items()]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:k]


def found(index: VectorIndex, query: list[int], k: int) -> list[tuple[int, float]]:
    ids, scores = index.search(np.array(query, np.float32), k)
    return list(zip(ids.tolist(), scores.tolist(), strict=True))


@given(HELD, VECTOR, st.integers(0, 50))
def test_search_is_a_sort_by_score_then_id(held: dict[int, list[int]], query: list[int], k: int) -> None:
    assert found(build(held), query, k) == plain_search(held, query, k)


@given(HELD, VECTOR, st.data())
def test_removed_ids_leave_no_trace(
    held: dict[int, list[int]], query: list[int], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(sorted(held)))) if held else set()
    index = build(held)
    assert index.remove(np.array(sorted(gone), np.int64)) == len(gone)
    left = {i: vector for i, vector in held.items() if i not in gone}
    assert sorted(index.ids.tolist()) == sorted(left)
    assert len(index) == len(left)
    assert found(index, query, 50) == plain_search(left, query, 50)
    assert index.remove(np.array(sorted(gone), np.int64)) == 0
    index.add(np.array(sorted(gone), np.int64), np.zeros((len(gone), DIMENSION), np.float32))
    assert len(index) == len(held)


@settings(max_examples=20)
@given(HELD, VECTOR)
def test_a_saved_index_is_the_same_index(
    tmp_path_factory: pytest.TempPathFactory, held: dict[int, list[int]], query: list[int]
) -> None:
    path = tmp_path_factory.mktemp("saved") / "vectors.faiss"
    index = build(held)
    index.save(path, "library 7 代")
    again = VectorIndex.load(path, "library 7 代")
    assert again.ids.tolist() == index.ids.tolist()
    assert again.dimension == DIMENSION
    assert found(again, query, 50) == found(index, query, 50)
    again.add(np.array([2**62 + 1]), np.ones((1, DIMENSION), np.float32))  # a loaded index can be changed
    assert [entry.name for entry in path.parent.iterdir()] == ["vectors.faiss"]


def test_vectors_of_unit_length_are_ranked_as_numpy_ranks_them() -> None:
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((2000, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = vectors.astype(np.float16).astype(np.float32)
    index = VectorIndex(64)
    index.add(np.arange(2000)[::-1].copy(), vectors)
    ids, scores = index.search(vectors[5], 10)
    plain = vectors @ vectors[5]
    assert ids.tolist() == [1999 - int(row) for row in np.argsort(-plain)[:10]]
    assert np.allclose(scores, np.sort(plain)[::-1][:10], atol=1e-5)


def test_an_id_is_held_once() -> None:
    index = build({1: [1, 0, 0]})
    for ids in ([1], [2, 2]):
        with pytest.raises(ValueError, match="once"):
            index.add(np.array(ids), np.zeros((len(ids), DIMENSION), np.float32))
    with pytest.raises(ValueError, match="expected"):
        index.add(np.array([3]), np.zeros((1, DIMENSION + 1), np.float32))
    assert index.ids.tolist() == [1]


def test_another_stamp_is_refused(tmp_path: Path) -> None:
    build({1: [1, 2, 3]}).save(tmp_path / "v", "library 1")
    with pytest.raises(ValueError, match="library 2"):
        VectorIndex.load(tmp_path / "v", "library 2")


@given(st.integers(0, 10_000), st.integers(1, 255), st.booleans())
@example(7950, 1, False)  # the state of the library, in the JSON at the end
@example(3519, 41, False)  # a space there, were there one, to a tab
@settings(max_examples=300)
def test_a_damaged_file_is_a_value_error(
    tmp_path_factory: pytest.TempPathFactory, place: int, change: int, cut: bool
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "v"
    build({i: [i, 1, 2] for i in range(8)}).save(path, "s")
    whole = bytearray(path.read_bytes())
    place %= len(whole)
    whole[place] ^= change
    path.write_bytes(whole[:place] if cut else whole)
    with pytest.raises(ValueError, match=r"damaged|made for"):
        VectorIndex.load(path, "s")


def test_a_failed_save_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "v"
    build({1: [1, 2, 3]}).save(path, "s")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        build({}).save(tmp_path / "folder", "s")
    assert VectorIndex.load(path, "s").ids.tolist() == [1]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["folder", "v"]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> NDArray[np.float32]:
    """Unit vectors in clusters, as sentences of one topic are, enough of them to be frozen."""
    monkeypatch.setattr(vector_index, "EXACT_MOST", 1000)
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((50, 32)).repeat(80, axis=0) + 0.5 * rng.standard_normal((4000, 32))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def freeze(vectors: NDArray[np.float32]) -> VectorIndex:
    """All frozen, under every third number."""
    ids = np.arange(len(vectors)) * 3
    return VectorIndex.build(
        32, len(vectors), lambda: iter([(ids[:1500], vectors[:1500]), (ids[1500:], vectors[1500:])])
    )


def recall(
    index: VectorIndex, vectors: NDArray[np.float32], ids: NDArray[np.int64], **among: NDArray[np.int64]
) -> float:
    """Share of the ten nearest that are among the forty found; `ids` are those of `vectors`."""
    held = 0
    for query in vectors[::97]:
        nearest = ids[np.argsort(-(vectors @ query))[:10]]
        held += len(np.intersect1d(nearest, index.search(query, 40, **among)[0]))
    return held / (10 * len(vectors[::97]))


def test_frozen_vectors_are_found_removed_and_kept(many: NDArray[np.float32], tmp_path: Path) -> None:
    ids = np.arange(4000) * 3
    index = freeze(many)
    assert sorted(index.ids) == ids.tolist()
    assert recall(index, many, ids) > 0.98
    gone = ids[::5]
    assert (index.remove(gone), index.remove(gone), len(index), index.is_stale) == (800, 0, 3200, True)
    added = np.array([1, 2])
    index.add(added, many[:2])
    index.save(tmp_path / "v", "s")
    again = VectorIndex.load(tmp_path / "v", "s")
    left = np.setdiff1d(ids, gone)
    for one in (index, again):
        assert sorted(one.ids) == sorted([*left, *added])
        assert recall(one, many[left // 3], left) > 0.97  # two places may be the added ones'
        assert not np.isin(one.search(many[10], 3000)[0], gone).any()
        assert one.search(many[0], 1)[0].tolist() == [1]
    again.add(np.array([0]), many[:1])  # removed before
    assert again.search(many[0], 2)[0].tolist() == [0, 1]


def test_a_filter_finds_all_it_lets_in(many: NDArray[np.float32]) -> None:
    ids = np.arange(4000) * 3
    index = freeze(many)
    index.remove(ids[:3])
    for among in (ids[:40], ids[::7], ids):
        left = np.setdiff1d(among, ids[:3])
        assert np.isin(index.search(many[5], 40, among)[0], left).all()
        assert recall(index, many[left // 3], left, among=among) > 0.98
    assert index.search(many[5], 5, ids[:0])[0].tolist() == []
    assert build({1: [1, 0, 0], 2: [2, 0, 0]}).search(np.array([1, 0, 0], np.float32), 5, np.array([1]))[
        0
    ].tolist() == [1]


def test_a_damaged_frozen_file_is_a_value_error(many: NDArray[np.float32], tmp_path: Path) -> None:
    freeze(many).save(tmp_path / "v", "s")
    whole = bytearray((tmp_path / "v").read_bytes())
    whole[len(whole) // 2] ^= 1
    (tmp_path / "v").write_bytes(whole)
    with pytest.raises(ValueError, match="damaged"):
        VectorIndex.load(tmp_path / "v", "s")
