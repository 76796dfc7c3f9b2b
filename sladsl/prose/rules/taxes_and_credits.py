"""Whether a credit is a share of the fee with its taxes, and with the credits that are taken off it."""

from __future__ import annotations

from sladsl.prose.figures import PERCENT
from sladsl.prose.rule import WARNING, Wording, WordRule, words

_FEE = r"(?:fees?|charges?|invoices?|invoice amounts?|prices?|rent|amounts?)"
_CREDIT = words(r"\b(?:credits?|credited|refund\w*|rebates?|discounts?|penalt\w+|compensat\w+)\b")


class TaxesAndCredits(WordRule):
    """A credit is a share of an amount, and the text leaves open what belongs to that amount: its taxes, or the credit itself.

    ## Example

    ```text E001
    The credit is 5% of the monthly fee. The monthly invoice is EUR 12,200.00 including 22% VAT.
    ```

    ```text H009
    The credit is 5% of the fee due for the month. The fee due is the monthly fee less credits.
    ```

    ## Write instead

    ```text
    The credit is 5% of the monthly fee, excluding VAT and before credits. The monthly invoice is EUR 12,200.00 including 22% VAT.
    ```

    ## Not meant

    ```text
    All fees are exclusive of VAT. The credit is 5% of the monthly fee. The invoice for a month is the fee less the credits for it.
    ```
    """

    wordings = (
        Wording(
            "E001",
            WARNING,
            words(rf"\b(?P<it>(?:{PERCENT}) of (?:the |its |that |all |such |your |our )*(?:\w+ ){{0,3}}?{_FEE})\b"),
            "may be of the amount with its taxes, or without them.",
            "Say which: of the monthly fee, excluding VAT and other taxes; or `Amounts are in GBP, without taxes, and are rounded half up to the penny.`",
            needs=_CREDIT,
            needs_said=words(
                rf"\b(?:incl\.|inclusive of|including|includes?|with|plus) (?:any |all |the |applicable |of )*(?:{PERCENT} )?(?:of )?(?:VAT|V\.A\.T|value[- ]added tax|sales tax(?:es)?|GST|taxes)\b"
            ),
            unless=words(r"\b(?:tax(?:es)?|VAT|GST|net|gross)\b"),
            unless_said=words(
                r"\b(?:exclu(?:ding|sive of|de|des)|before|net of|without|excl\.|less|not including|do(?:es)? not include|plus) (?:any |all |the |applicable |other |\w+ )*?(?:VAT|V\.A\.T|value[- ]added tax|sales tax(?:es)?|GST|taxes|tax)\b|\bcredits?\b[^.\n]{0,60}\b(?:tax(?:es)?|VAT|GST)\b"
            ),
            once=True,
        ),
        Wording(
            "H009",
            WARNING,
            words(
                rf"\b(?P<it>(?:{PERCENT}) of (?:the |its |that |all |such |your |our )*(?:\w+ ){{0,2}}?(?:{_FEE} (?:due|payable|owed|to be paid)|(?:due|payable|net) {_FEE}))\b"
            ),
            "turns in a circle: the credit is a share of what is left once the credit is taken off.",
            "Say of the fee before credits: 5% of the Monthly Fee before credits.",
            needs=_CREDIT,
            needs_said=words(
                rf"\b(?:{_FEE} (?:due|payable|owed|to be paid)|(?:due|payable|net) {_FEE})\b[^.\n]{{0,60}}?\b(?:less|minus|net of|reduced by|after (?:the )?(?:deduct\w+(?: of)?|set-?off of)?)\b[^.\n]{{0,40}}?\bcredits?\b"
            ),
            unless_said=words(
                r"\bbefore (?:any |the |such )?(?:service )?credits?\b|\bgross\b|\bwithout regard to (?:any )?(?:service )?credits"
            ),
        ),
    )
