"""SentenceEncoder with a real small model that this test makes: its prompts, its name, its errors."""

from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import BGE_QUERY, ModelError, SentenceEncoder, folder_name, prompts_for

CHARACTERS = "谁主持会议图书馆开放学生插秧为这个句子生成表示以用于检索相关文章：queryasg"
HIDDEN = 32


def make_model(folder: Path, seed: int = 0, prompts: dict[str, str] | None = None) -> Path:
    """A Bert of two thin layers with random weights over a vocabulary of single characters."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(seed)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(set(CHARACTERS))]
    raw = folder.with_name(f"{folder.name}.raw")
    raw.mkdir(parents=True)
    (raw / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    BertTokenizerFast.from_pretrained(str(raw)).save_pretrained(str(raw))
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=HIDDEN,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(str(raw))
    transformer = Transformer(str(raw))
    modules = [transformer, Pooling(HIDDEN)]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("models") / "plain")


def test_vectors_are_float32_of_unit_length(plain: Path) -> None:
    encoder = SentenceEncoder.load(str(plain))
    vectors = encoder.encode_documents(["图书馆开放", "学生插秧"])
    assert (vectors.shape, vectors.dtype, encoder.dimension) == ((2, HIDDEN), np.float32, HIDDEN)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.encode_documents([]).shape == (0, HIDDEN)
    assert np.allclose(encoder.encode_query("图书馆开放"), vectors[0], atol=1e-5)  # no prompt, no difference


def test_vectors_are_those_of_the_model_itself(plain: Path) -> None:
    from sentence_transformers import SentenceTransformer

    direct = SentenceTransformer(str(plain)).encode("谁主持会议", normalize_embeddings=True)
    assert np.allclose(SentenceEncoder.load(str(plain)).encode_query("谁主持会议"), direct, atol=1e-6)


def test_a_models_own_prompts_are_used(tmp_path: Path) -> None:
    prompts = {"query": "会议：", "document": "学生："}
    encoder = SentenceEncoder.load(str(make_model(tmp_path / "prompted", prompts=prompts)))
    bare = SentenceEncoder.load(str(make_model(tmp_path / "bare")))
    assert np.allclose(encoder.encode_query("谁"), bare.encode_query("会议：谁"), atol=1e-5)
    assert np.allclose(encoder.encode_documents(["谁"]), bare.encode_documents(["学生：谁"]), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("BAAI/bge-small-zh-v1.5", {}, (BGE_QUERY, "")),
        ("BAAI/bge-small-en-v1.5", {}, ("", "")),
        ("intfloat/multilingual-e5-small", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("/models/e5/other", {}, ("", "")),
        ("any", {"query": "q ", "passage": "p "}, ("q ", "p ")),
        ("any", {"query": "q ", "document": "d ", "passage": "p "}, ("q ", "d ")),
        ("any-e5", {"query": "own "}, ("own ", "")),
        ("any", {"query": None}, ("", "")),
    ],
)
def test_prompts_are_the_models_own_or_its_familys(
    name: str, prompts: dict[str, str | None], expected: tuple[str, str]
) -> None:
    assert prompts_for(name, prompts) == expected


def test_a_folders_name_tells_its_content_wherever_it_lies(tmp_path: Path, plain: Path) -> None:
    first, other = make_model(tmp_path / "a" / "model"), make_model(tmp_path / "b" / "model", seed=1)
    assert SentenceEncoder.load(str(first)).name == folder_name(first)
    assert folder_name(first).startswith("model@")
    assert folder_name(first) != folder_name(other)
    before = folder_name(first)
    first.rename(tmp_path / "model")
    assert folder_name(tmp_path / "model") == before


@pytest.mark.parametrize("name", ["nobody/no-such-model", "/no/such/folder"])
def test_a_model_out_of_reach_is_one_line_with_the_remedy(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="give the folder") as caught:
        SentenceEncoder.load(name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_model_is_one_line_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(ModelError, match="holds no usable model; give the folder"):
        SentenceEncoder.load(str(tmp_path))
