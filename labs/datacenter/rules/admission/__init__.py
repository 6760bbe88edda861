"""What a host can still promise."""
