"""The actions: their list, and the page of one with its tabs."""

from ui.screens.actions.screen import ActionsScreen

__all__ = ["ActionsScreen"]
