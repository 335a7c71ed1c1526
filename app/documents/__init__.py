"""Printed sheets: each a folder of data, view and template over a shared kit."""
