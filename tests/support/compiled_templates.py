"""The folder of compiled templates that all processes of a run share, and the servers they start.

Beside them: which markup was parsed strictly, see `html_documents`.
"""

import os
import shutil
import tempfile
from pathlib import Path

from tests.support.site import template_cache

SITE = Path(template_cache.__file__).parent
"""On the path of a server, it has Python run `sitecustomize`."""


def share() -> None:
    """Make the folder, unless the process that started this one has."""
    if template_cache.VARIABLE not in os.environ:
        os.environ[template_cache.VARIABLE] = tempfile.mkdtemp(prefix="appeal-templates-")
    template_cache.use()


def forget() -> None:
    """Delete the folder, at the end of the run."""
    shutil.rmtree(os.environ.pop(template_cache.VARIABLE, ""), ignore_errors=True)
