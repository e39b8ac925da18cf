"""`appeal desk`: the team's people, and the desk's server."""
