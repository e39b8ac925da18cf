"""The fields of an official, and of what is asked for."""

from webapp.desk.editor.fields import Field, Group, Kind, MessageId, Repeat, Section
from webapp.domain.channel import Channel
from webapp.domain.delivery.social_network import Network
from webapp.domain.message_id import N_, NC_

NOTE = Field("note", Kind.LINE, N_("Note on it"), N_("For the supporter. Such as: Please keep trying."))
DEMANDS = Repeat(
    "demands",
    N_("What is asked for"),
    NC_("what a list gets", "a point"),
    (
        Field(
            "text",
            Kind.LINE,
            NC_("label of a field: letter", "Point"),
            N_("One sentence. Such as: Release Ada Example at once."),
            is_of_letter=True,
        ),
        Field("locked", Kind.YES_NO, N_("It stays in every letter"), N_("A supporter cannot delete it.")),
        Field("why", Kind.LINE, N_("Why it stays"), N_("Shown beside it. Such as: It is the law.")),
    ),
    8,
    short="text",
)
CHANNELS = (
    (Channel.POST.value, NC_("channel", "Post")),
    (Channel.EMAIL.value, NC_("channel", "E-mail")),
    (Channel.FORM.value, N_("The web form")),
    (Channel.FAX.value, NC_("channel", "Fax")),
    (Channel.CALL.value, NC_("channel", "Telephone")),
    (Channel.SOCIAL.value, NC_("channel", "Social media")),
)


def _numbers(name: str, label: MessageId, one: str) -> Repeat:
    parts = (
        Field(
            "number",
            Kind.LINE,
            N_("Telephone or fax number"),
            N_("With its country in front. Such as: +1 202 555 0100"),
        ),
        Field(
            "extension",
            Kind.LINE,
            NC_("label of a field: official", "Extension"),
            N_("Digits alone. Such as: 7"),
        ),
        NOTE,
    )
    return Repeat(name, label, one, parts, 5, short="number")


TARGETS = Repeat(
    "targets",
    NC_("heading", "Addressees"),
    NC_("what a list gets", "an addressee"),
    (
        Field("name", Kind.LINE, NC_("label of a field: official", "Name"), N_("Such as: Leo Example")),
        Field(
            "title", Kind.LINE, NC_("label of a field: official", "Title"), N_("Such as: Minister of Lamps")
        ),
        Field(
            "office", Kind.LINE, NC_("label of a field: official", "Office"), N_("Such as: Ministry of Lamps")
        ),
        Field(
            "id",
            Kind.LINE,
            N_("Short name for addresses"),
            N_("Left empty, it is made of the office. Never change it later. Such as: minister"),
        ),
        Field(
            "salutation",
            Kind.LINE,
            NC_("label of a field: official", "Salutation"),
            N_("Left empty, that of the letter. Such as: Dear Minister,"),
            is_of_letter=True,
        ),
        Field(
            "address",
            Kind.LINES,
            NC_("label of a field: official", "Postal address"),
            N_("Line by line, without name and country. Such as: 1 Wick Street"),
        ),
        Field("country", Kind.COUNTRY, N_("Country of that address"), N_("Two letters. Such as: FR")),
        Field(
            "email",
            Kind.LINES,
            NC_("label of a field: official", "E-mail addresses"),
            N_("Each on a line of its own. Such as: minister@lamps.example"),
        ),
        Field(
            "copies", Kind.LINES, N_("Copies of e-mails to"), N_("Each on a line of its own."), is_rare=True
        ),
        Repeat(
            "forms",
            NC_("label of a field: official", "Web forms"),
            N_("a web form"),
            (
                Field(
                    "link",
                    Kind.LINE,
                    N_("Web address of the form"),
                    N_("Such as: https://www.lamps.example/write-to-us"),
                ),
                NOTE,
            ),
            5,
            short="link",
        ),
        _numbers("phone", NC_("label of a field: official", "Telephone"), N_("a telephone number")),
        _numbers("fax", NC_("label of a field: official", "Fax"), N_("a fax number")),
        Group(
            "social",
            NC_("label of a field: official", "Social media"),
            tuple(Field(network.value, Kind.HANDLES, network.label) for network in Network),
            N_(
                "The name there, without “@”; several each on a line of its own. On Mastodon with its "
                "server: office@lamps.example. On WhatsApp a telephone number."
            ),
            is_rare=True,
        ),
        Field(
            "languages",
            Kind.CODES,
            N_("Languages that they read"),
            N_("Best first, with commas between. Such as: es, en"),
            is_rare=True,
        ),
        Field(
            "missions_of",
            Kind.COUNTRY,
            N_("An embassy of"),
            N_(
                "From other countries, supporters then write to this state’s embassy there, as far as it is "
                "known. Two letters. Such as: RU"
            ),
            is_rare=True,
        ),
        Repeat(
            DEMANDS.name,
            N_("Asked of this addressee alone"),
            DEMANDS.one,
            DEMANDS.parts,
            DEMANDS.most,
            short="text",
            is_rare=True,
        ),
        Repeat(
            "notes",
            N_("Notes for the supporter"),
            NC_("what a list gets", "a note"),
            (
                Field(
                    "text",
                    Kind.LINE,
                    NC_("label of a field: official", "Note"),
                    N_("Never printed. Such as: The post is slow there."),
                ),
                Field(
                    "channel",
                    Kind.CHOICE,
                    NC_("label of a field: official", "About"),
                    "",
                    (("", NC_("choice of a field", "The addressee")), *CHANNELS),
                ),
            ),
            5,
            short="text",
            is_rare=True,
        ),
        Field(
            "post",
            Kind.CHOICE,
            NC_("channel", "Post"),
            N_("Where it is suspended, say why in a note."),
            (
                ("", N_("Works, where there is an address")),
                ("suspended", NC_("choice of a field", "Is suspended")),
            ),
            is_rare=True,
        ),
        Field(
            "no_post_from",
            Kind.CODES,
            N_("No post from these countries"),
            N_("Two letters each, with commas between. Such as: US, CA"),
            is_rare=True,
        ),
        Repeat(
            "copies_by_post",
            N_("Copies by post"),
            N_("a copy by post"),
            (
                Field(
                    "office",
                    Kind.LINE,
                    NC_("label of a field: official", "Office"),
                    N_("Such as: Embassy of Lamps"),
                ),
                Field("name", Kind.LINE, NC_("label of a field: official", "Name")),
                Field("title", Kind.LINE, NC_("label of a field: official", "Title")),
                Field(
                    "address",
                    Kind.LINES,
                    NC_("label of a field: official", "Postal address"),
                    N_("Line by line, without name and country."),
                ),
                Field("country", Kind.COUNTRY, N_("Country of that address"), N_("Two letters. Such as: FR")),
            ),
            3,
            is_rare=True,
        ),
    ),
    12,
)
TARGET_SECTION = Section(
    "targets-section",
    N_("Whom to write to"),
    N_("Each official, with every way to reach them that you know: what is not given is not offered."),
    (
        TARGETS,
        Field(
            "languages",
            Kind.CODES,
            N_("Languages that they read"),
            N_("Best first, with commas between. Left empty, what is said for each of them. Such as: es, en"),
        ),
    ),
)
