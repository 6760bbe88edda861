"""The values a site is made of."""
