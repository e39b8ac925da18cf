"""Templates, compiled once a run. Imported by the tests' servers, too, with this folder on their path."""

import os
from types import CodeType

from flask import Flask
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

VARIABLE = "TEMPLATES_COMPILED_IN"


class TemplateCache(FileSystemBytecodeCache):
    """Keeps apart what apps compile with different extensions, such as the page and the desk.

    What this process has read once it keeps.
    """

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._known: dict[tuple[str, str], CodeType] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return where the code of a template is."""
        return super().get_bucket(environment, f"{name} {sorted(environment.extensions)}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it has been compiled."""
        known = self._known.get((bucket.key, bucket.checksum))
        if known:
            bucket.code = known
            return
        super().load_bytecode(bucket)
        if bucket.code:
            self._known[bucket.key, bucket.checksum] = bucket.code


def use() -> None:
    """Let all apps that this process makes take templates from the folder of this run."""
    Flask.jinja_options = {"bytecode_cache": TemplateCache(os.environ[VARIABLE])}
