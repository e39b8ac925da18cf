"""The ways a letter can travel, as values."""
