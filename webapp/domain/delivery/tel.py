"""A telephone number as a link (RFC 3966).

A number is text, as it is printed: "+", digits with separators, and " ext. 5" where it has an extension.
`campaigns/telephone` makes it out of what a campaign file says.
"""

EXTENSION = " ext. "
"""Between a number and its extension."""


def tel(number: str) -> str:
    """Return the link that dials a number: "+" and digits (RFC 3966, 5.1.4), and its extension (5.3)."""
    main, _, extension = number.partition(EXTENSION)
    return f"tel:{e164(main)}" + (f";ext={_digits(extension)}" if extension else "")


def e164(number: str) -> str:
    """Return a number as "+" and digits, without its extension (ITU-T E.164)."""
    return "+" + _digits(number.partition(EXTENSION)[0])


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isascii() and each.isdigit())
