"""nginx for tests: the site of docs/deploying/nginx.conf, with paths, ports and a certificate of its own.

The folders for its temporary files are taken away once it runs: should it want to write one, that is an
error.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.live_servers.raw_http import RawClient
from tests.support.servers import free_port
from webapp.settings import ROOT

DOCUMENTED = ROOT / "docs" / "deploying"
SITE, EVERY_SERVER, ONION = (
    DOCUMENTED / name for name in ("nginx.conf", "nginx-app.conf", "nginx-onion.conf")
)
(SEVERAL,) = re.findall(r"server 10\.0\.0\.11:8000[^;]*;", SITE.read_text())
"""The line that the site's comment gives for each of several apps."""
ONION_NAME = "exampleexampleexampleexampleexampleexampleexampleexample.onion"
PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") or "nginx"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
MAIN = """
daemon off;
{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/trouble.log warn;
events {{ worker_connections 1024; }}
http {{
{temporary}
include {folder}/site.conf;
include {folder}/onion.conf;
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running nginx."""

    url: str
    """Without TLS, so that a test reads what it sends."""
    secure_url: str
    redirecting_url: str
    """The site's port 80."""
    onion_url: str
    folder: Path
    process: "subprocess.Popen[bytes]"

    def processes(self) -> list[int]:
        """Return the process ids of nginx and its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [self.process.pid, *(int(pid) for pid in children.read_text().split())]

    def logged(self) -> str:
        """Return all that it has logged, about this site and else."""
        return "".join((self.folder / name).read_text() for name in ("site.log", "trouble.log"))


@contextmanager
def started(folder: Path, upstreams: Sequence[str]) -> Iterator[Nginx]:
    """Start nginx before some apps (`127.0.0.1:8000`), wait until it answers, and end it."""
    plain, secure, redirecting, onion = (free_port() for _ in range(4))
    configuration = write(folder, upstreams, plain, secure, redirecting, onion)
    process = subprocess.Popen([PROGRAM, "-c", str(configuration), "-e", str(folder / "trouble.log")])
    urls = (f"http://localhost:{plain}", f"https://localhost:{secure}", f"http://localhost:{redirecting}")
    nginx = Nginx(*urls, f"http://localhost:{onion}", folder, process)
    try:
        wait_for(nginx)
        for name in TEMPORARY:
            shutil.rmtree(folder / name)
        yield nginx
    finally:
        process.terminate()
        process.wait(60)


def write(
    folder: Path,
    upstreams: Sequence[str],
    plain: int,
    secure: int,
    redirecting: int,
    onion: int,
    *,
    http2: bool = True,
) -> Path:
    """Write the configuration and all that it names, with or without HTTP/2; return the file's path."""
    make_folders(folder)
    # The two forms that the site's comment names: https://nginx.org/en/docs/http/ngx_http_v2_module.html#http2.
    on_listen = http2 and version() < (1, 25, 1)
    site = SITE.read_text()
    tls = f"ssl{' http2' * on_listen}"
    replaced = {
        "server unix:/run/urgent-appeal.sock;": " ".join(
            SEVERAL.replace("10.0.0.11:8000", one) for one in upstreams
        ),
        "server_name letters.example.org;": "server_name localhost 127.0.0.1;",
        "listen 443 ssl;": f"listen 127.0.0.1:{plain}; listen 127.0.0.1:{secure} {tls};",
        "listen 443 ssl default_server;": (
            f"listen 127.0.0.1:{plain} default_server; listen 127.0.0.1:{secure} {tls} default_server;"
        ),
        "listen [::]:443 ssl default_server;": "",
        "listen [::]:443 ssl;": "",
        "listen [::]:80 default_server;": "",
        "listen [::]:80;": "",
        "#http2 on;": "http2 on;" if http2 and not on_listen else "",
        "listen 80 default_server;": f"listen 127.0.0.1:{redirecting} default_server;",
        "listen 80;": f"listen 127.0.0.1:{redirecting};",
        "/etc/letsencrypt/live/letters.example.org": str(folder / "tls"),
    }
    write_file(folder / "site.conf", site, replaced | places(folder))
    write_file(
        folder / "onion.conf", ONION.read_text(), places(folder) | {"127.0.0.1:8081": f"127.0.0.1:{onion}"}
    )
    return write_main(folder)


def write_desk(folder: Path, upstream: str, secure: int, redirecting: int) -> Path:
    """Write the configuration of the desk's site; return the file's path."""
    make_folders(folder)
    replaced = {
        "server 127.0.0.1:8001;": f"server {upstream};",
        "server_name desk.example.org;": "server_name desk.localhost;",
        "https://desk.example.org/": f"https://desk.localhost:{secure}/",
        "Host $host;": f"Host desk.localhost:{secure};",  # the port is the test's: the documented one is 443
        "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        "listen [::]:443 ssl;": "",
        "listen 80;": f"listen 127.0.0.1:{redirecting};",
        "listen [::]:80;": "",
        "/etc/letsencrypt/live/desk.example.org": str(folder / "tls"),
    }
    text = (DOCUMENTED / "nginx-desk.conf").read_text()
    write_file(folder / "site.conf", text, replaced | places(folder))
    (folder / "onion.conf").touch()
    return write_main(folder)


def make_folders(folder: Path) -> None:
    """Make the folders for temporary files, and a certificate."""
    for name in (*TEMPORARY, "tls"):
        (folder / name).mkdir(parents=True)
    key, certificate = folder / "tls" / "privkey.pem", folder / "tls" / "fullchain.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )  # fmt: skip


def write_main(folder: Path) -> Path:
    """Write what the sites include, and nginx's own file; return its path."""
    for name in ("app", "errors"):
        write_file(folder / f"{name}.conf", (DOCUMENTED / f"nginx-{name}.conf").read_text(), places(folder))
    shutil.copy(DOCUMENTED / "error.html", folder)
    temporary = "\n".join(f"{name}_temp_path {folder / name};" for name in TEMPORARY)
    # Only root can change the user of the workers: anybody else is warned that the line has no effect.
    user = "user root;" if os.getuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder, temporary=temporary, user=user))
    return main


def places(folder: Path) -> dict[str, str]:
    """Return the paths of the documented files, each with its place in a test."""
    return {
        "snippets/urgent-appeal.conf": str(folder / "app.conf"),
        "snippets/urgent-appeal-errors.conf": str(folder / "errors.conf"),
        "/var/log/nginx/urgent-appeal.log": str(folder / "site.log"),
        "/var/www/urgent-appeal": str(folder),
        "/var/www/html": str(folder),
    }


def write_file(path: Path, text: str, replaced: dict[str, str]) -> None:
    """Write a documented file with other places and ports."""
    for old, new in replaced.items():
        text = text.replace(old, new)
    path.write_text(text)


def version() -> tuple[int, ...]:
    """Return the version of the nginx that is installed."""
    said = subprocess.run([PROGRAM, "-v"], check=True, capture_output=True, text=True).stderr
    return tuple(map(int, re.findall(r"\d+", said)[:3]))


def wait_for(nginx: Nginx) -> None:
    """Wait until it answers."""
    give_up = time.monotonic() + 60
    while True:
        try:
            RawClient(nginx.url).ask("GET", "/healthz")
            return
        except OSError:
            if nginx.process.poll() is not None or time.monotonic() > give_up:
                raise
            time.sleep(0.05)
