"""How large a campaign may be: the same bounds as on the page, checked before anything is stored."""

from collections.abc import Mapping

from webapp.campaigns.source_files import (
    CAMPAIGN_FILE,
    EDITION_SUFFIX,
    MAX_FILE_BYTES,
    MAX_PICTURE_BYTES,
    MAX_PICTURES,
    PICTURE_SUFFIXES,
    is_campaign_file,
)

MAX_EDITIONS = 40


class TooLarge(ValueError):
    """A file, or all of them, are not what a campaign may have. The message names it."""


def check_size(files: Mapping[str, bytes]) -> None:
    """Raise `TooLarge` unless a campaign may have these files."""
    if CAMPAIGN_FILE not in files:
        raise TooLarge(f"a campaign has a file {CAMPAIGN_FILE}")
    for name, body in files.items():
        if not is_campaign_file(name):
            raise TooLarge(f'"{name[:80]}" is no file of a campaign')
        most = MAX_PICTURE_BYTES if name.lower().endswith(PICTURE_SUFFIXES) else MAX_FILE_BYTES
        if len(body) > most:
            raise TooLarge(f"{name} has {len(body):,} bytes; {most:,} are allowed")
    if sum(name.lower().endswith(PICTURE_SUFFIXES) for name in files) > MAX_PICTURES:
        raise TooLarge(f"a campaign has {MAX_PICTURES} pictures at most")
    if sum(name.endswith(EDITION_SUFFIX) for name in files) > MAX_EDITIONS:
        raise TooLarge(f"a campaign has {MAX_EDITIONS} translations at most")
