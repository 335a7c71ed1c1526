"""Widget parts without domain knowledge."""
