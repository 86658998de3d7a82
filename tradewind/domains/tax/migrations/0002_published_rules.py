from __future__ import annotations

from typing import Any

from django.db import migrations

from tradewind.domains.tax.published import published_rules


def load(apps: Any, _: Any) -> None:
    tax_rule = apps.get_model("tax", "TaxRule")
    tax_rule.objects.bulk_create(
        tax_rule(
            country=rule.country,
            region=rule.region,
            name=rule.name,
            category=rule.category,
            rate=rule.rate,
            on_shipping=rule.on_shipping,
            starts_on=rule.starts_on,
            ends_on=rule.ends_on,
            source=rule.source,
            translations=rule.translations,
        )
        for rule in published_rules()
    )


class Migration(migrations.Migration):
    dependencies = [("tax", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
