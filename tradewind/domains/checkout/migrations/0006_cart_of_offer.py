from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Carts are many: their index is built while shops sell.
    atomic = False

    dependencies = [
        ("checkout", "0005_quotations"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="cart",
            index=models.Index(
                condition=models.Q(("quotation", ""), _negated=True),
                fields=["quotation"],
                name="cart_of_offer",
            ),
        ),
    ]
