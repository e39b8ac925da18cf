"""The board: campaigns and languages at a glance, and each campaign's own page."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from webapp.desk.board import wording
from webapp.desk.board.filters import MOST_WITHOUT_FORM, Filter
from webapp.desk.board.next_steps import Step, next_steps
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.check_sentences import sentence_link
from webapp.desk.http.text import language_name, pgettext
from webapp.domain.language import Language
from webapp.domain.stage import Stage
from webapp.team.overview.campaign import CampaignOverview
from webapp.team.overview.overview import Board, Overview
from webapp.team.people.permissions import Permission
from webapp.team.public_pages import PublicPages

ENGLISH = Language("en")
"""There are always pages in it."""
PUBLIC = frozenset({Stage.LIVE, Stage.PAST, Stage.CLOSED, Stage.OUTCOME})
"""The stages in which there is a page."""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What `desk/board/board.html` is rendered from."""

    title: str
    board: Board
    filter: Filter
    shown: tuple[CampaignOverview, ...]

    @property
    def has_filter(self) -> bool:
        """Whether there are so many campaigns that one looks for some of them."""
        return len(self.board.campaigns) > MOST_WITHOUT_FORM or bool(self.filter)

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """The tags and names of the languages of all campaigns."""
        return tuple((tag, language_name(tag)) for tag in self.board.languages)

    @property
    def stages(self) -> tuple[tuple[str, str], ...]:
        """The stages that campaigns are in, and their words."""
        found = {each.stage for each in self.board.campaigns}
        return tuple((stage.value, wording.stage(stage)) for stage in Stage if stage in found)


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """What `desk/board/campaign.html` is rendered from."""

    title: str
    campaign: CampaignOverview
    knows_page: bool
    address: str
    """Of the public page; "" where there is none, or nobody knows its host."""
    steps: tuple[Step, ...]

    @property
    def is_left_behind(self) -> bool:
        """Whether a language would not be up to date if the draft were published now."""
        return not self.campaign.is_folder and any(
            each.words_to_translate or each.words_to_review for each in self.campaign.summary.editions
        )

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """What has to be corrected: the address of the field, or "", and the sentence."""
        return tuple(map(sentence_link, self.campaign.summary.problems))


class BoardViews:
    """The first page of the desk, and the page of each campaign."""

    def __init__(self, overview: Overview, pages: PublicPages) -> None:
        self._overview = overview
        self._pages = pages

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        board = Blueprint("board", __name__)
        board.add_url_rule("/", "show", needs(Permission.SEE)(self.show))
        board.add_url_rule("/campaigns/<slug>", "campaign", needs(Permission.SEE)(self.campaign))
        return board

    def show(self) -> ResponseReturnValue:
        """Show all campaigns that the person may see."""
        board = self._overview.board(current_person())
        chosen = Filter.read(request.args)
        page = BoardPage(
            pgettext("name of a page", "Campaigns"), board, chosen, chosen.those(board.campaigns)
        )
        return render_template("desk/board/board.html", page=page, wording=wording)

    def campaign(self, slug: str) -> ResponseReturnValue:
        """Show one of them."""
        board = self._overview.campaign(current_person(), slug)
        if not board.campaigns:
            abort(404)
        (found,) = board.campaigns
        address = self._address(found)
        page = CampaignPage(found.summary.who, found, board.knows_page, address, next_steps(found))
        return render_template("desk/board/campaign.html", page=page, wording=wording)

    def _address(self, campaign: CampaignOverview) -> str:
        if campaign.public is None or campaign.stage not in PUBLIC or not self._pages.base:
            return ""
        has_page = {each.language for each in campaign.public.editions if each.has_page_language}
        source = campaign.public.source
        return self._pages.address(campaign.slug, source if source in has_page else ENGLISH.tag)
