"""Ask axe about a page. It is put into a page once, and replies with what it has found at fault."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, CDPSession, Page

COLOURS_ARE_PARSED_ONCE = """;{
    const {prototype} = axe.commons.color.Color, {parseString} = prototype, known = new Map();
    prototype.parseString = function (text) {
        if (!known.has(text)) {
            parseString.call(this, text);
            known.set(text, [this.r, this.g, this.b, this.alpha]);
        }
        [this.r, this.g, this.b, this.alpha] = known.get(text);
        return this;
    };
}"""
"""A page has a dozen, and axe reads them some hundred times: a quarter of what a run costs."""
SCRIPT = f"{Axe().axe_script}{COLOURS_ARE_PARSED_ONCE};undefined"
OPTIONS = {
    "resultTypes": ["violations"],
    "iframes": False,  # it is not in them: it would try, wait, and log an error
    "preload": False,  # no rule that is on reads sheets of styles or sounds
}
ON_COLOURS = ("color-contrast", "link-in-text-block")
"""Rules whose result depends on the colours of a page, and on nothing else that a colour scheme changes."""
IN_COLOURS = {"runOnly": list(ON_COLOURS)}
"""Asks those rules alone: the page was asked about all others in another colour scheme."""
NOT_COLOURS: dict[str, object] = {"rules": {rule: {"enabled": False} for rule in ON_COLOURS}}
"""Asks all others: the page was asked about its colours in another language."""
FOR_COLOURS = ("en", "ar")
"""Languages in which they are asked, one of each direction: in others an element has the same colours."""
RUN = """options => axe.run(document, options).then(results => results.violations.flatMap(rule =>
    rule.nodes.map(node =>
        `${rule.id}: ${node.html.slice(0, 150)} ${(node.failureSummary || "").slice(0, 300)}`)))"""


def violations(page: Page, more: dict[str, object] | None = None) -> list[str]:
    """Return what axe finds at fault, each with its rule and element; `more` are options of `axe.run`.

    Wait for the page before: after a press the old one is still there.
    """
    page.wait_for_load_state()  # its beginning may have been waited for
    if page.evaluate("typeof axe") == "undefined":
        _put_into(page)
    return [f"{page.url}: {fault}" for fault in page.evaluate(RUN, OPTIONS | (more or {}))]


def in_language(tag: str) -> dict[str, object]:
    """Return the options of `axe.run` for a page in a language."""
    return {} if tag in FOR_COLOURS else NOT_COLOURS


def _put_into(page: Page) -> None:
    """Run axe's script in a page by Chromium's protocol: what it compiled for another page serves again.

    The session stays: to end one takes a page's virtual passkeys away.
    """
    protocol: CDPSession | None = vars(page).get("protocol_of_axe")
    if protocol is None:
        protocol = BrowserContext.new_cdp_session(page.context, page)  # of the class: one lent refuses it
        vars(page)["protocol_of_axe"] = protocol
    assert "exceptionDetails" not in protocol.send("Runtime.evaluate", {"expression": SCRIPT})
