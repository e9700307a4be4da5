"""The text after `/pmo`, read on Wednesday 18 November 2026, 10:30 in New York."""

from dataclasses import fields
from datetime import UTC, date, datetime, time
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.dates import Due, Shift
from pmo_bot.rules.grammar import VERBS, Command, Misread, parse
from pmo_bot.rules.grammar_tokens import readable
from pmo_bot.rules.grammar_verbs import SPELLINGS

NEW_YORK = Calendar(ZoneInfo("America/New_York"), country="US")
NOW = datetime(2026, 11, 18, 15, 30, tzinfo=UTC)
PROJECTS = frozenset({"APOLLO", "ZEUS", "IT"})
FRIDAY, NEXT_FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 27), date(2026, 11, 23)


def read(text: str) -> Command | Misread:
    return parse(text, now=NOW, calendar=NEW_YORK, projects=PROJECTS)


def said(text: str) -> dict[str, Any]:
    """What the command says, without its empty parts and without `words`."""
    command = read(text)
    assert isinstance(command, Command), command
    parts = {field.name: getattr(command, field.name) for field in fields(command)}
    return {name: part for name, part in parts.items() if part and name != "words"}


def due(day: date, words: str, clock: time | None = None) -> Due:
    return Due(day, clock, words)


# --- scores ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("risk It may rain 4x3", {"title": "It may rain", "score": (4, 3)}),
        ("risk It may rain p4 i3", {"title": "It may rain", "score": (4, 3)}),
        ("risk It may rain i3 p4", {"title": "It may rain", "score": (4, 3)}),
        ("risk It may rain 4 × 3", {"title": "It may rain", "score": (4, 3)}),
        ("risk It may rain 4x3 by friday", {"title": "It may rain", "score": (4, 3), "due": due(FRIDAY, "by friday")}),
        (
            "risk It may rain <@U1> by friday #apollo 4x3",
            {
                "title": "It may rain",
                "people": ("U1",),
                "project": "APOLLO",
                "score": (4, 3),
                "due": due(FRIDAY, "by friday"),
            },
        ),
        ("risk It may rain 7x3", {"title": "It may rain", "unread_score": "7x3"}),
        ("risk The 4x4 may break", {"title": "The 4x4 may break"}),
        ("risk 4x3", {"title": "4x3"}),
        ("add Buy a 4x3", {"title": "Buy a 4x3"}),
    ],
)
def test_a_risk_ends_with_its_score_and_nothing_else_has_one(text: str, parts: dict[str, Any]) -> None:
    verb = text.split()[0]
    assert said(text) == {"verb": verb, **parts}


