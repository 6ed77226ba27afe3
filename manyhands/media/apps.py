from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "manyhands.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from manyhands.media.actions import processing, sweeping  # noqa: F401 - known by being imported
