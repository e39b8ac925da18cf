"""Ports for the tests' servers: no two tests get the same."""

import socket

import pytest

from tests.support.servers import free_port


def test_a_free_port_is_not_found_twice() -> None:
    port = free_port()

    with socket.socket() as probe, pytest.raises(OSError, match="in use"):
        probe.bind(("127.0.0.1", port))


def test_a_server_can_listen_on_a_free_port() -> None:
    port = free_port()

    with socket.create_server(("127.0.0.1", port)), socket.create_connection(("127.0.0.1", port), 5):
        pass
