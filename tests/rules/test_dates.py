"""What people type as a deadline, read on Wednesday 18 November 2026, 10:30 in New York."""

import warnings
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.dates import Due, read_date, read_shift
from pmo_bot.rules.dates_days import Order
from pmo_bot.rules.dates_words import MONTHS, WEEKDAYS

NEW_YORK = Calendar(ZoneInfo("America/New_York"), country="US")
NOW = datetime(2026, 11, 18, 15, 30, tzinfo=UTC)


def read(words: str, order: Order = "dmy", now: datetime = NOW, calendar: Calendar = NEW_YORK) -> str:
    """The answer as "2026-12-04" or "2026-12-04 17:00"; "" for none."""
    due = read_date(words, now, calendar, order)
    if not due:
        return ""
    return f"{due.day}" + (f" {due.clock:%H:%M}" if due.clock else "")


def corpus(table: str) -> list[tuple[str, str]]:
    rows = [line.split("|") for line in table.strip().splitlines()]
    return [(words.strip(), answer.strip()) for words, answer in rows]


READ = corpus("""
    today | 2026-11-18
    Today! | 2026-11-18
    by today | 2026-11-18
    tonight | 2026-11-18
    tomorrow | 2026-11-19
    by tomorrow | 2026-11-19
    due tomorrow | 2026-11-19
    tmrw | 2026-11-19
    tmr | 2026-11-19
    day after tomorrow | 2026-11-20
    the day after tomorrow | 2026-11-20
    the day-after-tomorrow | 2026-11-20
    friday | 2026-11-20
    Fri | 2026-11-20
    Fri. | 2026-11-20
    by fri | 2026-11-20
    by Friday, | 2026-11-20
    before friday | 2026-11-20
    on friday | 2026-11-20
    until friday | 2026-11-20
    till friday | 2026-11-20
    due by friday | 2026-11-20
    due on friday | 2026-11-20
    thurs | 2026-11-19
    mon | 2026-11-23
    monday | 2026-11-23
    tues | 2026-11-24
    wednesday | 2026-11-25
    sunday | 2026-11-22
    this friday | 2026-11-20
    this wednesday | 2026-11-18
    coming friday | 2026-11-20
    this coming friday | 2026-11-20
    upcoming wednesday | 2026-11-25
    next friday | 2026-11-27
    by next friday | 2026-11-27
    next monday | 2026-11-23
    next wednesday | 2026-11-25
    next sunday | 2026-11-29
    friday this week | 2026-11-20
    friday next week | 2026-11-27
    friday of next week | 2026-11-27
    next week friday | 2026-11-27
    next week on monday | 2026-11-23
    eod | 2026-11-18
    by EOD | 2026-11-18
    cob | 2026-11-18
    end of day | 2026-11-18
    by the end of the week | 2026-11-20
    close of business | 2026-11-18
    eod friday | 2026-11-20
    friday eod | 2026-11-20
    end of day friday | 2026-11-20
    by end of the day on friday | 2026-11-20
    COB Monday | 2026-11-23
    tomorrow by eod | 2026-11-19
    eow | 2026-11-20
    by eow | 2026-11-20
    end of week | 2026-11-20
    end-of-week | 2026-11-20
    end of this week | 2026-11-20
    end of next week | 2026-11-27
    eom | 2026-11-30
    end of month | 2026-11-30
    by the end of the month | 2026-11-30
    end of next month | 2026-12-31
    end of november | 2026-11-30
    end of december | 2026-12-31
    end of january | 2027-01-29
    end of oct | 2027-10-29
    end of february 2027 | 2027-02-26
    eoq | 2026-12-31
    end of quarter | 2026-12-31
    end of the quarter | 2026-12-31
    end of next quarter | 2027-03-31
    q4 | 2026-12-31
    by Q1 | 2027-03-31
    end of q1 | 2027-03-31
    end of q2 2027 | 2027-06-30
    q3 | 2027-09-30
    eoy | 2026-12-31
    end of year | 2026-12-31
    end of the year | 2026-12-31
    end of next year | 2027-12-30
    end of 2026 | 2026-12-31
    end of 2027 | 2027-12-30
    in 3 days | 2026-11-21
    in three days | 2026-11-21
    in a day | 2026-11-19
    in 1 day | 2026-11-19
    in 2 weeks | 2026-12-02
    in two weeks | 2026-12-02
    in a week | 2026-11-25
    in 2w | 2026-12-02
    in 5d | 2026-11-23
    in a month | 2026-12-18
    in 3 months | 2027-02-18
    in 10 working days | 2026-12-03
    in 10 business days | 2026-12-03
    in 10 wd | 2026-12-03
    in 1 workday | 2026-11-19
    in one working day | 2026-11-19
    within 2 days | 2026-11-20
    within 5 working days | 2026-11-25
    10 working days | 2026-12-03
    3 days | 2026-11-21
    2 weeks from now | 2026-12-02
    2 weeks from friday | 2026-12-04
    a week from tomorrow | 2026-11-26
    two working days from tomorrow | 2026-11-23
    4 dec | 2026-12-04
    4 Dec. | 2026-12-04
    04 dec | 2026-12-04
    dec 4 | 2026-12-04
    dec 4th | 2026-12-04
    4th dec | 2026-12-04
    4-dec | 2026-12-04
    4-Dec-2026 | 2026-12-04
    4th of December | 2026-12-04
    the 4th of December | 2026-12-04
    December 4 | 2026-12-04
    December the 4th | 2026-12-04
    4 december 2026 | 2026-12-04
    December 4, 2026 | 2026-12-04
    4 dec 2027 | 2027-12-04
    fri 4 dec | 2026-12-04
    Friday, 4 December 2026 | 2026-12-04
    Friday, December 4 | 2026-12-04
    18 nov | 2026-11-18
    17 nov | 2027-11-17
    1 mar | 2027-03-01
    3 may | 2027-05-03
    sept 1 | 2027-09-01
    feb 29 | 2028-02-29
    29 feb 2028 | 2028-02-29
    4 dec 2020 | 2020-12-04
    the 15th | 2026-12-15
    15th | 2026-12-15
    the 20th | 2026-11-20
    the 18th | 2026-11-18
    the 31st | 2026-12-31
    by the 1st | 2026-12-01
    the 22nd | 2026-11-22
    the 3rd | 2026-12-03
    friday the 20th | 2026-11-20
    the 15th of next month | 2026-12-15
    2026-12-04 | 2026-12-04
    by 2026-12-04 | 2026-12-04
    2026/12/04 | 2026-12-04
    2026/12/4 | 2026-12-04
    Fri 2026-12-04 | 2026-12-04
    2026-01-05 | 2026-01-05
    4/12 | 2026-12-04
    04/12 | 2026-12-04
    4/12/2026 | 2026-12-04
    4/12/26 | 2026-12-04
    4.12. | 2026-12-04
    4.12.2026 | 2026-12-04
    04.12.26 | 2026-12-04
    04-12-2026 | 2026-12-04
    30/11 | 2026-11-30
    11/30 | 2026-11-30
    fri 4/12 | 2026-12-04
    at 5pm | 2026-11-18 17:00
    5pm | 2026-11-18 17:00
    by 5 pm | 2026-11-18 17:00
    17:00 | 2026-11-18 17:00
    noon | 2026-11-18 12:00
    by noon | 2026-11-18 12:00
    tomorrow at 5pm | 2026-11-19 17:00
    tomorrow 5pm | 2026-11-19 17:00
    5pm tomorrow | 2026-11-19 17:00
    at 5pm tomorrow | 2026-11-19 17:00
    tomorrow at noon | 2026-11-19 12:00
    noon tomorrow | 2026-11-19 12:00
    tomorrow 17:00 | 2026-11-19 17:00
    tomorrow, 9:30 | 2026-11-19 09:30
    tomorrow at 9 | 2026-11-19 09:00
    tomorrow at 5 | 2026-11-19 17:00
    tomorrow at 16 | 2026-11-19 16:00
    friday at 5:30pm | 2026-11-20 17:30
    friday at 5.30 p.m. | 2026-11-20 17:30
    friday 9 am | 2026-11-20 09:00
    9 a.m. on friday | 2026-11-20 09:00
    friday @ 5pm | 2026-11-20 17:00
    at 9 on friday | 2026-11-20 09:00
    4 dec at 5pm | 2026-12-04 17:00
    dec 4 17:00 | 2026-12-04 17:00
    12pm tomorrow | 2026-11-19 12:00
    today at 9am | 2026-11-18 09:00
    2026-12-04T15:00 | 2026-12-04 15:00
    2026-12-04 15:00 | 2026-12-04 15:00
    2026-12-04T15:00:30 | 2026-12-04 15:00
    2026-12-04T15:00Z | 2026-12-04 10:00
    2026-12-04T01:00+09:00 | 2026-12-03 11:00
""")
READ_MONTH_FIRST = corpus("""
    12/4 | 2026-12-04
    4/12 | 2027-04-12
    12/4/2026 | 2026-12-04
    12/4/26 | 2026-12-04
    30/11 | 2026-11-30
    11/30 | 2026-11-30
    12.4. | 2026-12-04
    2026-12-04 | 2026-12-04
    4 dec | 2026-12-04
""")
READ_ABROAD = corpus("""
    heute | 2026-11-18
    morgen | 2026-11-19
    übermorgen | 2026-11-20
    uebermorgen |
    bis Freitag | 2026-11-20
    Freitag | 2026-11-20
    am Freitag | 2026-11-20
    am Freitag um 17 Uhr | 2026-11-20 17:00
    kommenden Freitag | 2026-11-20
    diesen Freitag | 2026-11-20
    in 3 Tagen | 2026-11-21
    in zwei Wochen | 2026-12-02
    in einer Woche | 2026-11-25
    innerhalb von 3 Arbeitstagen | 2026-11-23
    4. Dezember | 2026-12-04
    4. Dezember 2026 | 2026-12-04
    bis zum 4. Dezember | 2026-12-04
    Freitag, 4. Dezember | 2026-12-04
    1. März | 2027-03-01
    Ende der Woche | 2026-11-20
    Monatsende | 2026-11-30
    Ende des Monats | 2026-11-30
    aujourd'hui | 2026-11-18
    demain | 2026-11-19
    après-demain | 2026-11-20
    vendredi | 2026-11-20
    avant vendredi | 2026-11-20
    d'ici vendredi | 2026-11-20
    dans 3 jours | 2026-11-21
    dans deux semaines | 2026-12-02
    dans 5 jours ouvrés | 2026-11-25
    4 décembre | 2026-12-04
    le 4 decembre 2026 | 2026-12-04
    1er décembre | 2026-12-01
    demain à 17h | 2026-11-19 17:00
    demain à 17h30 | 2026-11-19 17:30
    fin du mois | 2026-11-30
    hoy | 2026-11-18
    mañana | 2026-11-19
    pasado mañana | 2026-11-20
    el viernes | 2026-11-20
    para el viernes | 2026-11-20
    en 3 días | 2026-11-21
    dentro de dos semanas | 2026-12-02
    en 5 días hábiles | 2026-11-25
    4 de diciembre | 2026-12-04
    el 4 de diciembre de 2026 | 2026-12-04
    mañana a las 17:00 | 2026-11-19 17:00
    fin de mes | 2026-11-30
""")
REFUSED = """
    |  | . | by | due | by by | the | at | of | 555-1234 | v2.4 | 2.4 | 4.12 | 3.11 | 10% | 12 | 4 | 2026 | by 2027
    in 0 days | in 0 weeks | 0 days | -3 days | in -3 days | 3 days ago | last friday | yesterday | a day | by 3 days
    2026-13-01 | 2026-02-30 | 2026-00-10 | 0000-01-01 | 9999-12-31 | 1026-12-04 | 2026-12 | 12-04 | 2026-12-04T25:00
    31 november | november 31 | 30 feb | feb 30 2028 | 29 feb 2027 | 0 dec | 32 dec | 4 decembre 26 | 4 dec 26
    the 32nd | the 0th | the 2th | the 11st | 22th | the 4th of this month | fri 5 dec | friday the 4th of november
    mon 2026-12-04 | 5th of dec 4th | 3th dec | dec 2th | 13/13 | 0/12 | 31/11 | 50/50 | 24/7 | 1/2/3
    4/12/202 | 4..12 | 4,12
    fridya | tommorow | tomorow | novemver 4 | frday | next fri day | firday | decembr 4
    early december | mid december | late november | mid-december | middle of next week | early next week
    beginning of december | start of q1 | mid next sprint | next sprint | next week | next month | this week | by week
    this month | this monday | monday this week | december | by december | dec 2026 | next december | end of sprint
    soon | asap | later | someday | now | whenever | tbd | never | n/a | weekend | by the weekend | christmas | easter
    tomorrow morning | friday afternoon | friday night | friday or monday | mon-fri | monday to friday | every friday
    9:00 | 12am | midnight | tomorrow at midnight | 12am tomorrow | 13pm | 0pm tomorrow | 25:00 | 17:60 | at 24 | at 0
    tomorrow at 8 | tomorrow at 25 | at 5pm CET | 17:00 UTC | friday 5 | friday 25:00 | 5 | at | half past 5
    q5 | q0 | end of q1 26 | end of q1 1950 | end of 1950 | end of undecember | end of end | friday week | 999 years
    in 1000 days | in 2.5 days | in half a day | in a few days | in a couple of weeks | in ten | in days | within
    nächsten Freitag | vendredi prochain | próximo viernes | fin de semana | fin de semaine | Montag 4. Dezember
    in 0 Tagen | vor 3 Tagen | il y a 3 jours | hace 3 días | 31. November | janvier | morgen früh | Freitag morgen
    4 décembre 2020 | 4 dezember 2036 | mi | so | do | di | mes | a | le | bis | demain vendredi | mañana morgen
    by and by | due diligence | on hold | on time | on board | until approved | before launch
    in scope | within reason | by hand | on call | in hand | before long | due process | by law | until then
    hello | legal | the board | A-12 | U123 | <@U123> | 🎉 | ٤/١٢ | ٤ dec | — | friday\x00 | tomorrow tomorrow
"""
JUNK = [words.strip() for line in REFUSED.strip("\n").splitlines() for words in line.split("|")]


