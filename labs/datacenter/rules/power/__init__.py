"""Power states."""
