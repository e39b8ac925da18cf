"""Every route of the app, with its forms, parameters, statuses and schemas: what the fuzzing asks for.

In the words of OpenAPI 3.1.1, whose tools make requests from it. tests/web/test_route_table.py compares it
with the app's own routes and forms. An operation's name stands for itself: it is no endpoint.
"""

from dataclasses import dataclass, replace

from tests.support.route_schemas import Json, ref, schemas, theme_tokens

HTML, JSON, PLAIN, PDF = "text/html", "application/json", "text/plain", "application/pdf"
SCRIPT, STYLE = "text/javascript", "text/css"
SVG = "image/svg+xml"
CALENDAR, XML, ATOM = "text/calendar", "application/xml", "application/atom+xml"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
WHY = {
    200: "as asked for",
    301: "the campaign was renamed, or the address has a slash too many",
    302: "on to the only campaign, to the newer one for a partner's link of an older one, or to a search",
    303: "back to the page: what is only posted to was fetched, or another site posted",
    304: "as the client has it",
    400: "cannot be read, or is for a host that is not this site's",
    401: "the campaign is not for other sites' pages",
    403: "sent from another site (Sec-Fetch-Site, or Origin)",
    404: "no such campaign, language or address",
    410: "the campaign is closed",
    413: "more than any letter needs",
    414: "an address longer than any of ours",
    422: "something does not fit: the page says what, and holds what was sent",
    429: "too many requests from one network; the page holds what was sent",
    501: "no such format",
    503: "too busy, or the database is out of reach; a page holds what was sent",
}
BY_THE_SERVER = (400, 414)
"""Anything can be answered so before it is known what is asked for."""
WITHOUT_CONTENT = (304,)
TO_ELSEWHERE = (301, 302, 303)
TRY_AGAIN = (429, 503)


@dataclass(frozen=True, slots=True)
class Operation:
    """One row: a method of an address."""

    method: str
    path: str
    endpoint: str
    summary: str
    statuses: tuple[int, ...]
    parameters: tuple[str, ...] = ()
    """Names of components; those in the path are found there."""
    kind: str = HTML
    """The media type of what is asked for, or the schema of its JSON."""
    also: str = ""
    """Another media type that can be asked for."""
    trouble: str = HTML
    """What is answered otherwise comes as this."""
    body: str = ""
    """The schema of the form, or "" where nothing is posted."""

    @property
    def framed(self) -> "Operation":
        """The same below `/embed`, where a theme goes along."""
        return replace(
            self,
            path=f"/embed{self.path}",
            endpoint=f"{FRAME}{self.endpoint}",
            parameters=(*self.parameters, *THEME),
        )

    @property
    def described(self) -> Json:
        """The row in OpenAPI's words."""
        in_path = [part[1:-1] for part in self.path.split("/") if part.startswith("{")]
        told: Json = {
            "operationId": self.endpoint,
            "summary": self.summary,
            "parameters": [ref("parameters", name) for name in (*in_path, *self.parameters)],
            "responses": {
                str(status): self._answer(status) for status in sorted({*self.statuses, *BY_THE_SERVER})
            },
        }
        if self.body:
            schema = {"schema": ref("schemas", self.body)}
            told["requestBody"] = {"required": True, "content": dict.fromkeys(FORMS, schema)}
        return told

    def _answer(self, status: int) -> Json:
        response: Json = {"description": WHY[status]}
        kinds = {self.kind, self.also} - {""} if status == 200 else {self.trouble}
        if status in TO_ELSEWHERE:
            kinds = {HTML}
        if status in BY_THE_SERVER:
            kinds.add(HTML)
        if status not in WITHOUT_CONTENT:
            response["content"] = dict(map(_content, sorted(kinds)))
        if status in TO_ELSEWHERE:
            response["headers"] = {"Location": ref("headers", "Location")}
        if status in TRY_AGAIN:
            response["headers"] = {"Retry-After": ref("headers", "Retry-After")}
        return response


def _content(kind: str) -> tuple[str, Json]:
    return (kind, {}) if "/" in kind else (JSON, {"schema": ref("schemas", kind)})


def document(tags: tuple[str, ...]) -> Json:
    """Return the whole description; `tags` are the page languages that are offered."""
    return {
        "openapi": "3.1.1",
        "info": {"title": "Urgent Appeal, every route", "version": "1.0"},
        "paths": paths(),
        "components": {"schemas": schemas(tags), "parameters": _parameters(), "headers": _headers()},
    }


