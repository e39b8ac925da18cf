"""Feature: the draft revised, downloaded and printed."""
