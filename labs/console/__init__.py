"""What the lab console shows, as values for its templates."""
