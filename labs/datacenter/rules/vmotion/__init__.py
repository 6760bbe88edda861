"""The vMotion network."""
