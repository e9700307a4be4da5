"""One corpus of payloads that Slack refuses, and of those it takes: every checker has to agree with it."""

from tests.bad_payloads.blocks import BLOCKS
from tests.bad_payloads.case import Bad
from tests.bad_payloads.elements import ELEMENTS
from tests.bad_payloads.good import GOOD
from tests.bad_payloads.messages import WHOLE

__all__ = ["BAD", "GOOD", "Bad"]

BAD: list[Bad] = [*WHOLE, *BLOCKS, *ELEMENTS]
