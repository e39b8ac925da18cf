"""The documents that drafts are made from: read, kept with the draft, and compared with it."""
