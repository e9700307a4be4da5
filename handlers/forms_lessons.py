"""The window in which somebody writes down what they learned."""

from handlers.answers import NOTHING, Answer, Reply
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.lessons import kept_message
from pmo_bot.model import LessonKind
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.tags import MOST, tag_names
from pmo_bot.services import asking_lessons, lessons, standing
from pmo_bot.services.lessons import NewLesson


def learn(desk: Desk, call: Call) -> Answer:
    """Each answer becomes a lesson; one is enough."""
    about, origin = tag_names(call.text_of("topics")), call.incoming.origin
    if about is None or len(about) > MOST:
        raise Refused("which_topics", most=MOST)
    wanted = [NewLesson(call.text_of(kind), kind=kind, tags=about) for kind in LessonKind]
    if origin.row:
        kept, project = asking_lessons.answer(desk.db, call.act, origin.row, wanted)
        return NOTHING if origin.in_place else Reply(kept_message(kept, project, about))
    found = standing.project_for(desk.db, call.person, call.number_of("project"))
    if found is None:
        raise Refused("lesson_of_which", field="project")
    return Reply(kept_message(lessons.learn_all(desk.db, call.act, found.key, wanted), found, about))


LESSON_FORMS: dict[Form, Listener] = {Form.LEARN: learn}
