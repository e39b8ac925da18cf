"""Feature: the page on other sites."""
