"""Heavier pure calculations over plain data: rehearsal order and term plan, apportionment, suggestions."""
