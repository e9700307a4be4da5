"""Dates written in German, French or Spanish, word by word into the English the grammar reads.

A word it does not know ends the attempt, so that nothing is guessed; words that mean two things to their own
speakers ("nächsten Freitag", "vendredi prochain", "fin de semaine") are left out on purpose.
"""

import re
import unicodedata

_ENGLISH_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ENGLISH_YEAR = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def _table(week: str, year: str, words: str) -> dict[str, str]:
    table = dict(zip(week.split(), _ENGLISH_WEEK, strict=True)) | dict(zip(year.split(), _ENGLISH_YEAR, strict=True))
    return table | {word: said.replace("_", " ") for word, _, said in (pair.partition("=") for pair in words.split())}


_LANGUAGES = (
    _table(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "januar februar marz april mai juni juli august september oktober november dezember",
        "heute=today morgen=tomorrow ubermorgen=day_after_tomorrow kommenden=coming kommender=coming diesen=this"
        " dieser=this am= der= den= dem= des= zum= um=at uhr= in=in innerhalb=within binnen=within von= ende=end_of"
        " monatsende=eom quartalsende=eoq jahresende=eoy woche=week wochen=weeks monat=month monats=month"
        " monaten=months quartals=quarter jahres=year tag=day tage=days tagen=days arbeitstag=working_day"
        " arbeitstage=working_days arbeitstagen=working_days ein=one einem=one einer=one zwei=two drei=three vier=four"
        " mittag=noon dez=december okt=october feb=february jan=january",
    ),
    _table(
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "aujourd'hui=today demain=tomorrow apres=day_after le= la= l'= du= de= d'= au= ce=this a=at h= dans=in"
        " sous=within fin=end_of jour=day jours=days ouvre=working ouvres=working semaine=weeks semaines=weeks"
        " mois=month un=one une=one deux=two trois=three quatre=four 1er=1st midi=noon trimestre=quarter annee=year",
    ),
    _table(
        "lunes martes miercoles jueves viernes sabado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "hoy=today manana=tomorrow pasado=day_after el= la= las= los= de= del= a=at este=this en=in dentro=in"
        " fin=end_of finales=end_of dia=day dias=days habiles=working laborables=working semana=weeks semanas=weeks"
        " mes=month meses=months un=one una=one dos=two tres=three cuatro=four mediodia=noon"
        " trimestre=quarter ano=year",
    ),
)
FOREIGN_WORDS = frozenset(word for table in _LANGUAGES for word in table)
# Enough to tell that a sentence ends in a date; the little words also occur elsewhere.
FOREIGN_DATE_WORDS = frozenset(word for table in _LANGUAGES for word in table if len(word) > 3)

_NUMBER = re.compile(r"[0-9][0-9.:/-]*")
_HOUR = re.compile(r"([0-9]{1,2}) ?h(?: ?([0-9]{2}))?\b")
_WORKING = re.compile(r"(days?) working")
_WEEKEND = re.compile(r"end of weeks")


def bare(word: str) -> str:
    """The word without accents, as it is typed on a foreign keyboard."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def translated(words: str) -> list[str]:
    """What the phrase says in English, for each language in which all its words are known."""
    plain = _HOUR.sub(lambda m: f"{m[1]}:{m[2] or '00'}", bare(words).replace("l'", "l' ").replace("d'a", "d' a"))
    said = [_said(plain.split(), table) for table in _LANGUAGES]
    return [english for english in said if english]


def _said(words: list[str], table: dict[str, str]) -> str | None:
    if not all(word in table or _NUMBER.fullmatch(word) for word in words):
        return None
    english = " ".join(" ".join(table.get(word, word) for word in words).split())
    english = _WORKING.sub(r"working \1", english)
    return None if _WEEKEND.search(english) else english
