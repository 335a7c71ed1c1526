"""The tests of Palier, a folder per layer."""
