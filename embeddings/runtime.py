"""Model: a folder's int8 model with its tokenizer, checked and ready to run on OpenVINO, without torch."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import openvino
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.cache import cache_folder
from embeddings.encoder import ModelError

# One text at a time on each core: as fast as padded batches, and no text's result depends on its company.
CONFIG = {"PERFORMANCE_HINT": "THROUGHPUT"}
STEP = 16  # tokens; 600 passages of any lengths took 2.3 GB, of 32 lengths 0.4 GB, as fast
DIGEST_BYTES = 32  # SHA-256
REMEDY = "install wenbao again"
# OpenVINO's first look at a tensor sets up a table while it holds a lock and waits for the interpreter's; two threads
# that do so at once wait for each other for ever (5 of 60 processes did). While this module is imported there is one.
_ = openvino.Tensor(np.zeros(1, np.int64)).data


@dataclass(frozen=True, slots=True)
class Model:
    """A compiled graph, its tokenizer, and what its manifest says; threads may share one."""

    graph: Any
    tokenizer: Tokenizer
    manifest: dict[str, Any]

    @classmethod
    def load(cls, folder: Path, role: str, cache: Path | None = None) -> Model:
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
        kept = (cache or cache_folder()) / f"{role}.blob"
        return cls(_compile(files["model.xml"], files["model.bin"], kept), tokenizer, manifest)

    def run(self, rows: Sequence[Sequence[Sequence[int]]]) -> list[NDArray[np.float32]]:
        """The graph's first output for each row of inputs (ids, mask, …), padded to multiples of STEP."""
        results: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(rows)
        # All workers draw from it, the longest first so that no core waits at the end.
        waiting = iter(sorted(range(len(rows)), key=lambda row: -len(rows[row][0])))

        def work() -> None:
            request = self.graph.create_infer_request()  # holds state; the compiled model does not
            for row in waiting:
                request.infer([_padded(values) for values in rows[row]])
                results[row] = request.get_output_tensor(0).data[0].copy()

        # Threads of ours, no AsyncInferQueue: its callbacks wait for the interpreter's lock even while it ends.
        workers = min(len(rows), self.graph.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        if workers <= 1:
            work()
        else:
            with ThreadPoolExecutor(workers) as pool:
                for done in [pool.submit(work) for _ in range(workers)]:
                    done.result()
        return results


def _padded(values: Sequence[int]) -> NDArray[np.int64]:
    """One row, up to a multiple of STEP: the runtime keeps memory for each length that it has met."""
    padded = np.zeros((1, -(-len(values) // STEP) * STEP), np.int64)
    padded[0, : len(values)] = values
    return padded


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
