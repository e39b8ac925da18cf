"""The organisation that runs a campaign."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sender:
    """Who runs a campaign, in the text of an edition."""

    name: str
    url: str = ""
    """Its site, an https address."""
    address: tuple[str, ...] = ()
    """Its postal address, one line each; it is not translated."""
    note: str = ""
    """A line about it, in the markup of page texts."""
    logo: str = ""
    """The name of its picture's file in the folder."""
