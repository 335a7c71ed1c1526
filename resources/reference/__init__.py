"""Lists that a new workspace starts with; the landlord edits them afterwards."""
