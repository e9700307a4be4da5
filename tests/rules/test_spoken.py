"""What people say in their own words: read to the last word or kept as a note, and never a yes out of a no."""

from __future__ import annotations

import time as clock
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.spoken import Deed, Spoken, read

MADRID = ZoneInfo("Europe/Madrid")
CALENDAR = Calendar(zone=MADRID)
NOW = datetime(2026, 11, 30, 10, 0, tzinfo=MADRID)  # a Monday
YESES = {Deed.DONE, Deed.ON_TRACK, Deed.YES}
FRIDAY, MONDAY, TOMORROW = date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 1)
ANA = "<@U0ANA>"


def one(text: str) -> Spoken:
    found = read(text, now=NOW, calendar=CALENDAR)
    assert len(found) == 1, found
    return found[0]


DONE = [
    ("done", ""),
    ("Done!", ""),
    ("DONE ✅", ""),
    ("✅", ""),
    (":white_check_mark:", ""),
    ("it's done", ""),
    ("It’s all done now, thanks", ""),
    ("I finished it yesterday", ""),
    ("I'm done", ""),
    ("all done", ""),
    ("this is finished", ""),
    ("sent it this morning", ""),
    ("please close it", ""),
    ("mark it as done", ""),
    ("erledigt", ""),
    ("hecho", ""),
    ("terminé", ""),
    ("done, see <https://x.example/a|the file>", "see https://x.example/a"),
    ("done: <https://x.example/not-done>", "https://x.example/not-done"),
    ("done see https://x.example", "see https://x.example"),
    ("Finished - Ana has the file", "Ana has the file"),
    ("done\nthe minutes are in the folder", "the minutes are in the folder"),
]


@pytest.mark.parametrize(("text", "note"), DONE)
def test_done_with_what_is_kept_of_it(text: str, note: str) -> None:
    assert (one(text).deed, one(text).words) == (Deed.DONE, note)


MOVES: list[tuple[str, date | None, int | None, str]] = [
    ("2 more days", None, 2, ""),
    ("need two more days", None, 2, ""),
    ("I need 2 extra days please", None, 2, ""),
    ("+2d", None, 2, ""),
    ("another week", None, 5, ""),
    ("give me one more day", None, 1, ""),
    ("two more working days because legal is slow", None, 2, "legal is slow"),
    ("not done yet, need two more days", None, 2, ""),
    ("late by 2 days", None, 2, ""),
    ("by friday", FRIDAY, None, ""),
    ("done by friday", FRIDAY, None, ""),
    ("I'll have it done by friday", FRIDAY, None, ""),
    ("will be ready on the 4th", FRIDAY, None, ""),
    ("need until 4 dec", FRIDAY, None, ""),
    ("move it to 4 dec because legal answers on Monday", FRIDAY, None, "legal answers on Monday"),
    ("can we do friday?", FRIDAY, None, ""),
    ("friday works", FRIDAY, None, ""),
    ("make it friday, legal is slow", FRIDAY, None, "legal is slow"),
    ("yes, by friday", FRIDAY, None, ""),
    ("no, friday", FRIDAY, None, ""),
    ("sorry, running late, by friday", FRIDAY, None, ""),
    ("next tue works better for me", date(2026, 12, 8), None, ""),
    ("in 3 working days", date(2026, 12, 3), None, ""),
    ("until the end of the week", FRIDAY, None, ""),
    ("done tomorrow", TOMORROW, None, ""),
    ("bis freitag", FRIDAY, None, ""),
    ("fin de semana", None, None, ""),
]


@pytest.mark.parametrize(("text", "day", "shift", "reason"), MOVES[:-1])
def test_another_date_with_its_reason(text: str, day: date | None, shift: int | None, reason: str) -> None:
    said = one(text)
    assert (said.deed, said.day, said.shift, said.words) == (Deed.MOVE, day, shift, reason)


def test_a_day_alone_may_be_a_date_or_a_reminder() -> None:
    assert (one("friday").deed, one("friday").other, one("friday").day) == (Deed.MOVE, Deed.SNOOZE, FRIDAY)
    assert (one("tomorrow").deed, one("tomorrow").other, one("tomorrow").day) == (Deed.SNOOZE, Deed.MOVE, TOMORROW)


@pytest.mark.parametrize("text", ["by mid next sprint", "need until 31 november", "by 31 november"])
def test_a_date_that_cannot_be_read_is_told_apart_from_other_words(text: str) -> None:
    assert one(text).deed is Deed.MOVE
    assert one(text).day is None
    assert one(text).unread


