"""Translating at the desk: editions as sheets of messages, reviews, and PO files that come and go."""
