"""what looks alike in two projects, and whom the PMO answers to"""

import sqlalchemy as sa
from alembic import op


revision = '0012'
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sponsor_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('wake_at', sa.DateTime(timezone=True), nullable=True))

    op.create_table('pair',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.Enum('work', 'question', 'against', name='likeness', native_enum=False, length=32), nullable=False),
    sa.Column('low', sa.Integer(), nullable=False),
    sa.Column('high', sa.Integer(), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('answer', sa.Enum('same', 'different', name='pairanswer', native_enum=False, length=32), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_pair_answered_by_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_pair_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pair')),
    sa.UniqueConstraint('team_id', 'key', name=op.f('uq_pair_team_id_key'))
    )
    op.create_table('pair_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('key', sa.String(length=128), nullable=False),
    sa.Column('pair_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('post_key', sa.String(length=128), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_pair_line_pair_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pair_line_person_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_pair_line_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pair_line')),
    sa.UniqueConstraint('team_id', 'key', name=op.f('uq_pair_line_team_id_key'))
    )
    with op.batch_alter_table('pair_line', schema=None) as batch_op:
        batch_op.create_index('ix_pair_line_post', ['team_id', 'post_key'], unique=False)
        batch_op.create_index('ix_pair_line_pair', ['team_id', 'pair_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('pair_line', schema=None) as batch_op:
        batch_op.drop_index('ix_pair_line_pair')
        batch_op.drop_index('ix_pair_line_post')

    op.drop_table('pair_line')
    op.drop_table('pair')
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_column('wake_at')
        batch_op.drop_column('sponsor_id')
