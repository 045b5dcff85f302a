"""The values that flow: frozen, and without input or output."""
