"""Diagnostics → text in one format or another: one file a format, found by its name."""