@pytest.mark.parametrize(("words", "answer"), READ)
def test_reads(words: str, answer: str) -> None:
    assert read(words) == answer


@pytest.mark.parametrize(("words", "answer"), READ_MONTH_FIRST)
def test_reads_where_the_month_comes_first(words: str, answer: str) -> None:
    assert read(words, "mdy") == answer


@pytest.mark.parametrize(("words", "answer"), READ_ABROAD)
def test_reads_german_french_and_spanish(words: str, answer: str) -> None:
    assert read(words) == answer


@pytest.mark.parametrize("words", JUNK)
def test_refuses_what_it_does_not_understand(words: str) -> None:
    assert read(words) == ""


def test_the_corpus_is_large() -> None:
    assert len(READ) + len(READ_MONTH_FIRST) + len(READ_ABROAD) > 230
    assert len(JUNK) > 200


def test_the_answer_keeps_the_words() -> None:
    assert read_date("  by  Fri at 5pm ", NOW, NEW_YORK) == Due(date(2026, 11, 20), time(17), "by Fri at 5pm")


@pytest.mark.parametrize(
    ("now", "words", "answer"),
    [
        ("2026-11-20 15:30", "friday", "2026-11-27"),  # on a Friday
        ("2026-11-20 15:30", "this friday", "2026-11-20"),
        ("2026-11-20 15:30", "next friday", "2026-11-27"),
        ("2026-11-22 15:30", "next friday", "2026-11-27"),  # on a Sunday
        ("2026-11-22 15:30", "next monday", "2026-11-23"),
        ("2026-11-20 15:30", "eow", "2026-11-20"),
        ("2026-11-21 15:30", "eow", "2026-11-27"),  # on a Saturday this week is over
        ("2026-11-25 15:30", "eow", "2026-11-27"),
        ("2026-12-21 15:30", "eow", "2026-12-24"),  # Christmas is on Friday
        ("2027-01-30 15:30", "end of month", "2027-01-31"),  # no working day is left in January
        ("2026-12-31 15:30", "end of q4", "2026-12-31"),
        ("2026-11-18 04:30", "today", "2026-11-17"),  # late evening in New York
        ("2026-11-18 23:30", "5pm", ""),  # it is half past six
        ("2025-11-18 15:30", "feb 29", ""),  # more than two years ahead
        ("2026-03-01 15:30", "29 feb 2028", "2028-02-29"),
        ("2026-12-31 15:30", "in 2 months", "2027-02-28"),
        ("2026-01-31 15:30", "the 30th", "2026-03-30"),
    ],
)
def test_reads_on_other_days(now: str, words: str, answer: str) -> None:
    assert read(words, now=datetime.fromisoformat(now).replace(tzinfo=UTC)) == answer


