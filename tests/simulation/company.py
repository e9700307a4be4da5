"""Who there is: people in many zones with their weeks, hours and habits, and projects in every mode.  From a seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from random import Random

NINE = time(9)


@dataclass(frozen=True)
class Place:
    """A zone with the week, hours and holidays people have there."""

    zone: str
    country: str | None
    part: str | None = None
    week: str = "12345"
    opens: time = NINE
    closes: time = time(17)


PLACES = (
    Place("Europe/Madrid", "ES", "MD"),
    Place("America/New_York", "US", "NY"),
    Place("Asia/Kolkata", "IN", None, "12345", time(9, 30), time(18)),
    Place("Asia/Riyadh", "SA", None, "71234", time(8), time(16)),
    Place("Pacific/Auckland", "NZ", "AUK"),
    Place("America/Los_Angeles", "US", "CA", "1234", time(8), time(18)),
    Place("Europe/Berlin", "DE", "BY"),
    Place("Asia/Kathmandu", None, None, "71234", time(10), time(17)),
    Place("America/Sao_Paulo", "BR"),
    Place("Australia/Adelaide", "AU", "SA"),
    Place("Asia/Tokyo", "JP"),
    Place("America/St_Johns", "CA", "NL", "123456", time(10), time(14)),
)


@dataclass(frozen=True)
class Member:
    """Somebody: where they are, when they want their brief, how they behave."""

    slack_id: str
    place: Place
    brief_at: time
    answers: float
    """How likely a line that reaches them is answered at all."""
    patience: float
    """How many hours they take, about."""
    standing: str = "member"
    pmo: bool = False


@dataclass(frozen=True)
class Venture:
    """A project to be: who leads and sponsors it, who is in it."""

    key: str
    mode: str
    lead: str
    sponsor: str | None
    members: tuple[str, ...]
    private: bool = False
    zone: str | None = None
    live: bool = False
    """After go-live: issues that nobody takes up have a clock."""


@dataclass(frozen=True)
class Company:
    """All of them."""

    members: tuple[Member, ...]
    ventures: tuple[Venture, ...]

    @property
    def leads(self) -> tuple[str, ...]:
        """The PMO leads."""
        return tuple(member.slack_id for member in self.members if member.pmo)

    @property
    def sponsor(self) -> str:
        """Whom the PMO answers to: somebody of the house who is none of them."""
        house = (one.slack_id for one in self.members if one.standing == "member" and not one.pmo)
        return next(house)


MODES = ("controlling", "supportive", "directive")


def company(rng: Random, people: int, projects: int, *, silent: bool = False) -> Company:
    """As many people over all zones, as many projects over all modes; every fourth project is private."""
    members = tuple(_member(rng, number, silent) for number in range(people))
    staff = [member.slack_id for member in members if member.standing == "member"]
    return Company(members, tuple(_venture(rng, staff, members, number) for number in range(projects)))


def _member(rng: Random, number: int, silent: bool) -> Member:
    place = PLACES[number % len(PLACES)]
    early = time(place.opens.hour + rng.choice((0, 0, 0, 1, 2)), rng.choice((0, 0, 30)))
    brief_at = NINE if rng.random() < 0.5 else max(early, place.opens)
    standing = {7: "guest", 9: "external"}.get(number % 20, "member")
    answers = rng.choice((0.0, 0.3, 0.6, 0.8, 0.95))
    patience = rng.choice((0.2, 1.0, 4.0, 20.0))
    return Member(
        f"U{number:03}", place, brief_at, 0.0 if silent else answers, patience, standing, pmo=number in (1, 4)
    )


def _venture(rng: Random, staff: list[str], members: tuple[Member, ...], number: int) -> Venture:
    lead, sponsor = rng.sample(staff, 2)
    inside = rng.sample([m.slack_id for m in members], max(3, len(members) // 3))
    return Venture(
        f"P{number}",
        MODES[number % len(MODES)],
        lead,
        sponsor if number % 5 != 4 or MODES[number % len(MODES)] != "supportive" else None,
        tuple(dict.fromkeys([*inside, lead, *([sponsor] if rng.random() < 0.8 else [])])),
        private=number % 4 == 3,
        zone=rng.choice((None, None, "UTC", "Asia/Kolkata")),
        live=number % 4 == 1,
    )