def paths() -> dict[str, Json]:
    """Return the operations by path and method."""
    found: dict[str, Json] = {}
    for row in (*PAGES, *OF_A_CAMPAIGN, *(row.framed for row in OF_A_CAMPAIGN), *FOR_MACHINES):
        found.setdefault(row.path, {})[row.method] = row.described
    return found


def _file(name: str, kind: str, summary: str) -> tuple[Operation, Operation]:
    path, endpoint = f"{PAGE}/{name}", name.replace(".", "_")
    busy = (503,) if kind == PDF else ()
    statuses = (200, 303, 404, 410, 413, 422, 429, *busy)
    return (
        _back(path, f"files.back_{endpoint}"),
        Operation("post", path, f"files.{endpoint}", summary, statuses, VISIT, kind, body="Draft"),
    )


def _back(path: str, endpoint: str) -> Operation:
    return Operation("get", path, endpoint, "Back to the page", (303, 404), VISIT)


def _parameters() -> Json:
    pixels: Json = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    targets: Json = {"type": "array", "items": ref("schemas", "Target")}
    return {
        "lang": _parameter("lang", "path", ref("schemas", "PageLanguage")),
        "slug": _parameter("slug", "path", ref("schemas", "Slug")),
        "name": _parameter("name", "path", {"type": "string", "maxLength": 40}),
        "partner": _parameter("partner", "path", ref("schemas", "PartnerId")),
        "partner-of-visit": _parameter("partner", "query", ref("schemas", "PartnerId")),
        "letter": _parameter("letter", "query", ref("schemas", "LetterLanguage")),
        "to": _parameter("to", "query", targets),
        "from": _parameter("from", "query", ref("schemas", "Slug")),
        "q": _parameter("q", "query", {"type": "string", "maxLength": 100}),
        "country-of-search": _parameter("country", "query", {"type": "string", "maxLength": 100}),
        "theme": _parameter("theme", "query", {"type": "string", "maxLength": 100}),
        "page": _parameter("page", "query", {"type": "string", "maxLength": 4}),
        "channel": _parameter("channel", "query", ref("schemas", "Channel")),
        "language": _parameter("language", "query", ref("schemas", "PageLanguage")),
        "paper": _parameter("paper", "query", {"type": "string", "enum": ["a4", "letter"]}),
        "HX-Request": _parameter("HX-Request", "header", {"type": "string", "enum": ["true"]}),
        "url": _parameter("url", "query", ref("schemas", "Link")) | {"required": True},
        "maxwidth": _parameter("maxwidth", "query", pixels),
        "maxheight": _parameter("maxheight", "query", pixels),
        "format": _parameter("format", "query", {"type": "string", "enum": ["json", "xml"]}),
        **{name: _parameter(name, "query", shape) for name, shape in theme_tokens().items()},
    }


def _parameter(name: str, place: str, schema: Json) -> Json:
    return {"name": name, "in": place, "required": place == "path", "schema": schema}


def _headers() -> Json:
    seconds: Json = {"type": "integer", "minimum": 1}
    return {
        "Location": {"required": True, "schema": {"type": "string"}},
        "Retry-After": {"required": True, "description": "seconds", "schema": seconds},
    }


PAGE = "/{lang}/{slug}"
FRAME = "embed_"
VISIT = ("partner-of-visit",)
THEME = ("scheme", "accent", "accent-dark", "corners", "face")
LETTER = (*VISIT, "letter", "to")
SEARCH = ("q", "country-of-search", "theme", "page")
PARTS = (*VISIT, "HX-Request")

