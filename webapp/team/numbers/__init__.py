"""Numbers: the figures of campaigns, and what the team enters and decides about them."""
