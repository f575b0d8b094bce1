"""Whole elections built in bulk: replicas, examples, practice."""
