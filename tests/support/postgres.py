"""A PostgreSQL server for tests, on a free port."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.support import memory
from tests.support.programs import program
from tests.support.servers import free_port

NOBODY_S = "postgres"
"""Whom PostgreSQL runs as where the tests run as root: it refuses root itself."""
STARTS_WITHIN = 120
"""Seconds; a loaded machine takes three."""
FILE_COPY_SINCE = 150_000


@dataclass
class Postgres:
    """A cluster in a folder of its own. It trusts the machine to stay up, and nothing else."""

    port: int = field(default_factory=free_port)
    options: tuple[str, ...] = ("fsync=off",)
    """`fsync=off` loses nothing while the machine itself stays up; a benchmark leaves it out."""
    keeps_a_connection: bool = False
    """To make and drop databases: opening one for each takes half of the time. Leave it out for a server that
    is to be stopped, or whose connections are counted."""
    folder: Path = field(init=False)
    """In memory if there is room, and if nothing has to outlive the machine."""

    def __post_init__(self) -> None:
        self._made = 0
        self._kept: psycopg.Connection | None = None
        self._is_in_memory = "fsync=off" in self.options and memory.has_room()
        self.folder = Path(
            tempfile.mkdtemp(prefix="appeal-postgres-", dir=memory.MEMORY if self._is_in_memory else None)
        )
        if os.getuid() == 0:
            shutil.chown(self.folder, NOBODY_S, NOBODY_S)
        self._run(
            "initdb", "--auth=trust", "--username=appeal", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"
        )
        self.start()

    def start(self) -> None:
        """Start it, again if need be, and wait until it answers."""
        settings = (
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.folder}",
        )
        given = " ".join(f"-c {one}" for one in (*settings, *self.options))
        self._run(
            "pg_ctl",
            "start",
            "--wait",
            f"--log={self.folder}/log",
            f"--timeout={STARTS_WITHIN}",
            f"-o {given}",
        )

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: "fast" cuts connections, "immediate" is a crash that the next start recovers from."""
        self._run("pg_ctl", "stop", "--wait", f"--mode={mode}")

    def kill(self) -> None:
        """`kill -9` of the first process; the others notice and go."""
        first = self.process
        os.kill(first, signal.SIGKILL)
        pidfile, give_up = self.folder / "data" / "postmaster.pid", time.monotonic() + STARTS_WITHIN
        while _members(self.folder) and time.monotonic() < give_up:
            time.sleep(0.01)
        # Where nobody has asked about the ended process yet, its files would look like a running server's.
        for left in (pidfile, *self.folder.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    @property
    def process(self) -> int:
        """The first process's id."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def database(self, template: str = "") -> str:
        """Make an empty database, or a copy of another, and return its URL."""
        self._made += 1
        name = f"test_{self._made}"
        with self._connection() as connection:
            like = f' TEMPLATE "{template.rpartition("/")[2]}"' if template else ""
            if template and self._is_in_memory and connection.info.server_version >= FILE_COPY_SINCE:
                like += " STRATEGY FILE_COPY"  # on a disk it is the slower way
            connection.execute(f'CREATE DATABASE "{name}"{like}')  # type: ignore[call-overload]
        return f"postgresql+psycopg://appeal@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        """Take a database away, also while connections to it are open."""
        with self._connection() as connection:
            name = url.rpartition("/")[2]
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]

    def address(self, name: str) -> str:
        """Return what psycopg itself and PostgreSQL's own programs take."""
        return f"postgresql://appeal@127.0.0.1:{self.port}/{name.rpartition('/')[2]}"

    def close(self) -> None:
        """Stop it for good and take it away."""
        if self._kept:
            self._kept.close()
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        """Give a connection that may make and drop databases."""
        if self._kept:
            yield self._kept
            return
        connection = psycopg.connect(self.address("postgres"), autocommit=True)
        if self.keeps_a_connection:
            self._kept = connection
            yield connection
            return
        with connection:
            yield connection

    def _run(self, name: str, *arguments: str) -> None:
        command = [postgres_program(name), *arguments, f"--pgdata={self.folder / 'data'}"]
        as_whom = {}
        if os.getuid() == 0:
            found = pwd.getpwnam(NOBODY_S)
            as_whom = {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": ()}
        done = subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, check=False, **as_whom,  # type: ignore[call-overload]
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{name} failed: {done.stderr}")


def postgres_program(name: str) -> str:
    """Find one of PostgreSQL's programs."""
    return program(
        name,
        "usr/lib/postgresql/*/bin",
        "opt/homebrew/opt/postgresql@*/bin",
        "usr/local/opt/postgresql@*/bin",
    )


def _members(folder: Path) -> bool:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if (entry / "cwd").readlink() == folder / "data":
                    return True
            except OSError:  # another's, or ended
                continue
    return False