@pytest.mark.parametrize(
    ("workdays", "words", "answer"),
    [
        ({7, 1, 2, 3, 4}, "eow", "2026-11-19"),  # Sunday to Thursday, as in Israel
        ({7, 1, 2, 3, 4}, "next sunday", "2026-11-22"),
        ({7, 1, 2, 3, 4}, "end of next week", "2026-11-26"),
        ({6, 7, 1, 2, 3}, "eow", "2026-11-18"),  # Saturday to Wednesday, as in Iran
        ({6, 7, 1, 2, 3}, "next saturday", "2026-11-21"),
        ({1, 2, 4, 5}, "eow", "2026-11-20"),
        ({1, 2, 3, 4, 5, 6, 7}, "eow", "2026-11-22"),
        ({1, 2, 3, 4, 6}, "eow", "2026-11-21"),
    ],
)
def test_weeks_end_where_people_rest(workdays: set[int], words: str, answer: str) -> None:
    assert read(words, calendar=Calendar(ZoneInfo("America/New_York"), frozenset(workdays))) == answer


def test_a_week_that_starts_on_sunday_has_begun_on_sunday() -> None:
    israel = Calendar(ZoneInfo("America/New_York"), frozenset({7, 1, 2, 3, 4}))
    assert read("eow", now=datetime(2026, 11, 22, 15, 30, tzinfo=UTC), calendar=israel) == "2026-11-26"
    assert read("this wed", now=datetime(2026, 11, 22, 15, 30, tzinfo=UTC), calendar=israel) == "2026-11-25"


