"""Scripts of printing processes in which a test's own code stands in the place of a library's.

`act(text)` of that code is called with the words of each document. Most tests of a process need no print:
loading WeasyPrint takes half a second of the processor at each start.
"""


def without_weasyprint(act: str) -> str:
    """Return the whole process but for WeasyPrint: a print is a digest of its page."""
    return f"""{act}
import hashlib, re, sys, types

class Engine:
    def __init__(self, stylesheets):
        assert stylesheets

    def print(self, html, *, photos=False):
        act(re.sub("<[^>]*>", "", html))
        return b"%PDF-" + hashlib.sha256(html.encode()).digest()

def error_location(error):
    return f"stopped with {{type(error).__name__}}"

fake = types.ModuleType("webapp.printing.engine")
fake.Engine, fake.has_subsetter, fake.error_location = Engine, lambda: True, error_location
fake.FetchBlocked = type("FetchBlocked", (BaseException,), dict())
sys.modules[fake.__name__] = fake
from webapp.printing.worker import main
main()
"""


def with_weasyprint(act: str) -> str:
    """Return the whole process."""
    return f"""{act}
import weasyprint
real_write_pdf = weasyprint.HTML.write_pdf

def write_pdf(self, **more):
    act("".join(self.etree_element.itertext()))
    return real_write_pdf(self, **more)

weasyprint.HTML.write_pdf = write_pdf
from webapp.printing.worker import main
main()
"""
