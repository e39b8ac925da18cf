"""Numbers written as words. The CLDR's rules for them need ICU, which is no library of ours.

The languages are those of the first campaigns. Of another language no word is known: see `facts`.
"""

import re

_WORDS = {
    "en": "2 two|3 three|4 four|5 five|6 six|7 seven|8 eight|9 nine|10 ten|11 eleven|12 twelve|13 thirteen"
    "|14 fourteen|15 fifteen|16 sixteen|17 seventeen|18 eighteen|19 nineteen|20 twenty|30 thirty|40 forty"
    "|50 fifty|60 sixty|70 seventy|80 eighty|90 ninety|100 hundred|1000 thousand",
    "es": "2 dos|3 tres|4 cuatro|5 cinco|6 seis|7 siete|8 ocho|9 nueve|10 diez|11 once|12 doce|13 trece"
    "|14 catorce|15 quince|16 dieciséis|17 diecisiete|18 dieciocho|19 diecinueve|20 veinte|30 treinta"
    "|40 cuarenta"
    "|50 cincuenta|60 sesenta|70 setenta|80 ochenta|90 noventa|100 cien ciento|1000 mil",
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
    "|14 quattordici|15 quindici|20 venti|30 trenta|40 quaranta|50 cinquanta|60 sessanta|70 settanta"
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
}
_WORD = re.compile(r"[^\W\d_]+")


def _table(entries: str) -> dict[str, int]:
    table: dict[str, int] = {}
    for entry in entries.split("|"):
        number, *forms = entry.split(" ")
        table |= dict.fromkeys(forms, int(number))
    return table


_NUMBERS = {language: _table(entries) for language, entries in _WORDS.items()}


def is_known(language: str) -> bool:
    """Return True if numbers are recognized in this language (ISO 639)."""
    return language in _NUMBERS


def numbers_in_words(text: str, language: str) -> tuple[int, ...]:
    """Return the numbers that are written as words, in order: 20, 5, 25 for "twenty-five". "One" is not."""
    table = _NUMBERS.get(language)
    if table is None:
        return ()
    numbers: list[int] = []
    tens = 0
    for word in _WORD.findall(text.casefold()):
        number = table.get(word, 0)
        if number:
            numbers.append(number)
        if tens and 0 < number < 10:
            numbers.append(tens + number)
        tens = number if number in range(20, 100, 10) else 0
    return tuple(numbers)
