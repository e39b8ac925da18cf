"""The history of a campaign: its versions, two of them side by side, an earlier one restored."""
