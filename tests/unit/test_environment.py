"""The two scripts' own parts: what is missing on a machine, told in one sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import environment
import installation
import system_libraries

on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux leaves libraries to the system"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the project: a lock file, and an environment with an interpreter."""
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "requirements.lock").write_text("part==1\n")
    interpreter = tmp_path / ".venv" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.symlink_to(sys.executable)
    monkeypatch.setattr(environment, "ROOT", str(tmp_path))
    monkeypatch.setattr(environment, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(environment, "PYTHON", str(interpreter))
    return tmp_path


def mark_ready() -> None:
    """Write the stamp as a finished installation does."""
    environment.write_stamp(
        environment.stamp_file("requirements"), environment.expected_stamp("requirements")
    )


def test_an_environment_without_a_stamp_is_not_taken_for_a_finished_one(project: Path) -> None:
    assert not environment.is_ready("requirements")
    mark_ready()
    assert environment.is_ready("requirements")


def test_a_changed_lock_file_asks_for_a_new_installation(project: Path) -> None:
    mark_ready()
    (project / "packaging" / "requirements.lock").write_text("part==2\n")
    assert not environment.is_ready("requirements")


def test_an_environment_whose_interpreter_went_away_or_was_replaced_is_made_again(project: Path) -> None:
    mark_ready()
    interpreter = project / ".venv" / "bin" / "python"
    interpreter.unlink()
    assert not environment.is_ready("requirements")
    other = project / "python-of-another-release"
    other.write_text("#!/bin/sh\n")
    other.chmod(0o755)
    interpreter.symlink_to(other)
    assert not environment.is_ready("requirements")


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        (
            "Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution",
            "to the network",
        ),
        ("ERROR: No matching distribution found for part==1", "not offered for this machine"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the expected one"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("Collecting part\nERROR: something odd", "(ERROR: something odd)"),
        ("", "could not be made"),
    ],
)
def test_a_failed_installation_is_told_in_one_line_of_advice(output: str, advice: str) -> None:
    sentence = installation.explain(output)
    assert advice in sentence
    assert "\n" not in sentence


def test_the_two_scripts_speak_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert "au réseau" in installation.explain("NewConnectionError")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "to the network" in installation.explain("NewConnectionError")


@on_linux
def test_missing_libraries_are_told_as_the_packages_that_hold_them() -> None:
    absent = {"libEGL.so.1", "libxcb-cursor.so.0"}
    found = system_libraries.missing(
        [*system_libraries.ANYWHERE, *system_libraries.ON_X11], present=lambda library: library not in absent
    )
    assert found == ["libEGL.so.1", "libxcb-cursor.so.0"]
    sentence = system_libraries.advice(found)
    assert "apt install libegl1 libxcb-cursor0 " in sentence
    assert "dnf install libglvnd-egl xcb-util-cursor" in sentence
    assert "\n" not in sentence


@on_linux
def test_the_loaders_complaint_about_a_library_is_understood() -> None:
    complaint = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert "libEGL.so.1" in system_libraries.missing_from(complaint)
    assert system_libraries.missing_from(ImportError("cannot import name 'x' from 'y'")) == []


def test_a_library_that_the_table_lacks_is_named_by_its_file() -> None:
    assert "libodd.so.3" in system_libraries.advice(["libodd.so.3"])


@on_linux
def test_a_library_is_really_looked_for() -> None:
    assert system_libraries.loads("libc.so.6")
    assert not system_libraries.loads("libpalier-has-no-such-library.so.1")


@on_linux
def test_the_table_covers_what_qt_is_linked_against() -> None:
    """Every library that Qt's own files need and do not bring is in the table or a part of any system."""
    from PySide6 import __file__ as package

    qt = Path(package).parent / "Qt"
    ours = [
        *(
            qt / "lib" / f"libQt6{name}.so.6"
            for name in ("Core", "Gui", "Widgets", "Svg", "PrintSupport", "Network")
        ),
        *(qt / "lib" / f"libQt6{name}.so.6" for name in ("DBus", "OpenGL", "XcbQpa")),
        *(qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")),
    ]
    named = {
        name.decode()
        for file in ours
        for name in re.findall(rb"\0(lib[\w+.-]+?\.so\.\d+)(?=\0)", file.read_bytes())
    }
    brought = {name for name in named if (qt / "lib" / name).exists()}
    of_any_system = {f"lib{name}" for name in ("c.so.6", "m.so.6", "dl.so.2", "pthread.so.0", "rt.so.1")}
    of_any_system |= {"libstdc++.so.6", "libgcc_s.so.1", "libresolv.so.2"}
    assert named - brought - of_any_system <= {
        *system_libraries.ANYWHERE,
        *system_libraries.ON_X11,
    }
    assert {"libEGL.so.1", "libxcb-cursor.so.0"} <= named


@on_linux
def test_no_display_is_told_and_a_chosen_platform_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    assert "no display" in (system_libraries.no_display() or "")
    monkeypatch.setenv("DISPLAY", ":987")
    assert ":987" in (system_libraries.no_display() or "")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert system_libraries.no_display() is None


@on_linux
def test_without_a_display_the_window_is_refused_in_one_line() -> None:
    surroundings = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).parents[2] / "run")],
        capture_output=True,
        text=True,
        env=surroundings,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Palier: there is no display")
