"""A torch model as an int8 OpenVINO graph."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import nncf
import numpy as np
import openvino
import torch

Inputs = dict[str, np.ndarray]  # by name, in the order of the model's arguments; shape (1, tokens)


def quantise(model: torch.nn.Module, samples: list[Inputs]) -> openvino.Model:
    """int8 weights (a scale a row) and activations (scales fixed by the samples)."""
    example = {name: torch.from_numpy(ids) for name, ids in samples[0].items()}
    signature = [(name, [-1, -1], openvino.Type.i64) for name in example]
    graph = openvino.convert_model(model.eval(), example_input=example, input=signature)
    return nncf.quantize(
        graph,
        nncf.Dataset(samples),
        model_type=nncf.ModelType.TRANSFORMER,
        preset=nncf.QuantizationPreset.MIXED,
        subset_size=len(samples),
    )


def write_model(
    folder: Path, graph: openvino.Model, tokenizer: str, name: str, facts: dict[str, Any]
) -> None:
    """The folder that `embeddings.runtime.Model` loads: graph, tokenizer, and a manifest with their checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    openvino.save_model(graph, folder / "model.xml", compress_to_fp16=False)
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    files = ("model.bin", "model.xml", "tokenizer.json")
    sums = {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files}
    manifest = {"name": f"{name}-{sums['model.bin'][:8]}", **facts, "sha256": sums}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
