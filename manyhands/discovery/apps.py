from importlib import import_module

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "manyhands.discovery"
    label = "discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("manyhands.discovery.listeners")
