"""The house: modules import earlier ones only, and each library has one home."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
QA = (
    "errors folding surnames numerals dates bylines articles encodings lines columns entries records headlines parts newspaper passages words storage word_index"
    " rows nearest intake library adding persons candidates questions retrieval windows reader people organisations mentions names catalogue evidence shaped measures amounts holders forms posts told_of spans fitting answers references wording followups filters suggestions chat evaluation asking conversations output arguments __main__"
).split()
HOMES = {
    "faiss": "embeddings/vector_index.py",
    "sentence_transformers": "embeddings/encoder.py",
    "openvino": "embeddings/runtime.py",
    "jieba": "qa/words.py",
    "sqlite3": "qa/storage.py",
    "gradio": "app.py",
}
FILES = [
    *ROOT.glob("*.py"),
    *(ROOT / "qa").glob("*.py"),
    *(ROOT / "embeddings").glob("*.py"),
    *(ROOT / "service").glob("*.py"),
    *(ROOT / "ui").glob("*.py"),
]


def imports(path: Path) -> set[str]:
    """Names of the modules that a file imports anywhere, without those for type checkers only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            node.body = []
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    homes = {
        str(path.relative_to(ROOT))
        for path in FILES
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert homes == {HOMES[library]}


def test_modules_of_qa_import_earlier_ones_only() -> None:
    files = {path.stem for path in (ROOT / "qa").glob("*.py")} - {"__init__"}
    assert files == set(QA)
    for name in QA:
        later = QA[QA.index(name) :]
        used = {n.split(".")[1] for n in imports(ROOT / "qa" / f"{name}.py") if n.startswith("qa.")}
        assert not used & set(later), f"qa/{name}.py imports later modules"


def test_embeddings_know_nothing_of_newspapers() -> None:
    for path in (ROOT / "embeddings").glob("*.py"):
        assert not any(name.split(".")[0] in ("qa", "app", "ui") for name in imports(path))


def test_only_the_command_line_imports_the_page() -> None:
    for path in (ROOT / "qa").glob("*.py"):
        if path.stem != "__main__":
            assert not any(name.split(".")[0] in ("app", "ui", "gradio") for name in imports(path))
