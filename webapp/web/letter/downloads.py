"""Views: a posted draft as a file: letter, envelope, postcard, fax, e-mail draft, plain text."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Blueprint, Response, current_app, make_response, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ServiceUnavailable

from webapp.domain.delivery.draft_file import draft_file
from webapp.domain.delivery.plain_text import plain
from webapp.domain.letter import Letter
from webapp.printing.letter_document import LetterDocument
from webapp.printing.print_cache import PrintCache
from webapp.printing.printer import Printer, PrintError, PrintQueueFull
from webapp.printing.protocol import MessageType
from webapp.server.log_privacy import LOG
from webapp.server.network_counters import MINUTE
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.retry_button import RetryButton
from webapp.web.http.client_address import client_address
from webapp.web.http.locales import gettext as _
from webapp.web.http.rate_limits import RateLimiter, charged, is_over_limit, may_show_draft
from webapp.web.http.responses import RETRY_AFTER_SECONDS, render
from webapp.web.http.security import on_cross_site_post
from webapp.web.http.thread_wait import seconds_left
from webapp.web.letter import evening, printed_labels, printed_reading
from webapp.web.letter.draft import (
    PostedDraft,
    busy_text,
    over_limit_text,
    read_posted_draft,
    redirect_to_page,
)

FileBuilder = Callable[[tuple[Letter, ...], PostedDraft], bytes]

MAX_PRINTED_CHARS = 45_000
"""Characters of all letters in one print: two at their bounds. The renderer's time grows with them."""

SHORT_BODY_BYTES = 16_000
"""An edited letter as a browser posts it: 4 kB in English, 13 kB in Arabic, six bytes a letter."""


class DownloadRejected(Exception):
    """A draft that cannot become this file. The page says why and holds all that was typed."""

    def __init__(self, status: int, message: str, retry_seconds: int = RETRY_AFTER_SECONDS) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_seconds = retry_seconds