# --- capturing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "add Draft the cutover plan <@U1|maria> by next friday #apollo",
            {
                "title": "Draft the cutover plan",
                "people": ("U1",),
                "due": due(NEXT_FRIDAY, "by next friday"),
                "project": "APOLLO",
            },
        ),
        (
            "todo #apollo by next friday <@U1> Draft the cutover plan",
            {
                "title": "Draft the cutover plan",
                "people": ("U1",),
                "due": due(NEXT_FRIDAY, "by next friday"),
                "project": "APOLLO",
            },
        ),
        (
            "<@U1|maria> add Draft the plan tomorrow",
            {"title": "Draft the plan", "people": ("U1",), "due": due(date(2026, 11, 19), "tomorrow")},
        ),
        (
            "add Draft plan for <@W1> and <@U2|jon> by friday",
            {"title": "Draft plan", "people": ("W1", "U2"), "due": due(FRIDAY, "by friday")},
        ),
        ("add Send it to <@U1> <@U1>", {"title": "Send it", "people": ("U1",)}),
        ("add Send to <@U1> the deck", {"title": "Send to the deck", "people": ("U1",)}),
        ("add Draft plan on friday at 5pm <@U1>", {
            "title": "Draft plan", "people": ("U1",), "due": due(FRIDAY, "on friday at 5pm", time(17)),
        }),
        ("add Draft plan for <#C123|apollo> !High", {"title": "Draft plan", "channel": "C123", "priority": "high"}),
        ("add Draft plan <#G1|>", {"title": "Draft plan", "channel": "G1"}),
        ("add Compare <#C1|a> with <#C2|b> now", {"title": "Compare with #b now", "channel": "C1"}),
        ("add Draft plan #new-team, then rest", {"title": "Draft plan then rest", "channel_name": "new-team"}),
        ("add Fix bug #12 in C#", {"title": "Fix bug #12 in C#"}),
        ("add Draft plan APOLLO by friday", {
            "title": "Draft plan", "project": "APOLLO", "due": due(FRIDAY, "by friday"),
        }),
        ("add APOLLO: Draft plan tomorrow", {
            "title": "Draft plan", "project": "APOLLO", "due": due(date(2026, 11, 19), "tomorrow"),
        }),
        ("add Draft plan tomorrow ZEUS", {
            "title": "Draft plan", "project": "ZEUS", "due": due(date(2026, 11, 19), "tomorrow"),
        }),
        ("add Draft the APOLLO plan", {"title": "Draft the APOLLO plan", "project": "APOLLO"}),
        ("add Fix it for apollo", {"title": "Fix it for apollo"}),
        ("add Post !high !foo !low it", {"title": "Post !foo !low it", "priority": "high"}),
        ("add Post it in channel", {"title": "Post it", "in_channel": True}),
        ("add Post it In Channel <@U1>", {"title": "Post it", "in_channel": True, "people": ("U1",)}),
        ("add Post it in channel today", {"title": "Post it in channel", "due": due(date(2026, 11, 18), "today")}),
        ("add Draft plan by mid next sprint <@U1>", {
            "title": "Draft plan", "people": ("U1",), "unread_date": "by mid next sprint",
        }),
        ("add tomorrow", {"due": due(date(2026, 11, 19), "tomorrow")}),
        ("add Fix login because users &lt;b&gt;complain to <@U2|ana> #apollo", {
            "title": "Fix login", "project": "APOLLO", "people": ("U2",),
            "reason": "users <b>complain to @ana",
        }),
        ("add Fix I-9 regression on M1 Macs", {"title": "Fix I-9 regression on M1 Macs", "keys": ("I-9",)}),
        ('add "Draft by friday" <@U1> by monday', {
            "title": "Draft by friday", "people": ("U1",), "due": due(MONDAY, "by monday"),
        }),
        ('add Rename "A-12 because  <@U1|ana>" label', {"title": 'Rename "A-12 because @ana" label'}),
        ("add “done by monday”", {"title": "done by monday"}),
        ('add 5" screens "open', {"title": '5" screens "open'}),
        ("add Read <https://x.com/a?b=1&amp;c=2|the doc>, please", {"title": "Read https://x.com/a?b=1&c=2, please"}),
        ("add Write to <mailto:a@b.c|a@b.c> (<@U1>)", {"title": "Write to a@b.c", "people": ("U1",)}),
        ("add Tell <!here> and <!subteam^S1|@ops> &lt;b &amp;amp; c", {"title": "Tell @here and @ops <b &amp; c"}),
        ("add a < b", {"title": "a < b"}),
        ("ADD:   Draft\n the\tplan", {"title": "Draft the plan"}),
        ("add", {}),
        ("decision Keep it until March because legal needs it #apollo", {
            "verb": "decide", "title": "Keep it until March", "reason": "legal needs it", "project": "APOLLO",
        }),
        ("ask <@U9|ines>: which vendor do we take? by wed <#C1|a> !critical", {
            "verb": "ask", "title": "which vendor do we take?", "people": ("U9",), "channel": "C1",
            "priority": "critical", "due": due(date(2026, 11, 25), "by wed"),
        }),
        ("risk Vendor may be late end of month !low", {
            "verb": "risk", "title": "Vendor may be late", "priority": "low",
            "due": due(date(2026, 11, 30), "end of month"),
        }),
        ("issue Tenant is down !normal", {"verb": "issue", "title": "Tenant is down", "priority": "normal"}),
        ("milestone Rehearsal 10 dec", {
            "verb": "milestone", "title": "Rehearsal", "due": due(date(2026, 12, 10), "10 dec"),
        }),
    ],
)  # fmt: skip
def test_captures(text: str, parts: dict[str, Any]) -> None:
    assert said(text) == {"verb": "add"} | parts


