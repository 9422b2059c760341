"""Train the reader, on a GPU where there is one, else on the CPU. The whole recipe, OUT being a folder of your own:

    pip install -r training/requirements.txt
    python training/reader_data.py ../shared/data/reading OUT
    python training/questions.py ../shared/data/news/crud_news.jsonl.xz OUT
    python training/compose.py ../shared/data/news/crud_news.jsonl.xz OUT
    python training/train_reader.py --encoder ENCODER --data OUT/train.jsonl OUT/news.jsonl:7000 OUT/made.jsonl:3000
        --tune OUT/tune.jsonl OUT/news_tune.jsonl OUT/made_tune.jsonl --out RUN

The same command continues an interrupted run from its last checkpoint. The rate warms up and then stays, so that a run
may be ended at any time: `--decay-steps N` takes it from where it stands down to zero in N steps.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from reader_data import Item, read_items
from reader_model import Marks, SpanReader, losses, split_marks
from scores import summary
from torch import Tensor
from windows import Batch, Marked, collate, load_windows, sample

from qa.windows import Found, Windows, spans

SEED = 7
RATE = 1.5e-4  # measured: half of it learns slower, twice as much forgets the encoder
ROWS = 16  # windows a step
WARM_STEPS = 120
LONG_SHARE = 0.15  # of the windows are twice as long, so that positions further on are learned
MISSING_SHARE = 0.12  # of windows cut beside the answer, where the passage is long enough
AVERAGE = 0.998  # of the weights' running mean, which is what is measured and exported
SAVE_SECONDS = 240
READ_WINDOW, READ_OVERLAP = 384, 128  # tokens, when measuring
POOL = 25  # batches sorted by length together


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run stands in its data: seeds and positions, enough to continue exactly."""

    step: int = 0
    epoch: int = 0
    pool: int = 0
    batch: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A file of questions and how many of them an epoch draws."""

    items: list[Item]
    count: int

    @classmethod
    def parse(cls, named: str) -> Source:
        """From `file.jsonl`, all of it, or `file.jsonl:5000`."""
        path, _, count = named.partition(":")
        items = read_items(Path(path))
        return cls(items, min(int(count or len(items)), len(items)))


def epoch_pools(sources: list[Source], epoch: int, rows: int) -> list[list[Item]]:
    """The epoch's questions, shuffled, in pools; the same at every start."""
    draw = random.Random(SEED * 1000 + epoch)
    items = [item for source in sources for item in draw.sample(source.items, source.count)]
    draw.shuffle(items)
    return [items[at : at + POOL * rows] for at in range(0, len(items), POOL * rows)]


def pool_batches(
    pool: list[Item], cutter: Windows, seed: str, options: argparse.Namespace
) -> list[list[list[Marked]]]:
    """A pool's batches of question groups, of like length, in no order."""
    draw = random.Random(seed)
    groups = [_group(item, cutter, options.window, draw) for item in pool]
    groups.sort(key=lambda group: max(map(len, group)))
    batches = _pack(groups, options.rows)
    draw.shuffle(batches)
    return batches


def _group(item: Item, cutter: Windows, size: int, draw: random.Random) -> list[Marked]:
    size *= 2 if draw.random() < LONG_SHARE else 1
    return [sample(cutter, item.question, text, size, MISSING_SHARE, draw) for text in item.texts]


def _pack(groups: list[list[Marked]], rows: int) -> list[list[list[Marked]]]:
    packed: list[list[list[Marked]]] = [[]]
    for group in groups:
        if packed[-1] and sum(map(len, packed[-1])) + len(group) > rows:
            packed.append([])
        packed[-1].append(group)
    return packed


