"""Feature: for programs."""
