"""The painted calendar views and their gestures."""
