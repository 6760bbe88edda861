"""Which host reaches which files."""