# --- acting on items -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verb", "parts"),
    [
        ("done A-12", "done", {"keys": ("A-12",)}),
        ("done a-012", "done", {"keys": ("A-12",)}),
        ("done A–12", "done", {"keys": ("A-12",)}),
        ("complete 12", "done", {"keys": ("12",)}),
        ("close #12", "done", {"keys": ("12",)}),
        ("done 12, 13 and a14 sent to 3 teams", "done", {"keys": ("12", "13", "A-14"), "title": "sent to 3 teams"}),
        ("done 12 12 A-12,A-13", "done", {"keys": ("12", "A-12", "A-13")}),
        ("done with A-12", "done", {"keys": ("A-12",)}),
        ("done the A4 printouts of A-12", "done", {"keys": ("A-12",), "title": "the A4 printouts"}),
        ("done 0 A-0 A-99999999", "done", {"title": "0 A-0 A-99999999"}),
        ("done", "done", {}),
        ("done A-12 by friday", "done", {"keys": ("A-12",), "title": "by friday"}),
        ("A-12 done", "done", {"keys": ("A-12",)}),
        ("12 move friday", "move", {"keys": ("12",), "due": due(FRIDAY, "friday")}),
        ("A-12", "show", {"keys": ("A-12",)}),
        ("r3", "show", {"keys": ("R-3",)}),
        ("move A-12 to 4 dec because legal answers on Monday", "move", {
            "keys": ("A-12",), "due": due(date(2026, 12, 4), "4 dec"), "reason": "legal answers on Monday",
        }),
        ("move 12 4 dec", "move", {"keys": ("12",), "due": due(date(2026, 12, 4), "4 dec")}),
        ("move 12 and 13 to friday", "move", {"keys": ("12", "13"), "due": due(FRIDAY, "friday")}),
        ("move a12 4/12", "move", {"keys": ("A-12",), "due": due(date(2026, 12, 4), "4/12")}),
        ("move A-12 from monday to friday", "move", {
            "keys": ("A-12",), "due": due(FRIDAY, "friday"), "title": "from monday",
        }),
        ("postpone A-12 2 more days", "move", {"keys": ("A-12",), "shift": Shift(2)}),
        ("move A-12 by 2 days because <@U2|bo> is ill", "move", {
            "keys": ("A-12",), "shift": Shift(2), "people": ("U2",), "reason": "@bo is ill",
        }),
        ("move A-12 next sprint", "move", {"keys": ("A-12",), "unread_date": "next sprint"}),
        ("move A-12 to mid next sprint please", "move", {
            "keys": ("A-12",), "unread_date": "mid next sprint", "title": "please",
        }),
        ("move A-12", "move", {"keys": ("A-12",)}),
        ('move A-12 "friday"', "move", {"keys": ("A-12",), "unread_date": '"friday"'}),
        ("assign A-12 to <@U1>", "assign", {"keys": ("A-12",), "people": ("U1",)}),
        ("owner A-12 <@U1> because <@U2|bo> left", "assign", {
            "keys": ("A-12",), "people": ("U1",), "reason": "@bo left",
        }),
        ("assign A-12 to <@U1> by friday please", "assign", {
            "keys": ("A-12",), "people": ("U1",), "due": due(FRIDAY, "by friday"), "title": "please",
        }),
        ("block A-12 on I-9 because waiting for <@U2|bo>", "block", {
            "keys": ("A-12", "I-9"), "people": ("U2",), "reason": "waiting for @bo",
        }),
        ("block A-12 until legal answers", "block", {"keys": ("A-12",), "title": "until legal answers"}),
        ("unblock A-12 because", "unblock", {"keys": ("A-12",)}),
        ("snooze 12 for 3 days", "snooze", {"keys": ("12",), "shift": Shift(3)}),
        ("snooze 12 until monday", "snooze", {"keys": ("12",), "due": due(MONDAY, "until monday")}),
        ("accept 12 by friday", "accept", {"keys": ("12",), "due": due(FRIDAY, "by friday")}),
        ("decline A-12 because Jon owns it", "decline", {"keys": ("A-12",), "reason": "Jon owns it"}),
        ("log A-12 Legal promised it (see <https://x.com|doc>)", "log", {
            "keys": ("A-12",), "title": "Legal promised it (see https://x.com)",
        }),
        ("log A-12 sent to APOLLO and IT", "log", {"keys": ("A-12",), "project": "APOLLO", "title": "sent and IT"}),
        ("why A-12", "why", {"keys": ("A-12",)}),
        ("drop 12", "drop", {"keys": ("12",)}),
        ("start 12", "start", {"keys": ("12",)}),
        ("reopen 12", "reopen", {"keys": ("12",)}),
        ("show D-3", "show", {"keys": ("D-3",)}),
    ],
)  # fmt: skip
def test_acts_on_items(text: str, verb: str, parts: dict[str, Any]) -> None:
    assert said(text) == {"verb": verb} | {name: part for name, part in parts.items() if part}


