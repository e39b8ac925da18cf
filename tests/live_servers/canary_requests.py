"""Parts of a request that can hold a word. `WORD` is replaced."""

PAGE = "/en/gorinov"
LETTER, RECORD, UNDO = f"{PAGE}/letter", f"{PAGE}/actions", f"{PAGE}/actions/undo"
SIGNAL = f"{PAGE}/signals"
FILES = tuple(
    f"{PAGE}/{name}" for name in ("letter.pdf", "letter.eml", "envelope.pdf", "postcard.pdf", "letter.txt")
)
FAX = f"{PAGE}/fax.pdf"
"""The shipped campaign has no fax number: this is always refused, with the draft on the page."""
FAX_SENT = "/en/beacon/fax.pdf"
EVENING = f"{PAGE}/evening.pdf"
READING = f"{PAGE}/reading.pdf"
POSTED = (LETTER, *FILES, FAX, EVENING, READING, RECORD, UNDO, SIGNAL)
PARTNER = """
[[partners]]
id = "harbour"
name = "Friends of the Harbour"
"""
"""Of the campaign whose partner's pages are fetched."""
FETCHED = (
    "/", "/en", "/en/", "/privacy/en", "/en/feed.atom", f"{PAGE}/feed.atom",
    PAGE, f"{PAGE}/count", f"{PAGE}/share", *POSTED, "/api/campaigns/gorinov/count", "/healthz", "/readyz",
    "/static/site.css", "/static/js/page.js", f"{PAGE}/embed", f"/embed{PAGE}", f"/embed{PAGE}/count",
    f"/embed{PAGE}/share",
    *(f"/embed{path}" for path in POSTED), "/embed.js", "/embed/theme.css", "/oembed", "/api/openapi.json",
    f"{PAGE}/poster.pdf", f"{PAGE}/qr.svg", f"{PAGE}/pictures/case-0123456789ab.jpg",
    f"{PAGE}/deadline.ics", "/robots.txt", "/sitemap.xml", "/pictures/gorinov/none.jpg",
    "/.well-known/security.txt",
    "/en/beacon/partners/harbour", "/api/campaigns/beacon/partners/harbour/count",
)  # fmt: skip
PARAMETERS = (
    "letter",
    "to",
    "channel",
    "page",
    "token",
    "v",
    "text",
    "anything",
    "q",
    "country",
    "theme",
    "from",
)
PATHS = (
    "/WORD", "/en/WORD", "/WORD/gorinov", "/WORD/WORD/letter", "/en/WORD/letter.pdf", "/en/WORD/actions",
    "/en/gorinov/WORD", "/api/campaigns/WORD/count", "/api/WORD", "/static/WORD", "//WORD//x",
)  # fmt: skip
METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "WORD")
HEADERS = (
    "User-Agent", "Referer", "Cookie", "Authorization", "Accept", "Accept-Language", "Accept-Encoding",
    "Content-Type", "Range", "If-Range", "If-None-Match", "If-Modified-Since", "Origin", "Sec-Fetch-Site",
    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded", "Via",
    "X-Request-Id", "HX-Request", "HX-Current-URL", "HX-Target", "HX-Trigger", "Upgrade", "SCRIPT_NAME",
    "X-HTTP-Method-Override", "X-Anything",
)  # fmt: skip
HOSTS = ("WORD", "WORD.example:80", "WORD@localhost", "localhost:WORD", "[WORD", "")

BODIES = (
    b"WORD",
    b"WORD%ff%fe%C3",
    b"WORD%zz%",
    b"text=%ED%A0%80WORD",  # half of a surrogate pair
    b"text=%00WORD",
    b"text=\xff\0WORD",
    b"token=%00WORD",
    b"token=%ED%BF%BFWORD",
    b"to=%00WORD&to=&to=",
    b"channel=%ED%A0%80WORD",
    b"channel=post&letter=%00WORD",
    b"quantity=%D9%A3WORD",  # a digit, but not one of ASCII's
    b"closing=%E2%80%AEWORD",
)
"""Forms of bytes that are no text, and of percent signs that encode nothing."""

GET = b"GET /en/gorinov?text=WORD HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
POST = (
    b"POST /en/gorinov/letter?text=WORD HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
)
MALFORMED = (
    b"WORD\r\n\r\n",
    b"GET /WORD\r\n\r\n",
    b"GET /WORD HTTP/9.9\r\n\r\n",
    b"GET /WORD HTTP/WORD\r\n\r\n",
    b"WORD / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"G(WORD) / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://[WORD/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /WORD\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /WORD\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /" + b"WORD" * 300 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"PROXY TCP4 WORD WORD 1 2\r\n" + GET + b"\r\n",
    GET + b"WORD\r\n\r\n",
    GET + b"X (WORD): x\r\n\r\n",
    GET + b"X: a\0WORD\r\n\r\n",
    GET + b"X: a\r\n WORD\r\n\r\n",
    GET + b"X: " + b"WORD" * 2000 + b"\r\n\r\n",
    GET + b"".join(b"X-WORD-%d: x\r\n" % number for number in range(80)) + b"\r\n",
    GET + b"Expect: WORD\r\n\r\n",
    GET + b"Transfer-Encoding: WORD\r\n\r\n",
    GET + b"SCRIPT_NAME: /WORD\r\n\r\n",
    GET + b"X-Forwarded-Proto: https\r\nX-Forwarded-Ssl: WORD\r\n\r\n",
    POST + b"Content-Length: WORD\r\n\r\n",
    POST + b"Content-Length: 5\r\nContent-Length: 6\r\nX: WORD\r\n\r\n",
    POST + b"Transfer-Encoding: chunked\r\n\r\nWORD\r\nWORD\r\n",
    POST + b"Transfer-Encoding: chunked\r\n\r\n5;WORD\r\nWORD",
)
"""Requests that are none."""
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
LYING = (
    CHUNKED + b"WORD\r\nWORD\r\n",
    CHUNKED + b"5\r\ntext=WORD\r\n0\r\n\r\n",
    CHUNKED + b"5\r\ntext=\r\nWORD\r\n",
    CHUNKED + b"4\r\nto=a\r\n0\r\nX: WORD\nb\r\n\r\n",
    CHUNKED + b"5;(WORD)\r\ntext=\r\n0\r\n\r\n",
)
"""Bodies that do not keep to what they say."""
CUT_SHORT = (
    b"GET /WORD",
    GET + b"X: WORD",
    POST + b"Content-Length: 900\r\n\r\ntext=WORD",
    POST + b"Transfer-Encoding: chunked\r\n\r\nff\r\ntext=WORD",
)
"""Beginnings of requests."""
