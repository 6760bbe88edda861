"""Virtual disks as such: their size, their parents, their mode."""
