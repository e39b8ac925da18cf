"""The kit of a letter evening, made of a posted draft: its number of letters, its words, its list."""

from flask import current_app, url_for

from webapp.domain.campaign import Campaign
from webapp.domain.channel import Channel
from webapp.domain.language import Language
from webapp.domain.letter import Letter
from webapp.printing.case_document import CaseDocument, Phrase
from webapp.printing.evening_document import EveningDocument, EveningKit, EveningLabels, TallyRow
from webapp.printing.letter_document import LetterDocument
from webapp.web.campaign.evening_form import LEAST_LETTERS, MOST_LETTERS, EveningForm
from webapp.web.campaign.printed_case import case_labels, printed_case
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http.locales import gettext as _
from webapp.web.http.locales import pgettext, translate
from webapp.web.letter import printed_labels
from webapp.web.letter.draft import PostedDraft


def number_text(form: EveningForm) -> str:
    """Say which numbers of letters are possible."""
    return _(
        "Please give a whole number from %(least)s to %(most)s. You gave “%(given)s”.",
        given=form.written,
        least=LEAST_LETTERS,
        most=MOST_LETTERS,
    )


def kit_html(pages: CampaignPages, draft: PostedDraft, letters: tuple[Letter, ...]) -> str:
    """Return the kit as a document; see `Printer.render` with `SHEET`."""
    page = draft.page
    campaign, ui_language, letter_language = page.campaign, page.ui_language, page.draft.language
    channels = _channels(campaign, letters)
    document = EveningDocument(
        CaseDocument(current_app.jinja_env, case_labels()),
        LetterDocument(current_app.jinja_env, campaign.source.language.tag),
        _labels(),
    )
    return document.kit(
        EveningKit(
            case=printed_case(campaign, ui_language, page.dependencies.public_url, pages.today()),
            letters=letters,
            copies=page.evening.number,
            on_both_sides=page.evening.on_both_sides,
            blanks=printed_labels.blank_lines(letter_language, pages.languages),
            copy_label=printed_labels.copy_label(letter_language, pages.languages),
            channels=tuple(translate(channel.labels.noun) for channel in channels),
            rows=_rows(campaign, ui_language, letters, channels),
            report_url=url_for(
                "campaign.report_form",
                lang=ui_language.tag,
                slug=campaign.slug,
                channel=Channel.POST,
                evening=1,
                partner=None,
                _external=True,
            ),
        )
    )


def _channels(campaign: Campaign, letters: tuple[Letter, ...]) -> tuple[Channel, ...]:
    reached = {channel for letter in letters for channel in letter.target.channels}
    return tuple(channel for channel in Channel if channel in reached)


def _rows(
    campaign: Campaign, ui_language: Language, letters: tuple[Letter, ...], channels: tuple[Channel, ...]
) -> tuple[TallyRow, ...]:
    edition = campaign.page_edition(ui_language.tag)
    names = {letter.target.id: edition.text.targets[letter.target.id].name for letter in letters}
    return tuple(
        TallyRow(
            Phrase(names[letter.target.id], edition.language_of(names[letter.target.id])),
            tuple(channel in letter.target.channels for channel in channels),
        )
        for letter in letters
    )


def _labels() -> EveningLabels:
    return EveningLabels(
        # L10N: people meet to write letters together
        title=pgettext("title of a printed sheet", "Letter evening"),
        demands=_("What the letters ask for"),
        steps_title=_("What to do"),
        steps=(
            _("Take a letter. You may add a line of your own by hand."),
            _("Write your name and your address on the lines, and sign."),
            _("Fold it at the marks: the address stands in the window of the envelope. Put a stamp on it."),
            # L10N: a stroke on paper, to count
            _("Make a stroke on the list for each letter."),
        ),
        tally=_("The letters of this evening"),
        # L10N: when and where people met
        fields=(
            pgettext("label of an empty line of a list on paper", "Date"),
            pgettext("label of an empty line of a list on paper", "Place"),
        ),
        name=pgettext("heading of the column with the addressees", "To"),
        report=_("Afterwards, one of you reports the numbers for the whole group here:"),
    )
