"""The format of the JSON, told from the record classes themselves, with examples."""
