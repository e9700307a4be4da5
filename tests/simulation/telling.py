"""Writes the rows of the bot into the log, as the checker reads them: by names, without keys of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from sqlmodel import Session, col, select

from pmo_bot.model import About, Absence, ChannelMember, Event, Item, Line, Link, Person, Phase, Post, Project, Role
from pmo_bot.store.database import Database
from tests.simulation.log import Log


@dataclass
class Teller:
    """Tells the log how things stand."""

    db: Database
    log: Log
    briefs: dict[int, time] = field(default_factory=dict)
    """When each person's brief was told to come."""
    asked: dict[int, bool] = field(default_factory=dict)
    """The checks that ask for lessons: whether each was open when it was told last."""

    def person(self, person_id: int, now: datetime, **more: Any) -> None:
        """Somebody, as they are now."""
        with self.db.reading() as session:
            who = session.get_one(Person, person_id)
            self.briefs[person_id] = who.brief_at
            absences = session.exec(select(Absence).where(Absence.person_id == person_id)).all()
            away = [(a.first, a.last, _name(session, a.delegate_id)) for a in absences]
            told = {
                "who": who.slack_id, "number": who.id, "zone": who.zone, "week": who.workdays, "opens": who.opens,
                "closes": who.closes, "country": who.country, "part": who.subdivision, "brief_at": who.brief_at,
                "paused": who.paused_until, "away": away, "standing": who.standing, "pmo": who.role is Role.PMO,
                "reminders": who.profile,
            }  # fmt: skip
        self.log.write(now, "person", **{**told, **more})

    def person_if_changed(self, person_id: int, now: datetime) -> None:
        """The same, if their brief comes at another time than was told last."""
        with self.db.reading() as session:
            brief_at = session.get_one(Person, person_id).brief_at
        if self.briefs.get(person_id) != brief_at:
            self.person(person_id, now)

    def project(self, project_id: int, now: datetime) -> None:
        """A project with the members of its channel."""
        with self.db.reading() as session:
            project = session.get_one(Project, project_id)
            here = select(ChannelMember.slack_id).where(ChannelMember.channel == project.channel)
            members = list(session.exec(here))
            told = {
                "project": project.key, "mode": project.mode, "lead": _name(session, project.lead_id),
                "sponsor": _name(session, project.sponsor_id), "private": project.private, "members": members,
                "zone": project.zone, "channel": project.channel, "live": project.phase is Phase.HYPERCARE,
            }  # fmt: skip
        self.log.write(now, "project", **told)

    def house(self, sponsor: str, now: datetime) -> None:
        """Whom the PMO answers to."""
        self.log.write(now, "house", sponsor=sponsor)

    def item(self, item_id: int, act: str, by: str, now: datetime) -> None:
        """An item after somebody did something with it."""
        with self.db.reading() as session:
            item = session.get_one(Item, item_id)
            project = session.get(Project, item.project_id) if item.project_id is not None else None
            on = session.get(Item, item.blocked_on_id) if item.blocked_on_id is not None else None
            waits = select(Item.number).join(Link, col(Link.item_id) == Item.id).where(Link.on_id == item.id)
            newest = select(Event).where(Event.item_id == item.id).order_by(col(Event.id).desc()).limit(1)
            event = session.exec(newest).first()
            told = {
                "item": item.number, "act": act, "by": by,
                "behalf": _name(session, event.behalf_id) if event is not None else None,
                "owner": _name(session, item.owner_id),
                "kind": item.kind.value, "about": item.about, "severity": item.severity, "state": item.state,
                "requester": _name(session, item.requester_id), "contact": _name(session, item.contact_id),
                "due": item.due, "open": item.is_open, "project": project.key if project else None,
                "snoozed": item.snoozed_until, "blocked": item.blocked_at is not None,
                "blocked_by": _name(session, item.blocked_by_id), "blocked_on": on.number if on else None,
                "commitment": item.commitment, "waiting": sorted(session.exec(waits)), "word": item.acceptance,
                "confirmation": item.confirmation,
                "turn": item.turn_at, "agreed": item.blocked_ok,
                "blocked_since": item.blocked_at, "blocked_until": item.blocked_until,
                "described": bool(item.blocked_by_text), "offer": item.offer_due,
            }  # fmt: skip
        self.log.write(now, "item", **told)

    def checks(self, by: str, now: datetime) -> None:
        """The questions what a project taught that came or went with what somebody did last."""
        with self.db.reading() as session:
            found = session.exec(select(Item).where(Item.about == About.LESSON).order_by(col(Item.id))).all()
        for check in found:
            if self.asked.get(check.id) != check.is_open:
                self.asked[check.id] = check.is_open
                self.item(check.id, "capture" if check.is_open else "drop", by, now)

    def about(self, key: str) -> Mapping[str, Any]:
        """What a slot of the outbox is about."""
        with self.db.reading() as session:
            post = session.exec(select(Post).where(Post.key == key)).one()
            lines = session.exec(
                select(Line, Item.number).join(Item, col(Item.id) == Line.item_id).where(Line.post_key == key)
            ).all()
            project = session.get(Project, post.project_id) if post.project_id is not None else None
            return {
                "kind": post.kind, "planned": post.created_at, "project": project.key if project else None,
                "lines": [_line(session, line, number) for line, number in lines],
            }  # fmt: skip


def _line(session: Session, line: Line, number: int) -> Mapping[str, Any]:
    return {
        "key": line.key, "item": number, "kind": line.kind, "step": line.step,
        "on": line.step_on, "commitment": line.commitment, "round": line.escalation_id, "planned": line.created_at,
        "instead_of": _name(session, line.why.get("instead_of")),
    }  # fmt: skip


def _name(session: Session, person_id: int | None) -> str | None:
    found = session.get(Person, person_id) if person_id is not None else None
    return found.slack_id if found is not None else None
