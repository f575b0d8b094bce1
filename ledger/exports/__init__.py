"""The rebuilt recapitulation as CSV, XLSX and JSON."""
