"""Readers: a file's bytes become a `Document`, one module for each format."""
