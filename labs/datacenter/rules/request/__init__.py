"""The request itself."""
