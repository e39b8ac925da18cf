"""The case editor: a form of every field of `campaign.toml`, in the order of the page."""
