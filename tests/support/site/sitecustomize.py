"""Python runs this at the start of each server of the tests: compiling templates was a quarter of it."""

import sys

if "gunicorn" in sys.orig_argv:
    import template_cache

    template_cache.use()
