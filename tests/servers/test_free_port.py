"""The ports on which the tests' servers listen: no two tests may get the same."""

import socket

import pytest

from tests.support.servers import free_port


def test_a_port_that_was_found_is_found_by_nobody_else() -> None:
    port = free_port()

    with socket.socket() as probe, pytest.raises(OSError, match="in use"):
        probe.bind(("127.0.0.1", port))


def test_a_server_may_listen_there() -> None:
    port = free_port()

    with socket.create_server(("127.0.0.1", port)), socket.create_connection(("127.0.0.1", port), 5):
        pass
