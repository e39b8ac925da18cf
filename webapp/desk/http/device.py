"""What a browser calls itself, in two words: how its person recognizes a session or names a passkey."""

BROWSERS = (("Firefox/", "Firefox"), ("Edg/", "Edge"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
"""In this order: Android says Linux too, an iPad says Mac OS X."""


def device_label(user_agent: str) -> str:
    """Return "Firefox, Linux", one of the two, or ""."""
    named = (
        next((name for mark, name in marks if mark in user_agent), None) for marks in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, named))
