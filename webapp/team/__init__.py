"""The campaign team: its people, its drafts, what it publishes. Only the desk and commands use it."""
