"""What the side panel shows."""
