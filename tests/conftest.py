"""What tests share: the demo newspaper's assistant, and the one stand-in, an encoder that anyone can follow."""

from __future__ import annotations

import hashlib
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import uvicorn
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.types import ASGIApp

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.chat import Assistant
from qa.folding import fold
from qa.library import Library

CHROMIUM = shutil.which("chromium")
CHROMIUM_ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM_ARGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
DEMO = Path(__file__).parent.parent / "qa" / "demo"


class HashEncoder:
    """Counts pairs of neighbouring characters in 64 bins: texts that share pairs are near each other."""

    def __init__(self, name: str = "tests/hash", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return self.encode_documents([text])[0]

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        counts = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(counts, map(fold, texts), strict=True):
            for i in range(max(1, len(text) - 1)):
                row[hashlib.md5(text[i : i + 2].encode()).digest()[0] % self.dimension] += 1
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)


@pytest.fixture
def encoder() -> HashEncoder:
    return HashEncoder()


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The real assistant over the demo newspaper; tests that change a library make their own."""
    encoder = BundledEncoder.load()
    library = Library.open(tmp_path_factory.mktemp("demo"), create=True)
    adding = Adding()
    adding.add(library, encoder, adding.files([DEMO]))
    return Assistant.open(library.folder, encoder)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[ASGIApp], str]]:
    """Serves an application on a free port, in a thread; gives its address without a slash at the end."""
    with ExitStack() as servers:
        yield lambda application: servers.enter_context(served(application))


@contextmanager
def served(application: ASGIApp) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application, port=port, log_level="warning"))
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    while not server.started and serving.is_alive():
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    serving.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file: while Playwright runs, nothing in this thread can run asyncio."""
    if CHROMIUM is None:
        pytest.skip("no chromium: apt install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield started
        started.close()


@pytest.fixture
def goto(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a window of that size, by day or "dark"; afterwards no request has gone to another host, no script has failed or crept in."""
    opened: list[Page] = []
    wrong: list[str] = []

    def goto(address: str, size: tuple[int, int], theme: Literal["light", "dark"] = "light") -> Page:
        host = "/".join(address.split("/")[:3])
        window = {"width": size[0], "height": size[1]}
        page = browser.new_page(viewport=window, color_scheme=theme, reduced_motion="reduce")
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((host, "data:")) else wrong.append(r.url))
        page.goto(address)
        opened.append(page)
        return page

    yield goto
    for page in opened:
        assert page.evaluate("window.struck") is None
        page.close()
    assert wrong == []
