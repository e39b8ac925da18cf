"""Small words: those within the names of people, and those that no line ends with."""

import re

PARTICLES = frozenset(
    {"al", "bin", "da", "das", "de", "del", "della", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le",
     "van", "von"}
)  # fmt: skip
"""Words of a name that are written small."""
OPEN_END = re.compile(
    r"\s(?:of|the|and|for|de|la|las|los|el|del|y|des|du|le|les|et|und|für|der|die|do|da|dos|das|e|di|della|dei|degli)$"
)
"""The end of a line that goes on in the next one."""
