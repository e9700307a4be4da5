"""whose alarm it is, where only that process can say when it is over"""

import sqlalchemy as sa
from alembic import op


revision = '0023'
down_revision = "0022"
branch_labels = None
depends_on = None

OPEN_ALARM = 'cleared_at IS NULL'


def upgrade() -> None:
    op.drop_index('ix_alarm_open', table_name='alarm')
    op.add_column('alarm', sa.Column('worker', sa.String(length=64), nullable=False, server_default=''))
    op.add_column('alarm', sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True))
    _index('team_id', 'cause', 'worker')


def downgrade() -> None:
    op.drop_index('ix_alarm_open', table_name='alarm')
    op.execute("DELETE FROM alarm WHERE worker <> ''")
    op.drop_column('alarm', 'seen_at')
    op.drop_column('alarm', 'worker')
    _index('team_id', 'cause')


def _index(*columns: str) -> None:
    where = sa.text(OPEN_ALARM)
    op.create_index('ix_alarm_open', 'alarm', list(columns), unique=True, sqlite_where=where, postgresql_where=where)
