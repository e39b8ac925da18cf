"""Reminders: a calendar and a feed for each person, at a private address."""
