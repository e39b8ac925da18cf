"""All campaigns at a glance: their state, who is at work, what is left to do, what is red."""
