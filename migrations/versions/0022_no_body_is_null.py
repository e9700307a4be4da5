"""a message without a body of its own has none: not the word null"""

from alembic import op


revision = '0022'
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE outbox SET body = NULL WHERE CAST(body AS TEXT) = 'null'")


def downgrade() -> None:
    """Code of before reads both as nothing."""