WAITS: list[tuple[str, str | None, str | None, str]] = [
    ("waiting for legal", None, None, "legal"),
    ("I'm still waiting for legal", None, None, "legal"),
    ("it's stuck with the vendor", None, None, "the vendor"),
    ("legal is blocking me", None, None, "legal"),
    ("need input from legal", None, None, "input from legal"),
    (f"waiting for {ANA}", "U0ANA", None, ""),
    (f"blocked by {ANA}", "U0ANA", None, ""),
    (f"waiting for the list from {ANA}", "U0ANA", None, f"the list from {ANA}"),
    ("blocked by A-7", None, "A-7", ""),
    ("A-7 is in the way", None, "A-7", ""),
    ("depends on A-7", None, "A-7", ""),
    ("ich warte auf die Liste", None, None, "die Liste"),
    ("blocked", None, None, ""),
]


@pytest.mark.parametrize(("text", "person", "on", "words"), WAITS)
def test_what_is_waited_for(text: str, person: str | None, on: str | None, words: str) -> None:
    said = one(text)
    assert (said.deed, said.person, said.on, said.words, said.keys) == (Deed.BLOCKED, person, on, words, ())


def test_what_waits_and_what_it_waits_for_are_told_apart() -> None:
    for text in ("A-12 is blocked by A-7", "A-7 blocks A-12", "A-12: waiting for A-7"):
        assert (one(text).keys, one(text).on) == (("A-12",), "A-7"), text


HANDS: list[tuple[str, Deed, str | None]] = [
    (f"give it to {ANA}", Deed.HAND, "U0ANA"),
    (f"give A-12 to {ANA}", Deed.HAND, "U0ANA"),
    (f"{ANA} will do it", Deed.HAND, "U0ANA"),
    (f"ask {ANA}", Deed.HAND, "U0ANA"),
    (f"that's {ANA}", Deed.HAND, "U0ANA"),
    ("give it to ana", Deed.HAND, None),
    ("not mine", Deed.NOT_MINE, None),
    (f"not mine, ask {ANA}", Deed.NOT_MINE, "U0ANA"),
    ("not me", Deed.NOT_MINE, None),
    ("wrong person", Deed.NOT_MINE, None),
]


@pytest.mark.parametrize(("text", "deed", "person"), HANDS)
def test_whose_it_is(text: str, deed: Deed, person: str | None) -> None:
    assert (one(text).deed, one(text).person) == (deed, person)


def test_a_name_that_is_no_mention_is_asked_back() -> None:
    assert (one("give it to ana").person, one("give it to ana").unread) == (None, "ana")


OTHERS = {
    Deed.YES: ["ok", "Yes!", "yes please", "will do", "I'll do it", "accept", "sure, thanks", "👍", ":+1:",
               "sounds good", "works for me", "ja", "oui", "sí", "de acuerdo"],
    Deed.NO: ["no", "nope", "I can't", "can't do it", "decline", "no, we have no capacity", "no time", "nein", "👎"],
    Deed.ON_TRACK: ["on track", "all good", "I'm on it", "working on it", "still on schedule", "as planned"],
    Deed.SNOOZE: ["not now", "later", "remind me", "remind me on monday", "ask me again tomorrow", "snooze"],
    Deed.UNBLOCK: ["unblocked", "no longer blocked", "not waiting any more", "it can go on"],
    Deed.DROP: ["no longer needed", "drop it", "cancel it, the vendor does it", "it's obsolete"],
    Deed.REOPEN: ["reopen", "not done after all"],
    Deed.QUESTION: ["what do you mean by cutover?", "Which tenant?", "done?", "question: which tenant"],
    Deed.HELP: ["help", "hello", "what can I say?"],
    Deed.DAY: ["what do I owe?", "What is due?", "hi, what's on my plate today", "what's overdue?", "my list"],
    Deed.THANKS: ["thanks", "thank you so much", "merci"],
    Deed.NOTE: ["Legal promised the list for Monday", "the vendor said friday", "I talked to legal by mail", "hm"],
}  # fmt: skip


@pytest.mark.parametrize(("deed", "text"), [(deed, text) for deed, texts in OTHERS.items() for text in texts])
def test_everything_else(deed: Deed, text: str) -> None:
    assert one(text).deed is deed


def test_a_reminder_names_its_day() -> None:
    assert one("remind me on monday").day == MONDAY
    assert one("snooze A-12 until monday").day == MONDAY
    assert one("not now").day is None


# --- which items --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "A-12 done",
        "done A-12",
        "a-12: done",
        "#A-12 done",
        "I'm done with A-12",
        "A-12 is done",
        "done, A-12",
        "(A-12) done",
    ],
)
def test_a_key_names_the_item_wherever_it_stands(text: str) -> None:
    assert (one(text).deed, one(text).keys) == (Deed.DONE, ("A-12",))