# --- words of their own ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts", "words"),
    [
        ("", {"verb": "today"}, ""),
        (" \n ", {"verb": "today"}, ""),
        ("?", {"verb": "help"}, ""),
        ("help move", {"verb": "help", "title": "move"}, "move"),
        ("mine", {"verb": "list"}, ""),
        ("due", {"verb": "list"}, ""),
        ("list apollo overdue in channel", {
            "verb": "list", "project": "APOLLO", "title": "overdue", "in_channel": True,
        }, "apollo overdue in channel"),
        ("list <@U1|ana> in it", {"verb": "list", "people": ("U1",), "project": "IT"}, "<@U1> in it"),
        ("APOLLO", {"verb": "list", "project": "APOLLO"}, "APOLLO"),
        ("#apollo", {"verb": "list", "project": "APOLLO"}, "#apollo"),
        ("<#C1|>", {"verb": "list", "channel": "C1"}, "<#C1>"),
        ("<@U1|ana>", {"verb": "list", "people": ("U1",)}, "<@U1>"),
        ('project new ZEUS "Zeus &amp; co" lead <@U1|x>', {
            "verb": "project", "project": "ZEUS", "people": ("U1",), "title": 'new "Zeus & co" lead',
        }, 'new ZEUS "Zeus & co" lead <@U1>'),
        ("status Apollo amber because one input is open", {
            "verb": "status", "project": "APOLLO", "title": "amber", "reason": "one input is open",
        }, "Apollo amber because one input is open"),
        ("prefs brief 08:30", {"verb": "prefs", "title": "brief 08:30"}, "brief 08:30"),
        ('policy {"nudges": [{"at": -5}]}', {"verb": "policy", "title": '{"nudges": [{"at": -5}]}'},
         '{"nudges": [{"at": -5}]}'),
        ("digest (<#C1|a>)", {"verb": "digest", "channel": "C1"}, "(<#C1>)"),
    ],
)  # fmt: skip
def test_reads_words_of_their_own(text: str, parts: dict[str, Any], words: str) -> None:
    command = read(text)
    assert isinstance(command, Command)
    assert command.words == words
    got = said(text)
    assert got.pop("title", "").strip("()") == parts.pop("title", "")
    assert got == parts


# --- what is no command ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "nearest", "example"),
    [
        ("ad Draft the plan <@U1|maria>", "ad", "add", "add Draft the plan @maria"),
        ("don A-12", "don", "done", "done A-12"),
        ("compleet A-12", "compleet", "done", "done A-12"),
        ("lst", "lst", "list", VERBS["list"].example),
        ("Draft the plan <@U1|maria>", "Draft", None, "add Draft the plan @maria"),
        ("Draft &amp; send by friday", "Draft", None, "add Draft & send by friday"),
        ("hello world", "hello", None, VERBS["add"].example),
        ('"quoted words"', '"quoted words"', None, VERBS["add"].example),
        ("A-12 frobnicate", "A-12", None, VERBS["add"].example),
        ("A-12 list", "A-12", None, VERBS["add"].example),
        ("A-12 <@U1>", "A-12", None, "add A-12 @U1"),
        ("hello done A-12", "hello", None, VERBS["add"].example),
    ],
)
def test_suggests_what_would_work(text: str, word: str, nearest: str | None, example: str) -> None:
    assert read(text) == Misread(word, nearest, example)


