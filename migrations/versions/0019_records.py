"""what happened is chained by hash and stays: the database itself refuses to change it; events hold no Slack ids"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op


revision = '0019'
down_revision = "0018"
branch_labels = None
depends_on = None

FIRST = '0' * 64
ROWS = 1000
NUMBERS = ('id', 'actor_id', 'behalf_id', 'item_id', 'decision_id', 'project_id', 'person_id', 'note_id')
INSTANTS = ('happened_at', 'recorded_at')
TEXTS = ('"team_id"', '"what"', '"source"', '"once"')
STRUCTURES = ('"before"', '"after"')
STAY = {
    'event': ('UPDATE', 'DELETE'),
    'snapshot': ('DELETE',),
    'baseline': ('DELETE',),
    'policy': ('UPDATE', 'DELETE'),
}
"""What is a record, and what the database refuses to do to it; that snapshots and baselines are not changed it does already."""


def upgrade() -> None:
    op.create_table('erasing',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('team_id', name=op.f('pk_erasing'))
    )
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('slack_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_account_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('team_id', 'slack_id', name=op.f('uq_account_team_id_slack_id'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('head', sa.String(length=64), nullable=False, server_default=''))
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hash', sa.String(length=64), nullable=False, server_default=''))
    _take_slack_ids_out()
    _chain()
    if op.get_bind().dialect.name == 'postgresql':  # SQLite would build these tables anew, with their indexes in another order
        op.alter_column('event', 'hash', server_default=None)
        op.alter_column('workspace', 'head', server_default=None)
    for table, verbs in STAY.items():
        for verb in verbs:
            _refuse(table, verb)
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('CREATE TRIGGER event_stays_whole BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION stays()')


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == 'postgresql'
    for table, verbs in STAY.items():
        for verb in verbs:
            op.execute(f"DROP TRIGGER {_name(table, verb)}{f' ON {table}' if postgresql else ''}")
    if postgresql:
        op.execute('DROP TRIGGER event_stays_whole ON event')
        op.execute('DROP FUNCTION stays()')
    _put_slack_ids_back()
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_column('head')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_column('hash')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('erased_at')
    op.drop_table('account')
    op.drop_table('erasing')


# --- what stays -----------------------------------------------------------------------


def _name(table: str, verb: str) -> str:
    return f"{table}_{'kept' if verb == 'DELETE' else 'unchanged'}"


def _refuse(table: str, verb: str) -> None:
    """Only of a workspace that is being erased as a whole rows may be taken away."""
    name, done = _name(table, verb), 'taken away' if verb == 'DELETE' else 'changed'
    if op.get_bind().dialect.name == 'sqlite':
        unless = ' WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE team_id = OLD.team_id)' if verb == 'DELETE' else ''
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table}{unless} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: a record is never {done}'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'DELETE' THEN "
        "IF EXISTS (SELECT 1 FROM erasing WHERE team_id = OLD.team_id) THEN RETURN OLD; END IF; END IF; "
        "RAISE EXCEPTION '%: a record is never %', TG_TABLE_NAME, "
        "CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'taken away' END; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION stays()")


# --- events hold no Slack ids ---------------------------------------------------------

EVENTS = sa.table('event', sa.column('id'), sa.column('team_id'), sa.column('what'), sa.column('source'),
                  sa.column('person_id'), sa.column('before', sa.JSON()), sa.column('after', sa.JSON()))
ACCOUNTS = sa.table('account', sa.column('id'), sa.column('team_id'), sa.column('slack_id'))
PEOPLE = sa.table('person', sa.column('id'), sa.column('slack_id'))
MEMBERS = 'channel.members'
MET = 'person.met'


def _take_slack_ids_out() -> None:
    bind = op.get_bind()
    op.execute("UPDATE event SET source = 'dm' || substr(source, strpos(source, '/')) WHERE source LIKE 'D%/%' AND what <> 'item.conversation'"
               if bind.dialect.name == 'postgresql' else
               "UPDATE event SET source = 'dm' || substr(source, instr(source, '/')) WHERE source GLOB 'D*/*' AND what <> 'item.conversation'")
    numbers: dict[tuple[str, str], int] = {}
    for row in list(_events(MEMBERS)):
        for side in ('before', 'after'):
            for slack_id in (getattr(row, side) or {}).get('members', ()):
                numbers.setdefault((row.team_id, slack_id), len(numbers) + 1)
    rows = [{'team_id': team, 'slack_id': slack_id} for team, slack_id in numbers]
    for row in rows:
        bind.execute(ACCOUNTS.insert().values(**row))
    numbers = {(row.team_id, row.slack_id): row.id for row in bind.execute(sa.select(ACCOUNTS))}
    for row in list(_events(MEMBERS)):
        own = {slack_id: number for (team, slack_id), number in numbers.items() if team == row.team_id}
        told = {side: _with(getattr(row, side), own.get) for side in ('before', 'after')}
        bind.execute(EVENTS.update().where(EVENTS.c.id == row.id).values(**told))
    for row in list(_events(MET)):
        after = {name: value for name, value in row.after.items() if name != 'slack_id'}
        bind.execute(EVENTS.update().where(EVENTS.c.id == row.id).values(after=after))


def _put_slack_ids_back() -> None:
    bind = op.get_bind()
    names = {row.id: row.slack_id for row in bind.execute(sa.select(ACCOUNTS))}
    for row in list(_events(MEMBERS)):
        told = {side: _with(getattr(row, side), names.get) for side in ('before', 'after')}
        bind.execute(EVENTS.update().where(EVENTS.c.id == row.id).values(**told))
    people = {row.id: row.slack_id for row in bind.execute(sa.select(PEOPLE))}
    for row in list(_events(MET)):
        after = {'slack_id': people.get(row.person_id), **row.after}
        bind.execute(EVENTS.update().where(EVENTS.c.id == row.id).values(after=after))


def _events(what: str) -> Iterator[Any]:
    yield from op.get_bind().execute(sa.select(EVENTS).where(EVENTS.c.what == what).order_by(EVENTS.c.id))


def _with(told: Any, change: Any) -> Any:
    if not told or 'members' not in told:
        return told
    return {**told, 'members': [one for one in map(change, told['members']) if one is not None]}


# --- the chain ------------------------------------------------------------------------


def _chain() -> None:
    """Every event that is there, in the order of its number, by workspace: see `pmo_bot/store/chain.py`."""
    bind = op.get_bind()
    if bind.dialect.name == 'postgresql':
        op.execute('SET LOCAL datestyle TO ISO')
    heads: dict[str, str] = {}
    last = 0
    wanted = sa.text(f"SELECT id, team_id, {_form(bind.dialect.name)} FROM event WHERE id > :last ORDER BY id LIMIT {ROWS}")  # noqa: S608
    while rows := bind.execute(wanted, {'last': last}).all():
        made = []
        for number, team, told in rows:
            heads[team] = sha256((heads.get(team, FIRST) + told).encode()).hexdigest()
            made.append({'number': number, 'hash': heads[team]})
        bind.execute(sa.text('UPDATE event SET hash = :hash WHERE id = :number'), made)
        last = rows[-1][0]
    for team, head in heads.items():
        bind.execute(sa.text('UPDATE workspace SET head = :head WHERE team_id = :team'), {'team': team, 'head': head})


def _form(dialect: str) -> str:
    if dialect == 'postgresql':
        instants = [f"({name} AT TIME ZONE 'UTC')::text" for name in INSTANTS]
        parts = ["'1'", *NUMBERS, *instants, *(f'octet_length({one})' for one in TEXTS)]
        bars = [part for one in parts for part in (one, "'|'")]
        return f"concat({', '.join([*bars, *TEXTS, *(f'{one}::text' for one in STRUCTURES)])})"
    instants = [f"CASE substr({name}, 20) WHEN '.000000' THEN substr({name}, 1, 19) ELSE rtrim({name}, '0') END" for name in INSTANTS]
    parts = [*NUMBERS, *instants, *(f'length(CAST({one} AS BLOB))' for one in TEXTS)]
    head = f"printf('1|{'%s|' * len(parts)}', {', '.join(parts)})"
    return ' || '.join([head, *(f"ifnull({one}, '')" for one in (*TEXTS, *STRUCTURES))])
