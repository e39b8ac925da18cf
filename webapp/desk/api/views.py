"""The addresses of the API. Each answers with JSON, to a token, and changes nothing."""

import json
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from webapp.actions.log import ActionLog
from webapp.desk.api.callers import Callers
from webapp.desk.api.campaigns import Json, campaign_json, may_read, reader_of
from webapp.desk.api.description import document
from webapp.desk.api.numbers import OF_ALL, OF_ONE, InvalidQuery, Query, numbers_json
from webapp.desk.http.access import open_to_all
from webapp.desk.http.problems import problem
from webapp.team.api_tokens.tokens import ApiToken, Scope
from webapp.team.overview.campaign import CampaignOverview
from webapp.team.overview.overview import Board, Overview
from webapp.team.public_pages import PublicPages
from webapp.team.webhooks.messages import iso
from webapp.team.webhooks.public_changes import PublicChanges

View = Callable[..., ResponseReturnValue]


class Api:
    """The views. None asks who is signed in: a session opens nothing here, and a token opens no page."""

    def __init__(
        self,
        callers: Callers,
        overview: Overview,
        changes: PublicChanges,
        log: ActionLog,
        pages: PublicPages,
        now: Callable[[], datetime],
    ) -> None:
        self._callers = callers
        self._overview = overview
        self._changes = changes
        self._log = log
        self._pages = pages
        self._now = now

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        api = Blueprint("api", __name__, url_prefix="/api/v1")
        api.add_url_rule("/openapi.json", "description", open_to_all(self.description))
        see = Scope.CAMPAIGNS, Scope.DRAFTS
        for rule, endpoint, view, scopes in (
            ("/campaigns", "campaigns", self.campaigns, see),
            ("/campaigns/<slug>", "campaign", self.campaign, see),
            ("/campaigns/<slug>/publications", "publications", self.publications, see),
            ("/campaigns/<slug>/numbers", "numbers", self.numbers, (Scope.NUMBERS,)),
            ("/numbers", "all_numbers", self.all_numbers, (Scope.NUMBERS,)),
        ):
            api.add_url_rule(rule, endpoint, open_to_all(self._for_tokens(view, scopes)))
        return api

    def description(self) -> ResponseReturnValue:
        """Return the OpenAPI document, to everybody: it says nothing of campaigns."""
        return _json(document())

    def campaigns(self, token: ApiToken) -> ResponseReturnValue:
        """List the campaigns that a token reads."""
        board = self._overview.board(reader_of(token))
        found = [each for each in board.campaigns if may_read(token, each)]
        return _of(board, {"campaigns": [campaign_json(token, each, self._pages) for each in found]})

    def campaign(self, token: ApiToken, slug: str) -> ResponseReturnValue:
        """Return one campaign."""
        board, found = self._find(token, slug)
        return _of(board, campaign_json(token, found, self._pages) if found else None)

    def publications(self, token: ApiToken, slug: str) -> ResponseReturnValue:
        """List what changed for the public, the newest first."""
        board, found = self._find(token, slug)
        if not found or not board.knows_page:
            return _of(board, None)
        listed = [
            {"serial": change.after.serial, "at": iso(change.after.starts), "what": what}
            for change, what in self._changes.of(slug, self._now())
        ]
        return _json({"campaign": slug, "publications": listed[::-1]})

    def numbers(self, token: ApiToken, slug: str) -> ResponseReturnValue:
        """Add up the letters and calls of one campaign."""
        query = Query.read(request.args, OF_ONE)
        board, found = self._find(token, slug)
        return _of(board, {"campaign": slug} | numbers_json(self._log, [found], query) if found else None)

    def all_numbers(self, token: ApiToken) -> ResponseReturnValue:
        """Add up the letters and calls of all campaigns that a token reads."""
        query = Query.read(request.args, OF_ALL)
        board = self._overview.board(reader_of(token))
        found = [each for each in board.campaigns if may_read(token, each)]
        return _of(board, numbers_json(self._log, found, query))

    def _find(self, token: ApiToken, slug: str) -> tuple[Board, CampaignOverview | None]:
        board = self._overview.campaign(reader_of(token), slug)
        return board, next((each for each in board.campaigns if may_read(token, each)), None)

    def _for_tokens(self, view: View, scopes: tuple[Scope, ...]) -> View:
        def answer(**arguments: str) -> ResponseReturnValue:
            caller = self._callers.identify(*scopes)
            if isinstance(caller, Response):
                return caller
            try:
                return view(caller, **arguments)
            except InvalidQuery as invalid:
                return problem(422, f"{invalid}.")

        return answer


def _of(board: Board, content: Json | None) -> Response:
    """Return what was read; 503 while it is not known what is public, 404 where nothing may be read."""
    if not board.knows_page:
        return problem(503)
    return problem(404) if content is None else _json(content)


def _json(content: Json) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), content_type="application/json")
