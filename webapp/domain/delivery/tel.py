"""A telephone number as a link (RFC 3966)."""


def tel(number: str) -> str:
    """Return the link that dials an international number: "+" and digits only (RFC 3966, 5.1.4)."""
    return "tel:+" + "".join(each for each in number if each.isascii() and each.isdigit())
