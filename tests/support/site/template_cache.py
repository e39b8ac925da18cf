"""Templates, compiled once a run. Imported by the tests' servers, too, with this folder on their path."""

import os

from flask import Flask
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

VARIABLE = "TEMPLATES_COMPILED_IN"


class TemplateCache(FileSystemBytecodeCache):
    """Keeps apart what apps compile with different extensions, such as the page and the desk."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return where the code of a template is."""
        return super().get_bucket(environment, f"{name} {sorted(environment.extensions)}", filename, source)


def use() -> None:
    """Let all apps that this process makes take templates from the folder of this run."""
    Flask.jinja_options = {"bytecode_cache": TemplateCache(os.environ[VARIABLE])}
