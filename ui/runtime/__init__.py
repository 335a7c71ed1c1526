"""Task runner, change hub, settings, crash report and self-test."""
