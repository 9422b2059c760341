"""People who chat at once: how long each waits for an answer. Needs benchmarks/load.txt.

    pip install -r benchmarks/load.txt
    python benchmarks/load.py --seconds 300 [--users 20] [--library DIR] [--results FILE.json]

Each goes the way that the page goes: its events over Gradio's queue, questions after an answer too, with a session and a cookie
of their own. They hold the conversations of benchmarks/dialogues*.jsonl, a question 5 to 15 seconds after an answer. The
server is a process of its own, over the demo newspaper unless a library is given. What was read once it remembers: how long
those waited who asked what nobody had asked before is told apart.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import time
import uuid
from collections import defaultdict
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import gevent
import psutil
from locust import HttpUser, task
from locust.env import Environment
from page_events import Event, Page
from serving import serving

HERE = Path(__file__).parent
PAUSE = (5, 15)  # seconds between an answer and the next question
LAST = 120  # seconds in which what was asked before the end is still answered, and counted
ARRIVALS = 2  # people a second, until all are there
OPEN, EXAMPLES, NEXT = "page greets", "example questions", "next questions"
SIGN, ANSWER, NEW = "first sign of life", "whole answer", "asked never before"
WAITED = (SIGN, ANSWER, NEW, NEXT, OPEN, EXAMPLES)


class Visitor(HttpUser):
    """One person at the page; `page` and `dialogues` are set before any comes."""

    page: Page
    dialogues: list[list[str]]
    heard: ClassVar[set[tuple[str, ...]]] = set()  # questions with those before them, of all people
    numbers = count()

    def on_start(self) -> None:
        self.client.trust_env = False  # no proxy between here and this machine
        self.chance = random.Random(next(self.numbers))
        self.client.get("/")
        self.begin()

    def begin(self) -> None:
        """Opens the page anew, to hold another conversation."""
        self.session = uuid.uuid4().hex
        self.waiting = list(self.chance.choice(self.dialogues))
        self.asked: list[str] = []
        self.follow(self.page.greet, {OPEN: "process_completed"})
        self.follow(self.page.examples, {EXAMPLES: "process_completed"})

    @task
    def ask(self) -> None:
        if not self.waiting:
            self.begin()
        self.asked.append(self.waiting.pop(0))
        told = {SIGN: "process_generating", ANSWER: "process_completed"}
        if tuple(self.asked) not in self.heard:
            told[NEW] = "process_completed"
        self.heard.add(tuple(self.asked))
        self.follow(self.page.ask, told, self.asked[-1])
        self.pause_until = time.perf_counter() + self.chance.uniform(*PAUSE)
        self.follow(self.page.suggest, {NEXT: "process_completed"})

    def wait_time(self) -> float:
        return max(0.0, self.pause_until - time.perf_counter())

    def follow(self, event: Event, told: dict[str, str], *typed: str) -> None:
        """Sends an event and tells locust when the named messages came, or that something failed."""
        started = time.perf_counter()
        missing = dict(told)
        fault: Exception | None = None
        try:
            for message in event.messages(self.client, self.session, *typed):
                self.check(message, typed)
                for name in [name for name, kind in missing.items() if kind == message["msg"]]:
                    self.tell(name, started)
                    del missing[name]
        except Exception as error:
            fault = error
            self.waiting = []  # what is asked next begins another conversation
        for name in missing:
            self.tell(name, started, fault or EOFError("the stream ended early"))

    def check(self, message: dict[str, Any], typed: tuple[str, ...]) -> None:
        """Raises if an answer isn't what the page should show."""
        if message["msg"] != "process_completed" or not typed:
            return
        shown = message["output"]["data"][self.page.talk]
        if 'class="card error"' in shown or shown.count('class="turn"') != len(self.asked):
            raise ValueError(f"the page shows {shown[-300:]}")

    def tell(self, name: str, started: float, fault: Exception | None = None) -> None:
        milliseconds = 1000 * (time.perf_counter() - started)
        self.environment.events.request.fire(
            request_type="chat",
            name=name,
            response_time=milliseconds,
            response_length=0,
            exception=fault,
            context={},
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--library", type=Path, metavar="DIR", help="default: the demo newspaper")
    parser.add_argument("--results", type=Path, metavar="FILE", help="write the figures here too")
    args = parser.parse_args()
    lines = [x for f in sorted(HERE.glob("dialogues*.jsonl")) for x in f.read_text("utf-8").splitlines()]
    Visitor.dialogues = [[turn["question"] for turn in json.loads(line)["turns"]] for line in lines]
    served = ["--library", str(args.library)] if args.library else ["--demo"]
    with serving(*served) as (address, process):
        Visitor.host, Visitor.page = address, Page.read(address)
        before = processor_seconds(process)
        seconds, failures = chatted(args.users, args.seconds)
        used = processor_seconds(process) - before
    found = figures(seconds, failures, used) | {"users": args.users, "seconds": args.seconds}
    print(table(found))
    for failure in failures[:10]:
        print(failure)
    if args.results:
        args.results.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def chatted(users: int, seconds: int) -> tuple[dict[str, list[float]], list[str]]:
    """What each waited, in seconds by what was waited for, and what failed."""
    waited: dict[str, list[float]] = defaultdict(list)
    failures: list[str] = []

    def note(name: str, response_time: float, exception: Exception | None, **_: Any) -> None:
        if exception is not None:
            failures.append(f"{name}: {exception!r}")
        else:
            waited[name].append(response_time / 1000)

    environment = Environment(user_classes=[Visitor], stop_timeout=LAST)
    environment.events.request.add_listener(note)
    runner = environment.create_local_runner()
    runner.start(users, spawn_rate=ARRIVALS)
    gevent.spawn_later(seconds, runner.quit)
    runner.greenlet.join()
    return waited, failures


def processor_seconds(process: int) -> float:
    """What a process has used so far, on all cores together."""
    times = psutil.Process(process).cpu_times()
    return float(times.user + times.system)


def figures(waited: dict[str, list[float]], failures: list[str], used: float) -> dict[str, Any]:
    """What is reported."""
    if not waited[ANSWER]:
        raise SystemExit("nothing was answered: " + "; ".join(failures[:3]))
    told = {}
    for name in WAITED:
        times = sorted(waited[name])
        p95 = times[math.ceil(0.95 * len(times)) - 1]
        told[name] = {
            "count": len(times),
            "median": round(statistics.median(times), 3),
            "p95": round(p95, 3),
            "worst": round(times[-1], 3),
        }
    questions = len(waited[ANSWER])
    return {
        "questions": questions,
        "failures": len(failures),
        "processor seconds a question": round(used / questions, 3),
        **told,
    }


def table(found: dict[str, Any]) -> str:
    """The figures in lines."""
    lines = [
        f"{found['users']} users, {found['seconds']} s: {found['questions']} questions, {found['failures']} failures, "
        f"{found['processor seconds a question']:.2f} processor seconds a question"
    ]
    for name in WAITED:
        times = found[name]
        lines.append(
            f"{name:18} {times['count']:5} times, median {times['median']:.2f} s, p95 {times['p95']:.2f} s, worst {times['worst']:.2f} s"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
