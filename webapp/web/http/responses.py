"""How views answer: a template rendered from its page, as a part for htmx, with its rules for caches."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from webapp.domain.campaign import Campaign
from webapp.domain.language import Language

Arguments = ParamSpec("Arguments")

RETRY_AFTER_SECONDS = 5
"""A letter prints in 0.03 s and a report is recorded in less: the queue is empty by then."""


class Page(Protocol):
    """What every template is rendered from: a frozen object of its own type, as `page`."""

    @property
    def ui_language(self) -> Language:
        """The language of the page."""

    @property
    def campaign(self) -> Campaign | None:
        """The campaign it is about, if it is about one."""


def render(template: str, page: Page) -> str:
    """Render a template; its variables are `page` and `ui_language`."""
    return render_template(template, page=page, ui_language=page.ui_language)


def wants_part() -> bool:
    """Check whether htmx asks for a part; everybody else gets a whole page."""
    return "HX-Request" in request.headers


def render_part_or_page(part: str, whole: str, page: Page, status: int = 200) -> Response:
    """Render the template `part` for htmx, or `whole`, which includes it."""
    response = make_response(render(part if wants_part() else whole, page), status)
    response.vary.add("HX-Request")
    return response


def cache_control(
    value: str,
) -> Callable[[Callable[Arguments, ResponseReturnValue]], Callable[Arguments, Response]]:
    """Declare the `Cache-Control` of a view's responses; without it they are `no-cache`.

    What the view sets itself stays. Errors and responses to posts are never stored, see `security`.
    """

    def declare(view: Callable[Arguments, ResponseReturnValue]) -> Callable[Arguments, Response]:
        @wraps(view)
        def declared(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
            response = make_response(view(*args, **kwargs))
            response.headers.setdefault("Cache-Control", value)
            return response

        return declared

    return declare
