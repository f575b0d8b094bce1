"""Figures typed field by field: drafts, sums while typing, two readings compared, scans."""
