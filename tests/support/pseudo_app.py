"""The app of `webapp.wsgi` in the languages of the folder that TRANSLATIONS names."""

import os
from pathlib import Path

from webapp import settings
from webapp.app import create_app, make_dependencies
from webapp.web.http.locales import PageLanguages

_chosen = settings.read(os.environ)
_languages = PageLanguages(Path(os.environ["TRANSLATIONS"]))
app = create_app(_chosen, make_dependencies(_chosen, languages=_languages))
