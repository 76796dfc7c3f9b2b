"""`python -m tests.mutation [NAME …]`: how many mutants of an example are noticed, by whom, and which survive."""

from __future__ import annotations

import sys

from tests.mutation.proof import NAMES, listed, prove

for name in sys.argv[1:] or NAMES:
    proof = prove(name)
    alike = listed(name, "alike")
    print(
        f"{name}: {proof.noticed(()):.1%} of {proof.tried} mutants are noticed, {proof.noticed(alike):.1%} of those not alike"
    )
    print("  kinds:", ", ".join(f"{kind} {count}" for kind, count in proof.kinds.most_common()))
    print("  judges:", ", ".join(f"{judge} {count}" for judge, count in proof.judges.most_common()))
    for mutant, kind in proof.survivors.items():
        print(f"  survives ({kind}): {mutant}", "" if mutant in listed(name, "unseen", "alike") else " NOT LISTED")
    for mutant, why in proof.unsaid.items():
        print(f"  no contract ({why}): {mutant}", "" if mutant in listed(name, "unsaid") else " NOT LISTED")
