"""Encoder: what turns text into vectors; SentenceEncoder: any sentence-transformers model."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

BGE_QUERY = "为这个句子生成表示以用于检索相关文章："  # BGE zh's instruction; its documents carry none
E5_QUERY, E5_DOCUMENT = "query: ", "passage: "
WEIGHT_SUFFIXES = (".safetensors", ".bin", ".json", ".txt", ".model")
HUB_WAIT = 10.0  # seconds for the hub's first answer
SAMPLE_BYTES = 1 << 20  # of each end of a file: enough to tell two models apart without reading gigabytes


class ModelError(Exception):
    """A model cannot be used; the message names the remedy."""


class Encoder(Protocol):
    """Texts to float32 vectors of unit length; `name` identifies the weights in a library."""

    name: str
    dimension: int

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,)."""
        ...

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimension)."""
        ...


class SentenceEncoder:
    """A sentence-transformers model with the words it wants before a question and before a text.

    encoder = SentenceEncoder.load("BAAI/bge-small-zh-v1.5")
    """

    name: str
    dimension: int

    def __init__(self, model: Any, name: str, query_prompt: str, document_prompt: str) -> None:
        self._model = model
        self._query_prompt = query_prompt
        self._document_prompt = document_prompt
        self.name = name
        self.dimension = len(self.encode_query("问"))

    @classmethod
    def load(cls, name_or_folder: str) -> SentenceEncoder:
        """A model of the hub by its name, or a local folder, which is then known by its content."""
        from httpx import HTTPError  # what hub and sentence-transformers ask with

        folder = Path(name_or_folder)
        is_local = folder.is_dir()
        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # how often it tries again
        try:
            model = _on_this_machine(name_or_folder) or _from_the_hub(name_or_folder)
        except (HTTPError, OSError, ValueError, RuntimeError, ImportError, AttributeError, KeyError) as error:
            reason = "holds no usable model" if is_local else "is neither a folder nor a model within reach"
            remedy = "give the folder of a sentence-transformers model"
            raise ModelError(f"{name_or_folder} {reason}; {remedy}") from error
        query, document = prompts_for(name_or_folder, model.prompts)
        return cls(model, folder_name(folder) if is_local else name_or_folder, query, document)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,)."""
        vector: NDArray[np.float32] = self._encode([text], self._query_prompt)[0]
        return vector

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimension)."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._encode(texts, self._document_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        vectors = self._model.encode(
            list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)


def _on_this_machine(name: str) -> Any:
    """The model of a folder or of the hub's cache, without a word to the hub; None for one that is not here."""
    from sentence_transformers import SentenceTransformer

    with suppress(OSError, ValueError):
        return SentenceTransformer(name, local_files_only=True)
    return None


def _from_the_hub(name: str) -> Any:
    """The model as it is downloaded; first the hub is asked once, where each file would be tried for for a minute."""
    from huggingface_hub import HfApi
    from sentence_transformers import SentenceTransformer

    HfApi().model_info(name, timeout=HUB_WAIT)
    return SentenceTransformer(name)


def prompts_for(name: str, prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """What comes before a question and a text: the model's own prompts, else what its family was trained with."""
    query = prompts.get("query") or ""
    document = prompts.get("document") or prompts.get("passage") or ""
    if query or document:
        return query, document
    family = Path(name).name.lower()
    if "e5" in family:
        return E5_QUERY, E5_DOCUMENT
    if "bge-" in family and "zh" in family:
        return BGE_QUERY, ""
    return "", ""


def folder_name(folder: Path) -> str:
    """`name@12 hex`: a folder's name and what its weights and settings are, wherever it lies."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in WEIGHT_SUFFIXES:
            size = path.stat().st_size
            digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
            with open(path, "rb") as file:
                digest.update(file.read(SAMPLE_BYTES))
                file.seek(max(0, size - SAMPLE_BYTES))
                digest.update(file.read())
    return f"{folder.resolve().name}@{digest.hexdigest()[:12]}"


class TokenEncoder(Protocol):
    """What a sentence-transformers module needs: token ids of texts, vectors of token ids."""

    dimension: int
    max_tokens: int

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]: ...

    def encode_ids(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float32]: ...


def as_module(encoder: TokenEncoder) -> Any:
    """The encoder as the one module of a sentence-transformers model (versions 5 and 6).

    SentenceTransformer(modules=[as_module(encoder)], device="cpu").encode(["query: 谁主持会议？"])
    """
    import torch

    class EncoderModule(torch.nn.Module):
        max_seq_length = encoder.max_tokens

        def tokenize(self, texts: list[str], **_: Any) -> dict[str, torch.Tensor]:
            rows = [torch.tensor(ids) for ids in encoder.tokenize(texts)]
            ids = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
            ones = torch.nn.utils.rnn.pad_sequence([torch.ones_like(row) for row in rows], batch_first=True)
            return {"input_ids": ids, "attention_mask": ones}

        def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
            ids, mask = features["input_ids"], features["attention_mask"].bool()
            rows = [row[kept].tolist() for row, kept in zip(ids, mask, strict=True)]
            vectors = torch.from_numpy(encoder.encode_ids(rows)).to(ids.device)
            return {**features, "sentence_embedding": vectors}

        def get_sentence_embedding_dimension(self) -> int:
            return encoder.dimension

        get_embedding_dimension = get_sentence_embedding_dimension

    return EncoderModule()
