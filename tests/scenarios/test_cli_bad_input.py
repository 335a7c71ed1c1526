"""Bad input of every kind: one clear line, exit code 1, nothing changed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from app.cli.main import main

Tell = Callable[..., str]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration that no test changes."""
    path = tmp_path_factory.mktemp("demo") / "d.palier"
    assert main(["demo", str(path), "--today", "2026-11-12", "--lang", "en"]) == 0
    return path


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Runs a command that must fail with exit code 1, and returns the one line it says."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def tell(*words: object) -> str:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        assert captured.out == ""
        assert code == 1
        assert captured.err.startswith("Palier: ")
        assert captured.err.count("\n") == 1
        assert "Unexpected problem" not in captured.err
        assert "{" not in captured.err
        return captured.err.removeprefix("Palier: ").rstrip("\n")

    return tell


def _newer(path: Path) -> None:
    with sqlite.connect(str(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def _foreign_database(path: Path) -> None:
    path.unlink()
    connection = sqlite.connect(str(path))
    connection.execute("CREATE TABLE songs (title)")
    connection.commit()
    connection.close()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


WORKSPACES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "There is no file"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "text": (lambda path: path.write_text("hello\n" * 100), "is not a Palier file"),
    "encrypted": (lambda path: path.write_bytes(bytes(range(256)) * 64), "is not a Palier file"),
    "header only": (lambda path: path.write_bytes(path.read_bytes()[:60]), "cut short"),
    "one page": (lambda path: path.write_bytes(path.read_bytes()[:4096]), ""),
    "half": (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), ""),
    "scribbled": (
        lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\xff" * (path.stat().st_size - 4096)),
        "",
    ),
    "newer": (_newer, "newer Palier"),
    "another program's": (_foreign_database, "another program"),
    "folder": (_folder, "is a folder"),
}


@pytest.mark.parametrize("kind", WORKSPACES)
@pytest.mark.parametrize(
    "words", [("verify",), ("list", "sessions"), ("export", "annual", "--year", "2026", "--out", "OUT")]
)
def test_a_file_that_is_no_sound_workspace_is_told(
    kind: str, words: tuple[str, ...], demonstration: Path, tmp_path: Path, tell: Tell
) -> None:
    path = Path(shutil.copy(demonstration, tmp_path / "d.palier"))
    spoil, said = WORKSPACES[kind]
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    out = tmp_path / "out.xlsx"
    told = tell(*(out if word == "OUT" else word for word in words), "--workspace", path)
    assert said in told
    assert len(told) < 300
    assert not out.exists()
    assert (path.read_bytes() if path.is_file() else None) == before


def _fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


