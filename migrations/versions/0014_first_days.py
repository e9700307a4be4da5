"""the first thirty days in figures, which stay; what was reached; what a project's lead says in their own words"""

import sqlalchemy as sa
from alembic import op


revision = '0014'
down_revision = "0013"
branch_labels = None
depends_on = None

REFUSAL = 'a baseline is never changed'


def upgrade() -> None:
    op.create_table('baseline',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_baseline_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_baseline')),
    sa.UniqueConstraint('team_id', name=op.f('uq_baseline_team_id'))
    )
    op.create_table('win',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=True),
    sa.Column('win', sa.String(length=500), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('won_on', sa.Date(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_win_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_win_project_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_win_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_win'))
    )
    op.create_table('update_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('said', sa.String(length=3000), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('posted', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_update_note_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_update_note_project_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_update_note_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_update_note'))
    )
    with op.batch_alter_table('update_note', schema=None) as batch_op:
        batch_op.create_index('ix_update_note_project', ['team_id', 'project_id'], unique=False)

    if op.get_bind().dialect.name == 'sqlite':
        op.execute(
            f"CREATE TRIGGER baseline_stays BEFORE UPDATE ON baseline BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION baseline_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER baseline_stays BEFORE UPDATE ON baseline FOR EACH ROW EXECUTE FUNCTION baseline_stays()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TRIGGER baseline_stays')
    else:
        op.execute('DROP TRIGGER baseline_stays ON baseline')
        op.execute('DROP FUNCTION baseline_stays()')

    with op.batch_alter_table('update_note', schema=None) as batch_op:
        batch_op.drop_index('ix_update_note_project')

    op.drop_table('update_note')
    op.drop_table('win')
    op.drop_table('baseline')
