"""Rules on tasks: what else is being done to a machine."""
