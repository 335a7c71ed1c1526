"""Measurements of speed and memory; run by ./check bench."""
