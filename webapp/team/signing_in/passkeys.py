"""Passkeys (WebAuthn level 3) by py_webauthn: options for the browser, and what it returns, checked.

Discoverable, so that nobody types a name; the device must verify its user; no attestation, so that no maker
of a device learns who the team is.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from webapp.team.desk_database import DeskDatabase
from webapp.team.people.people import InvalidName, has_phrase
from webapp.team.signing_in.challenges import Challenges, Purpose, UnknownChallenge
from webapp.team.tables import MAX_NAME_CHARS, passkeys

MAX_RESPONSE_CHARS = 20_000
"""A response without attestation has some 1,500."""
MAX_PASSKEYS = 20
RP_NAME = "Urgent Appeal desk"


class PasskeyRefused(Exception):
    """A passkey's response that proves nothing: altered, sent twice, too late, or of an unknown passkey."""


class LastPasskey(Exception):
    """Without this passkey its person could not sign in any more."""


@dataclass(frozen=True, slots=True)
class ListedPasskey:
    """A passkey as its person sees it."""

    id: str
    name: str
    created: int
    used: int | None


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A passkey that a browser has just made, checked."""

    id: str
    public_key: bytes
    sign_count: int


class Passkeys:
    """The passkeys of everybody, for the desk at `origin`."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime], origin: str) -> None:
        self._database = database
        self._now = now
        self._origin = origin
        self._rp_id = origin.partition("://")[2].partition(":")[0]
        self._challenges = Challenges(database, now)

    def creation_options(self, purpose: Purpose, whose: str, person_id: str, name: str) -> str:
        """Return the options of `navigator.credentials.create` as JSON; `whose` binds their challenge."""
        options = webauthn.generate_registration_options(
            rp_id=self._rp_id,
            rp_name=RP_NAME,
            user_id=person_id.encode("ascii"),
            user_name=name,
            challenge=self._challenges.new(purpose, whose),
            timeout=300_000,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=self._known(person_id),
        )
        return options_to_json(options)

    def request_options(self, purpose: Purpose, person_id: str = "") -> str:
        """Return the options of `navigator.credentials.get` as JSON: of anybody, or of one person."""
        options = webauthn.generate_authentication_options(
            rp_id=self._rp_id,
            challenge=self._challenges.new(purpose, person_id),
            timeout=300_000,
            allow_credentials=self._known(person_id) if person_id else None,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return options_to_json(options)

    def check_new(self, response: str, purpose: Purpose, whose: str) -> NewPasskey:
        """Check what `create` returned; raise `PasskeyRefused`."""
        parsed, challenge = self._burn(response, purpose, whose)
        try:
            made = webauthn.verify_registration_response(
                credential=parsed,
                expected_challenge=challenge,
                expected_rp_id=self._rp_id,
                expected_origin=self._origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise PasskeyRefused from error
        return NewPasskey(bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count)

    def check(self, response: str, purpose: Purpose, person_id: str = "") -> str:
        """Check what `get` returned and return the id of the passkey's person; raise `PasskeyRefused`."""
        parsed, challenge = self._burn(response, purpose, person_id)
        with self._database.write() as connection:
            row = connection.execute(
                passkeys.select().where(passkeys.c.id == _known_id(parsed)).with_for_update()
            ).one_or_none()
            if row is None or (person_id and row.person != person_id):
                raise PasskeyRefused
            try:
                proof = webauthn.verify_authentication_response(
                    credential=parsed,
                    expected_challenge=challenge,
                    expected_rp_id=self._rp_id,
                    expected_origin=self._origin,
                    credential_public_key=row.public_key,
                    # A count that does not rise is that of a copy (WebAuthn 3, 6.1.1).
                    credential_current_sign_count=row.sign_count,
                    require_user_verification=True,
                )
                handle = parsed["response"].get("userHandle")
                is_owner = not handle or base64url_to_bytes(handle).decode("ascii") == row.person
            except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError) as error:
                raise PasskeyRefused from error
            if not is_owner:
                raise PasskeyRefused
            connection.execute(
                passkeys.update()
                .where(passkeys.c.id == row.id)
                .values(sign_count=proof.new_sign_count, used=int(self._now().timestamp()))
            )
            return str(row.person)

    def of(self, person_id: str) -> tuple[ListedPasskey, ...]:
        """Return a person's passkeys, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                passkeys.select()
                .where(passkeys.c.person == person_id)
                .order_by(passkeys.c.created, passkeys.c.id)
            ).all()
        return tuple(ListedPasskey(row.id, row.name, row.created, row.used) for row in rows)

    def add(self, person_id: str, made: NewPasskey, name: str) -> None:
        """Give a person one more passkey; raise `PasskeyRefused` if it is known, or they have very many."""
        if len(self.of(person_id)) >= MAX_PASSKEYS:
            raise PasskeyRefused
        with self._database.write() as connection:
            insert(connection, person_id, made, name, int(self._now().timestamp()))

    def remove(self, person_id: str, passkey_id: str) -> None:
        """Remove a person's passkey; raise `LastPasskey` if it is their only one."""
        with self._database.write() as connection:
            own = connection.scalars(
                sa.select(passkeys.c.id).where(passkeys.c.person == person_id).with_for_update()
            ).all()
            if list(own) == [passkey_id] and not has_phrase(connection, person_id):
                raise LastPasskey
            if passkey_id in own:
                connection.execute(passkeys.delete().where(passkeys.c.id == passkey_id))

    def _burn(self, response: str, purpose: Purpose, whose: str) -> tuple[dict[str, Any], bytes]:
        """Return the parsed response, and the challenge that it says it signed, which is burnt."""
        try:
            if len(response) > MAX_RESPONSE_CHARS:
                raise PasskeyRefused
            parsed = json.loads(response)
            said = json.loads(base64url_to_bytes(parsed["response"]["clientDataJSON"]))
            challenge = base64url_to_bytes(said["challenge"])
            self._challenges.burn(challenge, purpose, whose)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, UnknownChallenge) as error:
            raise PasskeyRefused from error
        return parsed, challenge

    def _known(self, person_id: str) -> list[PublicKeyCredentialDescriptor]:
        return [
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(known.id)) for known in self.of(person_id)
        ]


def _known_id(parsed: dict[str, Any]) -> str:
    """Return the passkey's id, or "" if it is no base64url: PostgreSQL takes no NUL in a text."""
    claimed = str(parsed.get("id"))
    return claimed if claimed.replace("-", "").replace("_", "").isalnum() else ""


def insert(connection: sa.Connection, person_id: str, made: NewPasskey, name: str, now: int) -> None:
    """Store a passkey; raise `PasskeyRefused` if it is known already."""
    if connection.execute(sa.select(passkeys.c.id).where(passkeys.c.id == made.id)).first():
        raise PasskeyRefused
    connection.execute(
        passkeys.insert().values(
            id=made.id,
            person=person_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=checked_passkey_name(name),
            created=now,
            used=None,
        )
    )


def checked_passkey_name(name: str) -> str:
    """Return a passkey's name without needless spaces; one that is empty gets a plain one."""
    folded = " ".join(name.split()) or "Passkey"
    if len(folded) > MAX_NAME_CHARS or not folded.isprintable():
        raise InvalidName(f"a name has 1 to {MAX_NAME_CHARS} characters")
    return folded
