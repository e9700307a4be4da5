"""installations: how the bot came into a workspace, and what it speaks there with"""

import sqlalchemy as sa
from alembic import op


revision = '0021'
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('installation',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('enterprise_id', sa.String(length=32), nullable=False),
    sa.Column('is_org_wide', sa.Boolean(), nullable=False),
    sa.Column('bot_token', sa.String(length=2000), nullable=False),
    sa.Column('refresh_token', sa.String(length=2000), nullable=False),
    sa.Column('key_id', sa.String(length=16), nullable=False),
    sa.Column('scopes', sa.String(length=1000), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('installed_by', sa.String(length=32), nullable=False),
    sa.Column('installed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gone_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('team_id', name=op.f('pk_installation'))
    )
    op.create_index(op.f('ix_installation_expires_at'), 'installation', ['expires_at'], unique=False)
    op.create_index(op.f('ix_installation_gone_at'), 'installation', ['gone_at'], unique=False)
    op.create_table('install_attempt',
    sa.Column('state', sa.String(length=64), nullable=False),
    sa.Column('challenge', sa.String(length=64), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('state', name=op.f('pk_install_attempt'))
    )
    op.create_index(op.f('ix_install_attempt_expires_at'), 'install_attempt', ['expires_at'], unique=False)
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('enterprise_id', sa.String(length=32), nullable=False, server_default=''))
        batch_op.create_index(batch_op.f('ix_workspace_enterprise_id'), ['enterprise_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workspace_enterprise_id'))
        batch_op.drop_column('enterprise_id')
    op.drop_table('install_attempt')
    op.drop_table('installation')
