from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "manyhands.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from manyhands.people import settings_pages
        from manyhands.people.settings_pages import ADMINISTRATOR, SettingsPage

        for url_name, label, order in (
            ("company", _("Name and joining"), 10),
            ("company_accord", _("The accord"), 20),
            ("company_conduct", _("Conduct"), 25),
            ("outbox", _("Outbox"), 60),
        ):
            settings_pages.add("company", SettingsPage(url_name, label, order, (ADMINISTRATOR,)))
