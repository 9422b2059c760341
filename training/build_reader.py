"""Quantise a trained reader to int8 for OpenVINO and write the bundled model's folder.

    python training/build_reader.py --encoder ENCODER --run RUN --data OUT/tune.jsonl OUT/news_tune.jsonl --out qa/model

The data fix the activations' ranges. Nothing here is needed at run time; `calibrate_reader.py` comes next.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from quantise import Inputs, quantise, write_model
from reader_data import read_items
from reader_model import SpanReader
from train_reader import READ_WINDOW, SEED
from windows import load_windows

from qa.windows import Windows

SAMPLES = 300  # windows that fix the activations' ranges


def samples(cutter: Windows, paths: list[Path]) -> list[Inputs]:
    """Windows of questions drawn from the files."""
    items = [item for path in paths for item in read_items(path)]
    drawn = random.Random(SEED).sample(items, min(SAMPLES, len(items)))
    windows = (
        cutter.cut(item.question, item.texts[0].lead, item.texts[0].text, READ_WINDOW, 0) for item in drawn
    )
    return [_inputs(window.ids, window.question_size) for window in windows]


def _inputs(tokens: tuple[int, ...], question_size: int) -> Inputs:
    ids = np.array([tokens])
    types = np.ones_like(ids)
    types[0, :question_size] = 0
    return {"ids": ids, "types": types, "mask": np.ones_like(ids)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True, help="float32 folder that training began from")
    parser.add_argument("--run", type=Path, required=True, help="folder of the run: checkpoint.pt")
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="questions, one a line")
    parser.add_argument("--out", type=Path, required=True, help="folder of the int8 model")
    options = parser.parse_args()
    state = torch.load(options.run / "checkpoint.pt", map_location="cpu")
    model = SpanReader.from_encoder(options.encoder, 0.0)
    model.load_state_dict(state["mean"], strict=False)  # the word embeddings are the encoder's own
    graph = quantise(model, samples(load_windows(options.encoder), options.data))
    tokenizer = (options.encoder / "tokenizer.json").read_text(encoding="utf-8")
    write_model(options.out, graph, tokenizer, "wenbao/reader-small-zh-int8", {"window": READ_WINDOW})


if __name__ == "__main__":
    main()
