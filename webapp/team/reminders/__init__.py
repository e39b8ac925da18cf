"""Reminders: what a person's calendar and feed tell, and the private address that they are at."""
