"""Not a rule."""
