"""Backups and changed-block tracking."""
