"""Rehearsal schedules: the general table of a production, and large-type sheets for its people."""

from __future__ import annotations

from app.documents.rehearsals.data import RehearsalFacts, load
from app.documents.rehearsals.fridge import draw_fridge_sheet
from app.documents.rehearsals.template import draw_schedule
from app.documents.rehearsals.view import FridgeView, ScheduleView
from app.documents.rehearsals.words import fridge_views, schedule_view

__all__ = [
    "FridgeView",
    "RehearsalFacts",
    "ScheduleView",
    "draw_fridge_sheet",
    "draw_schedule",
    "fridge_views",
    "load",
    "schedule_view",
]
