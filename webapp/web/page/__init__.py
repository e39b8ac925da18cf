"""Feature: the campaign page, the list of campaigns, the count."""
