"""The board: all campaigns at a glance."""
