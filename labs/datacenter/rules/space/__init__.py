"""Room on datastores."""