def test_a_bare_hour_is_the_one_in_working_hours() -> None:
    late = Calendar(ZoneInfo("America/New_York"), opens=time(7), closes=time(20))
    assert read("tomorrow at 6", calendar=late) == "2026-11-19 18:00"
    assert read("tomorrow at 8", calendar=late) == ""  # 8:00 or 20:00
    assert read("tomorrow at 12", calendar=late) == "2026-11-19 12:00"


def test_too_long_for_a_date() -> None:
    assert read("friday " + " " * 60) == ""


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_reading_warns_of_nothing(language: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read({"de": "4. Dezember", "fr": "4 décembre", "es": "4 de diciembre"}[language])


# --- whatever is typed ---------------------------------------------------------------------

_SPEECH = "by before due on in within next this end of the q1 eod 4th 31 0 4/12 2026-12-04 17:00 5pm at days weeks"
WORDS = st.sampled_from([*WEEKDAYS, *MONTHS, *_SPEECH.split(), "demain", "Freitag", "mañana", "4.", "3 months"])
PHRASES = st.lists(WORDS | st.text(max_size=4) | st.integers(-1, 99999).map(str), max_size=7).map(" ".join)


@given(PHRASES | st.text(max_size=80), st.sampled_from(["dmy", "mdy"]))
def test_never_raises_and_never_answers_beyond_reason(words: str, order: Order) -> None:
    due = read_date(words, NOW, NEW_YORK, order)
    read_shift(words)
    if due:
        assert 2006 <= due.day.year <= 2127
        assert due.words == " ".join(words.split())


@given(st.dates(date(2026, 11, 18), date(2028, 11, 17)))
def test_a_date_reads_back_as_itself(day: date) -> None:
    written = [f"{day:%d %B %Y}", f"{day:%b %d %Y}", f"{day:%a %d %b %Y}", f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}"]
    assert {read(words) for words in written} == {str(day)}
    assert read(f"{day:%m/%d/%Y}", "mdy") == str(day)
