"""Devices of machines."""
