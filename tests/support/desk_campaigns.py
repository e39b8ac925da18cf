"""Campaigns in the desk's database, as many as a test wants."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from tests.support.builders import a_campaign_folder
from webapp.campaigns.folder import read_folder
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.people import to_json
from webapp.team.people.person import Person
from webapp.team.tables import blobs, campaigns, people, versions


def files_of(folder: Path) -> Mapping[str, bytes]:
    """Return the files of a campaign folder."""
    return read_folder(folder).contents


def lamp_files(tmp_path: Path, slug: str = "lamp", deadline: str = "2030-05-08") -> Mapping[str, bytes]:
    """Return the files of a small valid campaign."""
    return files_of(a_campaign_folder(tmp_path / "drafts", slug, deadline))


def add_person(database: DeskDatabase, person: Person) -> None:
    """Add somebody of the team."""
    row = {
        "id": person.id,
        "name": person.name,
        "grants": to_json(person.grants),
        "is_active": True,
        "may_use_phrase": False,
        "phrase": "",
        "totp_secret": "",
        "totp_step": 0,
        "created": 0,
    }
    with database.write() as connection:
        connection.execute(people.insert(), row)


def add_version(
    database: DeskDatabase, slug: str, files: Mapping[str, bytes], at: datetime, author: str = ""
) -> int:
    """Add a version of a campaign, which is begun with the first; return its number."""
    tree = {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
    moment = int(at.timestamp())
    with database.write() as connection:
        head = connection.execute(sa.select(campaigns.c.head).where(campaigns.c.slug == slug)).scalar()
        number = (head or 0) + 1
        for name, digest in tree.items():
            if not connection.execute(sa.select(blobs.c.digest).where(blobs.c.digest == digest)).first():
                connection.execute(blobs.insert(), {"digest": digest, "body": files[name]})
        row = {"slug": slug, "number": number, "base": head, "author": author, "at": moment, "note": ""}
        connection.execute(versions.insert(), row | {"tree": json.dumps(tree)})
        if head is None:
            first = {"slug": slug, "head": 1, "is_archived": False, "created": moment}
            connection.execute(campaigns.insert(), first)
        else:
            connection.execute(sa.update(campaigns).where(campaigns.c.slug == slug).values(head=number))
    return number