class Run:
    """A model in training, its running mean, its optimizer and its place; all of it saved and restored."""

    def __init__(self, options: argparse.Namespace) -> None:
        torch.manual_seed(SEED)
        self.options = options
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.cutter = load_windows(options.encoder)
        self.pad = self.cutter.tokenizer.token_to_id("<pad>")
        self.model = SpanReader.from_encoder(options.encoder, options.dropout).to(self.device)
        self.weights = self.model.trained()
        bert = self.model.bert
        if options.frozen:
            for part in (bert.embeddings, *bert.encoder.layer[: options.frozen]):
                part.requires_grad_(False)
        self.mean = {name: value.detach().clone() for name, value in self.weights.items()}
        decayed = [v for n, v in self.weights.items() if v.dim() > 1]
        plain = [v for n, v in self.weights.items() if v.dim() == 1]
        groups: list[dict[str, Any]] = [{"params": decayed}, {"params": plain, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(
            groups, lr=options.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
        )
        self.place = Place()
        self.history: list[dict[str, Any]] = []
        self.decay_from = -1

    @property
    def file(self) -> Path:
        path: Path = self.options.out / "checkpoint.pt"
        return path

    def save(self) -> None:
        state = {
            "weights": {n: v.detach() for n, v in self.weights.items()},
            "mean": self.mean,
            "optimizer": self.optimizer.state_dict(),
            "place": astuple(self.place),
            "history": self.history,
            "decay_from": self.decay_from,
        }
        part = self.file.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.file)

    def restore(self) -> None:
        """Continues an interrupted run, or begins from another run's running mean (`--begin`)."""
        if self.file.exists():
            state = torch.load(self.file, map_location=self.device)
            self._load(state["weights"], state["mean"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.place = Place(*state["place"])
            self.history, self.decay_from = state["history"], state["decay_from"]
        elif self.options.begin:
            mean = torch.load(self.options.begin / "checkpoint.pt", map_location=self.device)["mean"]
            self._load(mean, mean)

    def _load(self, weights: dict[str, Tensor], mean: dict[str, Tensor]) -> None:
        with torch.no_grad():
            for name, value in self.weights.items():
                value.copy_(weights[name])
                self.mean[name].copy_(mean[name])

    def rate(self) -> float:
        """Warm-up, then level, then straight down to zero where a decay was asked for."""
        step, options = self.place.step, self.options
        level: float = options.rate * min(1.0, (step + 1) / WARM_STEPS)
        if self.decay_from >= 0:
            level *= max(0.0, 1 - (step - self.decay_from) / options.decay_steps)
        return level

    def forward(self, batch: Batch) -> Marks:
        # bfloat16 where the machine has it: 1.5 to 2 times as fast, the weights stay float32
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.options.bfloat16):
            head = self.model(batch.ids, batch.types, batch.mask)
        return split_marks(head, batch.choosable)

    def step(self, groups: list[list[Marked]]) -> float:
        numbers = [n for n, group in enumerate(groups) for _ in group]
        batch = collate([w for group in groups for w in group], numbers, self.pad).to(self.device)
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        loss = losses(self.forward(batch), batch.gold, batch.group)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights.values(), 1.0)
        self.optimizer.step()
        keep = min(AVERAGE, (self.place.step + 1) / (self.place.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.mean.values()), list(self.weights.values()), 1 - keep)
        return float(loss)

    def read(self, items: list[Item]) -> list[Found]:
        """The running mean's best span of each item's first passage."""
        kept = {n: v.detach().clone() for n, v in self.weights.items()}
        self._load(self.mean, self.mean)
        self.model.eval()
        with torch.no_grad():
            found = [self._read(item) for item in items]
        self.model.train()
        self._load(kept, self.mean)
        return found

    def _read(self, item: Item) -> Found:
        text = item.texts[0]
        slid = self.cutter.slide([item.question], text.lead, text.text, READ_WINDOW, READ_OVERLAP)
        windows = [window for (window,) in slid]
        batch = collate([Marked(w) for w in windows], [0] * len(windows), self.pad).to(self.device)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.options.bfloat16):
            head = self.model(batch.ids, batch.types, batch.mask).float().cpu().numpy()
        found = [best for w, h in zip(windows, head, strict=True) for best in spans(w, h, 1)]
        return max(found, key=lambda best: best.margin)

    def measure(self, items: list[Item]) -> dict[str, float]:
        """EM and F1 over the answerable, area under the curve of answerable against not."""
        return summary(items, self.read(items))

    def note(self, **entry: Any) -> None:
        self.history.append({"step": self.place.step, **entry})
        print(json.dumps(self.history[-1]), flush=True)
        settings = {k: v.name if isinstance(v, Path) else v for k, v in vars(self.options).items()}
        settings |= {"data": [Path(d).name for d in self.options.data]}
        settings |= {"tune": [p.name for p in self.options.tune]}
        report = {"settings": settings, "seed": SEED, "history": self.history}
        (self.options.out / "run.json").write_text(json.dumps(report, ensure_ascii=False, indent=1))


