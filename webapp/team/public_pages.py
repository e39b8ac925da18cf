"""The addresses of the public page, for those who are told of it elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from webapp.domain.loopback import is_loopback


@dataclass(frozen=True, slots=True)
class PublicPages:
    """Where the page is. `base` is "" while the settings name no host."""

    base: str
    """Scheme, host and the path before the page's own, without a slash at the end."""

    @classmethod
    def of(cls, allowed_hosts: Sequence[str], port: int, path_prefix: str) -> Self:
        """Take the first full name of the setting `ALLOWED_HOSTS`; on this machine alone it has no TLS."""
        host = next((name for name in allowed_hosts if not name.startswith(".")), "")
        if not host:
            return cls("")
        return cls(
            f"http://{host}:{port}{path_prefix}" if is_loopback(host) else f"https://{host}{path_prefix}"
        )

    def address(self, slug: str, language: str) -> str:
        """Return the address of a campaign's page in a language."""
        return f"{self.base}/{language}/{slug}"
