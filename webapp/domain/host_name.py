"""Host names in their own letters, as people know them; data hold the ASCII form (IDNA 2008, RFC 5891)."""


def readable(name: str) -> str:
    """Return a host name, or an e-mail address, with each `xn--` label in its own letters."""
    local, at, host = name.rpartition("@")
    return local + at + ".".join(map(_own_letters, host.split(".")))


def _own_letters(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label