def batches_from(run: Run, sources: list[Source]) -> Iterator[list[list[Marked]]]:
    """The data without end from the run's place on; the place moves as batches are taken."""
    rows = run.options.rows
    while True:
        pools = epoch_pools(sources, run.place.epoch, rows)
        while run.place.pool < len(pools):
            seed = f"{SEED} {run.place.epoch} {run.place.pool}"
            batches = pool_batches(pools[run.place.pool], run.cutter, seed, run.options)
            while run.place.batch < len(batches):
                yield batches[run.place.batch]
                run.place = replace(run.place, step=run.place.step + 1, batch=run.place.batch + 1)
            run.place = replace(run.place, pool=run.place.pool + 1, batch=0)
        run.place = replace(run.place, epoch=run.place.epoch + 1, pool=0)


def train(run: Run, sources: list[Source], tune: dict[str, list[Item]]) -> None:
    options = run.options
    if options.decay_steps and run.decay_from < 0:
        run.decay_from = run.place.step
    last = run.decay_from + options.decay_steps if run.decay_from >= 0 else options.steps
    saved = noted = time.monotonic()
    lost: list[float] = []
    windows = 0
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: told.append(number))  # saves and ends after the step
    for groups in batches_from(run, sources):
        if run.place.step >= last:
            break
        if told:
            return run.save()
        lost.append(run.step(groups))
        windows += sum(map(len, groups))
        if len(lost) == options.note_steps:
            seconds, noted = time.monotonic() - noted, time.monotonic()
            run.note(loss=round(sum(lost) / len(lost), 4), windows_per_s=round(windows / seconds, 2))
            lost, windows = [], 0
        if time.monotonic() - saved > SAVE_SECONDS:
            run.save()
            saved = time.monotonic()
        if run.place.step and run.place.step % options.tune_steps == 0:
            for name, held in tune.items():
                run.note(tune=name, **run.measure(held))
            noted = time.monotonic()
    run.save()
    for name, held in tune.items():
        run.note(tune=name, final=True, **run.measure(held))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True, help="transformers folder with tokenizer.json")
    parser.add_argument(
        "--data", nargs="+", required=True, help="training questions: FILE.jsonl or FILE.jsonl:COUNT"
    )
    parser.add_argument("--tune", type=Path, nargs="*", default=[], help="held-out questions (.jsonl)")
    parser.add_argument("--tune-items", type=int, default=200, help="questions read of each held-out file")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run: checkpoint.pt, run.json")
    parser.add_argument("--begin", type=Path, help="folder of the run whose weights to begin from")
    parser.add_argument("--steps", type=int, default=1_000_000, help="end after so many steps")
    parser.add_argument(
        "--decay-steps", type=int, default=0, help="take the rate down to zero in N steps, then end"
    )
    parser.add_argument("--window", type=int, default=144, help="tokens; some windows are twice as long")
    parser.add_argument("--rows", type=int, default=ROWS, help="windows a step")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers that stay as they are")
    parser.add_argument("--dropout", type=float, default=0.0, help="costs a tenth of the speed")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--note-steps", type=int, default=25)
    parser.add_argument("--tune-steps", type=int, default=500)
    parser.add_argument("--float32", dest="bfloat16", action="store_false")
    return parser.parse_args()


def main() -> None:
    options = parse()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    run = Run(options)
    run.restore()
    run.model.train()
    sources = [Source.parse(named) for named in options.data]
    held = {path.stem: read_items(path) for path in options.tune}
    tune = {
        name: random.Random(SEED).sample(all_, min(len(all_), options.tune_items))
        for name, all_ in held.items()
    }
    print(f"{[s.count for s in sources]} questions an epoch, from step {run.place.step}", flush=True)
    train(run, sources, tune)


if __name__ == "__main__":
    main()
