"""Translating: the languages of a campaign, the sheet of one language, its review and its files."""
