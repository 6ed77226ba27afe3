from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "manyhands.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from manyhands.core.processes import on_kill
        from manyhands.media import jail, listeners  # noqa: F401 - known by being imported
        from manyhands.media.actions import completing, processing, sweeping  # noqa: F401 - known by being imported
        from manyhands.people import settings_pages
        from manyhands.people.settings_pages import SettingsPage

        on_kill(lambda: jail.stop_all(for_good=True))
        settings_pages.add("settings", SettingsPage("portrait", _("Picture"), 20))
