"""Build qa/folding.txt: which character each variant is read as.

    python training/build_folding.py TSCharacters.txt EquivalentUnifiedIdeograph.txt > qa/folding.txt

Sources: OpenCC's TSCharacters (Apache-2.0; in the wheel opencc-python-reimplemented) for Traditional to
Simplified, the first reading of each; the Unicode Character Database's EquivalentUnifiedIdeograph (Unicode
licence) for CJK radicals. Full width, compatibility ideographs and case are in Python's unicodedata.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

HEADER = """\
# The first character of a line stands for each of the others: one to one, chosen for search, not for reading.
# Built by training/build_folding.py from OpenCC's TSCharacters (Copyright BYVoid and contributors; Apache-2.0)
# and Unicode's EquivalentUnifiedIdeograph (Copyright Unicode, Inc.; Unicode licence)."""
EXTRA = {"○": "〇", "◯": "〇", "•": "·", "・": "·", "‧": "·", "∙": "·", "⋅": "·"}  # dates, names


def traditional(path: Path) -> Iterator[tuple[str, str]]:
    """The pairs of OpenCC's table."""
    for line in path.read_text(encoding="utf-8").splitlines():
        variant, readings = line.split("\t")
        yield variant, readings.split(" ")[0]


def radicals(path: Path) -> Iterator[tuple[str, str]]:
    """The pairs of Unicode's table, whose lines read `2E81 ; 5382 # ...` or `2E8C..2E8D ; 5C0F # ...`."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("#")[0].split(";")
        if len(fields) == 2:
            first, _, last = fields[0].strip().partition("..")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                yield chr(code), chr(int(fields[1], 16))


def main() -> None:
    """Print the table, one line for each character that others are read as."""
    pairs = {**dict(traditional(Path(sys.argv[1]))), **dict(radicals(Path(sys.argv[2]))), **EXTRA}
    groups: dict[str, list[str]] = defaultdict(list)
    for variant, character in sorted(pairs.items()):
        if variant != character:
            groups[character].append(variant)
    print(HEADER)
    for character, variants in sorted(groups.items()):
        print(character + "".join(variants))


if __name__ == "__main__":
    main()
