"""The only helpers that pages have."""
