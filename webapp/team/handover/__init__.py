"""The handover pack: a campaign's case, demands and figures, to be given to an official."""
