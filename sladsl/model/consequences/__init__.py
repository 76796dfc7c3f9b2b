"""Consequences: what follows when. A trigger, an effect, and the rules over all effects (caps, claims, ledgers, payout)."""

from sladsl.model.consequences.amounts import *  # noqa: F403
from sladsl.model.consequences.effects import *  # noqa: F403
from sladsl.model.consequences.rules import *  # noqa: F403
from sladsl.model.consequences.triggers import *  # noqa: F403
