"""For whom a catalogue is told: language, currency and place, from the query of an address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from tradewind.api.display import display_in
from tradewind.domains.pricing.queries import offered_currencies
from tradewind.domains.pricing.rules import Display
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.place import Place
from tradewind.platform.http import conditional
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.i18n.languages import current, languages

_HOME_COUNTRY, _HOME_REGION = settings.HOME


class LanguageParams(Schema):
    """Without `language`, ``Accept-Language`` decides."""

    language: str = Field("", max_length=12, description="BCP 47: en, fr, ar")

    @property
    def told_in(self) -> str:
        """The language to answer in."""
        return self.language if self.language in languages() else current()


class ReaderParams(LanguageParams):
    """A reader who counts in a currency."""

    currency: str = Field(settings.CURRENCIES[0], max_length=3, description="ISO 4217")

    display_currency: str = Field(
        "", max_length=3, description="Prices are told in it too, by the day's rate; never charged"
    )

    @property
    def display(self) -> Display | None:
        """How prices are told in `display_currency`. Raises `InvalidInput` for one without a rate."""
        return display_in(charged=self.counted_in, shown=self.display_currency)

    @property
    def counted_in(self) -> str:
        """The currency. Raises `InvalidInput` for one the mall does not count in."""
        if self.currency not in offered_currencies(day=clock.now().date()):
            raise InvalidInput({"currency": "unknown"})
        return self.currency


class PlacedParams(ReaderParams):
    """A reader who is somewhere."""

    country: str = Field(_HOME_COUNTRY, pattern="^[A-Z]{2}$", description="ISO 3166-1")
    region: str = Field("", pattern="^[A-Z0-9]{0,6}$", description="ISO 3166-2 part")

    @property
    def place(self) -> Place:
        """Where goods would go; the mall's own region when none is named."""
        at_home = self.country == _HOME_COUNTRY and not self.region
        return Place(self.country, _HOME_REGION if at_home else self.region)


def answer(request: HttpRequest, body: Any, *, language: str, max_age: int) -> HttpResponse:
    """`body` as JSON that anyone may keep for `max_age` seconds, 304 for who has it already."""
    response = JsonResponse(body, headers={"Content-Language": language})
    return conditional.public(request, response, max_age=max_age)
