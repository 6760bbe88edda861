"""The guest operating system."""
