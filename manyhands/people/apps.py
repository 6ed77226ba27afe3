from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "manyhands.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from manyhands.people import actions  # noqa: F401 - known by being imported
