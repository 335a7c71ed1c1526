"""Migrations: each released schema opens in the newest program."""
