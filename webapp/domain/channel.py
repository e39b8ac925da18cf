"""The channels by which a letter travels or an official is reached."""

from enum import StrEnum


class Channel(StrEnum):
    """The ways a letter can travel."""

    POST = "post"
    EMAIL = "email"
    FAX = "fax"
    CALL = "call"
    SOCIAL = "social"
