"""Documents in, drafts of campaigns out: each word in a field, in a label or under "unplaced"."""
