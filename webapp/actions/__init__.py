"""Reported actions: record, undo, count and review them."""
