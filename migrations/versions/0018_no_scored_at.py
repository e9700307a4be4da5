"""when a risk was scored is told by its history alone"""

from typing import Any

import sqlalchemy as sa
from alembic import op


revision = '0018'
down_revision = "0017"
branch_labels = None
depends_on = None

GONE = 'scored_at'


def upgrade() -> None:
    with op.batch_alter_table('risk', schema=None) as batch_op:
        batch_op.drop_column(GONE)
    _leave_out_of_events()


def downgrade() -> None:
    with op.batch_alter_table('risk', schema=None) as batch_op:
        batch_op.add_column(sa.Column(GONE, sa.DateTime(timezone=True), nullable=True))


def _leave_out_of_events() -> None:
    """What an event tells of a column that is gone could not be taken back; when it was said stands in the event."""
    events = sa.table('event', sa.column('id'), sa.column('what'), sa.column('before', sa.JSON()),
                      sa.column('after', sa.JSON()))
    bind = op.get_bind()
    told = sa.select(events).where(events.c.what.like('risk.%'))
    for row in bind.execute(told).all():
        if GONE in row.before or GONE in row.after:
            values = {'before': _without(row.before), 'after': _without(row.after)}
            bind.execute(events.update().where(events.c.id == row.id).values(**values))


def _without(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if name != GONE}
