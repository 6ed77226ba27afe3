from manyhands.rights.models.accord import Accord, AccordAcceptance
from manyhands.rights.models.credit import Credit, CreditAnswer, CreditList

__all__ = ["Accord", "AccordAcceptance", "Credit", "CreditAnswer", "CreditList"]
