"""Any number rebuilt, with the path it came by."""
