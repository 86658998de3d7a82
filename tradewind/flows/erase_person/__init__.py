"""A person leaves for good: asked for, thought over, carried out, recorded.

No domain stands above all others that know people, so the journey is here; each domain forgets
its own in one transaction together, and what the law wants kept stays without a name.
"""

from tradewind.flows.erase_person.asking import ask, is_themselves, send_code, take_back
from tradewind.flows.erase_person.erasing import erase
from tradewind.flows.erase_person.hindrances import Hindrance, hindrances_of

__all__ = ["Hindrance", "ask", "erase", "hindrances_of", "is_themselves", "send_code", "take_back"]
