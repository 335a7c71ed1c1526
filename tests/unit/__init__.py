"""Tests of pure functions and frozen values."""
