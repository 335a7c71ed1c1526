"""The painted calendar views and their gestures."""

from ui.calendar.agenda import AgendaView
from ui.calendar.mini_month import MiniMonth
from ui.calendar.month import MonthView
from ui.calendar.settings import ClashText, ViewSettings
from ui.calendar.time_grid import TimeGridView

__all__ = ["AgendaView", "ClashText", "MiniMonth", "MonthView", "TimeGridView", "ViewSettings"]
