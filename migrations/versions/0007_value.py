"""goals, figures and their values, what people answered, the mandate, who cares about a project; budgets"""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('goal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('measure', sa.String(length=500), nullable=False),
    sa.Column('target', sa.Float(), nullable=True),
    sa.Column('target_on', sa.Date(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_goal_owner_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_goal_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal')),
    sa.UniqueConstraint('team_id', 'number', name=op.f('uq_goal_team_id_number'))
    )
    op.create_table('mandate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('mandate', sa.String(length=3000), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_mandate_by_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_mandate_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mandate')),
    sa.UniqueConstraint('team_id', 'version', name=op.f('uq_mandate_team_id_version'))
    )
    op.create_table('stakeholder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('cares', sa.String(length=255), nullable=False),
    sa.Column('interest', sa.Integer(), nullable=False),
    sa.Column('influence', sa.Integer(), nullable=False),
    sa.Column('audience', sa.Enum('team', 'sponsor', 'executive', name='audience', native_enum=False, length=32), nullable=False),
    sa.Column('cadence', sa.Enum('week', 'month', 'quarter', name='cadence', native_enum=False, length=32), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_stakeholder_person_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_stakeholder_project_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_stakeholder_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stakeholder')),
    sa.UniqueConstraint('team_id', 'project_id', 'person_id', name=op.f('uq_stakeholder_team_id_project_id_person_id'))
    )
    op.create_table('kpi',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('figure', 'benefit', 'adoption', 'mandate', name='kpikind', native_enum=False, length=32), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=True),
    sa.Column('goal_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('definition', sa.String(length=1000), nullable=False),
    sa.Column('unit', sa.String(length=32), nullable=False),
    sa.Column('target', sa.Float(), nullable=True),
    sa.Column('direction', sa.Enum('up', 'down', name='direction', native_enum=False, length=32), nullable=False),
    sa.Column('source', sa.String(length=500), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('frequency', sa.Enum('month', 'quarter', name='frequency', native_enum=False, length=32), nullable=False),
    sa.Column('review_day', sa.Integer(), nullable=False),
    sa.Column('baseline', sa.Float(), nullable=True),
    sa.Column('live_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.Enum('confirmed', 'not_reached', name='outcome', native_enum=False, length=32), nullable=True),
    sa.Column('outcome_by_id', sa.Integer(), nullable=True),
    sa.Column('outcome_note_id', sa.Integer(), nullable=True),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('fell_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_kpi_goal_id')),
    sa.ForeignKeyConstraint(['outcome_by_id'], ['person.id'], name=op.f('fk_kpi_outcome_by_id')),
    sa.ForeignKeyConstraint(['outcome_note_id'], ['note.id'], name=op.f('fk_kpi_outcome_note_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_kpi_owner_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_kpi_project_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_kpi_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kpi')),
    sa.UniqueConstraint('team_id', 'number', name=op.f('uq_kpi_team_id_number'))
    )
    with op.batch_alter_table('kpi', schema=None) as batch_op:
        batch_op.create_index('ix_kpi_project', ['team_id', 'project_id'], unique=False)

    op.create_table('measurement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('kpi_id', sa.Integer(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('value', sa.Float(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('taken', sa.Enum('entered', 'file', name='taken', native_enum=False, length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_measurement_by_id')),
    sa.ForeignKeyConstraint(['kpi_id'], ['kpi.id'], name=op.f('fk_measurement_kpi_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_measurement_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measurement')),
    sa.UniqueConstraint('team_id', 'kpi_id', 'on_date', name=op.f('uq_measurement_team_id_kpi_id_on_date'))
    )
    op.create_table('pulse',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('kpi_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_pulse_item_id')),
    sa.ForeignKeyConstraint(['kpi_id'], ['kpi.id'], name=op.f('fk_pulse_kpi_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pulse_person_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_pulse_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse')),
    sa.UniqueConstraint('team_id', 'kpi_id', 'round', 'person_id', name=op.f('uq_pulse_team_id_kpi_id_round_person_id'))
    )
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.add_column(sa.Column('goal_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('currency', sa.String(length=3), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('planned', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('actual', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('forecast', sa.BigInteger(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_project_goal_id'), 'goal', ['goal_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_project_goal_id'), type_='foreignkey')
        batch_op.drop_column('forecast')
        batch_op.drop_column('actual')
        batch_op.drop_column('planned')
        batch_op.drop_column('currency')
        batch_op.drop_column('goal_id')

    op.drop_table('pulse')
    op.drop_table('measurement')
    with op.batch_alter_table('kpi', schema=None) as batch_op:
        batch_op.drop_index('ix_kpi_project')

    op.drop_table('kpi')
    op.drop_table('stakeholder')
    op.drop_table('mandate')
    op.drop_table('goal')
