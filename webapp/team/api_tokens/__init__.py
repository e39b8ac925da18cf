"""Tokens of the read-only API."""
