"""lessons: which question one answers, what it is about, who was asked, what came of it"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op


revision = '0011'
down_revision = "0010"
branch_labels = None
depends_on = None

KIND = sa.Enum('well', 'differently', 'advice', name='lessonkind', native_enum=False, length=32)
PHASE = sa.Enum('proposed', 'approved', 'delivery', 'hypercare', 'value', 'closed', name='phase', native_enum=False, length=32)


def upgrade() -> None:
    with op.batch_alter_table('lesson', schema=None) as batch_op:
        batch_op.alter_column('differently', new_column_name='learned', existing_type=sa.String(length=500), existing_nullable=False)
        batch_op.alter_column('hard', new_column_name='because', existing_type=sa.String(length=500), existing_nullable=False)
        batch_op.add_column(sa.Column('kind', KIND, nullable=False, server_default='differently'))
        batch_op.add_column(sa.Column('phase', PHASE, nullable=True))
        batch_op.add_column(sa.Column('action_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('wants_action', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.create_foreign_key(batch_op.f('fk_lesson_action_id'), 'item', ['action_id'], ['id'])
        batch_op.create_index('ix_lesson_action', ['team_id', 'action_id'], unique=False,
                              sqlite_where=sa.text('action_id IS NOT NULL'), postgresql_where=sa.text('action_id IS NOT NULL'))

    op.create_table('lesson_tag',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('lesson_id', sa.Integer(), nullable=False),
    sa.Column('tag_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_lesson_tag_lesson_id')),
    sa.ForeignKeyConstraint(['tag_id'], ['tag.id'], name=op.f('fk_lesson_tag_tag_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_lesson_tag_team_id')),
    sa.PrimaryKeyConstraint('lesson_id', 'tag_id', name=op.f('pk_lesson_tag'))
    )
    op.create_table('lesson_word',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('lesson_id', sa.Integer(), nullable=False),
    sa.Column('begins', sa.String(length=8), nullable=False),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_lesson_word_lesson_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_lesson_word_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_word'))
    )
    op.create_index('ix_lesson_word', 'lesson_word', ['team_id', 'begins', 'lesson_id'], unique=False)
    op.create_index('ix_lesson_word_lesson', 'lesson_word', ['lesson_id'], unique=False)
    op.create_table('lesson_use',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('lesson_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('project_id', sa.Integer(), nullable=True),
    sa.Column('useful', sa.Boolean(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_lesson_use_item_id')),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_lesson_use_lesson_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_lesson_use_person_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_lesson_use_project_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_lesson_use_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_use')),
    sa.UniqueConstraint('team_id', 'lesson_id', 'person_id', 'item_id', 'project_id', name=op.f('uq_lesson_use_team_id_lesson_id_person_id_item_id_project_id'))
    )
    op.create_index('ix_lesson_use_person', 'lesson_use', ['team_id', 'person_id'], unique=False)
    op.create_table('lesson_asked',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('milestone_id', sa.Integer(), nullable=True),
    sa.Column('check_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['check_id'], ['item.id'], name=op.f('fk_lesson_asked_check_id')),
    sa.ForeignKeyConstraint(['milestone_id'], ['item.id'], name=op.f('fk_lesson_asked_milestone_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_lesson_asked_project_id')),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_lesson_asked_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_asked')),
    sa.UniqueConstraint('team_id', 'milestone_id', name=op.f('uq_lesson_asked_team_id_milestone_id'))
    )
    op.create_index('ix_lesson_asked_check', 'lesson_asked', ['team_id', 'check_id'], unique=False)
    op.create_index('ix_lesson_asked_project', 'lesson_asked', ['team_id', 'project_id'], unique=False)
    _found_by_their_words(op.get_bind())


def _found_by_their_words(connection: sa.Connection) -> None:
    """Lessons that are there already are found like those that come."""
    lesson = sa.table('lesson', sa.column('id'), sa.column('team_id'), sa.column('learned'), sa.column('because'))
    word = sa.table('lesson_word', sa.column('team_id'), sa.column('lesson_id'), sa.column('begins'))
    rows = [
        {'team_id': team, 'lesson_id': number, 'begins': begins}
        for number, team, learned, because in connection.execute(sa.select(lesson)).all()
        for begins in sorted(_beginnings(f'{learned} {because}'))
    ]
    if rows:
        connection.execute(sa.insert(word), rows)


def _beginnings(text: str) -> set[str]:
    plain = unicodedata.normalize('NFKD', text.casefold())
    words = re.findall(r'[^\W_]+', ''.join(sign for sign in plain if not unicodedata.combining(sign)))
    return {one[:4] for one in words if len(one) > 2}


def downgrade() -> None:
    for table in ('lesson_asked', 'lesson_use', 'lesson_word', 'lesson_tag'):
        op.drop_table(table)
    with op.batch_alter_table('lesson', schema=None) as batch_op:
        batch_op.drop_index('ix_lesson_action')
        batch_op.drop_constraint(batch_op.f('fk_lesson_action_id'), type_='foreignkey')
        for name in ('wants_action', 'action_id', 'phase', 'kind'):
            batch_op.drop_column(name)
        batch_op.alter_column('because', new_column_name='hard', existing_type=sa.String(length=500), existing_nullable=False)
        batch_op.alter_column('learned', new_column_name='differently', existing_type=sa.String(length=500), existing_nullable=False)
