"""what the bot finds wrong with itself, and how punctual it is"""

import sqlalchemy as sa
from alembic import op


revision = '0020'
down_revision = "0019"
branch_labels = None
depends_on = None

OPEN_ALARM = 'cleared_at IS NULL'
SETTLED = 'settled_at IS NOT NULL'
OWED = 'closed_at IS NULL AND due IS NOT NULL'


def upgrade() -> None:
    op.create_table('alarm',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('cause', sa.Enum('stuck', 'lease', 'refused', 'slack', 'poison', 'dead', 'held', 'unlooked', 'unwoken', 'no_brief', 'no_report', 'doubled', 'disorder', 'orphan', 'clock', 'heartbeat', name='cause', native_enum=False, length=32), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cleared_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_alarm_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alarm'))
    )
    op.create_index('ix_alarm_open', 'alarm', ['team_id', 'cause'], unique=True, sqlite_where=sa.text(OPEN_ALARM), postgresql_where=sa.text(OPEN_ALARM))
    op.create_table('watch',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('looked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('clean_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('counted_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('pruned_until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_watch_team_id')),
    sa.PrimaryKeyConstraint('team_id', name=op.f('pk_watch'))
    )
    op.create_table('punctuality',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('handed', sa.Integer(), nullable=False),
    sa.Column('in_minute', sa.Integer(), nullable=False),
    sa.Column('in_five', sa.Integer(), nullable=False),
    sa.Column('by_slack', sa.Integer(), nullable=False),
    sa.Column('by_slack_five', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_punctuality_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'week', name=op.f('pk_punctuality'))
    )
    op.create_index('ix_outbox_settled', 'outbox', ['team_id', 'settled_at'], sqlite_where=sa.text(SETTLED), postgresql_where=sa.text(SETTLED))
    op.create_index('ix_item_due', 'item', ['team_id', 'due'], sqlite_where=sa.text(OWED), postgresql_where=sa.text(OWED))


def downgrade() -> None:
    op.drop_index('ix_item_due', table_name='item')
    op.drop_index('ix_outbox_settled', table_name='outbox')
    op.drop_table('punctuality')
    op.drop_table('watch')
    op.drop_index('ix_alarm_open', table_name='alarm')
    op.drop_table('alarm')
