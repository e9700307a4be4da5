"""App Home: worst first, ten a section."""

from pmo_bot.model import Item
from pmo_bot.rules.home import Home, build
from tests.rows import MARIA, MONDAY, SAM, at, day, item, project


def home(owed: list[Item], asked: list[Item] | None = None, **more: object) -> Home:
    wanted = [(one, SAM) for one in asked or []]
    return build(MARIA, MONDAY, at(MONDAY), owed, wanted, [project()], **more)  # type: ignore[arg-type]


def test_each_section_shows_its_ten_worst_and_how_many_more() -> None:
    many = [item(due=day(n)) for n in range(12, 0, -1)]
    made = home(many, many)
    assert [one.due for one in made.owed] == [day(n) for n in range(1, 11)]
    assert [one.due for one, _ in made.asked] == [day(n) for n in range(1, 11)]
    assert (made.owed_more, made.asked_more) == (2, 2)


def test_a_short_section_hides_nothing() -> None:
    made = home([item()] * 10, [item()] * 3)
    assert (made.owed_more, made.asked_more) == (0, 0)


def test_it_says_what_waits_for_an_answer_and_what_was_finished() -> None:
    waiting = item()
    made = home([], waiting=[waiting], done_this_week=3, first_visit=True)
    assert (made.waiting, made.done_this_week, made.first_visit) == ((waiting,), 3, True)
    assert (made.person, made.today, made.as_of, len(made.projects)) == (MARIA, MONDAY, at(MONDAY), 1)
    quiet = home([])
    assert (quiet.waiting, quiet.done_this_week, quiet.first_visit) == ((), 0, False)
