"""Model: a folder's int8 model with its tokenizer, checked and ready to run on OpenVINO, without torch."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.cache import cache_folder
from embeddings.encoder import ModelError

# Each import of openvino tells Google Analytics so. It does without the part that does it, where that is not installed.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
import openvino  # noqa: E402

# A text alone has every core: a question in two thirds of the time. Of many each core takes one: as fast as padded batches,
# a fifth faster than all cores on each. No text's result depends on its company.
ALONE = {"PERFORMANCE_HINT": "LATENCY"}
MANY = {"PERFORMANCE_HINT": "THROUGHPUT"}
# On x86 processors without 8-bit dot products (VNNI, AMX) OpenVINO's int8 arithmetic is slower than float32, and off by half
# as much again. Its property that turns it off is an internal one.
IN_FLOAT = {"LP_TRANSFORMS_MODE": False}
CPU_FLAGS = Path("/proc/cpuinfo")  # where there is none, int8
STEP = 16  # tokens; 600 passages of any lengths took 2.3 GB, of 32 lengths 0.4 GB, as fast
DIGEST_BYTES = 32  # SHA-256
REMEDY = "install wenbao again"
# OpenVINO's first look at a tensor sets up a table while it holds a lock and waits for the interpreter's; two threads
# that do so at once wait for each other for ever (5 of 60 processes did). While this module is imported there is one.
_ = openvino.Tensor(np.zeros(1, np.int64)).data


class Model:
    """A graph with its tokenizer and what its manifest says; threads may share one."""

    def __init__(self, folder: Path, kept: Path, tokenizer: Tokenizer, manifest: dict[str, Any]) -> None:
        self.tokenizer = tokenizer
        self.manifest = manifest
        self._folder = folder
        self._kept = kept  # with the hint behind it: where what OpenVINO made lies
        self._graphs: dict[str, Any] = {}  # compiled, by hint
        self._compiling = threading.Lock()

    @classmethod
    def load(
        cls, folder: Path, role: str, cache: Path | None = None, ready: dict[str, str] | None = None
    ) -> Model:
        """The model of a folder, compiled for ALONE or MANY now and for the other when it is met.

        What OpenVINO made of it is kept in `cache` (the user's cache folder). Raises ModelError for a damaged folder.
        """
        files = _read(folder)
        tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
        kept = (cache or cache_folder()) / role
        model = cls(folder, kept, tokenizer, json.loads(files["manifest.json"]))
        model._graph(ready or ALONE, files)
        return model

    def _graph(self, config: dict[str, str], files: dict[str, bytes] | None = None) -> Any:
        """Compiled with that hint; `files` if they were read just now."""
        hint = config["PERFORMANCE_HINT"].lower()
        with self._compiling:
            if hint not in self._graphs:
                files = files or _read(self._folder)
                kept = self._kept.with_name(f"{self._kept.name}-{hint}.blob")
                self._graphs[hint] = _compile(files["model.xml"], files["model.bin"], config, kept)
            return self._graphs[hint]

    def run(self, rows: Sequence[Sequence[Sequence[int]]]) -> list[NDArray[np.float32]]:
        """The graph's first output for each row of inputs (ids, mask, …), padded to multiples of STEP."""
        if not rows:
            return []
        graph = self._graph(ALONE if len(rows) == 1 else MANY)
        results: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(rows)
        # All workers draw from it, the longest first so that no core waits at the end.
        waiting = iter(sorted(range(len(rows)), key=lambda row: -len(rows[row][0])))

        def work() -> None:
            request = graph.create_infer_request()  # holds state; the compiled model does not
            for row in waiting:
                request.infer([_padded(values) for values in rows[row]])
                results[row] = request.get_output_tensor(0).data[0].copy()

        # Threads of ours, no AsyncInferQueue: its callbacks wait for the interpreter's lock even while it ends.
        workers = min(len(rows), graph.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        if workers <= 1:
            work()
        else:
            with ThreadPoolExecutor(workers) as pool:
                for done in [pool.submit(work) for _ in range(workers)]:
                    done.result()
        return results


def _read(folder: Path) -> dict[str, bytes]:
    """The folder's files by name, as they were when the model was built."""
    try:
        manifest = (folder / "manifest.json").read_bytes()
        sums: dict[str, str] = json.loads(manifest)["sha256"]
        files = {name: (folder / name).read_bytes() for name in sums}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the bundled model in {folder} cannot be read: {error}; {REMEDY}") from error
    for name, blob in files.items():
        if hashlib.sha256(blob).hexdigest() != sums[name]:
            raise ModelError(f"the bundled model is damaged: {folder / name}; {REMEDY}")
    return {"manifest.json": manifest, **files}


def _padded(values: Sequence[int]) -> NDArray[np.int64]:
    """One row, up to a multiple of STEP: the runtime keeps memory for each length that it has met."""
    padded = np.zeros((1, -(-len(values) // STEP) * STEP), np.int64)
    padded[0, : len(values)] = values
    return padded


def _compile(graph: bytes, weights: bytes, config: Mapping[str, str | bool], kept: Path) -> Any:
    """The model ready to run: from `kept` in half the time if it was made of this model on such a machine.

    OpenVINO's own cache does not notice changed bytes; here a checksum stands before the blob.
    """
    core = openvino.Core()
    config = {**config, **_arithmetic()}
    machine = [openvino.__version__, core.get_property("CPU", "FULL_DEVICE_NAME"), str(config)]
    machine += sorted(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"))
    key = hashlib.sha256(graph + "\n".join(machine).encode() + hashlib.sha256(weights).digest()).digest()
    with suppress(OSError, RuntimeError):
        stored = kept.read_bytes()
        blob = stored[DIGEST_BYTES:]
        if stored[:DIGEST_BYTES] == _seal(key, blob):
            return core.import_model(io.BytesIO(blob), "CPU", config)
    model = core.compile_model(core.read_model(graph, weights), "CPU", config)
    with suppress(OSError):  # a cache that cannot be written costs half a second at each start, nothing more
        _write(kept, key, model.export_model())
    return model


def _arithmetic() -> dict[str, bool]:
    """What makes OpenVINO compute in float32 where that is faster and more exact."""
    with suppress(OSError):
        lines = CPU_FLAGS.read_text(encoding="ascii", errors="replace").splitlines()
        flags = next((line for line in lines if line.startswith("flags")), "vnni")  # of an x86 processor
        return {} if "vnni" in flags or "amx_int8" in flags else IN_FLOAT
    return {}


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
