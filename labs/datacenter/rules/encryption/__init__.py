"""Encryption of machines and of their migration."""
