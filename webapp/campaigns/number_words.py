"""Numbers written as words. The CLDR's rules for them need ICU, which is no library of ours.

The languages are those of the first campaigns. Of another language no word is known: see `facts`.
"""

import re
from collections.abc import Mapping

_WORDS = {
    "en": "2 two|3 three|4 four|5 five|6 six|7 seven|8 eight|9 nine|10 ten|11 eleven|12 twelve|13 thirteen"
    "|14 fourteen|15 fifteen|16 sixteen|17 seventeen|18 eighteen|19 nineteen|20 twenty|30 thirty|40 forty"
    "|50 fifty|60 sixty|70 seventy|80 eighty|90 ninety|100 hundred|1000 thousand",
    "es": "2 dos|3 tres|4 cuatro|5 cinco|6 seis|7 siete|8 ocho|9 nueve|10 diez|11 once|12 doce|13 trece"
    "|14 catorce|15 quince|16 dieciséis|17 diecisiete|18 dieciocho|19 diecinueve|20 veinte|30 treinta"
    "|21 veintiuno veintiún veintiuna|22 veintidós|23 veintitrés|24 veinticuatro|25 veinticinco|26 veintiséis"
    "|27 veintisiete|28 veintiocho|29 veintinueve|40 cuarenta|50 cincuenta"
    "|60 sesenta|70 setenta|80 ochenta|90 noventa|100 cien ciento|1000 mil",
    "fr": "2 deux|3 trois|4 quatre|5 cinq|6 six|7 sept|8 huit|9 neuf|10 dix|11 onze|12 douze|13 treize"
    "|14 quatorze|15 quinze|16 seize|20 vingt vingts|30 trente|40 quarante|50 cinquante|60 soixante"
    "|100 cent cents|1000 mille",
    "de": "2 zwei|3 drei|4 vier|5 fünf|6 sechs|7 sieben|8 acht|9 neun|10 zehn|11 elf|12 zwölf|13 dreizehn"
    "|14 vierzehn|15 fünfzehn|16 sechzehn|17 siebzehn|18 achtzehn|19 neunzehn|20 zwanzig|30 dreißig"
    "|40 vierzig|50 fünfzig|60 sechzig|70 siebzig|80 achtzig|90 neunzig|100 hundert|1000 tausend",
    "pt": "2 dois duas|3 três|4 quatro|5 cinco|6 seis|7 sete|8 oito|9 nove|10 dez|11 onze|12 doze|13 treze"
    "|14 catorze quatorze|15 quinze|20 vinte|30 trinta|40 quarenta|50 cinquenta|60 sessenta|70 setenta"
    "|80 oitenta|90 noventa|100 cem cento|1000 mil",
    "it": "2 due|3 tre|4 quattro|5 cinque|6 sei|7 sette|8 otto|9 nove|10 dieci|11 undici|12 dodici|13 tredici"
    "|14 quattordici|15 quindici|16 sedici|17 diciassette|18 diciotto|19 diciannove|20 venti|21 ventuno"
    "|22 ventidue|23 ventitré|24 ventiquattro|25 venticinque|26 ventisei|27 ventisette|28 ventotto"
    "|29 ventinove|30 trenta|40 quaranta|50 cinquanta|60 sessanta|70 settanta"
    "|80 ottanta|90 novanta|100 cento|1000 mille mila",
    "ru": "2 два две двух двум двумя|3 три трёх трех трём трем тремя|4 четыре четырёх четырех четырём четырем"
    "|5 пять пяти пятью|6 шесть шести шестью"
    "|7 семь семи семью|8 восемь восьми восемью|9 девять девяти девятью"
    "|10 десять десяти десятью|11 одиннадцать одиннадцати|12 двенадцать двенадцати|15 пятнадцать пятнадцати"
    "|20 двадцать двадцати|30 тридцать тридцати|40 сорок сорока|50 пятьдесят пятидесяти|100 сто ста"
    "|1000 тысяча тысячи тысяч",
    "ar": "2 اثنان اثنين اثنتان اثنتين|3 ثلاث ثلاثة|4 أربع أربعة|5 خمس خمسة|6 ست ستة|7 سبع سبعة"
    "|8 ثماني ثمانية ثمان|9 تسع تسعة|10 عشر عشرة|20 عشرون عشرين|30 ثلاثون ثلاثين|40 أربعون أربعين"
    "|50 خمسون خمسين|100 مئة مائة|1000 ألف آلاف",
    "fa": "2 دو|3 سه|4 چهار|5 پنج|6 شش|7 هفت|8 هشت|9 نه|10 ده|11 یازده|12 دوازده|13 سیزده|14 چهارده|15 پانزده"
    "|16 شانزده|17 هفده|18 هجده|19 نوزده|20 بیست|30 سی|40 چهل|50 پنجاه|60 شصت|70 هفتاد|80 هشتاد|90 نود|100 صد"
    "|1000 هزار",
}
_MAGNITUDES = {
    "en": "3 thousand|6 million mn|9 billion bn|12 trillion",
    "es": "3 mil|6 mill|9 millard|12 bill",
    "fr": "3 mille millier|6 million|9 milliard",
    "de": "3 tausend tsd|6 million mio|9 milliard mrd",
    "pt": "3 mil|6 milh|9 bilh",
    "it": "3 mila mille|6 milion mln|9 miliard mld",
    "nl": "3 duizend|6 miljoen|9 miljard",
    "pl": "3 tys tysi|6 milion mln|9 miliard mld",
    "ru": "3 тыс тысяч|6 миллион млн|9 миллиард млрд",
    "uk": "3 тис тисяч|6 мільйон млн|9 мільярд млрд",
    "tr": "3 bin|6 milyon|9 milyar",
    "ar": "3 ألف آلاف|6 مليون ملايين|9 مليار",
    "fa": "3 هزار|6 میلیون|9 میلیارد",
    "hi": "3 हज़ार हजार|5 लाख|7 करोड़",
    "zh": "3 千|6 百万|4 万 萬|8 亿 億",
    "ja": "3 千|6 百万|4 万|8 億",
    "ko": "3 천|6 백만|4 만|8 억",
}
"""How many zeros a word adds to the number before it, by the letters that the word begins with."""
_IN_HAN = frozenset({"zh", "ja"})
_WITHOUT_SPACES = frozenset({"zh", "ja", "ko"})
_WORD = re.compile(r"[^\W\d_]+")
MAX_ABBREVIATION = 3
"""Letters of a short word or an abbreviation, which stands alone."""
_AND = frozenset({"and", "y", "et", "und", "e", "и", "و"})
_HAN = re.compile("[一二两三四五六七八九十百千]+")
_HAN_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}
_AT_START = re.compile(r"[\s\u00a0\u202f-]?(?P<word>[^\W\d_]+)")


