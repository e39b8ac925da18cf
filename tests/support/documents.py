"""The campaigns below tests/documents: what real urgent actions hold, with invented people and places."""

import shutil
from pathlib import Path

from tests.support.pictures import the_photo
from webapp.settings import ROOT

DOCUMENTS = ("keepers", "lamp-inquiry", "reed-island", "clockmaker", "green-lantern")


def add_documents(campaigns: Path) -> None:
    """Copy them into a folder of campaigns, with the photographs that they name."""
    for slug in DOCUMENTS:
        shutil.copytree(ROOT / "tests" / "documents" / slug, campaigns / slug)
    photos = {"photo.jpg": (1600, 1000), "ada.jpg": (800, 1000)}
    for name, size in photos.items():
        (campaigns / "keepers" / name).write_bytes(the_photo(size=size))
    (campaigns / "keepers" / "logo.png").write_bytes(the_photo("PNG", (200, 100)))
