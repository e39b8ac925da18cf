"""The read-only API for other systems of the organisation, by tokens of limited scope."""
