"""The documents of drafts in the database."""
