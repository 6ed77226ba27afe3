"""What members ask of moderators, and what these decide."""

from manyhands.moderation.actions.reports import report
from manyhands.moderation.actions.rulings import RulingOrder, put_away, rule

__all__ = ["RulingOrder", "put_away", "report", "rule"]
