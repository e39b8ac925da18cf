"""Joining by a link: with a passkey, or with a phrase and codes. Either uses the link up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.people import invitations as links_of
from webapp.team.people import people as records
from webapp.team.people.invitations import Invitation, Invitations
from webapp.team.people.permissions import NotAllowed
from webapp.team.signing_in import passkeys as keys
from webapp.team.signing_in import totp
from webapp.team.signing_in.challenges import Purpose
from webapp.team.signing_in.passkeys import Passkeys
from webapp.team.signing_in.phrase_sign_in import PhraseRefused
from webapp.team.signing_in.phrases import hash_phrase, is_phrase, new_phrase
from webapp.team.tables import calendars, links, passkeys, people, sessions


@dataclass(frozen=True, slots=True)
class PhraseCard:
    """What a person notes down: shown once."""

    phrase: str
    totp_secret: str
    qr_code: str
    """The secret as SVG."""


class Joining:
    """Lets in who has a link."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime], passkeys: Passkeys) -> None:
        self._database = database
        self._now = now
        self._passkeys = passkeys
        self._invitations = Invitations(database, now)

    def find(self, token: str) -> Invitation:
        """Return what a link is good for; raise `LinkUsed`."""
        return self._invitations.find(token)

    def passkey_options(self, token: str, name: str) -> str:
        """Return the options for making the first passkey; raise `LinkUsed`, `InvalidName`."""
        invitation = self.find(token)
        shown = invitation.name or records.checked_name(name)
        return self._passkeys.creation_options(Purpose.JOIN, invitation.digest, invitation.person, shown)

    def by_passkey(self, token: str, response: str, name: str, passkey_name: str) -> str:
        """Let a person in with the passkey that their browser made; return their id.

        Raises `LinkUsed`, `PasskeyRefused`, `InvalidName`, `NameTaken`; the link stays good after the last
        three.
        """
        invitation = self.find(token)
        made = self._passkeys.check_new(response, Purpose.JOIN, invitation.digest)
        with self._database.write() as connection:
            person_id = self._enter(connection, invitation, name, {})
            keys.insert(connection, person_id, made, passkey_name, self._seconds())
        return person_id

    def offer_phrase(self, token: str, name: str) -> PhraseCard:
        """Make a phrase and a secret for codes; raise `LinkUsed`, `NotAllowed`, `InvalidName`."""
        invitation = self.find(token)
        if not invitation.may_use_phrase:
            raise NotAllowed
        shown = invitation.name or records.checked_name(name)
        phrase, secret = new_phrase(), totp.new_secret()
        with self._database.write() as connection:
            connection.execute(
                links.update()
                .where(links.c.digest == invitation.digest)
                .values(phrase=hash_phrase(phrase), totp_secret=secret)
            )
        return PhraseCard(phrase, secret, totp.qr_code(secret, shown))

    def by_phrase(self, token: str, phrase: str, code: str, name: str) -> str:
        """Let a person in who has noted phrase and secret; return their id.

        Raises `LinkUsed`, `NotAllowed`, `PhraseRefused`, `InvalidName`, `NameTaken`.
        """
        invitation = self.find(token)
        if not invitation.may_use_phrase:
            raise NotAllowed
        with self._database.read() as connection:
            offered = connection.execute(
                links.select().where(links.c.digest == invitation.digest)
            ).one_or_none()
        if offered is None:
            raise links_of.LinkUsed
        step = totp.step_of(offered.totp_secret, code, self._now(), 0)
        if step is None or not is_phrase(offered.phrase, phrase):
            raise PhraseRefused
        proven = {"phrase": offered.phrase, "totp_secret": offered.totp_secret, "totp_step": step}
        with self._database.write() as connection:
            return self._enter(connection, invitation, name, proven)

    def _enter(
        self, connection: sa.Connection, invitation: Invitation, name: str, proven: dict[str, Any]
    ) -> str:
        """Use the link up, and make the person or take their earlier ways in away."""
        now = self._seconds()
        link = links_of.burn(connection, invitation.digest, now)
        if proven and not link.may_use_phrase:
            raise NotAllowed  # forbidden since the link was looked up
        if not link.name and records.has_coordinator(connection):
            raise links_of.LinkUsed  # the first coordinator came by another link
        person_id = str(link.person)
        way_in = {"phrase": "", "totp_secret": "", "totp_step": 0} | proven
        if links_of.is_recovery(connection, person_id):
            connection.execute(passkeys.delete().where(passkeys.c.person == person_id))
            connection.execute(sessions.delete().where(sessions.c.person == person_id))
            connection.execute(calendars.delete().where(calendars.c.person == person_id))
            connection.execute(people.update().where(people.c.id == person_id).values(way_in))
            return person_id
        shown = link.name or records.checked_name(name)
        records.require_free_name(connection, shown)
        connection.execute(
            people.insert().values(
                id=person_id,
                name=shown,
                grants=link.grants,
                is_active=True,
                may_use_phrase=link.may_use_phrase,
                created=now,
                **way_in,
            )
        )
        return person_id

    def _seconds(self) -> int:
        return int(self._now().timestamp())
