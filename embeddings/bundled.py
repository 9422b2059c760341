"""BundledEncoder: multilingual-e5-small cut to Chinese and Latin, int8, on OpenVINO and without torch."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import openvino
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.encoder import ModelError, as_module

MODEL = Path(__file__).parent / "model"
# One text at a time on each core: as fast as padded batches, and no text's vector depends on its company.
CONFIG = {"PERFORMANCE_HINT": "THROUGHPUT"}
STEP = 16  # tokens; 600 passages of any lengths took 2.3 GB, of 32 lengths 0.4 GB, as fast
DIGEST_BYTES = 32  # SHA-256
REMEDY = "install wenbao again"
# OpenVINO's first look at a tensor sets up a table while it holds a lock and waits for the interpreter's; two threads
# that do so at once wait for each other for ever (5 of 60 processes did). While this module is imported there is one.
_ = openvino.Tensor(np.zeros(1, np.int64)).data


class BundledEncoder:
    """The encoder that comes with Wenbao, an `Encoder`; threads may share one.

    On one machine a text's vector is always the same to the last bit, alone or among others; machines whose
    processors compute in bfloat16 and those that do not differ in the fourth decimal of a cosine.

        encoder = BundledEncoder.load()
        encoder.encode_documents(["区政府召开会议。"]) @ encoder.encode_query("谁召开了会议？")
    """

    name: str
    dimension: int

    def __init__(self, model: Any, tokenizer: Tokenizer, manifest: dict[str, Any]) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._query_prefix: str = manifest["query_prefix"]
        self._document_prefix: str = manifest["document_prefix"]
        self.name = manifest["name"]
        self.dimension = manifest["dimension"]
        self.max_tokens: int = manifest["max_tokens"]

    @classmethod
    def load(cls, folder: Path = MODEL, cache: Path | None = None) -> BundledEncoder:
        """The model of a folder; what OpenVINO made of it is kept in `cache` (the user's cache folder)."""
        try:
            manifest = json.loads((folder / "manifest.json").read_bytes())
            files = {name: (folder / name).read_bytes() for name in manifest["sha256"]}
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"the bundled model in {folder} cannot be read: {error}; {REMEDY}") from error
        for name, blob in files.items():
            if hashlib.sha256(blob).hexdigest() != manifest["sha256"][name]:
                raise ModelError(f"the bundled model is damaged: {folder / name}; {REMEDY}")
        tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
        tokenizer.enable_truncation(manifest["max_tokens"])
        kept = (cache or _cache_folder()) / "encoder.blob"
        return cls(_compile(files["model.xml"], files["model.bin"], kept), tokenizer, manifest)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,)."""
        vector: NDArray[np.float32] = self.encode([self._query_prefix + text])[0]
        return vector

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimension); what lies beyond 512 tokens, some 700 characters, is not read."""
        return self.encode([self._document_prefix + text for text in texts])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Texts that carry their prefix, as a sentence-transformers model takes them; shape (len, dimension)."""
        return self.encode_ids(self.tokenize(texts))

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text, at most `max_tokens`; half a surrogate pair is read as a question mark."""
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        return [encoding.ids for encoding in self._tokenizer.encode_batch(clean)]

    def encode_ids(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Vectors of tokenized texts, the longest first so that no core waits at the end."""
        vectors = np.empty((len(rows), self.dimension), np.float32)
        waiting = iter(sorted(range(len(rows)), key=lambda row: -len(rows[row])))  # all workers draw from it

        def work() -> None:
            request = self._model.create_infer_request()  # holds state; the compiled model does not
            for row in waiting:
                request.infer(_padded(rows[row]))
                vectors[row] = request.get_output_tensor(0).data[0]

        # Threads of ours, no AsyncInferQueue: its callbacks wait for the interpreter's lock even while it ends.
        workers = min(len(rows), self._model.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        if workers <= 1:
            work()
        else:
            with ThreadPoolExecutor(workers) as pool:
                for done in [pool.submit(work) for _ in range(workers)]:
                    done.result()
        return vectors

    def as_module(self) -> Any:
        """The same encoder for `SentenceTransformer(modules=[...])`, where texts carry their prefix."""
        return as_module(self)


def _padded(row: Sequence[int]) -> list[NDArray[np.int64]]:
    """Ids and mask up to a multiple of STEP: the runtime keeps memory for each length that it has met."""
    length = -(-len(row) // STEP) * STEP
    ids, mask = np.zeros((2, 1, length), np.int64)
    ids[0, : len(row)], mask[0, : len(row)] = row, 1
    return [ids, mask]


def _cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wenbao"


def _compile(graph: bytes, weights: bytes, kept: Path) -> Any:
    """The model ready to run: from `kept` in half the time if it was made of this model on such a machine.

    OpenVINO's own cache does not notice changed bytes; here a checksum stands before the blob.
    """
    core = openvino.Core()
    machine = [openvino.__version__, core.get_property("CPU", "FULL_DEVICE_NAME"), str(CONFIG)]
    machine += sorted(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"))
    key = hashlib.sha256(graph + "\n".join(machine).encode() + hashlib.sha256(weights).digest()).digest()
    with suppress(OSError, RuntimeError):
        stored = kept.read_bytes()
        blob = stored[DIGEST_BYTES:]
        if stored[:DIGEST_BYTES] == _seal(key, blob):
            return core.import_model(io.BytesIO(blob), "CPU", CONFIG)
    model = core.compile_model(core.read_model(graph, weights), "CPU", CONFIG)
    with suppress(OSError):  # a cache that cannot be written costs half a second at each start, nothing more
        _write(kept, key, model.export_model())
    return model


def _seal(key: bytes, blob: bytes) -> bytes:
    return hashlib.sha256(key + hashlib.sha256(blob).digest()).digest()


def _write(kept: Path, key: bytes, blob: bytes | io.BytesIO) -> None:
    content = blob.getvalue() if isinstance(blob, io.BytesIO) else bytes(blob)
    part = kept.with_name(f"{kept.name}.{os.getpid()}.part")
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_bytes(_seal(key, content) + content)
        os.replace(part, kept)
    finally:
        part.unlink(missing_ok=True)
