"""Store.beside: a file of its own in a library's folder."""

from pathlib import Path
from threading import Thread

from qa.storage import Store

NOTES = "CREATE TABLE IF NOT EXISTS notes (words TEXT NOT NULL)"


def test_a_file_beside_the_library_is_made_once_and_kept(tmp_path: Path) -> None:
    with Store.beside(tmp_path, "notes.sqlite", NOTES).writing() as db:
        db.execute("INSERT INTO notes VALUES ('涨水')")
    with Store.beside(tmp_path, "notes.sqlite", NOTES).reading() as db:
        assert db.execute("SELECT words FROM notes").fetchall() == [("涨水",)]
    assert not (tmp_path / "library.sqlite").exists()


def test_connections_end_with_their_threads(tmp_path: Path) -> None:
    store = Store.beside(tmp_path, "notes.sqlite", NOTES)

    def read() -> None:
        with store.reading() as db:
            db.execute("SELECT * FROM notes")

    for _ in range(20):
        thread = Thread(target=read)
        thread.start()
        thread.join()
    assert len(store._connections) <= 2  # this thread's, and the last one's
    read()
    store.close()
    read()  # in a new one
