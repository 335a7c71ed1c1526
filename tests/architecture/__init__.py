"""Tests of the house itself: walls, habits, translations."""
