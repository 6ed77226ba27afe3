from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "manyhands.talk"
    label = "talk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from manyhands.talk import actions, listeners  # noqa: F401 - known by being imported
