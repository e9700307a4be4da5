"""what a report said in numbers is never changed afterwards"""

from alembic import op


revision = '0010'
down_revision = "0009"
branch_labels = None
depends_on = None

REFUSAL = 'a snapshot is never changed'


def upgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(
            f"CREATE TRIGGER snapshot_stays BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION snapshot_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER snapshot_stays BEFORE UPDATE ON snapshot FOR EACH ROW EXECUTE FUNCTION snapshot_stays()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TRIGGER snapshot_stays')
        return
    op.execute('DROP TRIGGER snapshot_stays ON snapshot')
    op.execute('DROP FUNCTION snapshot_stays()')
