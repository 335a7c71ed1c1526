"""Reads: functions that take a connection and return frozen rows."""
