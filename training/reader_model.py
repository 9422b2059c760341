"""The reader: a span head over the encoder's transformer, question and passage read together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import BertModel

from qa.windows import ANSWERABLE, COLUMNS, END, END_TRIM, START, START_TRIM

TRIM_WEIGHT = ANSWERABLE_WEIGHT = GROUP_WEIGHT = 0.5  # beside the span's own loss
BLOCKED = -1e4  # logit of a position that cannot be chosen; far below any real one, finite in bfloat16


@dataclass(frozen=True, slots=True)
class Marks:
    """What the head says of each window: (n, tokens) logits, (n,) answerability, (n, tokens, OFFSETS) trims."""

    start: Tensor
    end: Tensor
    answerable: Tensor
    start_trim: Tensor
    end_trim: Tensor


class SpanReader(nn.Module):
    """Position 0 of `start` and `end` is the null answer; answerability is read there too."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        self.head = nn.Linear(bert.config.hidden_size, COLUMNS)

    @classmethod
    def from_encoder(cls, folder: Path, dropout: float) -> SpanReader:
        """The encoder's weights under a new head; the word embeddings stay as they are."""
        bert = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation="eager",  # on a CPU a step takes half the time of the fused kernel's
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
            dtype=torch.float32,
        )
        types = bert.embeddings.token_type_embeddings.weight
        with torch.no_grad():
            types[1] = types[0]  # the encoder never saw the second type: begin from the first
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        model = cls(bert)
        nn.init.normal_(model.head.weight, std=0.02)
        nn.init.zeros_(model.head.bias)
        return model

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """(n, tokens) ids, types and attention mask -> (n, tokens, COLUMNS)."""
        states = self.bert(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        marks: Tensor = self.head(states)
        return marks

    def trained(self) -> dict[str, Tensor]:
        """The weights that training changes: all but the word embeddings."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}


def split_marks(head: Tensor, choosable: Tensor) -> Marks:
    """Column by column, with the positions that are neither null nor passage blocked."""
    head = head.float()
    return Marks(
        start=head[..., START].masked_fill(~choosable, BLOCKED),
        end=head[..., END].masked_fill(~choosable, BLOCKED),
        answerable=head[:, 0, ANSWERABLE],
        start_trim=head[..., START_TRIM:END_TRIM],
        end_trim=head[..., END_TRIM:],
    )


def losses(marks: Marks, gold: Tensor, group: Tensor) -> Tensor:
    """Span or null in each window; the right window's span among its question's; trims; answerability."""
    start, end, start_trim, end_trim = gold.unbind(1)
    answered = start > 0
    total = (F.cross_entropy(marks.start, start) + F.cross_entropy(marks.end, end)) / 2
    answerable = F.binary_cross_entropy_with_logits(marks.answerable, answered.float())
    total = total + ANSWERABLE_WEIGHT * answerable
    rows = answered.nonzero()[:, 0]
    if len(rows):
        trims = F.cross_entropy(marks.start_trim[rows, start[rows]], start_trim[rows])
        trims = trims + F.cross_entropy(marks.end_trim[rows, end[rows]], end_trim[rows])
        total = total + TRIM_WEIGHT * trims
    if len(group.unique()) < len(group):
        total = total + GROUP_WEIGHT * (_among(marks.start, start, group) + _among(marks.end, end, group)) / 2
    return total


def _among(logits: Tensor, gold: Tensor, group: Tensor) -> Tensor:
    """Cross entropy of the right span over all passages of its question, nulls left out."""
    lost = []
    for number in group.unique():
        rows = (group == number).nonzero()[:, 0]
        right = rows[gold[rows] > 0]
        if len(rows) > 1 and len(right):
            log_sum = logits[rows, 1:].flatten().logsumexp(0)
            lost.append(log_sum - logits[right[0], gold[right[0]]])
    return torch.stack(lost).mean() if lost else logits.new_zeros(())
