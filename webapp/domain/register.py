"""Registers of one language, such as the familiar form of address beside the formal one, by their own names.

A register is the private use subtag of a language tag, `de-x-informal` (RFC 5646, 2.2.7), and the modifier of
a gettext locale, `de@informal`. The CLDR has no names for it: these are ours.
"""

REGISTERS = {
    "informal": {
        "ar": "غير رسمية",
        "de": "informell",
        "en": "informal",
        "es": "informal",
        "fa": "خودمانی",
        "fr": "tutoiement",
        "hi": "अनौपचारिक",
        "it": "informale",
        "ja": "くだけた文体",
        "ko": "비격식체",
        "nl": "informeel",
        "pl": "nieoficjalny",
        "pt": "informal",
        "ru": "на «ты»",
        "tr": "samimi",
        "uk": "на «ти»",
        "zh": "非正式",
    },
    "formal": {
        "ar": "رسمية",
        "de": "formell",
        "en": "formal",
        "es": "formal",
        "fa": "رسمی",
        "fr": "vouvoiement",
        "hi": "औपचारिक",
        "it": "formale",
        "ja": "丁寧な文体",
        "ko": "격식체",
        "nl": "formeel",
        "pl": "oficjalny",
        "pt": "formal",
        "ru": "на «вы»",
        "tr": "resmî",
        "uk": "на «ви»",
        "zh": "正式",
    },
}
"""By register and language. Another register is called as its subtag is."""


def register_name(register: str, language: str) -> str:
    """Return the name of a register in a language (ISO 639 code)."""
    return REGISTERS.get(register, {}).get(language, register)
