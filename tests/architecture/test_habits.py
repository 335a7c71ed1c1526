"""Habits of the house that a reader of one file could not see broken, checked over all of them."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Where an unknown error is caught and told: the edges of the task runner, the workspace, the command line
# and the self-test.
EDGES = ("ui/runtime/", "app/workspace.py", "app/cli/", "ui/self_test.py")
LONGEST = 400


@cache
def sources() -> dict[str, str]:
    """The Python files of the program by their path."""
    files = sorted(path for folder in ("app", "ui") for path in (ROOT / folder).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}


@cache
def trees() -> dict[str, ast.Module]:
    """The same files parsed."""
    return {name: ast.parse(text) for name, text in sources().items()}


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """Every node of every file, with the file's path."""
    for name, tree in trees().items():
        for node in ast.walk(tree):
            yield name, node


def imports() -> Iterator[tuple[str, str]]:
    """Every import: the file's path, and the package at the root of what it imports."""
    for name, node in nodes():
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield name, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield name, node.module.partition(".")[0]


def tracked() -> list[Path]:
    """The files that git keeps."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_the_interpreters_own_sqlite_is_never_used() -> None:
    # Two SQLite libraries in one process break each other's locks, and the interpreter's is too old.
    assert [name for name, package in imports() if package == "sqlite3"] == []


def test_only_the_engine_knows_the_database_driver() -> None:
    users = {name for name, package in imports() if package in ("sqlcipher3", "psycopg")}
    assert users <= {"app/db/engine.py", "app/db/problems.py", "app/db/wake.py"}
    assert {name for name, package in imports() if package == "sqlcipher3"} <= {"app/db/engine.py"}


def test_errors_nobody_expected_are_caught_at_the_edges_alone() -> None:
    catchers = {
        f"{name}:{node.lineno}"
        for name, node in nodes()
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
        and not name.startswith(EDGES)
    }
    assert catchers == set()


def test_every_exemption_from_a_checker_says_why() -> None:
    mute = re.compile(
        r"#\s*(?:type:\s*ignore|noqa|pyright:|mypy:)(?P<codes>[^#]*?)(?P<why>\s(?:-|#|–|—)\s*\S.*)?$"
    )
    bare = [
        f"{name}:{number}"
        for name, text in sources().items()
        for number, line in enumerate(text.splitlines(), 1)
        if (found := mute.search(line)) and not found["why"]
    ]
    assert bare == []


def test_no_file_is_longer_than_can_be_kept_in_mind() -> None:
    # A migration is the record of one step of the schema: it is as long as the step.
    lengths = {
        name: text.count("\n") for name, text in sources().items() if "/migrations/versions/" not in name
    }
    long = {name: lines for name, lines in lengths.items() if lines > LONGEST}
    assert long == {}


def test_only_the_command_line_prints() -> None:
    printers = {
        f"{name}:{node.lineno}"
        for name, node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and not name.startswith("app/cli/")
    }
    assert printers == set()


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in trees().items() if not ast.get_docstring(tree)] == []


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
    assert [
        name for name in sources() if vague & {part.removesuffix(".py") for part in name.split("/")}
    ] == []


def test_sentences_for_people_are_never_glued_together_in_code() -> None:
    shown = {"Message", "tr", "ntr", "N_", "RuleViolation", "NotFound", "EditConflict", "EnvironmentProblem"}
    glued = {
        f"{name}:{node.lineno}"
        for name, node in nodes()
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in shown)
            or (isinstance(node.func, ast.Attribute) and node.func.attr in ("tr", "ntr"))
        )
        and node.args
        and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp))
    }
    assert glued == set()


def test_no_file_names_a_package_registry_or_this_machine() -> None:
    # Spelt in two halves so that this file does not hold what it looks for.
    forbidden = re.compile(
        "|".join(
            ("pypi" + r"\.org", "pythonhosted" + r"\.org", "--" + "(?:extra-)?index-url", "--" + "find-links")
        )
        + r"|/work/\w|/root/"
    )
    found = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {hit[0]}" for hit in forbidden.finditer(text)]
    assert [hit for hit in found if not hit.startswith("tests/architecture/test_habits.py")] == []


def test_the_lock_file_of_development_contains_that_of_the_program() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / "packaging" / f"{name}.lock").read_text("utf-8").splitlines()
        return {line.rstrip(" \\") for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert pins("requirements") <= pins("development")
