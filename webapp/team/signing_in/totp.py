"""Codes of an authenticator app (TOTP, RFC 6238): six digits, a new one every 30 seconds, each taken once."""

from datetime import datetime

import pyotp
import segno

STEP_SECONDS = 30
STEPS_AROUND = 1
"""A clock may be wrong by one step (RFC 6238, 5.2)."""
ISSUER = "Urgent Appeal desk"


def new_secret() -> str:
    """Return a secret of 160 bits in base32 (RFC 4226, 4: 160 are recommended)."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """Return the time step that a code is of, or None if it is wrong or not newer than `last_step`.

    pyotp takes the same code twice: the caller stores the step (RFC 6238, 5.2).
    """
    digits = "".join(code.split())
    if not secret or len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    for step in range(current - STEPS_AROUND, current + STEPS_AROUND + 1):
        if step > last_step and pyotp.utils.strings_equal(digits, totp.generate_otp(step)):
            return step
    return None


def qr_code(secret: str, name: str) -> str:
    """Return the secret as an inline SVG for an authenticator app's camera."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
    return segno.make(address, error="m").svg_inline(scale=4, border=4, light="#fff", omitsize=True)
