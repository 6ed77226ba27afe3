from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "manyhands.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from manyhands.notices import actions, listeners  # noqa: F401 - known by being imported
        from manyhands.people import settings_pages

        settings_pages.add("settings", settings_pages.SettingsPage("notice_settings", _("Notices"), 40))
