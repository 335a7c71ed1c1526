"""The command line over the same use cases, queries and documents as the window."""
