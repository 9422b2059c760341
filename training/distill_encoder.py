"""A student of half the encoder's layers that gives its vectors, from unlabelled news and questions.

    python training/distill_encoder.py --encoder e5-cut --texts news.jsonl --questions FILE … --out RUN

Blocks first: each of the student's layers learns what two of the teacher's make of the teacher's own states. Then the whole:
the student's states and its vector become the teacher's. An interrupted run goes on from its last checkpoint. FILE: lines of
{"question"}, or SQuAD's format, gzipped. The articles before --skip stay unseen, for benchmarks to search among.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import torch
from build_encoder import PREFIXES, SentenceModel, pooled
from reader_data import read_set
from tokenizers import Tokenizer
from transformers import BertModel

from qa.articles import Article
from qa.passages import split_passages

BATCH = 3000  # tokens a step, padding included
SORTED = 2000  # texts put in order of length before they are cut into batches
LONGEST = 256  # tokens
HELD = 160  # texts, and as many questions, that show how near the vectors come
TOGETHER = 16  # of them
EVERY = 300  # seconds between checkpoints
WARM = 60  # steps until the learning rate is reached
SHARE = 0.3  # of the articles are read: more than a run on two cores gets through

Batch = tuple[torch.Tensor, torch.Tensor]  # ids and mask


def texts_of(path: Path, skip: int) -> Iterator[str]:
    """Passages of a part of the articles, as the library cuts them."""
    chance = random.Random(1)
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number >= skip and chance.random() < SHARE:
                article = Article(id="", title="", text=json.loads(line)["text"])
                yield from (PREFIXES[1] + passage.text for passage in split_passages(article))


def questions_of(paths: Iterable[Path]) -> list[str]:
    """The files' questions, each once; those of sets Simplified."""
    found: list[str] = []
    for path in paths:
        if path.suffix == ".gz":
            found += [reading.item.question for reading in read_set(path, simplify=True)]
        else:
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [json.loads(line)["question"] for line in lines]
    return [PREFIXES[0] + question for question in dict.fromkeys(found)]


def batches(rows: list[list[int]], seed: int) -> Iterator[Batch]:
    """Batches of rows of like length, for ever, in an order drawn by lot."""
    chance = random.Random(seed)
    while True:
        chance.shuffle(rows)
        for begin in range(0, len(rows), SORTED):
            made: list[list[list[int]]] = [[]]
            for row in sorted(rows[begin : begin + SORTED], key=len):
                if len(row) * (len(made[-1]) + 1) > BATCH:
                    made.append([])
                made[-1].append(row)
            chance.shuffle(made)
            yield from map(padded, filter(None, made))


