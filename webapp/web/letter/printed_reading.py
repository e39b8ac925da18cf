"""The copy to read, made of a posted draft: see `printing.reading_document`."""

from flask import current_app

from webapp.printing.reading_document import ReadingCopy, ReadingDocument
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.reading import Reading


def copy_html(page: CampaignPage, reading: Reading) -> str:
    """Return the copy as a document. What the supporter took out of the letter is not in it."""
    copy = ReadingCopy(
        ui_language=page.ui_language,
        letter=reading.letter,
        version=reading.version.language,
        parts=[part for part in reading.parts if part.is_in_letter],
        paper=page.draft.paper,
    )
    names = {target_id: target.name for target_id, target in page.edition.text.targets.items()}
    return ReadingDocument(current_app.jinja_env).copy(copy, {"": ""} | names)
