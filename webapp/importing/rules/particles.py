"""Words within the names of people that have no capital."""

PARTICLES = frozenset(
    {"al", "bin", "da", "das", "de", "del", "della", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le",
     "van", "von"}
)  # fmt: skip
"""Words of a name that are written small."""