@dataclass(frozen=True, slots=True)
class Downloads:
    """A posted draft as files. A rejection is answered with the whole page and the draft in it."""

    pages: CampaignPages
    printer: Printer
    print_cache: PrintCache
    limiter: RateLimiter

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add an address for each kind of file; a GET there leads back to the page."""
        builders: dict[str, tuple[FileBuilder, str]] = {
            "letter.pdf": (self._letter, "application/pdf"),
            "letter.eml": (self._draft, "message/rfc822"),
            "letter.txt": (self._text, "text/plain"),
            "envelope.pdf": (self._envelope, "application/pdf"),
            "postcard.pdf": (self._postcard, "application/pdf"),
            "fax.pdf": (self._fax, "application/pdf"),
            "evening.pdf": (self._evening, "application/pdf"),
            "reading.pdf": (self._reading, "application/pdf"),
        }
        for name, (build, media_type) in builders.items():
            address, endpoint = f"/<lang>/<slug>/{name}", name.replace(".", "_")
            blueprint.add_url_rule(address, view_func=redirect_to_page, endpoint=f"{endpoint}_page")
            charging = charged(self.limiter, self._view(name, media_type, build))
            view = on_cross_site_post(redirect_to_page, charging)
            blueprint.add_url_rule(address, view_func=view, endpoint=endpoint, methods=["POST"])

    def _view(
        self, name: str, media_type: str, build: FileBuilder
    ) -> Callable[[str, str], ResponseReturnValue]:
        stem, ending = name.split(".")

        def view(lang: str, slug: str) -> ResponseReturnValue:
            is_busy = is_over_limit(self.limiter, "file")
            if media_type == "application/pdf":
                self._require_room()
            draft = read_posted_draft(self.pages, lang, slug)
            try:
                if is_busy:
                    raise DownloadRejected(429, over_limit_text(), MINUTE)
                content = build(self._chosen(draft), draft)
            except DownloadRejected as rejected:
                if rejected.status == 503 and not may_show_draft(self.limiter):
                    raise ServiceUnavailable(retry_after=rejected.retry_seconds) from None
                retry = _pressed_button(rejected.retry_seconds) if rejected.status == 503 else None
                page = replace(draft.page, notice=rejected.message, posted=True, retry=retry)
                response = make_response(render("page/page.html", page), rejected.status)
                if rejected.status in (429, 503):
                    response.headers["Retry-After"] = str(rejected.retry_seconds)
                return response
            part = "" if stem == "letter" else f"-{stem}"
            return _file(content, media_type, f"{slug}-{draft.page.draft.language.tag}{part}.{ending}")

        return view

    def _require_room(self) -> None:
        """Raise `ServiceUnavailable`, before the body is read, for a network that was refused too often.

        To read its drafts and to show them again would take the others' time. Its page is short.
        """
        if may_show_draft(self.limiter):
            return
        try:
            self.printer.require_room(
                client_address(), is_short=(request.content_length or 0) <= SHORT_BODY_BYTES
            )
        except PrintQueueFull as full:
            raise ServiceUnavailable(retry_after=full.retry_seconds) from None

    def _chosen(self, draft: PostedDraft) -> tuple[Letter, ...]:
        """Return the letters that are asked for; raise `DownloadRejected` where none may go."""
        if draft.notice:
            raise DownloadRejected(422, draft.notice)
        if draft.page.closed:
            raise DownloadRejected(410, _("This action is closed. Please send nothing any more."))
        only = draft.form.only
        chosen = tuple(letter for letter in draft.page.letters if only in ("", letter.target.id))
        if draft.page.problems or not chosen:
            raise DownloadRejected(422, _("The letter cannot go yet. What is missing is said below."))
        return chosen

    def _letter(self, letters: tuple[Letter, ...], draft: PostedDraft) -> bytes:
        posted = _posted(letters)
        label = printed_labels.copy_label(draft.page.draft.language, self.pages.languages)
        return self._print(draft, "letter", posted, lambda: _press(draft).letters(posted, label))

    def _envelope(self, letters: tuple[Letter, ...], draft: PostedDraft) -> bytes:
        posted = _posted(letters)
        return self._print(draft, "envelope", posted, lambda: _press(draft).envelopes(posted))

    def _postcard(self, letters: tuple[Letter, ...], draft: PostedDraft) -> bytes:
        if draft.page.problem("card"):
            raise DownloadRejected(
                422, _("The postcard cannot be made yet. The reason is said beside its text.")
            )
        posted = _posted(letters)
        return self._print(draft, "postcard", posted, lambda: _press(draft).postcards(posted))

    def _evening(self, letters: tuple[Letter, ...], draft: PostedDraft) -> bytes:
        form, posted = draft.page.evening, _posted(letters)
        if not form.number:
            raise DownloadRejected(422, evening.number_text(form))
        return self._print(
            draft,
            f"evening {form}",
            posted,
            lambda: evening.kit_html(self.pages, draft, posted),
            MessageType.SHEET,
        )

    def _reading(self, letters: tuple[Letter, ...], draft: PostedDraft) -> bytes:
        page = draft.page
        if not (reading := page.reading):
            raise DownloadRejected(
                422, _("A copy to read is only for a letter in another language than the page’s.")
            )
        # All that the copy says is in the first letter, the campaign's files and the page's language.
        kind = f"reading {page.ui_language.tag} {page.campaign.revision} {page.draft.to}"
        return self._print(draft, kind, letters[:1], lambda: printed_reading.copy_html(page, reading))

    def _fax(self, letters: tuple[Letter, ...], draft: PostedDraft) -> bytes:
        reachable = [letter for letter in letters if letter.target.fax]
        if not reachable:
            raise DownloadRejected(422, _("The person you chose has no fax number. Please use another way."))
        if len(reachable) > 1:
            raise DownloadRejected(422, _("A fax goes to one person. Please use the button beside a name."))
        labels = printed_labels.fax_labels(draft.page.draft.language, self.pages.languages)
        return self._print(draft, "fax", letters, lambda: _press(draft).fax(reachable[0], labels))

    def _draft(self, letters: tuple[Letter, ...], _draft: PostedDraft) -> bytes:
        reachable = [letter for letter in letters if letter.target.email]
        if not reachable:
            raise DownloadRejected(
                422, _("There is no e-mail address for the person you chose. Please use the post.")
            )
        if len(reachable) > 1:
            raise DownloadRejected(
                422, _("An e-mail draft goes to one person. Please use the button beside a name.")
            )
        return draft_file(reachable[0])

    def _text(self, letters: tuple[Letter, ...], _draft: PostedDraft) -> bytes:
        return plain(letters).encode()

    def _print(
        self,
        draft: PostedDraft,
        kind: str,
        letters: tuple[Letter, ...],
        html: Callable[[], str],
        request_type: MessageType = MessageType.LETTER,
    ) -> bytes:
        """Print; only a letter without a word of the supporter's is stored for the next one."""
        if sum(len(letter.body) for letter in letters) > MAX_PRINTED_CHARS:
            raise DownloadRejected(
                422, _("This is too much for one file. Please choose fewer persons at a time.")
            )
        key = (kind, letters, draft.page.campaign.source.language.tag)
        try:
            return self.print_cache.get(
                key,
                lambda: self.printer.render(html(), client_address(), seconds_left(), request=request_type),
                # A kit is in the page's language and large: it is not stored.
                store=draft.revised.is_suggested and request_type is MessageType.LETTER,
            )
        except PrintQueueFull as full:
            raise DownloadRejected(503, busy_text(), full.retry_seconds) from None
        except PrintError as why:
            LOG.error("%s", why)
            raise DownloadRejected(
                500, _("The PDF could not be made. Please take the plain text instead.")
            ) from None


def _pressed_button(retry_seconds: int) -> RetryButton:
    action = request.script_root + request.path
    for name in ("only", "view"):
        if value := request.form.get(name):
            return RetryButton(action, name, value, retry_seconds)
    return RetryButton(action, "", "", retry_seconds)


def _posted(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """Return the letters that post reaches; raise `DownloadRejected` where none does."""
    posted = tuple(letter for letter in letters if letter.is_reached_by_post)
    if not posted:
        raise DownloadRejected(
            422, _("No post is sent to the person you chose. Please use another of the ways below.")
        )
    return posted


def _press(draft: PostedDraft) -> LetterDocument:
    return LetterDocument(current_app.jinja_env, draft.page.campaign.source.language.tag)


def _file(content: bytes, kind: str, name: str) -> Response:
    """Return the file as a download, or to be shown where `view` asks for it."""
    shown = bool(request.form.get("view")) and kind == "application/pdf"
    return send_file(
        io.BytesIO(content), mimetype=kind, as_attachment=not shown, download_name=name, etag=False
    )