PAGES = (
    Operation("get", "/", "pages.index", "The campaigns, or on to the only one", (200, 302)),
    Operation("get", "/{lang}", "pages.index_in", "The campaigns in a language", (200, 304, 404), SEARCH),
    Operation("get", "/{lang}/", "pages.to_index_in", "On to it", (301, 404), SEARCH),
    Operation("get", "/{lang}/feed.atom", "feeds.feed", "The news", (200, 404), (), ATOM),
    Operation("get", "/privacy/{lang}", "privacy.show", "What is kept of visitors", (200, 404)),
    Operation("get", f"{PAGE}/feed.atom", "feeds.campaign_feed", "A case's news", (200, 404), (), ATOM),
    Operation(
        "get", f"{PAGE}/embed", "webmasters.show", "How the page gets into other sites", (200, 404, 422),
        ("language", *VISIT, *THEME),
    ),
    Operation("get", f"{PAGE}/deadline.ics", "deadlines.show", "The last day", (200, 404), (), CALENDAR),
    Operation(
        "get", f"{PAGE}/pictures/{{name}}", "prints.picture", "The picture of a case",
        (200, 302, 404, 503), (), "image/jpeg",
    ),
    Operation(
        "get", f"{PAGE}/poster.pdf", "prints.poster", "A poster with a QR code",
        (200, 404, 503), ("paper",), PDF,
    ),
    Operation("get", f"{PAGE}/qr.svg", "prints.qr_code", "The page as a QR code", (200, 404), (), SVG),
    Operation("get", f"{PAGE}/partners/{{partner}}", "counts.partner", "A partner's share", (200, 404)),
)  # fmt: skip
OF_A_CAMPAIGN = (
    Operation(
        "get", PAGE, "pages.show", "The page with the suggested letter", (200, 301, 302, 304, 404),
        (*LETTER, "from"),
    ),
    _back(f"{PAGE}/letter", "letters.back"),
    Operation(
        "post", f"{PAGE}/letter", "letters.revise", "The draft in; the page, or parts of it for htmx, out",
        (200, 303, 404, 413, 422, 429), PARTS, body="Draft",
    ),
    *_file("letter.pdf", PDF, "The letters, ready to print"),
    *_file("letter.eml", "message/rfc822", "One letter as a draft for a mail program"),
    *_file("letter.txt", PLAIN, "The letters as plain text"),
    *_file("envelope.pdf", PDF, "An envelope for each letter"),
    *_file("postcard.pdf", PDF, "Postcards with the short text"),
    *_file("fax.pdf", PDF, "One letter behind a cover"),
    *_file("evening.pdf", PDF, "A kit for a group that writes together"),
    *_file("reading.pdf", PDF, "The letter beside its version in the page's language"),
    Operation(
        "get", f"{PAGE}/actions", "actions.form", "The reporting form with a fresh token",
        (200, 404, 410, 422, 429), ("channel", *LETTER, "HX-Request"),
    ),
    Operation(
        "post", f"{PAGE}/actions", "actions.record", "Report actions: counted once for each token",
        (200, 403, 404, 410, 413, 422, 429, 503), PARTS, body="Report",
    ),
    Operation(
        "post", f"{PAGE}/actions/undo", "actions.undo", "Take a report back",
        (200, 403, 404, 413, 422, 503), PARTS, body="Undo",
    ),
    Operation("get", f"{PAGE}/count", "counts.count", "The tally", (200, 404), VISIT),
    Operation(
        "get", f"{PAGE}/signals", "signals.form", "What became of a letter, with a fresh token",
        (200, 404, 429), PARTS,
    ),
    Operation(
        "post", f"{PAGE}/signals", "signals.signal", "Tell of an answer, or of a wrong address",
        (200, 403, 404, 413, 422, 503), PARTS, body="Signal",
    ),
    Operation("get", f"{PAGE}/share", "sharing.share", "Pass it on", (200, 404), VISIT),
)  # fmt: skip
FOR_MACHINES = (
    Operation(
        "get", "/api/campaigns/{slug}/count", "counts.count_json", "The tally", (200, 301, 404, 503),
        kind="Count", trouble="Error",
    ),
    Operation(
        "get", "/api/campaigns/{slug}/partners/{partner}/count", "counts.partner_json",
        "A partner's share of it", (200, 301, 404, 503), kind="Count", trouble="Error",
    ),
    Operation(
        "get", "/api/openapi.json", "openapi.show", "This description", (200, 304), kind=JSON,
        trouble="Error",
    ),
    Operation(
        "get", "/oembed", "oembed.answer", "How another site shows a link to a page (oEmbed 1.0)",
        (200, 401, 404, 501), ("url", "maxwidth", "maxheight", "format"), "OEmbed", "text/xml", PLAIN,
    ),
    Operation("get", "/embed.js", "embedscript.script", "The partners' script", (200, 304), (), SCRIPT),
    Operation("get", "/embed/theme.css", "themes.sheet", "A theme as a sheet", (200, 304), THEME[:-1], STYLE),
    Operation(
        "get", "/pictures/{slug}/{name}", "pictures.picture", "A photograph or logo", (200, 301, 404), (),
        "image/jpeg", "image/png",
    ),
    Operation("get", "/robots.txt", "crawlers.robots", "What to visit", (200,), (), PLAIN),
    Operation("get", "/sitemap.xml", "crawlers.sitemap", "Every page", (200,), (), XML),
    Operation("get", "/healthz", "health.alive", "Alive", (200,), (), PLAIN),
    Operation(
        "get", "/readyz", "health.ready", "Able to serve and to record", (200, 503), (), PLAIN, "", PLAIN
    ),
    Operation(
        "get", "/.well-known/security.txt", "security.txt", "Whom to tell of a security problem (RFC 9116)",
        (200, 404), (), PLAIN,
    ),
)  # fmt: skip
