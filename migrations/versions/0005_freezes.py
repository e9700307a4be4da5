"""freezes: days on which nothing is to fall due; what is blocked on an item is found by index"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('freeze',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=True),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('why', sa.String(length=500), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_freeze_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_freeze_project_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_freeze_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_freeze'))
    )
    with op.batch_alter_table('freeze', schema=None) as batch_op:
        batch_op.create_index('ix_freeze_last', ['team_id', 'last'], unique=False)

    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.create_index('ix_item_blocked_on', ['team_id', 'blocked_on_id'], unique=False, sqlite_where=sa.text('blocked_on_id IS NOT NULL'), postgresql_where=sa.text('blocked_on_id IS NOT NULL'))


def downgrade() -> None:
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_index('ix_item_blocked_on', sqlite_where=sa.text('blocked_on_id IS NOT NULL'), postgresql_where=sa.text('blocked_on_id IS NOT NULL'))

    with op.batch_alter_table('freeze', schema=None) as batch_op:
        batch_op.drop_index('ix_freeze_last')

    op.drop_table('freeze')
