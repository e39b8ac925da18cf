"""A cache that a test shares between parts of one process, as hosts share a Valkey."""


class MemoryCache:
    """Keeps everything for ever."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        """Return the value of a name."""
        return self.kept.get(name)

    def set(self, name: str, value: bytes, seconds: int) -> None:
        """Store a value."""
        self.kept[name] = value
