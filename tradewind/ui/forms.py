"""`{{ form }}` and `{{ form.field.as_field_group }}` in the mall's own markup."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class FieldRenderer(TemplatesSetting):
    """Our templates for forms and fields; widgets keep Django's, which the field's CSS styles."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"
