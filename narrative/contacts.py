"""Contact details in free text: phones, postcodes, email addresses, NHS, prison and National Insurance numbers."""

from __future__ import annotations

import re
from typing import NamedTuple

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.gb import nhs

from narrative.reading import Contacts

_DIGIT_WORDS = {
    "oh": "0", "o": "0", "zero": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TENS = {"ten": "10", "eleven": "11", "twelve": "12", "hundred": "00", "thousand": "000"}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_NUMERALS = "|".join([*_DIGIT_WORDS, *_TIMES, *_TENS])
_SPOKEN = re.compile(rf"\b(?:plus\s+)?(?:(?:{_NUMERALS}|\d{{1,5}})\b[\s,.\-]*(?:and\s+then\s+|then\s+)?){{4,}}", re.I)
_IN_A_SPOKEN_NUMBER = frozenset({*_DIGIT_WORDS, *_TIMES, *_TENS})
_WORD = re.compile(r"[a-z]+|\d+")
_ODD_LETTER = re.compile("[ſıİK]")  # which a pattern without regard to case takes for s, i and k
_POSTCODE = re.compile(
    r"\b(GIR ?0AA|(?:[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?)))[ \-]{0,2}(\d[ABD-HJLNP-UW-Z]{2})\b", re.I
)
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-']{1,64}@[\w\-]+(?:\.[\w\-]+)+", re.I)
_AT = r"(?:\s*[\[(<{]\s*at\s*[\])>}]\s*|\s+at\s+|\s*@\s*)"
_DOT = r"(?:\s*[\[(<{]\s*dot\s*[\])>}]\s*|\s+(?:dot|full\s?stop|point)\s+|\.)"
_JOIN = rf"(?:{_DOT}|\s+(?:underscore|under\s?score|dash|hyphen)\s+|[\-_])"
_SPOKEN_EMAIL = re.compile(
    rf"\b(\w{{1,40}}(?:{_JOIN}\w{{1,40}}){{0,4}}){_AT}((?:[a-z0-9\-]{{1,40}}{_DOT}){{1,4}}(?:com|co|uk|org|net|gov|ac|info|"
    rf"me|eu|ie|example))\b",
    re.I,
)
_NHS_SAID = re.compile(r"\bnhs (?:number|num|no\.?)(?: is| was|:)?\s+", re.I)
_SPACED_POSTCODE = re.compile(r"\bpost ?code(?: is|'s|’s|:)?\s+((?:[A-Z0-9]\s+){4,6}[A-Z])\b", re.I)
_TEN_DIGITS = re.compile(r"(?<![\d+])\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\d)")
_PRISON = re.compile(r"(?<![A-Za-z\d])[A-Z]\d{4}[A-Z]{2}(?![A-Za-z\d])", re.I)
_NI = re.compile(r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?(?:\d\s?){6}[A-D]\b", re.I)
_LONGEST = 30_000


class Spot(NamedTuple):
    """A contact detail with its kind, its normal form and its place."""

    kind: str
    value: str
    start: int
    end: int


def find_contacts(text: str) -> list[Spot]:
    """Every contact detail in a text, in order. Wrong check digits, impossible numbers and bad addresses are left out."""
    text = text[:_LONGEST]
    spots = [*_ni(text), *_emails(text), *_postcodes(text), *_prisons(text)]
    if any(map(str.isdigit, text)) or _may_be_spoken(text):
        health = list(_nhs(text))
        spots += health
        spots += [p for p in _phones(text) if not any(p.start < h.end and h.start < p.end for h in health)]
    return sorted(spots, key=lambda spot: spot.start)


def contacts_from(spots: list[Spot]) -> Contacts:
    """The spots gathered by kind, each value once."""

    def of(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.value for s in spots if s.kind == kind))

    ni = tuple((s.start, s.end) for s in spots if s.kind == "ni")
    return Contacts(of("phone"), of("postcode"), of("email"), of("nhs"), of("prison"), ni)


def phone_from(text: str) -> str | None:
    """The one phone number said, as E.164 ('07700 900123' or 'oh double seven ...' -> '+447700900123'), or None."""
    return next((spot.value for spot in _phones(text[:_LONGEST])), None)


def email_from(text: str) -> str | None:
    """The one email address said ('jo at example dot org' too), lower-cased domain, or None. No look-up is made."""
    return next((spot.value for spot in _emails(text[:_LONGEST])), None)


def without_postcodes(text: str) -> str:
    """The rest of a text: 'Ann Example, RM7 1AA' -> 'Ann Example, '."""
    for spot in reversed(_postcodes(text[:_LONGEST])):
        text = text[: spot.start] + text[spot.end :]
    return text


def postcode_from(text: str) -> str | None:
    """The one UK postcode said, spaced and in capitals ('m11aa' -> 'M1 1AA'), or None."""
    return next((spot.value for spot in _postcodes(text[:_LONGEST])), None)


def mask_national_insurance(text: str) -> str:
    """The text with every National Insurance number replaced by asterisks of the same length: we never need it."""
    return _NI.sub(lambda m: "*" * len(m.group()), text)


def _phones(text: str) -> list[Spot]:
    found = list(_matched_phones(text, text))
    for match in _SPOKEN.finditer(text) if _may_be_spoken(text) else ():
        if any(s.start < match.end() and match.start() < s.end for s in found):
            continue
        digits = _digits(match.group())
        if len(digits) == 10 and digits.startswith("7"):
            digits = f"0{digits}"  # said without its first nought: '... with the oh on the front'
        if digits and (value := _valid(digits)):
            found.append(Spot("phone", value, match.start(), match.start() + len(match.group().rstrip(" ,.-\n\t"))))
    return sorted(found, key=lambda spot: spot.start)


def _may_be_spoken(text: str) -> bool:
    """A quick look before the slow one: a number that is spelt out has four parts at least."""
    parts = sum(word in _IN_A_SPOKEN_NUMBER or word.isdigit() for word in _WORD.findall(text.lower()))
    return parts > 3 or _ODD_LETTER.search(text) is not None


def _matched_phones(text: str, source: str) -> list[Spot]:
    if sum(map(str.isdigit, text)) < 7:
        return []
    found = phonenumbers.PhoneNumberMatcher(source, "GB", leniency=phonenumbers.Leniency.POSSIBLE, max_tries=50)
    return [
        Spot("phone", phonenumbers.format_number(m.number, phonenumbers.PhoneNumberFormat.E164), m.start, m.end)
        for m in found
        if _plausible(m.number, m.raw_string)
    ]


def _plausible(number: phonenumbers.PhoneNumber, written: str) -> bool:
    """A GB number must be written the long way (0 or +44); Ofcom's numbers for drama pass although no network has them."""
    if number.country_code != 44:
        return written.lstrip().startswith(("+", "00")) and phonenumbers.is_valid_number(number)
    national = str(number.national_number)
    starts = re.sub(r"\D", "", written)
    if not starts.startswith(("0", "44")) and not written.lstrip().startswith("+"):
        return False
    drama = national.startswith(("7700900", "2079460", "1134960", "1144960", "1154960", "1164960", "1174960", "1184960",
    "1214960",
                                 "1314960", "1414960", "1514960", "1614960", "1914980", "2890180", "2920180", "1632960",
                                 "8081570"))  # fmt: skip
    return len(national) in (9, 10) and (drama or phonenumbers.is_valid_number(number))


def _valid(digits: str) -> str | None:
    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not _plausible(number, digits):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _digits(said: str) -> str:
    """'plus four four seven seven double oh' -> '+44770 0': the digits of a spoken number."""
    out, times = "", 1
    for word in re.findall(r"[a-z]+|\d+", said.lower()):
        if word == "plus":
            out += "+"
        elif word in _TIMES:
            times = _TIMES[word]
        elif word.isdigit() or word in _DIGIT_WORDS or word in _TENS:
            out += (word if word.isdigit() else _DIGIT_WORDS.get(word) or _TENS[word]) * times
            times = 1
    return out


def _emails(text: str) -> list[Spot]:
    if "@" not in text and not re.search(r"\bdot\b|\bat\b", text, re.I):
        return []
    found: list[Spot] = []
    for match in _EMAIL.finditer(text):
        written = match.group().strip(".'-")
        if value := _checked_email(written):
            start = match.start() + match.group().index(written)
            found.append(Spot("email", value, start, start + len(written)))
    for match in _SPOKEN_EMAIL.finditer(text):
        if any(s.start < match.end() and match.start() < s.end for s in found):
            continue
        if value := _checked_email(_written_email(match.group(1), match.group(2))):
            found.append(Spot("email", value, match.start(), match.end()))
    return sorted(found, key=lambda spot: spot.start)


def _written_email(local: str, domain: str) -> str:
    for pattern, sign in ((r"\s+under\s?score\s+", "_"), (r"\s+(?:dash|hyphen)\s+", "-"), (_DOT, ".")):
        local, domain = re.sub(pattern, sign, local, flags=re.I), re.sub(pattern, sign, domain, flags=re.I)
    return f"{local}@{domain}".replace(" ", "")


def _checked_email(written: str) -> str | None:
    try:
        return validate_email(written, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None


def _postcodes(text: str) -> list[Spot]:
    found = []
    for m in _POSTCODE.finditer(text):
        written = m.group()
        if written.islower() and " " not in written and len(written) < 5:
            continue
        found.append(Spot("postcode", f"{m[1]} {m[2]}".upper(), m.start(), m.end()))
    for spaced in _SPACED_POSTCODE.finditer(text):
        if one := _POSTCODE.fullmatch(re.sub(r"\s", "", spaced[1])):
            found.append(Spot("postcode", f"{one[1]} {one[2]}".upper(), *spaced.span(1)))
    return found


def _nhs(text: str) -> list[Spot]:
    found = []
    for m in _TEN_DIGITS.finditer(text):
        number = re.sub(r"\D", "", m.group())
        if nhs.is_valid(number) and not number.startswith("0"):
            found.append(Spot("nhs", number, m.start(), m.end()))
    return [*found, *_spoken_nhs(text)]


def _spoken_nhs(text: str) -> list[Spot]:
    """'NHS number nine four three ...': ten digits in words, after the words that say what they are."""
    found = []
    for said in _NHS_SAID.finditer(text):
        match = _SPOKEN.match(text, said.end())
        number = _digits(match.group()) if match else ""
        if match and len(number) == 10 and nhs.is_valid(number):
            found.append(Spot("nhs", number, match.start(), match.start() + len(match.group().rstrip(" ,.-\n\t"))))
    return found


def _prisons(text: str) -> list[Spot]:
    return [Spot("prison", m.group().upper(), m.start(), m.end()) for m in _PRISON.finditer(text)]


def _ni(text: str) -> list[Spot]:
    return [Spot("ni", re.sub(r"\s", "", m.group()).upper(), m.start(), m.end()) for m in _NI.finditer(text)]
