"""Feature: report an action and undo it."""
