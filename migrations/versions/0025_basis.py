"""basis: by what it was worked out when the plan looks again"""

import sqlalchemy as sa
from alembic import op


revision = '0025'
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('basis',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('zones', sa.String(length=64), nullable=False),
    sa.Column('newest', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_basis_team_id')),
    sa.PrimaryKeyConstraint('team_id', name=op.f('pk_basis'))
    )


def downgrade() -> None:
    op.drop_table('basis')
