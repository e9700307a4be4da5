"""What is said of the PMO itself, and of the people who care about a project."""

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Person, Project, Stakeholder
from pmo_bot.rules.trace import About, Circle
from pmo_bot.rules.upkeep import has_left

ABOUT_EMPTY = mrkdwn("Nobody has written down yet what the PMO is for. A PMO lead can do so here.")


def about(found: About) -> Markup:
    """What the PMO is for."""
    if found.mandate is None:
        return ABOUT_EMPTY
    mandate = found.mandate
    review = f" Looked at again on {when.day(mandate.review_on, found.today)}." if mandate.review_on else ""
    seen = f" Said to hold on {when.day(mandate.reviewed_on, found.today)}." if mandate.reviewed_on else ""
    return mrkdwn("*What the PMO is for*\n{text}\n_{who}, {day}.{review}{seen}_", text=shown(mandate.mandate, 2000),
                  who=name(found.by), day=when.day(mandate.created_at.date(), found.today), review=review,
                  seen=seen)  # fmt: skip


TARGETS = mrkdwn("*Measured by*")
FIRST_MANDATE = "Write it down…"


def house_sponsor(found: About) -> Markup:
    """Whom the PMO answers to; to PMO leads, how that is said."""
    if has_left(found.sponsor):
        return sponsorless(found.sponsor)
    if found.sponsor is not None:
        return mrkdwn("The PMO answers to {who}, who gets its statement of each month: `/pmo about statement`.",
                      who=name(found.sponsor))  # fmt: skip
    if not found.may_change:
        return Markup("")
    return mrkdwn("`/pmo about sponsor @ines` says whom the PMO answers to: they get its statement of each month.")


def sponsorless(former: Person | None) -> Markup:
    """Whoever the PMO answered to has left."""
    return mrkdwn("The PMO answered to {who}, who has left, so nobody gets its statement of each month. "
                  "`/pmo about sponsor @ines` names somebody.", who=name(former))  # fmt: skip


EVERY = {"week": "every week", "month": "every month", "quarter": "every quarter"}


TOLD = {"team": "as the team is", "sponsor": "what a sponsor needs", "executive": "in a few lines"}


MUCH = {1: "a little", 2: "some", 3: "much"}


def circle(found: Circle) -> Markup:
    """Who cares about a project, and what they are told."""
    project = found.project
    if not found.rows:
        return mrkdwn("Nobody is noted yet as caring about *{name}*. Lead and sponsor are told of it anyway.",
                      name=project.name)  # fmt: skip
    return Markup("\n").join([circle_heading(project), *(circle_line(found, row) for row in found.rows)])


def circle_heading(project: Project) -> Markup:
    """Above them."""
    return mrkdwn("*People who care about {name}*", name=project.name)


def circle_line(found: Circle, row: Stakeholder) -> Markup:
    """One of them."""
    cares, person = f" — {row.cares}" if row.cares else "", found.people.get(row.person_id)
    if has_left(person):
        return mrkdwn("• *{who}*{cares}: has left, so nothing is sent", who=name(person), cares=shown(cares, 120))
    return mrkdwn(
        "• *{who}*{cares}: told {every}, {told}{alone}; {influence} influence, {interest} interest",
        who=name(person), cares=shown(cares, 120), every=EVERY[row.cadence],
        told=TOLD[row.audience], alone=", in a direct message" if row.direct_from else "",
        influence=MUCH[row.influence], interest=MUCH[row.interest],
    )  # fmt: skip


CARE_OVER, CARE_OVER_YES, CARE_OVER_NO = "Take out?", "Take out", "Leave it"


def care_over(person: Person | None, project: Project) -> Markup:
    """What goes and what stays when somebody no longer cares about a project."""
    return mrkdwn(
        "{who} is no longer noted here: what they have to do with *{name}* goes, and so do its reports in their words. "
        "What they owe, what they were sent and the history stay. Whoever leads can note them again.",
        who=name(person), name=project.name,
    )  # fmt: skip
