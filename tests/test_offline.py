"""Offline: a process that has all of Wenbao at work looks up no name and connects to nothing."""

import subprocess
import sys
from pathlib import Path

from qa.chat import Assistant

ROOT = Path(__file__).parent.parent
# Processes that it starts are heard too: their reports join its own.
PROGRAM = """
import sys
def hear(event, about):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        print(event, about, flush=True)
sys.addaudithook(hear)
import app
from qa.chat import Assistant
assistant = Assistant.open(sys.argv[1])
app.site(assistant)
print(assistant.ask("谁主持召开了区政府第41次常务会议？").text)
"""


def test_nothing_leaves_the_machine(assistant: Assistant) -> None:
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, str(assistant.library.folder)]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", timeout=300, check=True
    )
    assert done.stdout == "沈怀远\n"
