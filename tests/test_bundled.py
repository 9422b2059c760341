"""BundledEncoder: the model that is shipped, on its own runtime and as a sentence-transformers module."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import runtime
from embeddings.bundled import MODEL, BundledEncoder
from embeddings.encoder import ModelError

TEXTS = [
    "青禾县召开春季防汛工作会议，县长林远主持并讲话。",
    "第三小学的学生走进农田，学习插秧。",
    "城东新建的图书馆将于5月1日开放，藏书12万册。",
    "The county library opens on 1 May.",
    "",
    "青禾县人民医院新增床位二百张。" * 20,
]


@pytest.fixture(scope="module")
def encoder() -> BundledEncoder:
    return BundledEncoder.load()


def test_vectors_are_float32_of_unit_length(encoder: BundledEncoder) -> None:
    vectors = encoder.encode_documents(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), encoder.dimension), np.float32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert encoder.encode_query("谁？").shape == (encoder.dimension,)
    assert encoder.encode_documents([]).shape == (0, encoder.dimension)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("谁主持了防汛会议？", 0),
        ("孩子们在哪里学习种田？", 1),
        ("新图书馆有多少本书？", 2),
        ("誰主持了防汛會議？", 0),
        ("Who chaired the flood control meeting?", 0),
    ],
)
def test_a_question_is_nearest_to_the_text_that_answers_it(
    encoder: BundledEncoder, question: str, expected: int
) -> None:
    assert int(np.argmax(encoder.encode_documents(TEXTS[:3]) @ encoder.encode_query(question))) == expected


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(TEXTS) | st.text(max_size=40), min_size=1, max_size=6))
def test_a_vector_does_not_depend_on_its_company(encoder: BundledEncoder, texts: list[str]) -> None:
    together = encoder.encode_documents(texts)
    for text, vector in zip(texts, together, strict=True):
        assert np.array_equal(encoder.encode_documents([text])[0], vector)


def test_a_question_and_a_text_carry_the_words_the_model_was_trained_with(encoder: BundledEncoder) -> None:
    raw = encoder.encode(["query: 谁主持会议？", "passage: 谁主持会议？"])
    assert np.array_equal(raw[0], encoder.encode_query("谁主持会议？"))
    assert np.array_equal(raw[1], encoder.encode_documents(["谁主持会议？"])[0])


def test_text_beyond_512_tokens_is_left_out_without_an_error(encoder: BundledEncoder) -> None:
    long = "青禾县" * 2000
    assert len(encoder.tokenize([long])[0]) == encoder.max_tokens
    assert np.array_equal(*encoder.encode_documents([long, long + "。"]))


def test_half_a_surrogate_pair_is_no_error(encoder: BundledEncoder) -> None:
    assert np.array_equal(encoder.encode_query("坏\ud800字"), encoder.encode_query("坏?字"))


def test_threads_may_share_an_encoder(encoder: BundledEncoder) -> None:
    expected = encoder.encode_documents(TEXTS)
    seen: list[np.ndarray] = []

    def work() -> None:
        for _ in range(3):
            seen.append(encoder.encode_documents(TEXTS))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 9
    assert all(np.array_equal(vectors, expected) for vectors in seen)


def test_neither_torch_nor_sentence_transformers_is_imported() -> None:
    program = (
        "import sys; from embeddings.bundled import BundledEncoder; BundledEncoder.load().encode_query('谁？');"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=MODEL.parents[1]
    )
    assert run.stdout.strip() == "[]", run.stderr


def test_it_is_a_sentence_transformers_module(encoder: BundledEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        modules=[encoder.as_module()],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    assert np.array_equal(model.encode(["query: 谁主持会议？"])[0], encoder.encode_query("谁主持会议？"))
    assert np.array_equal(model.encode_query("谁主持会议？"), encoder.encode_query("谁主持会议？"))
    assert np.array_equal(model.encode_document(TEXTS), encoder.encode_documents(TEXTS))
    assert model.max_seq_length == encoder.max_tokens


def test_what_is_kept_for_the_next_start_changes_no_vector(encoder: BundledEncoder, tmp_path: Path) -> None:
    expected = encoder.encode_documents(TEXTS)
    first = BundledEncoder.load(cache=tmp_path / "new")
    assert np.array_equal(first.encode_documents(TEXTS), expected)
    kept = tmp_path / "new" / "encoder-throughput.blob"
    whole = kept.read_bytes()
    again = BundledEncoder.load(cache=tmp_path / "new")
    assert np.array_equal(again.encode_documents(TEXTS), expected)
    for damaged in (whole[:1000], whole[: len(whole) // 2] + b"?" + whole[len(whole) // 2 + 1 :], b""):
        kept.write_bytes(damaged)
        assert np.array_equal(BundledEncoder.load(cache=tmp_path / "new").encode_documents(TEXTS), expected)
        assert kept.read_bytes()[32:64] == whole[32:64]  # made anew


def test_a_cache_folder_that_cannot_be_written_is_no_error(encoder: BundledEncoder, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    loaded = BundledEncoder.load(cache=tmp_path / "file")
    assert np.array_equal(loaded.encode_query("谁？"), encoder.encode_query("谁？"))


@pytest.mark.parametrize(
    ("lines", "arithmetic"),
    [
        ("processor : 0\nflags : fpu avx2 avx512f avx512_vnni\n", {}),
        ("processor : 0\nflags : fpu avx2 avx_vnni\n", {}),
        ("processor : 0\nflags : fpu sse2 avx2\n", runtime.IN_FLOAT),
        ("processor : 0\nFeatures : fp asimd\n", {}),  # Arm
        (None, {}),  # a system without the file
    ],
)
def test_float32_is_computed_where_there_are_no_8_bit_dot_products(
    lines: str | None, arithmetic: dict[str, bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lines is not None:
        (tmp_path / "cpuinfo").write_text(lines)
    monkeypatch.setattr(runtime, "CPU_FLAGS", tmp_path / "cpuinfo")
    assert runtime._arithmetic() == arithmetic


@pytest.mark.parametrize("arithmetic", [{}, runtime.IN_FLOAT])
def test_either_arithmetic_gives_nearly_the_same_vectors(
    encoder: BundledEncoder, arithmetic: dict[str, bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "_arithmetic", lambda: arithmetic)
    vectors = BundledEncoder.load(cache=tmp_path).encode_documents(TEXTS)
    assert ((vectors * encoder.encode_documents(TEXTS)).sum(axis=1) > 0.99).all()


@pytest.mark.parametrize("name", ["model.bin", "model.xml", "tokenizer.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["changed", "cut", "missing"])
def test_a_damaged_model_is_one_line_with_the_remedy(name: str, damage: str, tmp_path: Path) -> None:
    for path in MODEL.iterdir():  # links, since the weights are large; the damaged one is a file
        if path.name != name:
            os.symlink(path, tmp_path / path.name)
    content = bytearray((MODEL / name).read_bytes())
    content[len(content) // 2] ^= 1
    if damage != "missing":
        (tmp_path / name).write_bytes(content[:100] if damage == "cut" else content)
    with pytest.raises(ModelError, match="install wenbao again") as caught:
        BundledEncoder.load(tmp_path)
    assert "\n" not in str(caught.value)


def test_the_name_tells_the_weights(encoder: BundledEncoder) -> None:
    manifest = json.loads((MODEL / "manifest.json").read_text())
    assert encoder.name == f"wenbao/e5-small-zh-int8-{manifest['sha256']['model.bin'][:8]}"


def test_the_model_fits_the_repository() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 45_000_000  # bytes
