"""What a brief says and offers."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from pmo_bot.blocks.brief import brief_message
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.pressing import menu, press
from pmo_bot.blocks.words import brief as words
from pmo_bot.blocks.words.packet import texts
from pmo_bot.model import Item, LineKind
from pmo_bot.rules.brief import Entry, Warned, build
from tests.rows import JON, MARIA, MONDAY, at, day, done, item, line, packet, project


def entry(what: Item | None = None, **more: Any) -> Entry:
    about = what or item()
    return Entry(about, line(commitment=about.commitment, answer=more.pop("answer", None)), **more)


def warned(about: Item) -> Entry:
    return Entry(about, line(LineKind.PREVIEW), warned=Warned(packet(), at(day(1), "10:00")))


def made(*entries: Entry, owed: tuple[Item, ...] = (), first: bool = False) -> Message:
    return brief_message(build(MARIA, MONDAY, "brief:1", entries, owed, first_contact=first))


def shown(message: Message) -> list[str]:
    """The text of every section and context, without the zero-width signs."""
    found = [block["text"]["text"] for block in message.blocks if "text" in block]
    found += [part["text"] for block in message.blocks if block["type"] == "context" for part in block["elements"]]
    return [text.replace("\u200b", "") for text in found]


def labels(message: Message, block_id: str) -> list[str]:
    """What can be pressed in a block, the menu's choices too."""
    (block,) = [one for one in message.blocks if one["block_id"] == block_id]
    found = []
    for element in block["elements"]:
        options = element.get("options") or [element]
        found += [option["text"]["text"] for option in options]
    return found


def test_it_greets_counts_and_says_until_when_it_is_quiet() -> None:
    greeting = shown(made(entry(), entry(), owed=(item(due=day(4)),)))[0]
    assert greeting == "*Good morning, Maria.* Two things to look at, then you are clear until Fri 4 Dec."
    assert shown(made(entry()))[0] == "*Good morning, Maria.* One thing to look at."
    assert "7 things to look at" in shown(made(*(entry() for _ in range(7))))[0]


def test_when_all_is_taken_care_of_it_says_thank_you() -> None:
    assert shown(made(entry(done())))[0] == "*Good morning, Maria.* All of this is taken care of. Thank you."


def test_a_line_has_one_button_and_a_menu_of_five() -> None:
    about = item()
    assert labels(made(entry(about)), f"do-{about.id}") == [
        "Done", "On track", "New date…", "Blocked…", "Remind me later…", "Not me…",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (entry(item(id=1)), "due *today*: done, or a new date?"),
        (entry(item(id=1, due=day(1))), "due *tomorrow*, Tue 1 Dec"),
        (entry(item(id=1, due=day(4), due_time=time(15))), "due Fri 4 Dec 15:00"),
        (entry(item(id=1, due=day(-1))), "was due Fri 27 Nov"),
        (entry(item(id=1, due=None)), "no date yet"),
        (entry(item(id=1, state="dropped", closed_at=at(MONDAY))), "no longer needed."),
        (entry(item(id=1, owner_id=JON.id), owner_now=JON), "now with Jon."),
        (entry(item(id=1, owner_id=None)), "now with nobody."),
        (entry(item(id=1, blocked_at=at(MONDAY)), blocker=JON), "waiting for Jon."),
        (entry(item(id=1, blocked_at=at(MONDAY), blocked_by_text="the licence")), "waiting for the licence."),
        (Entry(item(id=1, due=day(4), commitment=2), line(commitment=1)), "new date Fri 4 Dec."),
        (entry(item(id=1, snoozed_until=day(2))), "back on Wed 2 Dec."),
        (entry(item(id=1), answer="track"), "on track for Mon 30 Nov."),
        (entry(item(id=1, due=day(-1)), answer="track"), "on its way; it was due Fri 27 Nov."),
    ],
)
def test_a_line_says_how_it_stands(one: Entry, says: str) -> None:
    assert shown(made(one))[1].endswith(f"(A-1)~ — {says}" if not one.item.is_open else f"(A-1) — {says}")


def test_a_finished_line_is_struck_through_with_thanks() -> None:
    assert shown(made(entry(done(id=1))))[1] == "~Draft the cutover plan (A-1)~ — done. Thank you."


def test_a_line_names_its_project() -> None:
    assert shown(made(entry(project=project())))[1].endswith(" · Apollo")


def test_what_is_settled_offers_to_show_it_instead() -> None:
    about = item(snoozed_until=day(3))
    assert labels(made(entry(about)), f"do-{about.id}")[0] == "Show it"


def test_the_preview_says_who_reads_what_and_when_and_how_to_stop_it() -> None:
    about = item("Access list", id=3, due=day(-1))
    message = made(warned(about))
    intro, told = (block for block in message.blocks if block["block_id"] in ("warned-3", "told-3"))
    assert intro["elements"][0]["text"] == "_If nothing changes, Inês reads this tomorrow at 10:00:_"
    assert [part["text"] for part in told["elements"]] == [str(text) for text in texts(packet())]
    assert labels(message, "warned-do-3") == ["Add a sentence…", "New date Fri 4 Dec", "New date…", "Blocked…"]


def test_five_lines_and_where_the_rest_is() -> None:
    message = made(*(entry(item(due=day(-n))) for n in range(7)))
    assert "2 more in the app's Home." in shown(message)
    assert sum(block["block_id"].startswith("item-") for block in message.blocks) == 5


def test_the_first_brief_says_what_the_bot_is() -> None:
    assert str(words.FIRST_CONTACT) in shown(made(entry(), first=True))
    assert str(words.FIRST_CONTACT) not in shown(made(entry()))


def test_the_notification_says_the_same_in_one_sentence() -> None:
    message = made(entry(item("Draft it", id=7)))
    assert message.text == "Good morning, Maria. To look at: Draft it (A-7)"


def test_a_button_may_be_coloured() -> None:
    assert press(Verb.DONE, 1, style="primary")["style"] == "primary"
    assert press(Verb.DROP, 1, style="danger")["style"] == "danger"
    assert "style" not in press(Verb.DONE, 1, style="loud")
    assert len(menu(item())["options"]) == 5
