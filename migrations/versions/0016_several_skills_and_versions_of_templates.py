"""an item may need several skills; a template that is kept anew is a new version; texts of other rows"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op


revision = '0016'
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('skills', sa.JSON(), nullable=False, server_default='[]'))
    _each('item', lambda row: {'skills': [row.skill_id]}, 'skill_id')
    _events({'skill_id': 'skills'}, lambda value: [] if value is None else [value])
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.alter_column('skills', server_default=None, existing_type=sa.JSON(), existing_nullable=False)
        batch_op.drop_constraint(batch_op.f('fk_item_skill_id'), type_='foreignkey')
        batch_op.drop_column('skill_id')
    with op.batch_alter_table('template', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.drop_constraint(batch_op.f('uq_template_team_id_name'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_template_team_id_name_version'), ['team_id', 'name', 'version'])
    with op.batch_alter_table('wording', schema=None) as batch_op:
        batch_op.alter_column('item_id', existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table('template', schema=None) as batch_op:
        batch_op.alter_column('version', server_default=None, existing_type=sa.Integer(), existing_nullable=False)


def downgrade() -> None:
    op.execute('DELETE FROM wording WHERE item_id IS NULL')
    with op.batch_alter_table('wording', schema=None) as batch_op:
        batch_op.alter_column('item_id', existing_type=sa.Integer(), nullable=False)
    old = sa.table('template', sa.column('id'), sa.column('team_id'), sa.column('name'), sa.column('version'))
    newer = old.alias()
    same = sa.and_(newer.c.team_id == old.c.team_id, newer.c.name == old.c.name, newer.c.version > old.c.version)
    op.execute(old.delete().where(sa.exists(sa.select(newer.c.id).where(same))))
    with op.batch_alter_table('template', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_template_team_id_name_version'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_template_team_id_name'), ['team_id', 'name'])
        batch_op.drop_column('version')
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('skill_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_item_skill_id'), 'tag', ['skill_id'], ['id'])
    _each('item', lambda row: {'skill_id': next(iter(row.skills), None)}, 'skills')
    _events({'skills': 'skill_id'}, lambda value: next(iter(value), None))
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_column('skills')


def _each(name: str, change: Callable[[Any], dict[str, Any]], filled: str) -> None:
    """Change every row of a table in which a column says something."""
    columns: Any = (sa.column('id'), sa.column('skills', sa.JSON()), sa.column('skill_id'))
    rows, bind = sa.table(name, *columns), op.get_bind()
    for row in bind.execute(sa.select(rows.c.id, rows.c[filled]).where(rows.c[filled].is_not(None))).all():
        bind.execute(rows.update().where(rows.c.id == row.id).values(**change(row)))


def _events(names: Mapping[str, str], change: Callable[[Any], Any]) -> None:
    """What events tell of it is told as it is called now; what people can do is told as it was."""
    events = sa.table('event', sa.column('id'), sa.column('what'), sa.column('before', sa.JSON()),
                      sa.column('after', sa.JSON()))
    bind = op.get_bind()
    told = sa.select(events).where(events.c.what.like('item.%'))
    for row in bind.execute(told).all():
        values = {place: _renamed(getattr(row, place), names, change) for place in ('before', 'after')}
        if any(json.dumps(value) != json.dumps(getattr(row, place)) for place, value in values.items()):
            bind.execute(events.update().where(events.c.id == row.id).values(**values))


def _renamed(columns: Mapping[str, Any], names: Mapping[str, str], change: Callable[[Any], Any]) -> dict[str, Any]:
    return {names.get(name, name): change(value) if name in names else value for name, value in columns.items()}
