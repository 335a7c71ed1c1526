"""Writes: one function per intention of the user, a module per subject."""
