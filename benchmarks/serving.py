"""The server that is measured or pictured, as a process of its own."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

STARTED_WITHIN = 120  # seconds; the demo library is made first


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[str, int]]:
    """`wenbao serve` with those arguments: its address, without a slash at the end, and its process id."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "qa", "serve", *arguments, "--port", str(port)])
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, server)
        yield address, server.pid
    finally:
        server.send_signal(signal.SIGINT)  # as Ctrl-C does: it removes its demo library
        server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Returns once the page answers."""
    for _ in range(STARTED_WITHIN * 2):
        if server.poll() is not None:
            raise SystemExit("the server has stopped; its message is above")
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"no page at {address} after {STARTED_WITHIN} s")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
