"""A telephone number as a link (RFC 3966)."""


def tel(number: str) -> str:
    """Give the link that dials an international number. 5.1.4: digits after a "+", nothing else is needed."""
    return "tel:+" + "".join(each for each in number if each.isascii() and each.isdigit())
