"""Pictures of every page at three widths, in both themes: python benchmarks/screenshots.py (needs chromium and playwright)."""

from __future__ import annotations

import argparse
import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from serving import serving

DOCS = Path(__file__).parent.parent / "docs"
QUESTIONS = (
    "谁主持召开了区政府第41次常务会议？",
    "会上还研究了哪些工作？",
    "区政府第98次常务会议是谁主持的？",
)
PAGES = {"library": "library", "people": "library/people", "add": "library/add"}
VIEWS = {"desktop": (1280, 800), "tablet": (820, 1180), "phone": (390, 844)}  # CSS pixels
COLOURS = 64
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=DOCS, help="folder for the pictures, default: docs")
    args = parser.parse_args()
    folder: Path = args.to
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no chromium: apt install chromium", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with serving("--demo") as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for view, size in VIEWS.items():
            for theme in ("light", "dark"):
                for name, picture in take(browser, address, view, size, theme):
                    (folder / f"{name}.png").write_bytes(picture)
                    print(folder / f"{name}.png")
        browser.close()
    return 0


def take(
    browser: Browser, address: str, view: str, size: tuple[int, int], theme: str
) -> Iterator[tuple[str, bytes]]:
    """Names and pictures of the empty page, an answer, its article, a refusal, what was kept, and the library."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(address)
    page.locator(".example").first.wait_for()
    yield f"{view}-{theme}-welcome", shoot(page)
    for turn, question in enumerate(QUESTIONS):
        page.locator("#question textarea").fill(question)
        page.locator("#question textarea").press("Enter")
        card = page.locator(".turn").nth(turn).locator(".card:not(.working)")
        card.wait_for()
        if turn == 0:
            yield f"{view}-{theme}-answer", shoot(page)
            card.locator(".chip").first.click()
            page.locator("#paper mark").first.wait_for()
            page.mouse.move(0, 0)
            yield f"{view}-{theme}-article", shoot(page)
    yield f"{view}-{theme}-refusal", shoot(page)
    page.locator("#earlier").click()
    page.locator(".past summary").first.click()
    yield f"{view}-{theme}-earlier", shoot(page)
    for name, path in PAGES.items():
        page.goto(f"{address}/{path}")
        yield f"{view}-{theme}-{name}", shoot(page)
    page.close()


def shoot(page: Page) -> bytes:
    """The window as a PNG of few colours, a third as large: those in README are kept in the repository."""
    page.wait_for_timeout(500)  # milliseconds; scrolling has ended
    small = io.BytesIO()
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS).save(
        small, "PNG", optimize=True
    )
    return small.getvalue()


if __name__ == "__main__":
    sys.exit(main())
