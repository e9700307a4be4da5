"""What people say, as patterns that have to fit to the last word: what does not fit is no answer but a note.

Order does not matter between the tables; `spoken` tries them one after the other.  No yes may be said by a sentence
with a no in it: `negated` decides that for the whole of it, whatever else it says.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from .spoken_clauses import KEY, PERSON


def either(*ways: str) -> str:
    """Any one of these."""
    return f"(?:{'|'.join(ways)})"


@dataclass
class Phrase:
    """A pattern of a whole clause; made when it is first looked for, because a bot that starts needs none of them."""

    pattern: str

    @cached_property
    def made(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self.pattern, re.IGNORECASE | re.DOTALL)

    def fullmatch(self, clause: str) -> re.Match[str] | None:
        """What it makes of a clause; None where it does not fit to the last word."""
        return self.made.fullmatch(clause)


def phrase(*ways: str) -> Phrase:
    """A whole clause: a greeting before it and a sign behind it do not matter."""
    return Phrase(rf"{_FIRST}{either(*ways)}[\s.!…]*")


_FIRST = r"(?:(?:hi|hello|hey|ok|okay|yes|yep|well|so|sorry|please|pls|actually|good news)[\s,.!:]+)*"
IT = either(
    "it", "this", "that", "this one", "that one", "them", "these", "those", "the (?:task|item|action|thing|job)"
)
_SIGN = r"[\u2600-\u27bf\U0001f300-\U0001faff]+"
_THANKS = rf"(?:[\s,.!]+{either('thanks', 'thank you', 'thx', 'cheers', 'danke', 'merci', 'please', 'pls', _SIGN)})*"
_SEP = either(r"\s*[,;:.!–—\n]+\s*", r"\s+-+>?\s+", r"\s+\(")
_TAIL = rf"(?:{_SEP}(?P<words>.+))?"
_WHY = rf"(?:(?:{_SEP}|\s+)(?:because|as|since|bc|due to|reason:?)\s+(?P<because>.+)|{_SEP}(?P<words>.+))?"

# --- what takes a yes away -----------------------------------------------------------------

_URL = re.compile(r"https?://\S+")
_NO = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nothing|nobody|cannot|cant|wont|dont|doesnt|isnt|arent|didnt|hasnt|havent"
    r"|couldnt|wouldnt|shouldnt|wasnt|aint|\w+n't|without|unable|hardly|barely|scarcely|far from|un(?:done|finished"
    r"|ready|likely|available)|incomplete|impossible|nope|nah|refuse\w*|declin\w*|reject\w*|fail\w*|instead of"
    r"|nicht|kein\w*|nie|niemals|nein|ohne|non|pas|jamais|sans|aucun\w*|nunca|sin|ning[uú]n\w*|tampoco)\b"
    r"|\bn'(?=[^\W\d])|👎|:-1:|:thumbsdown:|❌|:x:",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:almost|nearly|half|halfway|partly|partially|part|mostly|some|most|if|when|once|unless|until|till|except|but"
    r"|however|though|although|should|would|could|might|may|maybe|perhaps|probably|hopefully|soon|tomorrow|later|next"
    r"|will|going to|gonna|before|after|only|still|yet|fast|presque|casi|bald|demain|morgen)\b|[0-9] ?%|\?",
    re.IGNORECASE,
)


def negated(clause: str) -> bool:
    """Whether there is a no in it, anywhere but in an address."""
    return bool(_NO.search(_URL.sub("", clause)))


def hedged(clause: str) -> bool:
    """Whether it says so only nearly, later, or on a condition."""
    return bool(_HEDGED.search(_URL.sub("", clause)))


# --- done, dropped, opened again -----------------------------------------------------------

_HELPER = r"(?:'s|'ve|'m|'re| is| are| was| has| have| has been| have been| got)?"
_SUBJECT = rf"(?:{either(IT, 'all', 'everything', 'i am', 'we are', 'i', 'we')}{_HELPER}|is|are|has been|have)?\s*"
_FINISHED = either(
    "done|finished|complete|completed|delivered|shipped|submitted|published|closed|handed in|handed over|sent",
    "fertig|erledigt|fertiggestellt|abgeschlossen|termin[ée]e?|fait|fini|hecho|listo|terminado|acabado",
)
_PAST = r"(?:\s+(?:already|now|just now|yesterday|this morning|last night|last week|earlier))?"
_LINK = r"\s+(?P<link>(?:see|in|at|here:?|->)?\s*https?://.+|see .+)"
DONE = (
    phrase(
        rf"{_SUBJECT}(?:(?:already|now|just|finally|all|fully|completely|been)\s+)*{_FINISHED}(?:\s+with)?(?:\s+{IT})?"
        rf"{_PAST}{_THANKS}(?:{_SEP}(?P<words>.+)|{_LINK})?"
    ),
    phrase(
        rf"(?:i|we) (?:just |already )?(?:did|finished|completed|delivered|sent|closed) {either(IT, 'my part')}"
        rf"{_PAST}{_THANKS}{_TAIL}"
    ),
    phrase(rf"(?:mark|set) {IT} (?:as )?(?:done|finished|complete|closed){_THANKS}{_TAIL}"),
    phrase(rf"(?:close|finish|complete) {IT}{_THANKS}"),
    phrase(r"(?:✅|✔️?|☑️?|:white_check_mark:|:heavy_check_mark:|:ballot_box_with_check:)+"),
)
_NEEDED = "(?:needed|necessary|relevant|wanted)"
DROP = (
    phrase(rf"(?:drop|cancel|scrap|delete|remove|forget) {IT}{_WHY}"),
    phrase(
        rf"(?:{IT}(?:'s| is) )?(?:no longer {_NEEDED}|obsolete|cancell?ed|not {_NEEDED}(?: any ?more| any longer)?)"
        + _WHY
    ),
)
REOPEN = (phrase(rf"(?:re-?open(?: {IT})?|open {IT} again|(?:it's |it is |that was )?not done after all){_WHY}"),)

# --- yes, no, on track ---------------------------------------------------------------------

_YES = either(
    "ok|okay|k|yes|yep|yup|yeah|yess|y|sure(?: thing)?|of course|certainly|absolutely|gladly|with pleasure|will do",
    rf"i(?:'ll| will)(?: do {IT}| take {IT}| take care of {IT}| be happy to)?|i take care(?: of {IT})?|i take {IT}",
    rf"(?:i )?accept(?:ed)?(?: {IT})?|(?:i )?agreed?|(?:i )?confirm(?:ed)?|(?:i )?approved?(?: {IT})?",
    "fine(?: by me| with me| for me)?|that's (?:ok|okay|fine)|works(?: for me)?|that works(?: for me)?",
    rf"sounds good|deal|can do|i can(?: do {IT})?|happy to|alright|all right|got it",
    r"👍\S?|:\+1:(?::skin-tone-\d:)?|:thumbsup:|👌|:ok_hand:",
    "ja|jawohl|klar|gerne|gern|einverstanden|mach ich|oui|d'accord|s[ií]|vale|de acuerdo|claro",
)
_POLITE = either("thanks", "thank you", "thx", "please", "then", "great", "good", _SIGN, r":\w+:")
YES = (phrase(rf"{_YES}(?:[\s,.!]+{either(_YES, _POLITE)})*"),)
_CANNOT = r"(?:(?:i|we) )?(?:can't|cannot|can not|won't|will not|(?:am|are) (?:not able|unable) to|cant|wont)"
NO = (
    phrase(
        rf"(?:no|nope|nah|nein|non|no thanks|no thank you|no way|not possible|impossible|👎|:-1:|:thumbsdown:){_WHY}"
    ),
    phrase(rf"(?:i have )?no (?:time|capacity)(?: for {IT})?{_WHY}"),
    phrase(rf"(?:i )?(?:decline|refuse|reject)(?:d|ed)?(?: {IT})?{_WHY}"),
    phrase(rf"{_CANNOT}(?: do| take| accept)?(?: {IT})?{_WHY}"),
    phrase(rf"keep {either(IT, 'the date', 'it as it is')}{_WHY}"),
)
ON_TRACK = (
    phrase(
        rf"(?:{either(IT, 'i', 'we', 'all', 'everything')}(?:'s|'m|'re| is| am| are| will be|'ll be)?\s+"
        r"|is |still |all |will be )*+"
        + either(
            "on track|on schedule|on time|in time|going well|going fine|as planned|in progress|under ?way|in hand|good",
            rf"working on {IT}|on {IT}|started(?: {IT}| already)?|busy with {IT}|(?:i'll|will|we'll) make {IT}",
            "nearly there|almost there|almost done|nearly done",
        )
        + rf"(?: for sure| so far| now)?{_THANKS}"
    ),
)

# --- whose it is ---------------------------------------------------------------------------

_GIVE = r"(?:give|hand|pass|assign|reassign|transfer|delegate|send|move)"
_DOES = (
    "(?:does|will do|takes|will take|has|can do|can take|should do|should take|owns|should own|is doing|is handling"
    "|handles|will handle)"
)
_OTHER = either(
    rf"{_GIVE}(?: {IT})?(?: over| on| off)? to (?P<who>{PERSON})",
    rf"(?:better |rather |maybe )?(?:ask|try|take) (?P<who2>{PERSON})(?: instead| please)?",
    rf"(?P<who3>{PERSON}) {_DOES}(?: {IT})?(?: over| on| now| instead)*",
    rf"(?:{IT}(?:'s| is| belongs to| should be)|belongs to|for) (?P<who4>{PERSON})(?:'s)?",
    rf"(?P<who5>{PERSON})(?: please| instead)?\??",
)
HAND = (
    phrase(rf"{_OTHER}{_WHY}"),
    phrase(rf"{_GIVE}(?: {IT})?(?: over| on| off)? to @?(?P<name>[^\W\d][\w.-]*)(?: instead| please)?"),
)
_MINE = r"(?:not|isn't) (?:mine|me|my (?:job|task|item|thing|responsibility|area)|for me)"
NOT_MINE = (
    phrase(
        either(
            rf"(?:{IT}(?:'s| is)? )?{_MINE}",
            rf"(?:i'm |i am )?(?:the )?wrong person|i'm not the right person|i don't own {IT}",
            rf"(?:{IT} )?doesn't belong to me|nicht meins|pas moi|no soy yo",
        )
        + rf"(?:(?:{_SEP}|\s+){_OTHER})?{_WHY}"
    ),
)

# --- waiting -------------------------------------------------------------------------------

_WE = rf"(?:{either(IT, 'i', 'we')}(?:'s|'m|'re| is| am| are)?\s+|is |are |am |still |currently |now |just )*+"
UNBLOCK = (
    phrase(
        rf"{_WE}(?:no longer|not) (?:blocked|waiting|stuck|on hold)(?: (?:for|on|by) \S+)?(?: any ?more| any longer)?"
    ),
    phrase(rf"(?:{IT}(?:'s| is) )?unblocked|unblock(?: {IT})?|{IT} can go on|(?:the )?(?:waiting|wait) is over"),
)
_FROM = (
    r"(?:input|an answer|answers|feedback|approval|sign-?off|a decision|info|information|a reply|access|data|the \w+"
    "|help)"
)
_US = either("me", "us", IT)
BLOCKED = (
    phrase(rf"(?P<what>.{{1,80}}?) (?:is|are) (?:in the way|blocking(?: {either(_US, KEY)})?|holding {_US} up)"),
    phrase(rf"(?P<what>.{{1,80}}?) blocks? (?:{_US}|(?P<about>{KEY}))"),
    phrase(
        rf"{_WE}(?:waiting|blocked|block(?: {IT})?|stuck|held up|on hold|hanging|waits?|depends|depending|pending)"
        rf"(?:(?: for| on| by| with| because of| because|:)+ (?P<what>.+))?"
    ),
    phrase(rf"{_WE}needs? (?P<what>{_FROM} from .+)"),
    phrase(r"(?:ich )?warten? auf (?P<what>.+)|en attente de (?P<what2>.+)|esperando a (?P<what3>.+)"),
)

# --- later ---------------------------------------------------------------------------------

_REMIND = (
    r"(?:remind me|ask me|ping me|nudge me|tell me|come back|try(?: me)?|snooze|wake me)(?: (?:about|of))?"
    rf"(?: {IT})?(?: again)?"
)
SNOOZE_UNTIL = (phrase(rf"{_REMIND}(?: until| till| to)? (?P<when>.+)"),)
SNOOZE = (
    phrase(rf"{_REMIND}(?: later| some other time)?"),
    phrase("not now|later|maybe later|not today|another time|quiet|i'm busy|sp[äa]ter|plus tard|m[áa]s tarde"),
)

# --- to the bot ----------------------------------------------------------------------------

THANK_YOU = (
    phrase(
        r"(?:many |great |perfect )?(?:thanks|thank you|thx|cheers|danke|merci|gracias|🙏)"
        r"(?: a lot| so much| very much| bot)?[\s,.!:\w🙏]{0,20}"
    ),
)
HELP = (
    phrase(
        r"help(?: me)?|hi|hello|hey|hello there.*|good morning|good afternoon|hallo|bonjour|hola|hilfe",
        r"what can (?:i|you) (?:say|do|type)(?: here)?\??|how does (?:it|this) work\??|who are you\??",
    ),
)
MY_DAY = (
    phrase(
        r"what do i (?:owe|have|have to do|need to do)(?: today| now| this week)?\??",
        r"what(?:'s| is| are)? (?:due|open|new|next|late|overdue|waiting|waiting for me|on my plate|on my list)"
        r"(?: today| now| this week)?\??",
        r"(?:show (?:me )?)?my (?:day|tasks|items|list|things)",
    ),
)
"""Somebody asks for their day."""
QUESTION = re.compile(
    r".*\?[\s!?.…]*|(?:i have a question|question)\s*[:,–—-].+"
    r"|(?:what do you mean|what is meant|please explain|can you explain)\b.*",
    re.IGNORECASE | re.DOTALL,
)
