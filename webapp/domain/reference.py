"""The number of an urgent action, as the page prints it after the words "Urgent Action"."""

import re
import unicodedata

_NAMES = (
    # how the sheets of several sections call it; compared without case and accents
    "UA", "AU", "Urgent Action", "Urgent Appeal", "Acción Urgente", "Action Urgente", "Ação Urgente",
    "Appel Urgent", "Azione Urgente", "Eilaktion", "Eil-Aktion", "Schreibaktion", "Spoedactie", "Hasteaktion",
    "Haste-aktion", "Blixtaktion", "Pilna akcja", "Pilny apel", "Naléhavá akce", "Sürgős akció", "Acil Eylem",
    "Acció Urgent", "Ekintza Larria", "Acción Urxente", "Acțiune urgentă", "Срочная акция",
    "Акция срочной помощи", "Термінова акція", "Επείγουσα Έκκληση", "Επείγουσα Δράση", "تحرك عاجل",
    "التحرك العاجل", "اقدام فوری", "פעולה דחופה", "緊急行動", "紧急行动", "緊急アクション",
    "긴급행동", "ปฏิบัติการด่วน", "तत्काल कार्रवाई",
)  # fmt: skip
_NONE = frozenset(
    {"na", "none", "no", "nil", "null", "nothing", "unknown", "tba", "tbc", "tbd", "keine", "keiner", "ka"}
    | {
        "ninguno",
        "ninguna",
        "sin",
        "nd",
        "so",
        "aucun",
        "aucune",
        "sans",
        "nessuno",
        "nessuna",
        "geen",
        "нет",
    }
    | {"отсутствует", "без", "لايوجد", "غيرمتوفر", "无", "無", "なし", "없음"}
)
"""What people write where there is no number, without signs and spaces."""


def _plain(text: str) -> str:
    """Return a text for comparisons: without case, accents and direction marks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in decomposed if unicodedata.category(each) not in ("Mn", "Cf"))


_JOINED = "|".join(
    re.escape(_plain(name)).replace(r"\ ", r"[\s-]+") for name in sorted(_NAMES, key=len, reverse=True)
)
_ISSUE = r"(?:(?:further information on|update on|first|second|third|fourth|fifth|[0-9]+(?:st|nd|rd|th)) )?"
"""Words of English sheets that say which issue of an urgent action it is."""
_BEFORE = re.compile(
    rf"^[\s(\[]*{_ISSUE}(?:{_JOINED})(?![^\W\d_])[\s.:;,#№)\]–—-]*"
    r"(?:(?:no|nr|n|num|number|nummer)(?:\s*[.º°:]+\s*|\s+))?[\s:#№–—-]*"
)
_AFTER = re.compile(rf"[\s(\[,;:–—-]+(?:{_JOINED})[\s)\].]*$")


def number(written: str) -> str:
    """Return the number alone however it is written: "261/16" for "UA: 261/16", "" for "n/a" and the like."""
    value = re.sub(r"(?<=\d)\s*/\s*(?=\d)", "/", " ".join(written.split()))  # "UA 219 /06"
    while value:
        # Plain text may be longer or shorter than what it stands for: cut where the same rest is left.
        plain = _plain(value)
        if found := _BEFORE.match(plain):
            value = _cut(value, plain[found.end() :], at_the_end=True)
        elif found := _AFTER.search(plain):
            value = _cut(value, plain[: found.start()], at_the_end=False)
        else:
            break
    if not any(each.isalnum() for each in value) or "".join(filter(str.isalnum, _plain(value))) in _NONE:
        return ""
    return value


def _cut(value: str, plain: str, *, at_the_end: bool) -> str:
    """Return the end or the beginning of a text that is `plain` in comparisons."""
    if at_the_end:
        pieces = (value[at:] for at in range(len(value) + 1))
    else:
        pieces = (value[: len(value) - at] for at in range(len(value) + 1))
    cut = next(piece for piece in pieces if _plain(piece) == plain).strip()
    return cut.rstrip(")]") if not {"(", "["} & set(cut) else cut