# --- the table of commands -----------------------------------------------------------------------


def test_every_command_is_there() -> None:
    promised = (
        "add decide ask risk issue milestone list show done start reopen drop move assign block unblock link"
        " unlink snooze accept decline log project digest status freeze skill severity tag effort lesson why policy"
        " prefs calendar handover goal kpi budget about win propose help"
    )
    assert " ".join(VERBS) == promised


@pytest.mark.parametrize("verb", VERBS.values(), ids=lambda verb: verb.name)
def test_every_command_explains_itself(verb: Any) -> None:
    assert verb.summary.endswith(".")
    assert verb.summary.count(".") == 1
    assert len(verb.summary) < 75
    command = read(verb.example.replace("@maria", "<@U1|maria>"))
    assert isinstance(command, Command)
    assert command.verb == verb.name
    assert not command.unread_date
    for part in ("title", "items"):
        assert part not in verb.takes or command.title or command.keys


def test_no_word_means_two_commands() -> None:
    assert len(SPELLINGS) == sum(1 + len(verb.aliases) for verb in VERBS.values())


# --- whatever is typed -----------------------------------------------------------------------------

_PIECES = (
    '<@U1|ana> <@U2> <#C1|apollo> <#C2|> <!subteam^S1|@ops> <!here> <https://x.com|x> < > " “ ” &amp;lt; A-12 12 a13,'
    " #12 #apollo APOLLO !high !foo because to by friday mid sprint and , ( in for"
)
PIECES = st.sampled_from([*_PIECES.split(), *SPELLINGS, "2 more days", "in channel"])
NONSENSE = st.text("abcdefg", min_size=2, max_size=6).map(lambda word: f"x{word}")


@given(st.lists(PIECES | NONSENSE | st.text(max_size=4), max_size=12), st.booleans())
def test_never_raises(pieces: list[str], spaced: bool) -> None:
    read((" " if spaced else "").join(pieces))


DECORATION = st.sampled_from(["<@U1|ana>", "<#C1|x>", "!high", "by friday", "A-12", "#12x"])


@given(st.lists(NONSENSE, min_size=1, max_size=8), st.lists(DECORATION, max_size=5), st.randoms(use_true_random=False))
def test_a_title_loses_no_word(words: list[str], decoration: list[str], random: Any) -> None:
    at = sorted(random.randint(0, len(words)) for _ in decoration)
    pieces = list(words)
    for place, piece in zip(reversed(at), decoration, strict=True):
        pieces.insert(place, piece)
    command = read("add " + " ".join(pieces))
    assert isinstance(command, Command)
    assert [word for word in command.title.split() if word.startswith("x")] == words


@given(st.text(max_size=60))
def test_everything_shown_was_typed(text: str) -> None:
    command = read(f"log A-12 {text}")
    assert isinstance(command, Command)
    typed = readable(text)
    assert all(sign in typed or sign == "@" for sign in command.title.replace(" ", ""))


@pytest.mark.parametrize(
    "piece", ["by 1 ", "x ", '" ', "“ ", "<", "<a", "12,", "a12 ", "<@U1> ", "#a ", "because ", "0"]
)
@pytest.mark.parametrize("verb", ["add", "move", "done", "list", ""])
def test_long_texts_are_read_quickly(verb: str, piece: str) -> None:
    text = f"{verb} {piece * 3000}"[:3000]
    best = float("inf")
    for _ in range(3):
        began = process_time()
        read(text)
        best = min(best, process_time() - began)
    assert best < 0.15  # under 0.005 where nothing traces it
