"""Selections, periods, measures and conditions: what is counted.

**Binding.** An expression is evaluated in a *scope*: the supplied window, and the items and groups bound so far, by name (the row
of a Ticket, the piece of an Outage, the Circuit whose month is measured). A bound row or group restricts every record that refers
to it: while Circuit "C1" is bound, "Trouble Tickets" means those of C1. Records that do not refer to it are not restricted.

**Three values.** A predicate or condition is true, false, *pending* (a time limit still runs at the as-of time) or *undetermined*
(a record that it needs is absent).
"""

from sladsl.model.algebra.conditions import *  # noqa: F403
from sladsl.model.algebra.measures import *  # noqa: F403
from sladsl.model.algebra.periods import *  # noqa: F403
from sladsl.model.algebra.selections import *  # noqa: F403
