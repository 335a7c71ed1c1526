"""What is kept of a failure nobody foresaw."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_path


def write_report(bug: BaseException) -> Path:
    """Write what happened into a file of the user's own log folder, and return where it is.

    It holds the program's lines and no content of the workspace beyond what an error itself says.
    """
    moment = datetime.now()
    text = "\n".join(
        [
            f"{moment.isoformat(timespec='seconds')}  Python {platform.python_version()}  {platform.platform()}",
            " ".join(sys.argv[1:2]),
            "".join(traceback.format_exception(bug)),
        ]
    )
    name = f"crash-{moment:%Y%m%d-%H%M%S-%f}.log"
    for folder in (user_log_path("palier"), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = folder / name
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(text, encoding="utf-8")
        except OSError:
            continue
        else:
            return path
    return Path("-")
