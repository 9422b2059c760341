"""How soon a page shows its largest part: python benchmarks/paint.py [--results FILE.json] (needs chromium and playwright).

The chat page, the library and an article by itself, served over the demo newspaper on this machine, each opened with an
empty cache (cold) and again in the same browser (warm).
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from screenshots import ARGUMENTS
from serving import serving

TIMES = 7
SIZE = (1280, 800)  # CSS pixels
SETTLED = 1_000  # milliseconds once all is there, in which a larger part might still be painted
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true });
})"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--results", type=Path, metavar="FILE", help="write the seconds here too")
    args = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no chromium: apt install chromium", file=sys.stderr)
        return 1
    with serving("--demo") as (address, _), browsing(chromium) as browser:
        pages = {
            "chat": ("/", ".example"),
            "library": ("/library", ".articles"),
            "article": (article(address), "article"),
        }
        found = {name: measured(browser, address + path, last) for name, (path, last) in pages.items()}
    for name, seconds in found.items():
        print(f"{name:8}", *(f"{kind} {statistics.median(of):.2f} s  " for kind, of in seconds.items()))
    if args.results:
        args.results.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def article(address: str) -> str:
    """Where an article stands by itself."""
    with urlopen(f"{address}/api/v1/articles?limit=1") as response:
        return f"/article/{json.load(response)['articles'][0]['id']}"


@contextmanager
def browsing(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


def measured(browser: Browser, address: str, last: str) -> dict[str, list[float]]:
    """Seconds to the largest contentful paint, cold and warm; `last` is the part that comes last."""
    seconds: dict[str, list[float]] = {"cold": [], "warm": []}
    for _ in range(TIMES):
        context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]})
        for kind in seconds:
            seconds[kind].append(painted(context, address, last))
        context.close()
    return seconds


def painted(context: BrowserContext, address: str, last: str) -> float:
    page = context.new_page()
    page.goto(address)
    page.locator(last).first.wait_for()
    page.wait_for_timeout(SETTLED)
    milliseconds = float(page.evaluate(PAINTED))
    page.close()
    return round(milliseconds / 1000, 3)


if __name__ == "__main__":
    sys.exit(main())
