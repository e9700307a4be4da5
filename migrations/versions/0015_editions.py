"""editions: where else a report goes, and who reads it in a direct message"""

import sqlalchemy as sa
from alembic import op


revision = '0015'
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('edition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=True),
    sa.Column('channel', sa.String(length=32), nullable=False),
    sa.Column('audience', sa.Enum('team', 'sponsor', 'executive', name='audience', native_enum=False, length=32), nullable=False),
    sa.Column('cadence', sa.Enum('week', 'month', 'quarter', name='cadence', native_enum=False, length=32), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('wake_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_edition_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_edition_project_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_edition_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edition'))
    )
    woken = sa.text('wake_at IS NOT NULL')
    op.create_index('ix_edition_wake', 'edition', ['wake_at'], unique=False, sqlite_where=woken, postgresql_where=woken)
    with op.batch_alter_table('stakeholder', schema=None) as batch_op:
        batch_op.add_column(sa.Column('direct_from', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('wake_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('ix_stakeholder_wake', ['wake_at'], unique=False, sqlite_where=woken, postgresql_where=woken)


def downgrade() -> None:
    with op.batch_alter_table('stakeholder', schema=None) as batch_op:
        batch_op.drop_index('ix_stakeholder_wake')
        batch_op.drop_column('wake_at')
        batch_op.drop_column('direct_from')
    op.drop_table('edition')
