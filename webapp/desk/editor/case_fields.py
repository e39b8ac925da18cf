"""All fields of a case in the order of the page, each with what it is called and how it is filled in."""

from webapp.desk.editor.fields import Part
from webapp.desk.editor.page_fields import CASE, LETTER, PEOPLE
from webapp.desk.editor.sheet_fields import LIFE, PARTNERS, SENDER, SHEET
from webapp.desk.editor.target_fields import TARGET_SECTION

SECTIONS = (CASE, PEOPLE, LETTER, TARGET_SECTION, SHEET, SENDER, PARTNERS, LIFE)
PARTS: tuple[Part, ...] = tuple(part for section in SECTIONS for part in section.parts)