def _table(entries: str) -> dict[str, int]:
    table: dict[str, int] = {}
    for entry in entries.split("|"):
        number, *forms = entry.split(" ")
        table |= dict.fromkeys(forms, int(number))
    return table


_NUMBERS = {language: _table(entries) for language, entries in _WORDS.items()}


def _stems(entries: str) -> list[tuple[str, int]]:
    split = (entry.split(" ") for entry in entries.split("|"))
    found = [(stem, int(zeros)) for zeros, *stems in split for stem in stems]
    return sorted(found, key=lambda each: -len(each[0]))


_STEMS = {language: _stems(entries) for language, entries in _MAGNITUDES.items()}


def magnitude(after: str, language: str) -> int:
    """Return how many zeros the words after a number add to it: 6 for " million people", 0 for none."""
    zeros = 0
    for _ in range(2):  # Spanish counts "mil millones"
        found = _AT_START.match(after)
        more = _zeros(found["word"].casefold(), language) if found else 0
        if not more or not found:
            break
        zeros += more
        after = "" if language in _WITHOUT_SPACES else after[found.end() :]
    return zeros


def _zeros(word: str, language: str) -> int:
    for stem, zeros in _STEMS.get(language, ()):
        # "mil" is not the beginning of "militares".
        is_whole = len(stem) <= MAX_ABBREVIATION and language not in _WITHOUT_SPACES
        if word == stem or (not is_whole and word.startswith(stem)):
            return zeros
    return 0


def is_known(language: str) -> bool:
    """Return True if numbers are recognized in this language (ISO 639)."""
    return language in _NUMBERS or language in _IN_HAN


def numbers_in_words(text: str, language: str) -> tuple[int, ...]:
    """Return the numbers that are written as words, in order: 20, 5, 25 for "twenty-five". "One" is not.

    The numbers that words make together come after their parts: 2, 1000, 2000 for "two thousand".
    """
    if language in _IN_HAN:
        return tuple(number for found in _HAN.findall(text) if (number := _han(found)) > 1)
    table = _NUMBERS.get(language)
    if table is None:
        return ()
    numbers: list[int] = []
    whole = end = 0
    for match in _WORD.finditer(text.casefold()):
        word = match[0]
        number = _number(word, language, table)
        if number:
            numbers.append(number)
            is_near = whole and text[end : match.start()].strip(" -\u00a0") == ""
            together = _together(whole, number) if is_near else 0
            if together:
                numbers.append(together)
            whole, end = together or number, match.end()
        elif word in _AND and whole:
            end = match.end()
        else:
            whole = 0
    return tuple(numbers)


def _han(written: str) -> int:
    """Return a number in Chinese characters: 25 for 二十五; 0 for what is none, such as 三三."""
    whole = digit = 0
    for sign in written:
        if sign in _HAN_DIGITS:
            if digit:
                return 0
            digit = _HAN_DIGITS[sign]
        else:
            whole += (digit or 1) * _HAN_UNITS[sign]
            digit = 0
    return whole + digit


def _number(word: str, language: str, table: Mapping[str, int]) -> int:
    number = table.get(word, 0)
    if not number and (zeros := _zeros(word, language)) >= 6:
        return int(10**zeros)
    if not number and language == "ar" and word[0] in "وبلف":  # "and", "with", "for" are letters of the word
        return table.get(word[1:], 0)
    if not number and language == "de":  # "zweiundsiebzig"
        unit, _, tens = word.partition("und")
        return table.get(unit, 1) + table[tens] if tens in table and unit in {*table, "ein"} else 0
    return number


def _together(before: int, number: int) -> int:
    """Return the number that a word makes with those before it; 0 if it makes none."""
    if number >= 100 and before < number:
        return before * number
    if (before, number) == (4, 20):
        return 80  # French
    if before < 10 and number in range(20, 100, 10):
        return before + number  # Arabic says five and twenty
    step = next((step for step in (1_000_000, 1_000, 100, 20) if before % step == 0), 10)
    return before + number if before >= 20 and before % 10 == 0 and number < step else 0
