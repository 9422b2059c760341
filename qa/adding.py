"""Adding: files into the library; what one file refuses never stops the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tqdm import tqdm

from embeddings.encoder import Encoder
from qa.articles import Page
from qa.errors import InputError
from qa.intake import Stored
from qa.library import Added, Library
from qa.newspaper import page_files, read_pages

BAR = "{percentage:3.0f}% |{bar}| {elapsed} gone, {remaining} left{postfix}"


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says of the files where they don't say it themselves."""

    newspaper: str = ""
    published: date | None = None
    encoding: str = ""


@dataclass(slots=True)
class Adding:
    """Files being read, what became of their articles, and an error for each thing refused."""

    said: Said = Said()
    added: int = 0
    replaced: int = 0
    removed: int = 0
    skipped: int = 0
    errors: list[InputError] = field(default_factory=list)

    def files(self, paths: Sequence[Path]) -> list[Path]:
        """The files that the paths name; a path that can't be read is noted."""
        files: list[Path] = []
        for path in paths:
            try:
                files += page_files([path])
            except InputError as error:
                self.errors.append(error)
        for path in filter(_is_misnamed, files):
            self.errors.append(
                InputError("{path} is a name of another encoding: rename the file", path=f"{str(path)!a}")
            )
        return [path for path in files if not _is_misnamed(path)]

    def pages(self, path: Path) -> Iterator[Page]:
        """The file's pages; what can't be read of it is noted."""
        try:
            for page in read_pages(path, self.said.newspaper, self.said.published, self.said.encoding):
                if isinstance(page, Page):
                    yield page
                else:
                    self.errors.append(page)
        except InputError as error:
            self.errors.append(error)

    def add(self, library: Library, encoder: Encoder, files: Sequence[Path]) -> None:
        """Stores the files' articles, telling the terminal how far it is, how fast, and how long it will take."""
        with tqdm(total=library.passage_count(), delay=1, desc="words cut anew", disable=None) as bar:
            library.renew_words(bar.update)
        sizes = [_size(path) for path in files]
        with tqdm(total=sum(sizes), bar_format=BAR, disable=None) as bar:
            for path, size in zip(files, sizes, strict=True):
                self._add_file(library, encoder, path, size, bar)

    def _add_file(self, library: Library, encoder: Encoder, path: Path, size: int, bar: Any) -> None:
        started, told, done = time.monotonic(), 0, 0

        def progress(stored: Stored) -> None:
            nonlocal told, done
            articles = stored.page.articles
            told += len(articles)
            # About what the page took of the file: its articles are UTF-8 there, too, or nearly.
            bytes_ = min(sum(len(article.text.encode()) for article in articles), size - done)
            done += bytes_
            rate = told / max(time.monotonic() - started, 0.001)
            bar.set_postfix_str(f"{path.name}: {told} articles, {rate:.1f} a second", refresh=False)
            bar.update(bytes_)

        self.add_file(library, encoder, path, progress)
        bar.update(size - done)

    def add_file(
        self,
        library: Library,
        encoder: Encoder,
        path: Path,
        progress: Callable[[Stored], None] = lambda stored: None,
        lies: Path | None = None,
    ) -> Added:
        """Stores one file's articles; `lies` is where it is read if it is not yet at the path it is known by."""
        before = len(self.errors)
        pages = self.pages(lies or path)
        done = library.add_file(path, pages, encoder, lambda: len(self.errors) == before, progress)
        self.added += done.added
        self.replaced += done.replaced
        self.removed += done.removed
        self.skipped += done.skipped
        self.errors += done.errors
        return done


def _size(path: Path) -> int:
    """The file's bytes; 0 for one that has gone, which is told when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_misnamed(path: Path) -> bool:
    """Whether the name has bytes that are not the system's, as in archives from another one."""
    return any("\ud800" <= character <= "\udfff" for character in str(path))
