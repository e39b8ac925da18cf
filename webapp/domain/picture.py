"""A photograph or a logo of a campaign: the files that are served, in several sizes."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture, as it is served. Nothing of the original but its pixels is left."""

    name: str
    """The last part of its address, which changes with its content."""
    media_type: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Picture:
    """All sizes of one picture, the smallest first."""

    renditions: tuple[Rendition, ...]

    @property
    def thumbnail(self) -> Rendition:
        """The smallest size: one of many on a page."""
        return self.renditions[0]

    @property
    def phone(self) -> Rendition:
        """The size for a phone's screen."""
        return self.renditions[:2][-1]

    @property
    def desktop(self) -> Rendition:
        """The largest size."""
        return self.renditions[-1]


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph in the text of an edition."""

    file: str
    """The name of its file in the campaign's folder."""
    alt: str
    """What it shows, for those who cannot see it."""
    credit: str = ""


Pictures = Mapping[str, Picture]
"""A campaign's pictures by the names of their files."""
