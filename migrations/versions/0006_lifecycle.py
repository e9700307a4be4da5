"""lifecycle: phases with gates, proposals with a score, what a project begins with, who runs it afterwards"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

ENFORCE = sa.Enum('warn', 'require', 'block', name='enforce', native_enum=False, length=32)
PHASE = sa.Enum('proposed', 'approved', 'delivery', 'hypercare', 'value', 'closed', name='phase', native_enum=False, length=32)
SCORES = ('worth', 'urgency', 'risk', 'effort', 'fit')


def upgrade() -> None:
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pack', sa.String(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('words', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('checklist', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('gates', ENFORCE, nullable=True))
        batch_op.add_column(sa.Column('ops_id', sa.Integer(), nullable=True))
        for name in SCORES:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('asked_number', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_project_ops_id'), 'person', ['ops_id'], ['id'])

    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('gates', ENFORCE, nullable=False, server_default='require'))

    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('transition', sa.Boolean(), nullable=False, server_default=sa.false()))

    op.create_table('artefact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('phase', PHASE, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('shown', sa.String(length=2000), nullable=False),
    sa.Column('provided_by_id', sa.Integer(), nullable=True),
    sa.Column('provided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_artefact_project_id')),
    sa.ForeignKeyConstraint(['provided_by_id'], ['person.id'], name=op.f('fk_artefact_provided_by_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_artefact_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_artefact')),
    sa.UniqueConstraint('team_id', 'project_id', 'phase', 'position', name=op.f('uq_artefact_team_id_project_id_phase_position'))
    )
    op.create_table('template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_template_by_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_template_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_template')),
    sa.UniqueConstraint('team_id', 'name', name=op.f('uq_template_team_id_name'))
    )


def downgrade() -> None:
    op.drop_table('template')
    op.drop_table('artefact')
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_column('transition')

    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_column('gates')

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_project_ops_id'), type_='foreignkey')
        for name in ('asked_number', *reversed(SCORES), 'ops_id', 'gates', 'checklist', 'words', 'pack'):
            batch_op.drop_column(name)
