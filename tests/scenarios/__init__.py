"""Tests that follow a coordinator's work from start to end."""
