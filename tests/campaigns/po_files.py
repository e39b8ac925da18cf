"""PO files as people and programs write and spoil them, for the comparison with `msgfmt -c`."""

HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"PO-Revision-Date: 2024-01-01 00:00+0000\\n"\n'
    '"Last-Translator: x <x@example.org>\\n"\n"Language-Team: x\\n"\n"Language: es\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
MESSAGE = 'msgctxt "headline"\nmsgid "Free"\nmsgstr "Libre"\n'
PLURALS = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def said(translation: str) -> str:
    """Return a file with this translation, as it is written between the quotes."""
    return HEADER + MESSAGE.replace("Libre", translation)


def written(translation: str) -> str:
    """Return a file with this in place of the translation and its quotes."""
    return HEADER + MESSAGE.replace('"Libre"', translation)


def with_plural(forms: str, header: str = HEADER) -> str:
    """Return a file with a message that has a plural, and these translations of it."""
    return f'{header}msgid "o"\nmsgid_plural "os"\n{forms}'


def in_charset(name: str, translation: str, encoding: str) -> bytes:
    """Return a file whose header names one charset and that is saved in a maybe other one."""
    return said(translation).replace("UTF-8", name).encode(encoding)


FORMS = 'msgstr[0] "p"\nmsgstr[1] "q"\n'
READ: dict[str, str | bytes] = {
    "plain": HEADER + MESSAGE,
    "previous text of an obsolete message": f'{HEADER}#~| msgid "x"\n#~ msgid "o"\n#~ msgstr "p"\n',
    "previous context of an obsolete message": (
        f'{HEADER}#~| msgctxt "c"\n#~| msgid "x"\n#~ msgctxt "c"\n#~ msgid "o"\n#~ msgstr "p"\n'
    ),
    "previous text": f'{HEADER}#, fuzzy\n#| msgid "x"\nmsgid "o"\nmsgstr "p"\n',
    "previous text over lines": f'{HEADER}#, fuzzy\n#| msgid ""\n#| "old "\n#| "x"\nmsgid "o"\nmsgstr "p"\n',
    "previous plural": (
        f'{HEADER}#, fuzzy\n#| msgctxt "c"\n#| msgid "x"\n#| msgid_plural "xs"\n'
        f'msgctxt "c"\nmsgid "o"\nmsgid_plural "os"\n{FORMS}'
    ),
    "flags of gettext 0.26": f'{HEADER}#= fuzzy\nmsgid "o"\nmsgstr "p"\n',
    "obsolete": f'{HEADER}{MESSAGE}\n#~ msgid "o"\n#~ msgstr "p"\n',
    "obsolete over lines": f'{HEADER}#~ msgid ""\n#~ "o"\n#~ msgstr ""\n#~ "p"\n',
    "obsolete plural": f'{HEADER}#~ msgid "o"\n#~ msgid_plural "os"\n#~ msgstr[0] "p"\n#~ msgstr[1] "q"\n',
    "obsolete and fuzzy": f'{HEADER}#, fuzzy\n#~ msgid "o"\n#~ msgstr "p"\n',
    "obsolete without a space": f'{HEADER}#~msgid "o"\n#~msgstr "p"\n',
    "all comments": f"{HEADER}# t\n#. x\n#: a:1\n#, no-wrap\n{MESSAGE}",
    "odd comments": f"{HEADER}#! what\n#x\n#\n#-\n{MESSAGE}",
    "a comment after a text": f'{HEADER}msgid "o"\nmsgstr "p" # so\n',
    "odd flags": f'{HEADER}#, fuzzy, no-c-format, range: 0..3\nmsgid "o"\nmsgstr "p"\n',
    "flags without a space": f'{HEADER}#,fuzzy\nmsgid "o"\nmsgstr "p"\n',
    "places with spaces": f"{HEADER}#: \u2068a b.py\u2069:3\n{MESSAGE}",
    "an odd place": f"{HEADER}#: x:99999999999999\n{MESSAGE}",
    "line ends of Windows": (HEADER + MESSAGE).replace("\n", "\r\n"),
    "line ends of an old Mac": (HEADER + MESSAGE).replace("\n", "\r"),
    "no last line end": (HEADER + MESSAGE)[:-1],
    "header not first": f"{MESSAGE}\n{HEADER}",
    "header fuzzy": f"#, fuzzy\n{HEADER}{MESSAGE}",
    "header of words": f'msgid ""\nmsgstr "just words"\n\n{MESSAGE}',
    "header of another language": (HEADER + MESSAGE).replace("Language: es", "Language: ../fr"),
    "header with an odd date": (HEADER + MESSAGE).replace("2024-01-01", "2024-99-99"),
    "no charset": 'msgid ""\nmsgstr "Language: es\\n"\n\n' + MESSAGE.replace("Libre", "Señor"),
    "charset of a template": in_charset("CHARSET", "Señor", "utf-8"),
    "charset that nobody knows, and no letter needs one": in_charset("none-such", "Libre", "ascii"),
    "charset in small letters": in_charset("utf8", "Señor", "utf-8"),
    "charset over two lines": (HEADER + MESSAGE).replace("plain; charset", 'plain; "\n"charset'),
    "ISO 8859-1": in_charset("ISO-8859-1", "Señor", "latin-1"),
    "KOI8-R": in_charset("KOI8-R", "Свобода", "koi8-r"),
    "CP1251": in_charset("CP1251", "Свобода", "cp1251"),
    "Windows-1251": in_charset("windows-1251", "Свобода", "cp1251"),
    "Shift_JIS with a backslash in a letter": in_charset("SHIFT_JIS", "自由表", "shift_jis"),
    "GB2312": in_charset("GB2312", "自由", "gb2312"),
    "EUC-JP": in_charset("EUC-JP", "自由", "euc_jp"),
    "Big5 with a backslash in a letter": in_charset("BIG5", "自由功", "big5"),
    "a spoilt letter in a comment": f"{HEADER}# x".encode() + b"\xff\n" + MESSAGE.encode(),
    "the same text in two contexts": HEADER + MESSAGE + "\n" + MESSAGE.replace("headline", "summary"),
    "empty context and none": f'{HEADER}msgid "o"\nmsgstr "p"\n\nmsgctxt ""\nmsgid "o"\nmsgstr "q"\n',
    "empty text in a context": f'{HEADER}msgctxt "c"\nmsgid ""\nmsgstr "p"\n',
    "two texts in a line": written('"Li" "bre"'),
    "two texts that touch": written('"Li""bre"'),
    "text in the next line": f'{HEADER}msgid "o"\nmsgstr\n"p"\n',
    "no space before the text": f'{HEADER}msgid"o"\nmsgstr"p"\n',
    "all in one line": f'{HEADER}msgid "o" msgstr "p"\n',
    "indented": f'{HEADER}  msgid "o"\n  msgstr "p"\n',
    "tabs": f'{HEADER}\tmsgid\t"o"\n\tmsgstr\t"p"\n',
    "spaces at the end": f'{HEADER}msgid "o"  \nmsgstr "p"  \n',
    "blank line within": f'{HEADER}msgid "o"\n\nmsgstr "p"\n',
    "no blank line between": f'{HEADER}msgid "o"\nmsgstr "p"\nmsgid "u"\nmsgstr "q"\n',
    "plural": with_plural(FORMS),
    "plural untranslated": with_plural('msgstr[0] ""\nmsgstr[1] ""\n'),
    "plural with spaces": with_plural('msgstr [ 0 ] "p"\nmsgstr[1] "q"\n'),
    "line break at both ends": f'{HEADER}msgid "o\\n"\nmsgstr "p\\n"\n',
    "line break at one end, fuzzy": f'{HEADER}#, fuzzy\nmsgid "o"\nmsgstr "p\\n"\n',
    "a line separator": said("Li\u2028bre"),
    "a next line": said("Li\u0085bre"),
    "a form feed": said("Li\x0cbre"),
    "a tab": said("Li\tbre"),
    "a zero-width space": said("Li\u200bbre"),
    "a long line": said("x" * 50_000),
    "a backslash at the end": said("Libre\\\\"),
    **{f"escape {name}": said(f"Li\\{name}bre") for name in ("n", "t", "r", "b", "f", "v", "a", '"', "\\")},
    "escape octal": said("Li\\101bre"),
    "escape hexadecimal": said("Li\\x41."),
}
REFUSED: dict[str, tuple[str | bytes, int, str]] = {
    # the file, the line that is named (0: none), and a piece of the sentence
    "previous text without an end": (f'{HEADER}#| msgid "x\nmsgid "o"\nmsgstr "p"\n', 13, "does not end"),
    "previous text with an odd word": (
        f'{HEADER}#| foo "x"\nmsgid "o"\nmsgstr "p"\n',
        13,
        '"foo" stands outside',
    ),
    "previous text alone": (f'{HEADER}#| msgid "x"\n', 13, "directly above"),
    "previous text before the flags": (
        f'{HEADER}#| msgid "x"\n#, fuzzy\nmsgid "o"\nmsgstr "p"\n',
        13,
        "move this",
    ),
    "obsolete twice": (
        f'{HEADER}#~ msgid "o"\n#~ msgstr "p"\n\n#~ msgid "o"\n#~ msgstr "q"\n',
        16,
        "line 13",
    ),
    "obsolete and in use": (f'{HEADER}msgid "o"\nmsgstr "p"\n\n#~ msgid "o"\n#~ msgstr "q"\n', 16, "line 13"),
    "obsolete stray quote": (f'{HEADER}#~ msgid "o"\n#~ msgstr "p"q"\n', 14, '"q" stands outside'),
    "obsolete without translation": (f'{HEADER}#~ msgid "o"\n', 13, "msgstr"),
    "obsolete words": (f"{HEADER}#~ old words\n", 13, '"old" stands outside'),
    "obsolete in part": (f'{HEADER}#~ msgid "o"\nmsgstr "p"\n', 14, '"#~"'),
    "only a comment": ("# only a comment\n", 0, "no header"),
    "empty": ("", 0, "no header"),
    "blank lines": ("\n\n\n", 0, "no header"),
    "no header": (MESSAGE, 0, "no header"),
    "empty header": (f'msgid ""\nmsgstr ""\n\n{MESSAGE}', 1, "no header"),
    "header twice": (f"{HEADER}{HEADER}", 13, "the header twice"),
    "a comment within": (f'{HEADER}msgid "o"\n# hello\nmsgstr "p"\n', 13, 'no "msgstr"'),
    "a comment between texts": (f'{HEADER}msgid "o"\nmsgstr "p"\n# hello\n"q"\n', 16, "delete it"),
    "UTF-16": ((HEADER + MESSAGE).encode("utf-16"), 0, "UTF-16"),
    "UTF-16 without a mark": ((HEADER + MESSAGE).encode("utf-16-le"), 0, "UTF-16"),
    "a Word document": (b"PK\x03\x04" + bytes(range(256)) * 8, 0, "a Word document"),
    "a compiled translation": (b"\xde\x12\x04\x95" + bytes(40), 0, ".po file"),
    "a web page": ("<!DOCTYPE html>\n<title>Edit</title>\n", 0, "web page"),
    "UTF-8 by the header, saved as ISO 8859-1": (in_charset("UTF-8", "Señor", "latin-1"), 15, "UTF-8"),
    "ASCII by the header, saved as UTF-8": (in_charset("ASCII", "Señor", "utf-8"), 15, "ASCII"),
    "twice the same": (f"{HEADER}{MESSAGE}\n{MESSAGE}", 18, "in line 14 and in line 18"),
    "twice, translated otherwise": (HEADER + MESSAGE + MESSAGE.replace("Libre", "x"), 17, "line 14"),
    "twice, once fuzzy": (f"{HEADER}{MESSAGE}\n#, fuzzy\n{MESSAGE}", 19, "line 14"),
    "twice, once empty": (HEADER + MESSAGE + MESSAGE.replace("Libre", ""), 17, "line 14"),
    "twice, once a plural": (f'{HEADER}msgid "o"\nmsgstr "p"\n\n{with_plural(FORMS, "")}', 16, "line 13"),
    "twice, once over lines": (f'{HEADER}msgid "ab"\nmsgstr ""\nmsgid "a"\n"b"\nmsgstr ""\n', 15, "line 13"),
    "a stray quote": (said('Dou"ze'), 15, '"ze" stands outside'),
    "a stray quote at the end": (written('"Libre""'), 15, "quote"),
    "words after the text": (written('"Libre" x'), 15, '"x" stands outside'),
    "no closing quote": (written('"Libre'), 15, "closing quote"),
    "no opening quote": (written('Libre"'), 15, "outside the quotes"),
    "no quotes": (written("Libre"), 15, "outside the quotes"),
    "curly quotes": (written("“Libre”"), 15, "straight quote"),
    "single quotes": (written("'Libre'"), 15, "straight quote"),
    "a line break within": (written('"Li\nbre"'), 15, "does not end"),
    "no translation": (f'{HEADER}msgid "o"\n\nmsgid "u"\nmsgstr "p"\n', 13, '"o" has no "msgstr"'),
    "no translation at the end": (f'{HEADER}msgid "o"\n', 13, '"o" has no "msgstr"'),
    "no source text": (f'{HEADER}msgctxt "c"\nmsgstr "p"\n', 14, 'without a "msgid"'),
    "two translations": (f'{HEADER}msgid "o"\nmsgstr "p"\nmsgstr "q"\n', 15, "two translations"),
    "two source texts": (f'{HEADER}msgid "o"\nmsgid "u"\nmsgstr "q"\n', 13, 'no "msgstr"'),
    "two contexts": (f'{HEADER}msgctxt "a"\nmsgctxt "b"\nmsgid "u"\nmsgstr "q"\n', 14, "msgctxt"),
    "context after the text": (f'{HEADER}msgid "u"\nmsgctxt "b"\nmsgstr "q"\n', 13, 'no "msgstr"'),
    "context at the end": (f'{HEADER}{MESSAGE}msgctxt "b"\n', 16, 'no "msgid"'),
    "no text": (f'{HEADER}msgid "o"\nmsgstr\n', 14, "no text after msgstr"),
    "a colon": (f'{HEADER}msgid: "o"\nmsgstr "p"\n', 13, "cannot stand here"),
    "in capitals": (f'{HEADER}MSGID "o"\nMSGSTR "p"\n', 13, 'write "msgid"'),
    "misspelt": (f'{HEADER}msgid "o"\nmsgst "p"\n', 14, 'write "msgstr"'),
    "a no-break space before": (f'{HEADER}\u00a0msgid "o"\nmsgstr "p"\n', 13, "U+00A0"),
    "a zero-width space before": (f'{HEADER}\u200bmsgid "o"\nmsgstr "p"\n', 13, "U+200B"),
    "a text first": (f'"hello"\n{HEADER}{MESSAGE}', 1, "delete it"),
    "words": (f"{HEADER}hello world\n{MESSAGE}", 13, '"hello" stands outside'),
    "a merge": (f"{HEADER}<<<<<<< HEAD\n{MESSAGE}=======\n{MESSAGE}>>>>>>> b\n", 13, "merged"),
    "a domain": (f'{HEADER}domain "x"\nmsgid "o"\nmsgstr "p"\n', 13, '"domain" stands outside'),
    "an escape without a character": (written('"Libre\\"'), 15, "closing quote"),
    **{
        f"escape {name!r}": (said(f"Li\\{name}bre"), 15, "backslash")
        for name in ("u00e9", "e", "q", " ", "'", "?", "/", "xzz", "8")
    },
    "a plural form too few": (with_plural('msgstr[0] "p"\n'), 13, "1 plural forms"),
    "a plural form too many": (with_plural(f'{FORMS}msgstr[2] "r"\n'), 13, "3 plural forms"),
    "plural forms in disorder": (with_plural('msgstr[1] "p"\nmsgstr[0] "q"\n'), 15, "in order"),
    "a plural form twice": (with_plural('msgstr[0] "p"\nmsgstr[0] "q"\n'), 16, "in order"),
    "a plural without forms": (with_plural('msgstr "p"\n'), 15, "msgstr[0]"),
    "forms without a plural": (f'{HEADER}msgid "o"\n{FORMS}', 14, "msgid_plural"),
    "an odd number of a form": (with_plural('msgstr[x] "p"\n'), 15, "msgstr[0]"),
    "plurals without a rule": (with_plural(FORMS, HEADER.replace(PLURALS, "")), 12, "Plural-Forms"),
    "an odd rule": (
        with_plural(FORMS, HEADER.replace("=2; plural=(n != 1)", "=x; plural=(n")),
        1,
        "Plural-Forms",
    ),
    "an odd rule without plurals": (
        HEADER.replace("=2; plural=(n != 1)", "=INTEGER; plural=EXPRESSION"),
        1,
        "Poedit",
    ),
    "line break at the source's end": (f'{HEADER}msgid "o\\n"\nmsgstr "p"\n', 13, "at the end"),
    "line break at the translation's end": (f'{HEADER}msgid "o"\nmsgstr "p\\n"\n', 13, "at the end"),
    "line break at the translation's beginning": (
        f'{HEADER}msgid "o"\nmsgstr "\\np"\n',
        13,
        "at the beginning",
    ),
}
DIFFERENT: dict[str, tuple[str | bytes, str]] = {
    # the file, and why our verdict is the other one
    "byte order mark": (
        b"\xef\xbb\xbf" + (HEADER + MESSAGE).encode(),
        "read: Windows' editors put it there, and it changes nothing",
    ),
    "UTF-8 with another charset in the header": (
        in_charset("ISO-8859-1", "Señor", "utf-8"),
        "refused: msgfmt reads SeÃ±or, which the official would get",
    ),
    "an unknown charset that is needed": (
        in_charset("none-such", "Señor", "utf-8"),
        "refused: msgfmt warns, and keeps bytes that mean nothing",
    ),
    "a zero byte": (said("Li\0bre"), "refused: msgfmt cuts the text there"),
    "a wrong placeholder": (
        f'{HEADER}#, c-format\nmsgid "%s"\nmsgstr "%d"\n',
        "read: campaigns have no placeholders, and older editions call “50 % de” one; the interface's "
        "placeholders are checked by tests/repository/test_catalogues.py",
    ),
}
