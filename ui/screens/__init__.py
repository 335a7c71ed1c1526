"""The screens of the window: they assemble parts and own the signals."""
