"""The weighted mean of several readers, as a run that build_reader.py takes.

    python training/mean_readers.py MEAN RUN0:0.2 RUN1:0.4 RUN2:0.4

Of runs begun from the same weights the mean keeps what each learned ("Model soups", https://arxiv.org/abs/2203.05482).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def weighed(text: str) -> tuple[Path, float]:
    run, _, weight = text.rpartition(":")
    return Path(run), float(weight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("out", type=Path, help="folder of the mean: checkpoint.pt")
    parser.add_argument(
        "runs", type=weighed, nargs="+", metavar="RUN:WEIGHT", help="folders with checkpoint.pt"
    )
    options = parser.parse_args()
    total = sum(weight for _, weight in options.runs)
    mean: dict[str, torch.Tensor] = {}
    for run, weight in options.runs:
        for name, value in torch.load(run / "checkpoint.pt", map_location="cpu")["mean"].items():
            mean[name] = mean.get(name, 0) + value * (weight / total)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({"mean": mean}, options.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
