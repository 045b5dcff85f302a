"""Report → Diagnostics."""
