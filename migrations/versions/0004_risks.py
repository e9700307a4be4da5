"""risks: how likely and how hard, what is done about them, and the plan for the day on which one happens"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('risk',
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('probability', sa.Integer(), nullable=True),
    sa.Column('impact', sa.Integer(), nullable=True),
    sa.Column('response', sa.Enum('avoid', 'reduce', 'transfer', 'accept', name='response', native_enum=False, length=32), nullable=True),
    sa.Column('residual_probability', sa.Integer(), nullable=True),
    sa.Column('residual_impact', sa.Integer(), nullable=True),
    sa.Column('cause', sa.String(length=60), nullable=False),
    sa.Column('trigger', sa.String(length=500), nullable=False),
    sa.Column('scored_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('plan', sa.Integer(), nullable=False),
    sa.Column('activated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('activated_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['activated_by_id'], ['person.id'], name=op.f('fk_risk_activated_by_id')),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_risk_item_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_risk_team_id')),
    sa.PrimaryKeyConstraint('item_id', name=op.f('pk_risk'))
    )
    op.create_index('ix_risk_team', 'risk', ['team_id'], unique=False)

    op.create_table('mitigation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('risk_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_mitigation_item_id')),
    sa.ForeignKeyConstraint(['risk_id'], ['item.id'], name=op.f('fk_mitigation_risk_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_mitigation_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mitigation')),
    sa.UniqueConstraint('team_id', 'risk_id', 'item_id', name=op.f('uq_mitigation_team_id_risk_id_item_id'))
    )
    op.create_index('ix_mitigation_item', 'mitigation', ['team_id', 'item_id'], unique=False)

    op.create_table('contingency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('risk_id', sa.Integer(), nullable=False),
    sa.Column('plan', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_contingency_item_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_contingency_owner_id')),
    sa.ForeignKeyConstraint(['risk_id'], ['item.id'], name=op.f('fk_contingency_risk_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_contingency_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contingency')),
    sa.UniqueConstraint('team_id', 'risk_id', 'plan', 'position', name=op.f('uq_contingency_team_id_risk_id_plan_position'))
    )
    op.create_index('ix_contingency_item', 'contingency', ['team_id', 'item_id'], unique=False)


def downgrade() -> None:
    op.drop_table('contingency')
    op.drop_table('mitigation')
    op.drop_table('risk')
