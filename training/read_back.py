"""The bundled reader's weights back in float32, to train on where no checkpoint of theirs is left.

    python training/read_back.py --encoder e5-cut --model qa/model --out RUN0
    python training/train_reader.py --encoder e5-cut --begin RUN0 --out RUN1 …

What rounding to int8 took stays lost: the model read back answers as the int8 one does, a little better or worse.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import openvino
import torch
from reader_model import SpanReader

MODULE = re.compile(r"__module\.(.+)/aten::(linear|layer_norm|embedding)/(MatMul|Multiply_1|Gather)$")


def weights_of(graph: openvino.Model) -> dict[str, torch.Tensor]:
    """By the names that torch gave them."""
    found: dict[str, np.ndarray] = {}
    for node in graph.get_ops():
        named = MODULE.match(node.get_friendly_name())
        if not named:
            continue
        name, kind, _ = named.groups()
        if kind == "embedding":
            found[f"{name}.weight"] = constant(node.input_value(0).get_node())
            continue
        weight = constant(node.input_value(1).get_node())
        found[f"{name}.weight"] = weight.reshape(-1) if kind == "layer_norm" else weight * smoothed(node)
        [add] = [
            i.get_node() for i in node.output(0).get_target_inputs() if i.get_node().get_type_name() == "Add"
        ]
        found[f"{name}.bias"] = constant(add.input_value(1).get_node()).reshape(-1)
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in found.items()}


def constant(node: openvino.Node) -> np.ndarray:
    """What a node without inputs from outside computes: int8 values times their scales."""
    model = openvino.Model([node.output(0)], [])
    return np.array(openvino.Core().compile_model(model, "CPU")([])[0])


def smoothed(node: openvino.Node) -> np.ndarray:
    """What the quantiser multiplied a layer's inputs by, to take it off its weights; 1 where it did not."""
    before = node.input_value(0).get_node()
    if before.get_type_name() == "FakeQuantize":
        before = before.input_value(0).get_node()
    if before.get_friendly_name().endswith("nncf_smooth_quant"):
        return constant(before.input_value(1).get_node()).reshape(1, -1)
    return np.ones((1, 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True, help="float32 folder that training began from")
    parser.add_argument("--model", type=Path, required=True, help="folder of the int8 model")
    parser.add_argument("--out", type=Path, required=True, help="folder of a run to begin from")
    options = parser.parse_args()
    read = weights_of(openvino.Core().read_model(options.model / "model.xml"))
    trained = SpanReader.from_encoder(options.encoder, 0.0).trained()
    wrong = {name for name, value in trained.items() if name not in read or read[name].shape != value.shape}
    if wrong:
        raise SystemExit(f"the model in {options.model} lacks {', '.join(sorted(wrong))}")
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({"mean": {name: read[name] for name in trained}}, options.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
