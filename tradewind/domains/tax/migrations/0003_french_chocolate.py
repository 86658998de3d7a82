from __future__ import annotations

from typing import Any

from django.db import migrations

from tradewind.domains.tax.published import published_rules

_CORRECTED = ("confectionery", "chocolate")


def correct(apps: Any, _: Any) -> None:
    # Sweets were at the rate of food, which in France is that of some chocolate alone.
    tax_rule = apps.get_model("tax", "TaxRule")
    for rule in published_rules():
        if rule.country == "FR" and rule.category in _CORRECTED:
            tax_rule.objects.update_or_create(
                country=rule.country,
                region=rule.region,
                name=rule.name,
                category=rule.category,
                starts_on=rule.starts_on,
                defaults={
                    "rate": rule.rate,
                    "on_shipping": rule.on_shipping,
                    "ends_on": rule.ends_on,
                    "source": rule.source,
                    "translations": rule.translations,
                },
            )


class Migration(migrations.Migration):
    dependencies = [("tax", "0002_published_rules")]
    operations = [migrations.RunPython(correct, migrations.RunPython.noop)]
