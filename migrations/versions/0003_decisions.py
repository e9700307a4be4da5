"""decisions: what they were chosen from, whom they concern, what replaces what; checks"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('choice', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('review_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('reviewed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('needs_nothing', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('supersedes_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('superseded_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('exception_to_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_decision_supersedes_id'), 'decision', ['supersedes_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_decision_superseded_by_id'), 'decision', ['superseded_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_decision_exception_to_id'), 'decision', ['exception_to_id'], ['id'])

    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('decision_number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('about', sa.Enum('decision', name='about', native_enum=False, length=32), nullable=True))
        batch_op.add_column(sa.Column('about_id', sa.Integer(), nullable=True))
        batch_op.create_index('ix_item_about', ['team_id', 'about', 'about_id'], unique=False, sqlite_where=sa.text('about_id IS NOT NULL'), postgresql_where=sa.text('about_id IS NOT NULL'))
        batch_op.create_index('ix_item_decision', ['team_id', 'decision_number'], unique=False, sqlite_where=sa.text('decision_number IS NOT NULL'), postgresql_where=sa.text('decision_number IS NOT NULL'))

    op.create_table('decision_option',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=500), nullable=False),
    sa.Column('recommended', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_decision_option_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_option')),
    sa.UniqueConstraint('team_id', 'number', 'position', name=op.f('uq_decision_option_team_id_number_position'))
    )
    op.create_table('decision_person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.Enum('consulted', 'informed', 'read', name='part', native_enum=False, length=32), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_decision_person_person_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_decision_person_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_person')),
    sa.UniqueConstraint('team_id', 'number', 'person_id', 'part', name=op.f('uq_decision_person_team_id_number_person_id_part'))
    )


def downgrade() -> None:
    op.drop_table('decision_person')
    op.drop_table('decision_option')
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_index('ix_item_decision')
        batch_op.drop_index('ix_item_about')
        batch_op.drop_column('about_id')
        batch_op.drop_column('about')
        batch_op.drop_column('decision_number')

    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_decision_exception_to_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_decision_superseded_by_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_decision_supersedes_id'), type_='foreignkey')
        batch_op.drop_column('exception_to_id')
        batch_op.drop_column('superseded_by_id')
        batch_op.drop_column('supersedes_id')
        batch_op.drop_column('needs_nothing')
        batch_op.drop_column('reviewed_on')
        batch_op.drop_column('review_on')
        batch_op.drop_column('choice')
