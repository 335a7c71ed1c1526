"""The annual summary of actions: a synthesis, tables, and the whole list of actions."""
