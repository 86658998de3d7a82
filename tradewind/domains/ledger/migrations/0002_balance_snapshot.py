import django.db.models.deletion
from django.db import migrations, models

import tradewind.platform.models.fields


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="BalanceSnapshot",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="ledger.account",
                    ),
                ),
                ("upto", models.BigIntegerField(help_text="Id of the last posting in it")),
                ("balance", tradewind.platform.models.fields.MinorField()),
            ],
        ),
    ]
