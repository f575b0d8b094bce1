"""Evidence bundles and the report in them."""
