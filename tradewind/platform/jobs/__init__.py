"""Work put off until after the commit: deferred in the caller's transaction, done at least once.

    @job(queue="mail")
    def send_letter(*, letter_id: str) -> None: ...

    send_letter.defer(letter_id=letter.public_id)

A domain's jobs stand in its `jobs.py` and are listed in `config/wiring.py`; `worker.run` does them.
"""

from tradewind.platform.jobs.backoff import Backoff
from tradewind.platform.jobs.job import Job, job, periodic

__all__ = ["Backoff", "Job", "job", "periodic"]
