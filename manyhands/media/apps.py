from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "manyhands.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from manyhands.media.actions import processing  # noqa: F401 - its jobs are known by being imported