# Each with W for a sound workspace, IN for a file of the parameter's content, OUT for a new folder's file.
COMMANDS: list[tuple[tuple[str, ...], bytes, str]] = [
    (("list", "sessions", "--workspace", "W", "--from", "2026-02-30"), b"", "There is no day 2026-02-30"),
    (("list", "sessions", "--workspace", "W", "--to", "tomorrow"), b"", "is not a date"),
    (
        ("list", "sessions", "--workspace", "W", "--from", "2026-03-02", "--to", "2026-03-01"),
        b"",
        "comes after the last",
    ),
    (("demo", "W"), b"", "already"),
    (("demo", "FOLDER"), b"", "already"),
    (("demo", "FOLDER/none/d.palier"), b"", "There is no folder"),
    (("demo", "FOLDER/new.palier", "--today", "2026-02-30"), b"", "There is no day"),
    (("demo", "FOLDER/new.palier", "--seed", "many"), b"", "not a whole number"),
    (("demo", "mysql://host/name"), b"", "not an address of a database"),
    (("verify", "--workspace", "http://example.org"), b"", "not an address of a database"),
    (("verify", "--workspace", "postgresql://127.0.0.1:1/none"), b"", "does not answer"),
    (("export", "annual", "--workspace", "W", "--year", "26", "--out", "OUT.xlsx"), b"", "not a year"),
    (
        ("export", "annual", "--workspace", "W", "--year", "1999", "--out", "OUT.xlsx"),
        b"",
        "no action in 1999",
    ),
    (("export", "annual", "--workspace", "W", "--year", "2026", "--out", "OUT.ods"), b"", "should end in"),
    (("export", "annual", "--workspace", "W", "--year", "2026", "--out", "W"), b"", "should end in"),
    (
        ("export", "annual", "--workspace", "W", "--year", "2026", "--out", "FOLDER/no/x.csv"),
        b"",
        "no folder",
    ),
    (("export", "annual", "--workspace", "W", "--year", "2026", "--out", "DIR.csv"), b"", "is a folder"),
    (
        ("print", "attendance", "--workspace", "W", "--session", "2026-001/9999", "--out", "OUT.pdf"),
        b"",
        "There is no session 2026-001/9999",
    ),
    (
        ("print", "attendance", "--workspace", "W", "--session", "seven", "--out", "OUT.pdf"),
        b"",
        "no session seven",
    ),
    (
        ("print", "attendance", "--workspace", "W", "--action", "1999-001", "--out", "OUT.pdf"),
        b"",
        "no action",
    ),
    (
        ("print", "attendance", "--workspace", "W", "--day", "2026-02-30", "--out", "OUT.pdf"),
        b"",
        "There is no day",
    ),
    (
        ("print", "attendance", "--workspace", "W", "--day", "1999-01-01", "--out", "OUT.pdf"),
        b"",
        "no session on",
    ),
    (
        ("print", "attendance", "--workspace", "W", "--day", "2026-11-24", "--out", "W"),
        b"",
        "should end in .pdf",
    ),
    (
        ("print", "attendance", "--workspace", "W", "--day", "2026-11-24", "--out", "FOLDER/no/a.pdf"),
        b"",
        "no folder",
    ),
    (
        (
            "print",
            "rehearsals",
            "--workspace",
            "W",
            "--action",
            "2026-002",
            "--person",
            "0",
            "--out",
            "OUT.pdf",
        ),
        b"",
        "nobody with the number or id 0",
    ),
    (
        (
            "print",
            "rehearsals",
            "--workspace",
            "W",
            "--action",
            "2026-002",
            "--person",
            "Rose",
            "--out",
            "OUT.pdf",
        ),
        b"",
        "nobody with the number or id Rose",
    ),
    (
        ("print", "impact", "--workspace", "W", "--action", "no", "--out", "OUT.pdf"),
        b"",
        "There is no action no",
    ),
    (("print", "annual", "--workspace", "W", "--year", "1999", "--out", "OUT.pdf"), b"", "no action in 1999"),
    (("import", "residences", "IN", "--workspace", "W"), b"", "is empty"),
    (("import", "residences", "IN.gone", "--workspace", "W"), b"", "There is no file"),
    (("import", "residences", "FOLDER", "--workspace", "W"), b"", "is a folder"),
    (
        ("import", "residences", "IN", "--workspace", "W"),
        b"PK\x03\x04" + bytes(400),
        "workbook or an archive",
    ),
    (("import", "residences", "IN", "--workspace", "W"), bytes(range(256)) * 9, "not a table in text form"),
    (("import", "residences", "IN", "--workspace", "W"), b"nom;ville\na;b\n", "not an RPLS file"),
    (("import", "residences", "IN", "--workspace", "W"), b"CODEPOSTAL;LIBCOM;NOMVOIE\n", "no lines"),
    (
        ("import", "residences", "IN", "--workspace", "W"),
        b"CODEPOSTAL;LIBCOM;NOMVOIE\n1;2;3\n4;5",
        "cut short",
    ),
    (("import", "residences", "IN", "--workspace", "NONE"), b"CODEPOSTAL;LIBCOM;NOMVOIE\n1;2;3\n", "no file"),
    (("import", "play", "IN", "--workspace", "W", "--action", "2026-001"), b"\xff\xfe\x00", "not a play"),
    (("import", "play", "IN", "--workspace", "W", "--action", "2026-001"), b"{", "not a play"),
    (("import", "play", "IN", "--workspace", "W", "--action", "2026-001"), b"[" * 99_999, "not a play"),
    (("import", "play", "IN", "--workspace", "W", "--action", "2026-001"), b"[]", "not a play"),
    (
        ("import", "play", "IN", "--workspace", "W", "--action", "1999-001"),
        b'{"title": "X", "scenes": [{"id": "I", "characters": {}}]}',
        "There is no action 1999-001",
    ),
]


@pytest.mark.parametrize(("words", "content", "said"), COMMANDS)
def test_bad_input_is_told_in_one_line_and_changes_nothing(
    words: tuple[str, ...], content: bytes, said: str, demonstration: Path, tmp_path: Path, tell: Tell
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "dir.csv").mkdir()
    given = folder / "given.csv"
    given.write_bytes(content)
    path = Path(shutil.copy(demonstration, tmp_path / "d.palier"))
    before = (_fingerprint(path), sorted(folder.rglob("*")))
    named = {
        "W": str(path),
        "NONE": str(folder / "none.palier"),
        "IN": str(given),
        "DIR": str(folder / "dir"),
    }

    def filled(word: str) -> str:
        stem, dot, ending = word.partition(".")
        if stem in named:
            return named[stem] + dot + ending
        return word.replace("FOLDER", str(folder)).replace("OUT", str(folder / "out"))

    assert said in tell(*map(filled, words))
    assert (_fingerprint(path), sorted(folder.rglob("*"))) == before


def test_a_bug_is_told_in_one_line_and_kept_in_a_file(
    demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "app.cli.lists", None)  # as if a file of the program were missing
    assert main(["list", "people", "--workspace", str(demonstration), "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("Palier: Unexpected problem: ModuleNotFoundError (details in ")
    (report,) = tmp_path.rglob("crash-*.log")
    assert str(report) in told
    assert "Traceback" in report.read_text(encoding="utf-8")
