"""Tables, engines, unit of work, journal, search index, backup and migrations."""
