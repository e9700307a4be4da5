"""after go-live: how severe an issue is, what is for which requirement, who may be thanked"""

import sqlalchemy as sa
from alembic import op


revision = '0013'
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('severity', sa.Integer(), nullable=True))

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.add_column(sa.Column('thanks', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('thanks', sa.Boolean(), nullable=False, server_default=sa.false()))

    op.create_table('tagged',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('tag_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['tag_id'], ['tag.id'], name=op.f('fk_tagged_tag_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_tagged_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'number', 'tag_id', name=op.f('pk_tagged'))
    )
    with op.batch_alter_table('tagged', schema=None) as batch_op:
        batch_op.create_index('ix_tagged_tag', ['team_id', 'tag_id'], unique=False)


def downgrade() -> None:
    op.drop_table('tagged')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('thanks')

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_column('thanks')

    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_column('severity')
