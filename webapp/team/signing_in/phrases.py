"""Phrases of six words, made by the server, for people without a passkey; stored as an argon2id hash.

Six of 2,048 words are 66 bits. Nobody chooses their own: a chosen one has far fewer.
"""

import secrets
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

NUM_WORDS = 6
MAX_PHRASE_CHARS = 200
# OWASP, Password Storage Cheat Sheet: 19 MiB, two passes, one lane. 27 ms on a slow core.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)


@cache
def word_list() -> tuple[str, ...]:
    """Return the words that phrases are made of."""
    lines = (Path(__file__).parent / "words.txt").read_text(encoding="ascii").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def new_phrase() -> str:
    """Return a new phrase."""
    return " ".join(secrets.choice(word_list()) for _ in range(NUM_WORDS))


def hash_phrase(phrase: str) -> str:
    """Return the hash to store."""
    return _HASHER.hash(_folded(phrase))


def is_phrase(stored: str, phrase: str) -> bool:
    """Check a phrase as somebody typed it. An empty `stored` costs the same time and is always wrong."""
    if len(phrase) > MAX_PHRASE_CHARS:
        return False
    try:
        return _HASHER.verify(stored or _nobody_s(), _folded(phrase)) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody_s() -> str:
    return _HASHER.hash(secrets.token_hex(16))


def _folded(phrase: str) -> str:
    """Take capitals, dashes and further spaces as they were meant: a phone's keyboard adds them."""
    return " ".join(phrase.replace("-", " ").casefold().split())
