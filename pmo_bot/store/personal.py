"""What of the data is about people: every column of every table has its place here.

* **personal** says who somebody is, or is what they said in their own voice: an export of a person has it, and it is
  taken away when they are erased.
* **about** names somebody by the number of their row, or tells what they did and when: an export has it, and when they
  are erased it stays, with a number that names nobody any more.
* **neither** is the workspace's: dates, settings, keys.  It stays as it is.

And one mark, which what is personal may have too:

* **prose** is what people write, or the bot to them, and where anybody may be named: titles, reasons, notes.  Of what
  stays of it a name is taken out, and of nothing else: a zone is called Europe/Sofia whoever is erased.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Table, or_
from sqlmodel import col, select

from pmo_bot.model import Base, Event, Lesson, Person, Post, Workspace


class Columns(NamedTuple):
    """The columns of a table by what they are to people."""

    personal: str = ""
    about: str = ""
    neither: str = ""
    prose: str = ""


TABLES: Mapping[str, Columns] = {
    "absence": Columns("", "person_id delegate_id first last", "id team_id"),
    "account": Columns("slack_id", "", "id team_id"),
    "alarm": Columns("", "", "id team_id cause worker count since seen_at cleared_at"),
    "artefact": Columns("", "provided_by_id provided_at", "id team_id project_id phase position", "name shown"),
    "baseline": Columns("", "", "id team_id first last body taken_at"),
    "basis": Columns("", "", "team_id zones newest"),
    "channel_member": Columns("slack_id", "", "team_id channel"),
    "contingency": Columns("", "owner_id", "id team_id risk_id plan position days item_id", "title"),
    "decision": Columns(
        "", "decider_id logged_by_id",
        "id team_id number choice project_id item_id decided_on review_on reviewed_on needs_nothing state "
        "supersedes_id superseded_by_id exception_to_id created_at",
        "title rationale permalink",
    ),
    "decision_option": Columns("", "", "id team_id number position recommended", "text"),
    "decision_person": Columns("", "person_id part seen_at", "id team_id number"),
    "edition": Columns("", "by_id", "id team_id project_id channel audience cadence created_at wake_at"),
    "erasing": Columns("", "", "team_id"),
    "escalation": Columns(
        "", "acknowledged_by_id gathered_by_id gathered_at answered_by_id answered_at answer paused_until released_at "
        "previewed_at sentence_id",
        "id team_id item_id commitment round facts policy policy_version review_on void_at decision_id created_at",
    ),
    "event": Columns(
        "", "actor_id behalf_id person_id before after source once happened_at note_id",
        "id team_id what item_id decision_id project_id recorded_at hash",
    ),
    "feed": Columns("hash", "person_id made_at", "id team_id"),
    "freeze": Columns("", "by_id", "id team_id project_id first last lifted_at", "why"),
    "goal": Columns("", "owner_id", "id team_id number target target_on active created_at", "title measure"),
    "install_attempt": Columns("", "", "team_id state challenge expires_at"),
    "installation": Columns(
        "installed_by", "",
        "team_id enterprise_id is_org_wide bot_token refresh_token key_id scopes expires_at lease_until installed_at "
        "gone_at",
    ),
    "item": Columns(
        "", "owner_id requester_id contact_id blocked_by_id offer_owner_id offer_note_id evidence_id acceptance "
        "turn_at held_at held_days slips snoozed_until",
        "id team_id number kind project_id due due_time priority state created_at closed_at commitment committed_at "
        "blocked_at blocked_on_id blocked_ok blocked_until offer_due confirmation transition decision_number about "
        "about_id ref severity effort skills wake_at",
        "title done_means blocked_by_text permalink",
    ),
    "kpi": Columns(
        "", "owner_id outcome_by_id outcome_note_id",
        "id team_id number kind project_id goal_id target direction frequency review_day baseline live_on outcome "
        "round fell_on created_at",
        "name definition unit source",
    ),
    "lesson": Columns(
        "learned because", "by_id learned_at",
        "id team_id project_id kind phase action_id wants_action",
        "learned because",
    ),
    "lesson_asked": Columns("", "", "id team_id project_id milestone_id check_id"),
    "lesson_tag": Columns("", "", "team_id lesson_id tag_id"),
    "lesson_use": Columns("", "person_id useful said_at", "id team_id lesson_id item_id project_id"),
    "lesson_word": Columns("begins", "", "id team_id lesson_id"),
    "line": Columns(
        "", "person_id key post_key why answer answered_at",
        "id team_id kind item_id commitment step step_on escalation_id created_at",
    ),
    "link": Columns("", "", "id team_id item_id on_id"),
    "mandate": Columns("", "by_id", "id team_id version review_on reviewed_on created_at", "mandate"),
    "measurement": Columns("", "by_id", "id team_id kpi_id on_date value taken created_at"),
    "mitigation": Columns("", "", "id team_id risk_id item_id"),
    "note": Columns("text", "author_id", "id team_id item_id created_at", "text"),
    "outbox": Columns(
        "body", "key lane person_id why",
        "id team_id kind project_id sent_id on_date not_before state attempts first_tried_at lease_until lease_by "
        "retry_at outcome created_at settled_at",
        "body",
    ),
    "pair": Columns("", "answered_by_id answer answered_at", "id team_id key kind low high week created_at"),
    "pair_line": Columns("", "person_id key post_key", "id team_id pair_id week created_at"),
    "person": Columns(
        "slack_id ref name dm_channel",
        "standing role left_at erased_at zone workdays opens closes country subdivision brief_at brief_chosen profile "
        "paused_until capacity unit_id thanks greeted_at home_seen_at checked_at",
        "id team_id",
    ),
    "person_skill": Columns("", "person_id skill_id", "team_id"),
    "policy": Columns("", "by_id", "id team_id project_id version body from_at"),
    "project": Columns(
        "", "lead_id sponsor_id ops_id",
        "id team_id key channel private zone phase target mode health goal_id currency planned actual forecast "
        "priority thanks observe_until pack gates worth urgency risk effort fit asked_number created_at wake_at",
        "name goal words checklist",
    ),
    "pulse": Columns("", "person_id score", "id team_id kpi_id round asked_on item_id"),
    "risk": Columns(
        "", "activated_by_id activated_at",
        "item_id team_id probability impact response residual_probability residual_impact reviewed_on plan",
        "cause trigger",
    ),
    "saying": Columns(
        "text reading post_key", "person_id item_id among stood seen turned_at created_at",
        "id team_id number",
        "text reading",
    ),
    "sent": Columns("channel key", "sent_at", "id team_id ts"),
    "snapshot": Columns("", "", "id team_id project_id on_date body taken_at"),
    "stakeholder": Columns(
        "cares", "person_id interest influence audience cadence direct_from",
        "id team_id project_id wake_at",
        "cares",
    ),
    "tag": Columns("", "", "id team_id kind name"),
    "tagged": Columns("", "", "team_id number tag_id"),
    "template": Columns("", "by_id", "id team_id name version created_at", "body"),
    "update_note": Columns("said", "by_id", "id team_id project_id posted created_at", "said"),
    "win": Columns("win", "by_id", "id team_id project_id won_on created_at", "win"),
    "wording": Columns("was", "", "id team_id event_id item_id name", "was"),
    "punctuality": Columns("", "", "team_id week handed in_minute in_five by_slack by_slack_five"),
    "watch": Columns("", "", "team_id looked_at clean_at counted_until pruned_until"),
    "workspace": Columns(
        "", "sponsor_id",
        "team_id next_number pilot gates started_at head wake_at enterprise_id",
        "name",
    ),
}  # fmt: skip
BY_SLACK_ID = {"slack_id", "installed_by"}
"""Columns that name somebody by their id in Slack."""
SECRETS = {"bot_token", "refresh_token", "key_id"}
"""What opens Slack, sealed as it is: it is about nobody, and goes into no export of a person."""


def personal() -> list[str]:
    """Every personal column, as `table.column`."""
    return [f"{name}.{column}" for name, columns in TABLES.items() for column in columns.personal.split()]


def about(person: Person) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """The tables that keep something of somebody, each with the condition that finds the rows."""
    for table in Base.metadata.sorted_tables:
        wanted = list(_naming(table, person))
        if wanted:
            yield table, _of_workspace(table, person.team_id) & or_(*wanted)


def _of_workspace(table: Table, team: str) -> ColumnElement[bool]:
    """Its own rows, and what lets the bot into it as one of its organisation's."""
    own = table.columns["team_id"] == team
    if table.name != "installation":
        return own
    orgs = select(Workspace.enterprise_id).where(Workspace.team_id == team, Workspace.enterprise_id != "")
    return own | table.columns["team_id"].in_(orgs)


