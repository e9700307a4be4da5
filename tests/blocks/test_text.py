"""What people wrote stays text; what we wrote stays markup."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks.text import (
    ELLIPSIS,
    Markup,
    channel_link,
    clean,
    cut,
    escape,
    link,
    markup,
    mention,
    mrkdwn,
    plain,
    shorten,
    size,
)

ANYTHING = st.text(st.characters() | st.sampled_from("*_~`<>&| \n🎯"))


def test_ampersand_is_escaped_first() -> None:
    assert escape("a & <b> &lt;") == "a &amp; &lt;b&gt; &amp;lt;"


def test_plain_values_are_escaped_and_markup_passes() -> None:
    said = mrkdwn("*{title}* — {owner}", title="<!channel> & co", owner=mention("U1"))
    assert said == "*&lt;!channel&gt; &amp; co* — <@U1>"
    assert isinstance(said, Markup)


def test_values_are_formatted_before_they_are_escaped() -> None:
    assert mrkdwn("{late:+d} wd, {share:.0%}", late=3, share=0.5) == "+3 wd, 50%"


def test_braces_in_peoples_text_are_not_fields() -> None:
    assert mrkdwn("{title}", title="{owner}") == "{owner}"


@pytest.mark.parametrize("raw", ["snake_case_name", "2*3", "2 * 3", "a~b", "plain"])
def test_signs_that_cannot_format_stay_as_they_are(raw: str) -> None:
    assert markup(raw) == raw


@pytest.mark.parametrize("raw", ["*bold*", "_x_", "~x~", "(*x*)", "a *b", "b* c", "***"])
def test_signs_that_could_format_are_kept_apart(raw: str) -> None:
    said = markup(raw)
    assert said != raw
    assert said.replace("\u200b", "") == raw
    assert plain(said) == raw


def test_a_sign_at_the_end_cannot_close_our_bold() -> None:
    assert mrkdwn("*{title}*", title="a*") == "*a\u200b*\u200b*"


def test_backticks_become_their_look_alike() -> None:
    assert markup("`x`") == "ˋxˋ"


def test_a_line_cannot_become_a_quotation() -> None:
    assert markup("> said\n > more") == "\u200b&gt; said\n \u200b&gt; more"


def test_concatenation_escapes_plain_text() -> None:
    assert Markup("*a* ") + "<b>" == "*a* &lt;b&gt;"
    assert "<b> " + Markup("*a*") == "&lt;b&gt; *a*"
    assert isinstance("<b>" + Markup("a"), Markup)
    assert Markup("-") * 3 == "---"


def test_joining_escapes_plain_text() -> None:
    assert Markup(" · ").join(["<a>", mention("U1")]) == "&lt;a&gt; · <@U1>"


def test_the_ways_around_are_closed() -> None:
    with pytest.raises(TypeError):
        Markup("%s") % "<b>"
    with pytest.raises(TypeError):
        Markup("{}").format("<b>")


def test_an_f_string_forgets_that_it_was_markup_and_is_escaped() -> None:
    assert markup(f"{mention('U1')}") == "&lt;@U1&gt;"


def test_references() -> None:
    assert mention("U1") == "<@U1>"
    assert channel_link("C1") == "<#C1>"
    assert mention("U1>|<!here") == "<@U1&gt;%7C&lt;!here>"


def test_links() -> None:
    assert link("https://e.org/?a=1&b=2", "Plan | <x>") == "<https://e.org/?a=1&amp;b=2|Plan ¦ &lt;x&gt;>"
    assert link("https://e.org", "") == "<https://e.org>"
    assert link("slack://app?team=T1", "Home") == "<slack://app?team=T1|Home>"
    assert link("javascript:alert(1)", "<x>") == "&lt;x&gt;"
    assert link("https://e.org two", "x") == "x"


def test_control_characters_and_half_characters_go() -> None:
    assert clean("a\x00b\ud800c\td\n") == "abc\td\n"


def test_size_counts_utf16_units() -> None:
    assert [size("abc"), size("ä"), size("🎯")] == [3, 1, 2]


@pytest.mark.parametrize(
    ("raw", "limit", "short"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("two words", 5, "two…"),
        ("ab🎯cd", 4, "ab…"),
        ("ab🎯cd", 5, "ab🎯…"),
        ("abcde\u0301f", 6, "abcd…"),
        ("ab👍🏽cd", 6, "ab…"),
        ("ab👨\u200d👩\u200d👧cd", 8, "ab…"),
        ("a❤\ufe0fbc", 3, "a…"),
        ("🇩🇪🇫🇷🇮🇹", 8, "🇩🇪…"),
        ("🏴\U000e0067\U000e0062\U000e007fxyz", 6, "…"),
    ],
)
def test_shorten_cuts_between_whole_signs(raw: str, limit: int, short: str) -> None:
    assert shorten(raw, limit) == short


@given(ANYTHING, st.integers(1, 50))
def test_shorten_keeps_the_limit(raw: str, limit: int) -> None:
    short = shorten(raw, limit)
    assert size(short) <= limit
    assert short == raw or short.endswith(ELLIPSIS)
    assert shorten(short, limit) == short


def test_cut_leaves_references_and_entities_whole() -> None:
    assert cut(Markup("ask <@U12345> now"), 10) == "ask…"
    assert cut(Markup("a &amp; b"), 5) == "a…"
    assert cut(Markup("<@U12345> now then"), 13) == "<@U12345> no…"
    assert cut(Markup("short"), 5) == "short"


@given(ANYTHING)
def test_peoples_text_never_becomes_a_reference(raw: str) -> None:
    said = mrkdwn("{a}{b}", a=raw, b=raw)
    assert "<" not in said
    assert ">" not in said
    json.dumps(said).encode()


@given(ANYTHING)
def test_what_people_wrote_can_be_read_back(raw: str) -> None:
    readable = clean(raw).replace("`", "\u02cb").replace("\u200b", "")
    assert plain(markup(raw)) == readable


def test_plain_says_what_markup_shows() -> None:
    said = mrkdwn(
        "*{title}* — {owner} in {channel}, _by_ ~Monday~ `/pmo`: {plan} {bare}",
        title="R&D <x>",
        owner=mention("U1"),
        channel=channel_link("C1"),
        plan=link("https://e.org", "the plan"),
        bare=link("https://e.org", ""),
    )
    assert plain(said) == "R&D <x> — somebody in #channel, by Monday /pmo: the plan https://e.org"
    assert plain(said, {"U1": "Ana", "C1": "apollo"}).startswith("R&D <x> — Ana in #apollo,")
    assert plain(Markup("_*both*_ *not\nover lines*")) == "both *not\nover lines*"
    assert plain("*as it is* <x>") == "*as it is* <x>"


def test_nobody_turns_the_direction_of_what_follows() -> None:
    assert markup("\u202eabc\u2066def") == "abcdef"
