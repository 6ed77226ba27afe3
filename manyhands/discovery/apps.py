from importlib import import_module

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "manyhands.discovery"
    label = "discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("manyhands.discovery.listeners")
        finding = import_module("manyhands.works.finding")
        queries = import_module("manyhands.discovery.queries")
        finding.register(queries.works_with_words)
        finding.register_people(queries.people_called)
