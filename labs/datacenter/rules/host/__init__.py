"""The state of hosts."""
