"""The fields of the case itself, of the people and of the letter."""

from webapp.desk.editor.fields import Field, Group, Kind, Part, Repeat, Section
from webapp.desk.editor.target_fields import DEMANDS
from webapp.domain.message_id import N_, NC_

PHOTO = (
    Field("photo", Kind.FILE, NC_("label of a field: person", "Photograph")),
    Field(
        "alt",
        Kind.LINE,
        N_("What the photograph shows"),
        N_(
            "For people who cannot see it. Needed where there is a photograph. Such as: Ada Example, "
            "smiling, beside her lamp"
        ),
    ),
    Field("credit", Kind.LINE, N_("Whose photograph it is"), N_("Such as: © Friends of the Lamp")),
)
PERSON: tuple[Part, ...] = (
    Field(
        "name",
        Kind.LINE,
        NC_("label of a field: person", "Name"),
        N_("As it stands on the page. Such as: Ada Example"),
    ),
    Field(
        "about",
        Kind.LINE,
        N_("A line about the person"),
        N_("Such as: a teacher who lit a lamp in the square"),
    ),
    Field("pronouns", Kind.LINE, NC_("label of a field: person", "Pronouns"), N_("Such as: she/her")),
    *PHOTO,
    Field(
        "own_script",
        Kind.LINE,
        N_("The name as the person writes it"),
        N_("Where it is another script. Such as: Ада Примерова"),
        is_rare=True,
    ),
    Field(
        "own_language",
        Kind.LANGUAGE,
        N_("Language of that name"),
        N_("Only where the script and the country do not tell it. Such as: bg"),
        is_rare=True,
    ),
)
CASE = Section(
    "case-section",
    NC_("heading", "The case"),
    N_(
        "What the page begins with. In its texts you can write a link as [text](https://…), *emphasis*, "
        "and lists whose lines begin with “- ”."
    ),
    (
        Field(
            "headline",
            Kind.LINE,
            NC_("label of a field: campaign", "Headline"),
            N_(
                "What has happened, or what is asked for, in one line. Such as: Free Ada Example, "
                "imprisoned for lighting a lamp"
            ),
        ),
        Field("language", Kind.LANGUAGE, N_("Language that you write in"), N_("Such as: en for English")),
        Field("country", Kind.COUNTRY, N_("Country of the case"), N_("Two letters. Such as: FR for France")),
        Field(
            "summary",
            Kind.AREA,
            N_("Who is at risk, and why now"),
            N_("One paragraph or two, with an empty line between them."),
        ),
        Field(
            "instructions",
            Kind.LINES,
            N_("What the supporter should do"),
            N_(
                "One sentence on each line. Such as: Write in your own words, or take the letter below "
                "as a guide."
            ),
        ),
        Field(
            "background",
            Kind.AREA,
            NC_("label of a field: campaign", "Additional information"),
            N_("As long as it is needed, with an empty line between paragraphs."),
        ),
    ),
)
PEOPLE = Section(
    "people-section",
    N_("Who it is about"),
    N_(
        "Each person is named on the page. Where names are not known, or there are more than five, say "
        "in a few words who they are."
    ),
    (
        Group("person", NC_("heading", "The person"), PERSON),
        Repeat("people", NC_("heading", "People"), NC_("what a list gets", "a person"), PERSON, 40),
        Field(
            "group",
            Kind.LINE,
            N_("All of them in a few words"),
            N_("Such as: Fourteen teachers of Lampville"),
            is_rare=True,
        ),
        Group(
            "",
            N_("A photograph of all, or of the case"),
            PHOTO,
            N_("Where it shows no single person."),
            is_rare=True,
        ),
    ),
)
LETTER = Section(
    "letter-section",
    N_("The suggested letter"),
    N_("Supporters change it as they like. It goes out without links and emphasis: paper has none."),
    (
        Group(
            "letter",
            NC_("heading", "The letter"),
            (
                Field(
                    "subject",
                    Kind.LINE,
                    NC_("label of a field: letter", "Subject"),
                    N_("Such as: Ada Example: please release her"),
                    is_of_letter=True,
                ),
                Field(
                    "salutation",
                    Kind.LINE,
                    NC_("label of a field: letter", "Salutation"),
                    N_("To whom has none of their own. Such as: Your Excellency,"),
                    is_of_letter=True,
                ),
                Field(
                    "text",
                    Kind.AREA,
                    NC_("label of a field: letter", "Text"),
                    N_(
                        "An empty line makes a paragraph. Say here what you ask for, too: the points below "
                        "are only for a postcard then. Left empty, supporters write in their own words "
                        "from the points."
                    ),
                    is_of_letter=True,
                ),
                DEMANDS,
                Field(
                    "closing",
                    Kind.LINE,
                    NC_("label of a field: letter", "Closing"),
                    N_("Such as: Yours sincerely,"),
                    is_of_letter=True,
                ),
                Field(
                    "card",
                    Kind.AREA,
                    N_("Text for a postcard"),
                    N_("At most 700 letters. Left empty, the points that are asked for."),
                    is_rare=True,
                    is_of_letter=True,
                ),
                Field(
                    "post",
                    Kind.LINE,
                    N_("Text for social media"),
                    N_("Left empty, the subject. Such as: Ada lit a lamp. Free her!"),
                    is_rare=True,
                    is_of_letter=True,
                ),
                Field(
                    "language",
                    Kind.LANGUAGE,
                    N_("Language of the letter"),
                    N_("Only where it is not the language that you write in. Such as: es"),
                    is_rare=True,
                ),
            ),
        ),
    ),
)
