"""The draft of a lead's status: its text, its window, and what the channel reads."""

from collections.abc import Sequence

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, field, framed
from pmo_bot.blocks.ids import Form, Verb
from pmo_bot.blocks.kit import Element, Message, View
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import plain
from pmo_bot.blocks.words import drafts as words
from pmo_bot.rules.digest_lines import Digest
from pmo_bot.rules.drafts import fitting, told
from pmo_bot.rules.outlook import Outlook
from pmo_bot.rules.updates import Update


def text_of(digest: Digest) -> str:
    """At most 120 words, each sentence with the keys of what it is about."""
    return fitting([(one, words.sentence(one, digest)) for one in told(digest)])


def draft_form(origin: Origin, digest: Digest) -> View:
    """What was saved for the next report, else a draft, to be changed; kept unless somebody says to post it.

    The colour beside it is what the record gives today, whatever the words say and whoever said another.
    """
    saved = digest.note
    places = [kit.option(words.KEEP, "keep")]
    places += [kit.option(words.POST, "post")] if digest.project.channel is not None else []
    return framed(
        "update",
        Form.UPDATE,
        origin,
        kit.section(words.stands_today(digest), id="about"),
        field(words.SAID, kit.text_input(id="said", multiline=True, longest=words.CARRIED,
                                         initial=saved.why if saved is not None else text_of(digest)),
              "said", hint=words.saved_by(saved.by) if saved is not None else words.HINT),
        field(words.WHERE, kit.radio(places, id="where", initial="keep"), "where"),
        kit.context(words.NEXT, id="nothing-sent"),
    )  # fmt: skip


def update_message(update: Update) -> Message:
    """A lead's words in the channel."""
    text = words.posted(update)
    return Message(plain(text), (kit.section(text, id="said"),))


def draft_buttons(outlooks: Sequence[Outlook]) -> list[Element]:
    """A button for each project whose lead reads it."""
    own = [one.project for one in outlooks if one.may_draft][:5]
    return [press(Verb.DRAFT, one.id, label=words.draft_label(one, only=len(own) == 1)) for one in own]
