"""Colours, spacing, type and icons of the window."""
