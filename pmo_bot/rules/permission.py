"""Who may see, who may act.  Asked for every read and every click."""

from collections.abc import Collection

from pmo_bot.model import About, AnyItem, Item, Mode, Person, Project, Role, Standing

LIMITED = (Standing.GUEST, Standing.EXTERNAL)
"""Who does not see everything that is public in the workspace."""


def may_see(person: Person, project: Project | None, rooms: Collection[str]) -> bool:
    """Whether a project, and all that belongs to it, exists for this person.

    `rooms` are the channels the person is known to be in.  A private project exists for its channel's members only.
    Guests see what happens in their channels, people of other organisations only what they lead or sponsor; what they
    own or asked for callers add themselves.
    """
    if person.standing is Standing.DEACTIVATED:
        return False
    if project is None:
        return person.standing not in LIMITED
    if project.private:
        return project.channel in rooms
    if person.standing in LIMITED and person.id in (project.lead_id, project.sponsor_id):
        return True
    if person.standing is Standing.GUEST:
        return project.channel in rooms
    return person.standing is not Standing.EXTERNAL


def may_add(person: Person, project: Project | None) -> bool:
    """Whether this person may add to a project that they may see, or to none: outsiders keep to projects."""
    return person.standing is not Standing.EXTERNAL or project is not None


def may_see_item(person: Person, item: AnyItem, project: Project | None, rooms: Collection[str]) -> bool:
    """Whether an item exists for this person: whoever owns it, asked for it or is waited for may know of it.

    A question for somebody's view belongs to no project, although what it is about may: it is between these alone.
    """
    if person.standing is Standing.DEACTIVATED:
        return False
    named = (item.owner_id, item.requester_id, item.contact_id, item.blocked_by_id)
    return person.id in named or (item.about is not About.PULSE and may_see(person, project, rooms))


def may_act(person: Person, item: AnyItem, project: Project | None) -> bool:
    """Whether this person may change the item: its owner, requester or contact, the lead, the sponsor, a PMO lead.

    What nobody owns anybody may take; who may see it is asked first.
    """
    if person.standing in (Standing.BOT, Standing.DEACTIVATED):
        return False
    involved = {item.owner_id, item.requester_id, item.contact_id}
    if project is not None:
        involved |= {project.lead_id, project.sponsor_id}
    if person.id in involved or person.role is Role.PMO:
        return True
    return item.owner_id is None and person.standing in (Standing.MEMBER, Standing.GUEST)


def may_decide(person: Person, item: Item, project: Project | None, mode: Mode) -> bool:
    """Whether this person may answer what the owner offered: whoever asked, the lead, a PMO lead.

    In directive mode a date is the lead's matter, not the requester's.
    """
    lead = project.lead_id if project is not None else None
    deciders = {lead} if mode is Mode.DIRECTIVE else {lead, item.requester_id, item.contact_id}
    return person.id in deciders or person.role is Role.PMO


def may_lead(person: Person, project: Project) -> bool:
    """Whether this person may change the project itself."""
    return person.standing is Standing.MEMBER and (person.id == project.lead_id or person.role is Role.PMO)


def may_tell(project: Project | None, room: str | None) -> bool:
    """Whether everybody who reads along in a channel may know of a project; `room` is None for a private answer."""
    return room is None or project is None or not project.private or project.channel == room


def may_tell_item(item: AnyItem, project: Project | None, room: str | None) -> bool:
    """Whether everybody who reads along in a channel may know of an item."""
    return room is None or (item.about is not About.PULSE and may_tell(project, room))
