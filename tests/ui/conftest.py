"""Windows of tests are drawn in memory, and keep their settings out of the user's own."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
