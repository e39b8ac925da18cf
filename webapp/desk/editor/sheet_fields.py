"""The fields of the sheet, of the organisation, its partners, and of the campaign's life."""

from webapp.desk.editor.fields import Field, Group, Kind, Repeat, Section
from webapp.domain.message_id import N_, NC_

SHEET = Section(
    "sheet-section",
    NC_("heading", "The sheet"),
    N_("How the urgent action is filed, and until when it runs."),
    (
        Field(
            "deadline",
            Kind.DATE,
            NC_("label of a field: campaign", "Last day"),
            N_("Year, month, day. Such as: 2030-06-19"),
        ),
        Field(
            "after_deadline",
            Kind.CHOICE,
            N_("After the last day"),
            "",
            (
                ("", N_("As usual: with a warning")),
                ("warn", N_("All still works, with a warning")),
                ("close", N_("The page can only be read")),
            ),
        ),
        Field("reference", Kind.LINE, N_("Number of the urgent action"), N_("Such as: 261/16")),
        Field(
            "kind",
            Kind.CHOICE,
            N_("Which kind of sheet"),
            "",
            (
                ("", NC_("choice of a field", "Not said")),
                ("first", NC_("choice of a field", "The first")),
                ("update", NC_("choice of a field", "Further information")),
                ("outcome", NC_("choice of a field", "The outcome")),
            ),
        ),
        Field(
            "issue",
            Kind.NUMBER,
            N_("Which sheet about this urgent action"),
            N_("Such as: 3 for the third"),
            is_rare=True,
        ),
        Field("issued", Kind.DATE, N_("Date on the sheet"), N_("Such as: 2030-05-08"), is_rare=True),
        Field(
            "index", Kind.LINE, N_("The publisher’s own number"), N_("Such as: MDE 13/021/2014"), is_rare=True
        ),
        Field(
            "theme",
            Kind.LINES,
            N_("What it is about"),
            N_("A few words on each line. Such as: freedom of expression"),
            is_rare=True,
        ),
        Field(
            "hashtags",
            Kind.LINES,
            NC_("label of a field: campaign", "Hashtags"),
            N_("Without “#”, each on a line of its own. Such as: FreeAda"),
            is_rare=True,
        ),
        Field(
            "contact",
            Kind.LINE,
            N_("Where supporters reach your team"),
            N_(
                "An e-mail address, or a web address that begins with https://. Left empty, that of the "
                "organisation."
            ),
        ),
        Field(
            "goal",
            Kind.NUMBERS,
            N_("How many actions you hope for"),
            N_(
                "Such as: 500. For a goal that rises, write each number on a line of its own: the page shows "
                "the next one."
            ),
            is_rare=True,
        ),
        Field(
            "show_count_from",
            Kind.NUMBER,
            N_("Show the count from"),
            N_("A smaller one is not shown as a number. Such as: 50"),
            is_rare=True,
        ),
    ),
)
SENDER = Section(
    "sender-section",
    N_("Who runs the campaign"),
    "",
    (
        Group(
            "sender",
            NC_("heading", "The organisation"),
            (
                Field(
                    "name",
                    Kind.LINE,
                    NC_("label of a field: organisation", "Name"),
                    N_("Such as: Friends of the Lamp"),
                ),
                Field(
                    "url",
                    Kind.LINE,
                    NC_("label of a field: organisation", "Web address"),
                    N_("Such as: https://www.lamps.example"),
                ),
                Field(
                    "contact", Kind.LINE, N_("Where supporters reach it"), N_("Such as: office@lamps.example")
                ),
                Field(
                    "address",
                    Kind.LINES,
                    NC_("label of a field: organisation", "Postal address"),
                    N_("Line by line."),
                ),
                Field("note", Kind.LINE, N_("A sentence about it")),
                Field("logo", Kind.FILE, NC_("label of a field: organisation", "Logo")),
            ),
        ),
    ),
)
PARTNERS = Section(
    "partners-section",
    NC_("heading", "Partners"),
    N_("Other organisations that show the page on their own sites."),
    (
        Field(
            "embedding",
            Kind.CHOICE,
            N_("Who may show the page in a frame"),
            "",
            (
                ("", N_("As usual: the partners below")),
                ("partners", N_("The partners below")),
                ("open", N_("Every site, also one that means ill")),
            ),
        ),
        Repeat(
            "partners",
            NC_("heading", "Partners"),
            NC_("what a list gets", "a partner"),
            (
                Field(
                    "name",
                    Kind.LINE,
                    NC_("label of a field: organisation", "Name"),
                    N_("Such as: Lamp Friends"),
                ),
                Field(
                    "id",
                    Kind.LINE,
                    N_("Short name for addresses"),
                    N_("Small letters, digits and hyphens; never change it later. Such as: lamp-friends"),
                ),
                Field(
                    "origins",
                    Kind.LINES,
                    NC_("label of a field: organisation", "Its sites"),
                    N_("Each on a line of its own. Such as: https://www.lamps.example"),
                ),
            ),
            200,
        ),
    ),
)
LIFE = Section(
    "life-section",
    N_("The life of the campaign"),
    N_("Publishing sets most of this for you: change it here only to correct it."),
    (
        Field(
            "state",
            Kind.CHOICE,
            NC_("label of a field: campaign", "State"),
            "",
            (
                ("", N_("As usual: open")),
                ("draft", N_("A draft: nobody sees it")),
                ("live", N_("Open: people are asked to write")),
                ("closed", N_("Closed: can only be read")),
            ),
            is_rare=True,
        ),
        Field(
            "publish",
            Kind.MOMENT,
            NC_("label of a field: campaign", "Appears at"),
            N_("Day, time, and how far the clock is ahead of UTC. Such as: 2030-05-08 09:00 +02:00"),
            is_rare=True,
        ),
        Field(
            "follows",
            Kind.LINE,
            N_("Continues the campaign"),
            N_("Its short name. Such as: lamp-2029"),
            is_rare=True,
        ),
        Field(
            "redirects",
            Kind.LINES,
            N_("Earlier short names of this campaign"),
            N_("Each on a line of its own."),
            is_rare=True,
        ),
        Group(
            "outcome",
            NC_("heading", "The outcome"),
            (
                Field(
                    "kind",
                    Kind.CHOICE,
                    NC_("label of a field: campaign", "What happened"),
                    "",
                    (
                        ("", NC_("outcome of a case", "Nothing yet")),
                        ("released", NC_("outcome of a case", "Released")),
                        ("improved", N_("Things are better")),
                        ("no_change", N_("Nothing has changed")),
                        ("died", NC_("outcome of a case", "Died")),
                        ("other", NC_("outcome of a case", "Something else")),
                    ),
                ),
                Field("date", Kind.DATE, N_("On which day"), N_("Such as: 2030-05-08")),
                Field(
                    "text",
                    Kind.AREA,
                    NC_("label of a field: campaign", "In words"),
                    N_("It takes the place of the letter. Such as: She is home."),
                ),
            ),
            is_rare=True,
        ),
    ),
)