def test_several_items_are_told_apart() -> None:
    said = read("A-12 done, A-7 by friday; A-9 waiting for legal", now=NOW, calendar=CALENDAR)
    assert [(each.deed, each.keys) for each in said] == [
        (Deed.DONE, ("A-12",)),
        (Deed.MOVE, ("A-7",)),
        (Deed.BLOCKED, ("A-9",)),
    ]
    both = one("A-12 and A-7 done")
    assert (both.deed, both.keys) == (Deed.DONE, ("A-12", "A-7"))


def test_a_no_about_one_item_is_no_no_about_another() -> None:
    said = read("A-12 not done, A-7 done", now=NOW, calendar=CALENDAR)
    assert [(each.deed, each.keys) for each in said] == [(Deed.NOTE, ("A-12",)), (Deed.DONE, ("A-7",))]


# --- never a yes out of a no -----------------------------------------------------------------

NO_YES = [
    "not done", "not yet done", "it isn't done", "it's not finished", "never done", "done? no", "done. not!", "undone",
    "can't do", "can't say it's done", "I don't think it's done", "won't be done by friday", "not on track",
    "can't make it by friday", "I do not accept", "don't accept", "yes but not before friday", "not ok", "not really",
    "no way I accept", "almost done", "half done", "nearly finished", "80% done", "done except the tests",
    "done, but not tested", "done if legal agrees", "should be done", "will be done", "would be done", "done soon",
    "partly done", "done by nobody", "nothing is done", "hardly done", "far from done", "done, need 2 more days",
    "done, waiting for legal", "nicht erledigt", "pas fini", "no hecho", "not agreed", "unfinished", "failed",
    "is it done", "when is it done?", "who has done it?", "done next week maybe", "fast fertig",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_YES)
def test_a_no_or_an_almost_is_no_yes(text: str) -> None:
    assert one(text).deed is not Deed.DONE
    assert one(text).deed is not Deed.YES
    if "almost" not in text and "nearly" not in text:
        assert one(text).deed is not Deed.ON_TRACK


NEGATIONS = ("not", "never", "no", "can't", "won't", "don't", "isn't", "cannot", "hardly", "nobody", "without", "nicht",
             "pas", "nunca", "unable to", "n't", "nothing")  # fmt: skip
POSITIVES = [text for text, _ in DONE] + OTHERS[Deed.YES] + OTHERS[Deed.ON_TRACK]


@given(st.sampled_from(POSITIVES), st.sampled_from(NEGATIONS), st.integers(0, 12), st.sampled_from(["", ",", "!", "."]))
@example("done, see <https://x.example/a|the file>", "not", 1, "")
def test_no_negation_anywhere_leaves_a_yes(text: str, negation: str, at: int, sign: str) -> None:
    words = text.split(" ")
    mixed = " ".join([*words[:at], f"{negation}{sign}", *words[at:]])
    if negation == "n't" and at == 0:
        return
    for said in read(mixed, now=NOW, calendar=CALENDAR):
        assert said.deed not in YESES, mixed


@given(st.text(max_size=200))
def test_anything_is_read_and_nothing_is_lost(text: str) -> None:
    said = read(text, now=NOW, calendar=CALENDAR)
    assert said
    if said[0].deed is Deed.NOTE and len(said) == 1:
        assert "".join(said[0].words.split()) or not "".join(ch for ch in text if ch.isalnum())


WORDS = ["done", "not", "A-12", "A-7", ANA, "by", "friday", "2", "more", "days", "waiting", "for", "legal", "it", "is",
         "yes", "no", ",", ".", "and", "to", "give", "because", "remind", "me", "on", "ok", "?", "blocked",
         "blocks"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_words_in_any_order_are_never_a_yes_beside_a_no(words: list[str]) -> None:
    for said in read(" ".join(words), now=NOW, calendar=CALENDAR):
        if {"not", "no"} & set(said.text.replace(",", " ").replace(".", " ").split()):
            assert said.deed not in YESES, words


def test_a_long_message_is_read_in_no_time() -> None:
    for piece in (
        "done ",
        "it is ",
        "waiting for ",
        "ok, ",
        "A-12 ",
        "by friday ",
        "not ",
        "😀",
        "…",
        "so so ",
        "(",
        "- ",
    ):
        started = clock.process_time()
        read(piece * (4000 // len(piece)), now=NOW, calendar=CALENDAR)
        assert clock.process_time() - started < 1.0, piece
