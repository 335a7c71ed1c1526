"""What runs beside the window: work off the main thread, news of changes, settings, language, crash reports."""

from ui.runtime.hub import ChangeHub, Refresher
from ui.runtime.language import current_language, ntr, say, set_language, tr
from ui.runtime.settings import Settings
from ui.runtime.tasks import InlineRunner, Runner, Task, TaskRunner, Watch

__all__ = [
    "ChangeHub",
    "InlineRunner",
    "Refresher",
    "Runner",
    "Settings",
    "Task",
    "TaskRunner",
    "Watch",
    "current_language",
    "ntr",
    "say",
    "set_language",
    "tr",
]
