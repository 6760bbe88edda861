"""Formulas over whole numbers, each with its source; nothing here knows a site."""