def _naming(table: Table, person: Person) -> Iterator[ColumnElement[bool]]:
    if table.name == "person":
        yield table.columns["id"] == person.id
    for one in table.columns:
        if any(key.column.table.name == "person" for key in one.foreign_keys) or one.name == "sponsor_id":
            yield one == person.id
    for name in BY_SLACK_ID & set(table.columns.keys()):
        if person.slack_id is not None and table.name != "person":
            yield table.columns[name] == person.slack_id
    match table.name:
        case "sent":
            mine = select(Post.key).where(Post.team_id == person.team_id, Post.person_id == person.id)
            yield table.columns["key"].in_(mine)
            if person.dm_channel is not None:
                yield table.columns["channel"] == person.dm_channel
        case "lesson_word":
            yield table.columns["lesson_id"].in_(select(Lesson.id).where(Lesson.by_id == person.id))
        case "wording":
            yield _wordings(table, person)


def _wordings(table: Table, person: Person) -> ColumnElement[bool]:
    """What they replaced, and what was replaced of an item that they made or changed: either may be their words."""
    acted = select(Event.id).where(Event.team_id == person.team_id, Event.actor_id == person.id)
    on = select(Event.item_id).where(
        Event.team_id == person.team_id, Event.actor_id == person.id, col(Event.item_id).is_not(None)
    )
    return or_(table.columns["event_id"].in_(acted), table.columns["item_id"].in_(on))


def texts() -> Iterator[tuple[Table, str]]:
    """The columns in which somebody's name may stand and be taken out."""
    for table in Base.metadata.sorted_tables:
        for name in TABLES[table.name].prose.split():
            yield table, name
