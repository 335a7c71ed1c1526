"""Editors that gather input and hand it to one use case."""
