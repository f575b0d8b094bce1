"""Forms and lists as people write them in files."""
