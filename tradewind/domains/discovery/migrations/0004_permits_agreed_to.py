"""Whoever agreed to personal recommendations before has a permit too."""

from django.db import migrations

_GRANT = """
INSERT INTO visits_browsing (person_id, token, allowed_at)
SELECT person_id, replace(gen_random_uuid()::text, '-', ''), min(obtained_at)
FROM consent_consent
WHERE purpose = 'personalization' AND store_id IS NULL AND withdrawn_at IS NULL
  AND person_id IS NOT NULL
GROUP BY person_id
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("discovery", "0003_recommendations"),
        ("consent", "0002_initial"),
        ("visits", "0002_browsing"),
    ]

    operations = [migrations.RunSQL(_GRANT, migrations.RunSQL.noop)]
