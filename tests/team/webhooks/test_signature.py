"""The signature: as the specification's own example has it, and as docs/connections.md verifies it."""

import re
import time
from typing import Any

import pytest

from tests.repository.checkout import ROOT
from webapp.team.webhooks.signature import new_secret, signed_headers


def test_it_is_that_of_the_specification_s_example() -> None:
    """The example of Standard Webhooks' reference libraries."""
    secret, message_id, at = (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1_614_265_330,
    )

    headers = signed_headers([secret], message_id, at, b'{"test": 2432232314}')

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.fixture
def documented() -> Any:
    """The function that docs/connections.md gives to receivers."""
    text = (ROOT / "docs" / "connections.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 (our own page)
    return names["is_ours"]


def test_a_receiver_verifies_it_as_documented(documented: Any) -> None:
    old, new, other, body = new_secret(), new_secret(), new_secret(), b'{"type":"test"}'
    headers = signed_headers([new, old], "msg_1", int(time.time()), body)

    assert documented(new, headers, body)
    assert documented(old, headers, body)
    assert not documented(other, headers, body)
    assert not documented(new, headers, body + b" ")
    assert not documented(new, {**headers, "webhook-id": "msg_2"}, body)
    assert not documented(new, signed_headers([new], "msg_1", int(time.time()) - 301, body), body)


def test_secrets_are_random_and_long_enough() -> None:
    secrets = {new_secret() for _ in range(50)}

    assert len(secrets) == 50
    assert all(re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", each) for each in secrets)