def padded(rows: list[list[int]]) -> Batch:
    longest = max(map(len, rows))
    ids = torch.tensor([row + [1] * (longest - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    return ids, mask


def student_of(teacher: BertModel) -> BertModel:
    """Every second layer of the teacher; what it embeds tokens by stays."""
    student = copy.deepcopy(teacher)
    student.encoder.layer = student.encoder.layer[1::2]
    student.config.num_hidden_layers = len(student.encoder.layer)
    student.embeddings.requires_grad_(False)
    return student


def of_blocks(teacher: BertModel, student: BertModel, batch: Batch) -> torch.Tensor:
    """How far each layer is from the teacher's two, as a share of what these change; 1 for doing nothing."""
    ids, mask = batch
    with torch.no_grad():
        states = teacher(ids, attention_mask=mask, output_hidden_states=True).hidden_states
    hidden = (1.0 - mask[:, None, None, :].float()) * -1e9
    there, far = mask.bool(), []
    for i, layer in enumerate(student.encoder.layer):
        made = layer(states[2 * i], hidden)
        made = made[0] if isinstance(made, tuple) else made
        before, wanted = states[2 * i][there], states[2 * i + 2][there]
        far.append((made[there] - wanted).pow(2).sum() / (wanted - before).pow(2).sum())
    return torch.stack(far).mean()


def of_whole(teacher: BertModel, student: BertModel, batch: Batch) -> torch.Tensor:
    """How far the student's states and its vector are from the teacher's."""
    ids, mask = batch
    with torch.no_grad():
        wanted = teacher(ids, attention_mask=mask, output_hidden_states=True)
    made = student(ids, attention_mask=mask, output_hidden_states=True)
    there, far = mask.bool(), []
    for one, other in zip(made.hidden_states[1:], wanted.hidden_states[2::2], strict=True):
        middle = other[there].mean(0)
        far.append((one[there] - other[there]).pow(2).sum() / (other[there] - middle).pow(2).sum())
    ours, theirs = (pooled(out.last_hidden_state, mask) for out in (made, wanted))
    return 20 * (ours - theirs).pow(2).sum(1).mean() + torch.stack(far).mean()


def vectors(model: BertModel, rows: list[list[int]]) -> torch.Tensor:
    with torch.inference_mode():
        parts = (rows[begin : begin + TOGETHER] for begin in range(0, len(rows), TOGETHER))
        return torch.cat([SentenceModel(model)(*padded(part)) for part in parts])


def train(
    options: argparse.Namespace, teacher: BertModel, rows: list[list[int]], held: list[list[list[int]]]
) -> BertModel:
    """Both phases, from the last checkpoint if there is one; tells how near the held vectors are."""
    student, saved = student_of(teacher), options.out / "checkpoint.pt"
    wanted = [vectors(teacher, of_kind) for of_kind in held]
    done = {"blocks": 0, "whole": 0}  # tokens
    if saved.exists():
        state = torch.load(saved)
        student.load_state_dict(state["student"])
        done = state["done"]
    for phase, loss_of, most in (("blocks", of_blocks, options.blocks), ("whole", of_whole, options.whole)):
        weights = list(student.encoder.parameters())
        optimizer = torch.optim.AdamW(weights, options.rate, betas=(0.9, 0.98))
        kept = time.monotonic()
        for step, batch in enumerate(batches(rows, done[phase])):
            is_over = done[phase] >= most
            if is_over or time.monotonic() - kept > EVERY:
                kept = time.monotonic()
                torch.save({"student": student.state_dict(), "done": done}, saved)
                near = [
                    float((vectors(student, r) * w).sum(1).mean()) for r, w in zip(held, wanted, strict=True)
                ]
                print(
                    phase, done[phase], "tokens, cosines", [round(cosine, 4) for cosine in near], flush=True
                )
            if is_over:
                break
            falling = 0.51 + 0.49 * math.cos(math.pi * done[phase] / most)
            optimizer.param_groups[0]["lr"] = options.rate * falling * min(1.0, (step + 1) / WARM)
            loss_of(teacher, student, batch).backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            done[phase] += int(batch[1].sum())
    return student


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True, help="float32 folder of the teacher")
    parser.add_argument("--texts", type=Path, required=True, help=".jsonl with `text`: Chinese news")
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--skip", type=int, default=10_000, help="articles left out from the beginning")
    parser.add_argument("--blocks", type=int, default=500_000, help="tokens of the first phase")
    parser.add_argument("--whole", type=int, default=5_000_000, help="tokens of the second")
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    held, rows = [], []
    for texts in (list(texts_of(options.texts, options.skip)), questions_of(options.questions)):
        random.Random(1).shuffle(texts)
        of_kind = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
        held.append(sorted(of_kind[:HELD], key=len))
        rows += of_kind[HELD:]
    # Without dropout: what is learned is a function, not a guess at labels.
    plain = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    teacher = BertModel.from_pretrained(options.encoder, **plain).eval()
    student = train(options, teacher, rows, held)
    student.save_pretrained(options.out / "student")
    (options.out / "student" / "tokenizer.json").write_bytes(
        (options.encoder / "tokenizer.json").read_bytes()
    )


if __name__ == "__main__":
    main()
