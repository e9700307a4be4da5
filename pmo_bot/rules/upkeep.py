"""What a project needs so that the bot can do its work there: a channel it is in, somebody who leads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Person, Project
from pmo_bot.rules.gate import never_reached

NOT_IN_CHANNEL = ("not_in_channel", "channel_not_found")
"""What Slack answers where an app is no member: of a private channel it says that there is none."""
ARCHIVED = "is_archived"
UNPOSTED, LEADERLESS, UNSENT, SPONSORLESS = "unposted", "leaderless", "unsent", "sponsorless"
UNSEEN = "not all there may know of it"
"""Why an edition was not sent although Slack would have taken it."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """To one person about one project: what is missing."""

    what: str
    """`unposted`: its report did not reach the channel; `leaderless`: whoever led it has left; `unsent`: a
    further channel did not get it; `sponsorless`: whoever the PMO answered to has left."""
    reader: Person
    project: Project | None
    post_key: str
    former: Person | None = None
    """Who led it, or whom the PMO answered to."""
    refusal: str = ""
    """What Slack said to the report."""
    room: str = ""
    """The channel that did not get it."""
    week: date | None = None
    """Which report it was."""


def has_left(person: Person | None) -> bool:
    """Whether somebody can no longer be reached, so that another one has to be named."""
    return person is not None and bool(never_reached(person)) and person.slack_id is not None


def first_reached(people: Iterable[Person | None]) -> Person | None:
    """The first of these whom a message can reach."""
    return next((one for one in people if one is not None and not never_reached(one)), None)
