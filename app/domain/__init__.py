"""The rules of the work: frozen values and pure functions."""
