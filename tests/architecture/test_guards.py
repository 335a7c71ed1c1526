"""The guards of tests/conftest.py see what they are there to see."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests import conftest, leftovers


@pytest.mark.usefixtures("qapp")
def test_a_timer_that_still_runs_is_seen_until_it_is_stopped() -> None:
    before = leftovers.alive()
    timer = QTimer()
    timer.setObjectName("forgotten")
    timer.start(60_000)
    assert leftovers.since(before) == ["still alive: QTimer “forgotten”"]
    timer.stop()
    assert leftovers.since(before) == []


@pytest.mark.usefixtures("qapp")
def test_a_window_that_is_still_open_is_seen_until_it_is_deleted() -> None:
    before = leftovers.alive()
    window = QWidget()
    window.show()
    assert leftovers.since(before) == ["still alive: QWidget"]
    window.close()
    window.deleteLater()
    assert leftovers.since(before) == []
    assert window not in QApplication.topLevelWidgets()


@pytest.mark.usefixtures("qapp")
def test_threads_of_qt_and_of_python_are_seen_until_they_end() -> None:
    before = leftovers.alive()
    of_qt = QThread()
    of_qt.start()
    may_end = threading.Event()
    of_python = threading.Thread(target=may_end.wait, name="forgotten")
    of_python.start()
    assert leftovers.since(before) == ["a thread still runs: forgotten", "still alive: QThread"]
    of_qt.quit()
    of_qt.wait()
    may_end.set()
    of_python.join()
    assert leftovers.since(before) == []


@pytest.mark.logs("announced")
def test_a_warning_in_the_log_is_seen_unless_it_was_announced(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("palier").info("nothing to see")
    logging.getLogger("palier").warning("announced: the disk is slow")
    assert leftovers.unexpected_records(caplog, ["announced"]) == []
    assert leftovers.unexpected_records(caplog, []) == [
        "logged without being announced: WARNING palier: announced: the disk is slow"
    ]


def test_the_users_own_folders_are_out_of_reach() -> None:
    own = Path(conftest.USERS_OWN[0])
    with pytest.raises(AssertionError, match="the user's own files"):
        (own / "settings.ini").open()
    with pytest.raises(AssertionError, match="the user's own files"):
        own.mkdir()
