"""Typer commands: parse, call, print.  No rule and no arithmetic."""
