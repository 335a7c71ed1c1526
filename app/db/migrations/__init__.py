"""Alembic's steps from each schema to the next."""
