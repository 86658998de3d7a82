"""Running several processes as one: the supervisor, its children, locks and ports."""

from tradewind.platform.processes.child import Child
from tradewind.platform.processes.crew import run_crew
from tradewind.platform.processes.errors import AlreadyServing, Mendable, PortTaken
from tradewind.platform.processes.locks import Lock
from tradewind.platform.processes.parent import end_with_parent
from tradewind.platform.processes.ports import probe
from tradewind.platform.processes.supervisor import Database, Supervisor, nobody_serving

__all__ = [
    "AlreadyServing",
    "Child",
    "Database",
    "Lock",
    "Mendable",
    "PortTaken",
    "Supervisor",
    "end_with_parent",
    "nobody_serving",
    "probe",
    "run_crew",
]
