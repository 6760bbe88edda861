"""Verdicts of the engine that somebody holds to be wrong, and how they were settled."""
