"""what tells that somebody needs no tip is found by an index of its own: every brief of a newcomer looks for it"""

import sqlalchemy as sa
from alembic import op


revision = '0026'
down_revision = "0025"
branch_labels = None
depends_on = None

TELLING = (
    "(what IN ('item.blocked', 'person.changed') OR source = 'shortcut' OR substr(once, 1, 5) = 'said:')"
)


def upgrade() -> None:
    op.create_index('ix_event_telling', 'event', ['team_id', 'actor_id'], sqlite_where=sa.text(TELLING),
                    postgresql_where=sa.text(TELLING))


def downgrade() -> None:
    op.drop_index('ix_event_telling', table_name='event')
