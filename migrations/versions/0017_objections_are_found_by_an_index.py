"""objections to a moved date are found by an index of their own: every report looks for them"""

import sqlalchemy as sa
from alembic import op


revision = '0017'
down_revision = "0016"
branch_labels = None
depends_on = None

ABOUT_MOVES = "what IN ('item.objected', 'item.objection')"


def upgrade() -> None:
    op.create_index('ix_event_objection', 'event', ['team_id', 'item_id'], sqlite_where=sa.text(ABOUT_MOVES),
                    postgresql_where=sa.text(ABOUT_MOVES))


def downgrade() -> None:
    op.drop_index('ix_event_objection', table_name='event')
