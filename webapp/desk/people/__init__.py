"""The people of the team: invited, changed, shut out, by a coordinator."""
