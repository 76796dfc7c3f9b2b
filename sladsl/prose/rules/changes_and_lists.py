"""Texts and sets that change, and lists that may be whole or not."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.figures import COUNT, NUMBER
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_SLA = r"(?:this |the |these |its |any |our )+(?:sla|service levels?|service level agreement|agreement|terms|policy|policies|schedule|document|targets?|service description|commitments?|conditions|credits?)"

_EACH = r"(?:(?:/|per|a|each|every|in (?:each|every|a|any)) ?(?:calendar )?(?:month|quarter|year|week))"
_IN_ADVANCE = words(
    r"\b(?:fees?|charges?|subscriptions?|amounts?|paid|payable|invoiced|billed)\b[^.\n]{0,60}\b(?:in advance|up ?front|pre-?paid)\b|\bprepaid fees\b"
)


class ChangesAndLists(WordRule):
    """What may be changed by one party, what stands elsewhere, and what else belongs to a list.

    ## Example

    ```text I009
    Provider may update this SLA with 30 days' notice.
    ```

    ```text F008
    The exclusions are listed at https://provider.example/sla, as amended.
    ```

    ```text F009
    External causes, including DNS and ISP failures, are excluded.
    ```

    ```text F010
    The SLA covers Customer's services and affiliates.
    ```

    ```text F013
    This agreement is made in English and Italian, both texts being equally authentic.
    ```

    ```text E007
    Unused support hours are carried over to the next month.
    ```

    ```text E008
    Maintenance hours that are not used carry over.
    ```

    ```text E008
    The fee includes 10 hours of support per month.
    ```

    ```text E009
    Credits may be earned back by better performance.
    ```

    ```text E010
    Fees are paid yearly in advance. Customer may terminate if the target is missed in three months.
    ```

    ```text I008
    The agreement continues for five years, and thereafter for successive five year terms, unless and until terminated by one year's prior notice.
    ```

    ```text I012
    Customer may terminate if a missed Service Level is not cured within 30 days.
    ```

    ## Write instead

    ```text
    Changes of this SLA apply to months that begin after the notice period, and need Customer's consent if they are less favourable. Only DNS
    failures and ISP failures are excluded. The English text prevails.
    ```

    ## Not meant

    ```text
    Open a ticket at https://support.provider.example. The price includes taxes. Hours that are not used carry over to the next month only, and
    are used first. Provider
    gives up to 10 hours of support per month; hours that are not used lapse. Provider may update its software. Reports are sent for all affiliates that are listed in Annex 1.
    ```
    """

    wordings = (
        Wording(
            "I009",
            ERROR,
            words(
                rf"\b(?P<it>(?:may|reserves? the right to|is entitled to|can|has the right to|shall be entitled to)(?: \w+)?,? (?:at any time,? |from time to time,? |unilaterally,? |in its sole discretion,? |also )*(?:to )?(?:update|amend|modify|change|revise|vary|adjust|alter|replace|discontinue)(?:,? (?:or |and )?(?:update|amend|modify|change|revise|vary|adjust|alter|replace|discontinue|terminate))* {_SLA})\b|\b(?P<that>{_SLA} (?:may|can) be (?:updated|amended|modified|changed|revised|varied|adjusted))\b"
            ),
            "takes effect in the middle of a month, from the next one, or for open claims too.",
            "Say from when: changes apply to months that begin after the notice period.",
            unless=words(
                r"\b(?:periods?|months?|quarters?) (?:that |which )?(?:begin|start|commenc)\w*|\bnext (?:renewal|month|measurement|billing|term)|\b(?:mutual|both parties|written (?:agreement|consent)|consent of|agreed|agreement of|parties may|signed|in writing by)\b"
            ),
            unless_said=words(
                r"\bchanges? (?:of|to) (?:this|the) (?:sla|agreement|service levels?)[^.\n]{0,60}(?:appl(?:y|ies)|effective)[^.\n]{0,40}(?:next|begin|start|renewal)"
            ),
        ),
        Wording(
            "F008",
            ERROR,
            words(
                r"\b(?:listed|described|set out|set forth|defined|specified|published|posted|available|found|stated|contained|located|provided|detailed|outlined|displayed|in accordance with|according to|governed by|subject to)\b[^;]{0,60}?(?P<it>(?:https?://|www\.)[^\s,;)]+(?:,? as (?:amended|updated|modified|revised|changed)(?: from time to time)?)?|(?:on|at) (?:the|our|its|provider['’]s|supplier['’]s) (?:web ?site|web ?page|site|portal|home ?page))"
                r"|\b(?:listed|described|set out|set forth|defined|specified|published|stated|detailed|outlined) in (?P<what>(?:the|our|its|their|provider['’]s|supplier['’]s|vendor['’]s) (?:\w+ ){0,2}?(?:documentation|user guides?|knowledge base|help cent(?:er|re)|price list|handbook|manuals?))\b"
                r"|\b(?P<that>as (?:may be )?(?:amended|updated|modified|revised|changed|published|in effect|varied)(?: or (?:replaced|updated|amended|supplemented))?,? from time to time)"
            ),
            "is the text as it was at signature to one reader, and as it is on the day to another.",
            "Name the version by its date, or add it as an annex.",
            unless=words(
                r"\b(?:version|dated|as of|sha-?256|annex|as at|effective date|at signature|archived)\b|\b(?:submit|report|contact|open|log ?in|file|visit|apply|status|register|by e-?mail|download)\w*\b|\blaws?\b|\bact\b|\bregulation"
            ),
        ),
        Wording(
            "F009",
            WARNING,
            words(
                r"(?:,|\() ?(?P<it>including(?! (?:without|but not|for example|the (?:date|day)|taxes|vat))|such as|e\.g\.?|for instance)(?= )|\b(?P<that>includes?|including) (?:the following|one or more of)\b|\b(?P<what>such as)\b"
            ),
            "may name all of them, or give examples only.",
            "Say `namely` for all, or `for example` for some, and what the rest has in common.",
            needs=words(
                r"\b(?:exclu\w+|not (?:be )?(?:count\w*|consider\w*|includ\w*|cover\w*|appl\w*|liab\w*|responsib\w*)|force majeure|outside (?:\w+ )?control|beyond (?:\w+ )*control|downtime|unavailab\w*|does not apply|shall not|except\w*|emergency)\b"
            ),
            unless=words(r"\bwithout limit\w*|\bnot limited to|\bfor example\b|\bby way of example"),
        ),
        Wording(
            "F010",
            WARNING,
            words(
                r"\b(?:covers?|applies to|apply to|extends? to|is granted to|includes?) (?P<it>(?:all |any |the |its |their |customer['’]s |client['’]s |provider['’]s |of )*(?:(?:services|sites|users|locations|systems|servers|subsidiaries|affiliates|applications|branches)(?:,? (?:and|or|and/or) )?)*(?:affiliates|subsidiaries|sites|locations|users|services and affiliates|branches))\b"
                r"|\b(?P<that>(?:weights?|weightings?|allocation percentages?) (?:assigned|allocated|given|attributed) to (?:each|the|every|that|any) (?:\w+ ){0,2}?(?:service levels?|SLAs?|KPIs?|metrics?|categor(?:y|ies)))\b"
            ),
            "may be those at signature, or those on the day.",
            "Say as of when: those listed in Annex 1, as updated by order forms.",
            unless=words(
                r"\b(?:listed|set out|named|specified|identified|from time to time|at the (?:date|time)|as of|each month|existing|current|that are|who are|defined|registered)\b"
            ),
        ),
        Wording(
            "F013",
            WARNING,
            words(
                r"\b(?P<it>(?:equally|both|all|each)(?: \w+){0,3} (?:authentic|authoritative|binding|valid|original))\b"
            ),
            "leaves it open which text holds where they differ.",
            "Say which one prevails.",
            needs=words(r"\b(?:english|italian|german|french|spanish|language|version|texts?|translation)\b"),
            unless=words(r"\bprevails?|\btakes precedence|\bgovern(?:s|ing)\b"),
            unless_said=words(
                r"\b(?:version|text|language)[^.\n]{0,40}\b(?:prevails?|shall prevail|takes precedence|governs)"
            ),
        ),
        Wording(
            "E007",
            WARNING,
            words(
                r"\b(?:not used|unused|unconsumed|remaining|left over)\b[^;]{0,50}?\b(?P<it>(?:carry|carries|carried|roll|rolls|rolled|transferred|brought) (?:over|forward)(?: (?:in)?to (?:the )?(?:next|following|subsequent) (?:calendar )?(?:month|quarter|period|year))?|(?:added|credited) to (?:the )?(?:next|following|subsequent) (?:calendar )?(?:month|quarter|period|year)|banked|accumulated?)\b"
            ),
            "does not say which hours are used first: those carried over, or those of the month.",
            "Say the order: `The oldest part of a balance is used first.`",
            needs=words(r"\b(?:hours?|days|units|allowance|quota|support|retainer)\b"),
            unless=words(
                r"\b(?:do(?:es)? not|cannot|may not|shall not|will not|not be|no)\b[^;.]{0,30}\b(?:carr|roll|transfer)|\bcredits?\b|\bbudget"
            ),
            unless_said=words(
                r"\b(?:first|oldest|earliest|before|order|last|fifo)\b[^.\n]{0,60}\b(?:hours?|used|consumed|allowance|month)|\b(?:hours?|allowance|used|consumed)\b[^.\n]{0,60}\b(?:first|oldest|earliest|before|last)\b"
            ),
        ),
        Wording(
            "E008",
            ERROR,
            words(
                r"\b(?:(?:not used|unused|unmet|undelivered|unconsumed|left over)\b[^;]{0,50}?(?P<it>(?:(?:carry|carries|carried|roll|rolls|rolled|transferred|brought) (?:over|forward|to)|(?:added|credited) to|banked|accumulated?))|(?P<that>roll[ -]?over)\b[^;]{0,30}\b(?:unused|hours|credits))"
            ),
            "may hold for ever, or for the next month only.",
            "Say until when: `The unused part of Support is carried over to the following month.`",
            unless=words(
                r"\b(?:next|following|subsequent) (?:calendar )?(?:month|quarter|period|year)|\bone month|\bat most|\bexpir\w+|\blaps\w+|\bup to|\buntil\b|\bmaximum|\bonly\b|\bdo(?:es)? not|\bnot be (?:carried|rolled)|\bcannot"
            ),
        ),
        Wording(
            "E008",
            WARNING,
            words(
                rf"\b(?:maintenance|support|consult\w+|development|training)\b,? ?(?:\w+ )?(?:of )?(?P<it>up to (?:{COUNT}|{NUMBER}|\[\w+\]) ?(?:hours?|days?) ?{_EACH})\b"
                rf"|\b(?P<that>(?:up to|includ(?:es?|ing|ed)) (?:{COUNT}|{NUMBER}|\[\w+\]) ?(?:hours?|days?) (?:of|for) (?:\w+ ){{0,2}}?(?:maintenance|support|consult\w+|development|training)(?: work)? ?{_EACH})\b"
            ),
            "says nothing of what is not used: it lapses at the end of the month, or may be used later.",
            "Say which: `The unused part of Support lapses at the end of each month.`, or is carried over to the following month.",
            unless_said=words(
                r"\b(?:unused|not used|unconsumed|carr(?:y|ies|ied|ying)[ -](?:over|forward)|roll(?:s|ed|ing)?[ -]?over|accumulat\w+|accru\w+|laps(?:e|es|ing)|expire[sd]?|forfeit\w*)\b"
            ),
            once=True,
        ),
        Wording(
            "E009",
            WARNING,
            words(r"\b(?:earn(?:ed|s|ing)?[- ]?back|earn-?backs?|recoup(?:ed|s)?|clawed back)\b"),
            "does not say by which level, and for how long it must be kept.",
            "Say both: a credit lapses if availability is at least 99.95% in each of the next three months.",
            needs=words(r"\bcredits?\b|\bpenalt|\brefund"),
            unless=words(rf"\d\s?%|\b{COUNT} (?:consecutive |following |subsequent )*months"),
        ),
        Wording(
            "E010",
            ERROR,
            words(r"\b(?P<it>may (?:\w+ )?(?:terminate|cancel))\b"),
            "says nothing of the fees that are paid in advance: refunded to one reader, kept to another.",
            "Say it: Provider refunds the fees for the time after termination, pro rata by month.",
            needs=words(r"\b(?:target|service levels?|availability|uptime|sla|missed|breach|below)\b"),
            unless_said=words(
                r"\brefund\w*|\bpro[ -]?rata\b|\breimburs\w+|\bprepaid[^.\n]{0,60}\b(?:return|repaid|forfeit|not be)|\brepay\w*"
            ),
            once=True,
        ),
        Wording(
            "I008",
            ERROR,
            words(r"\b(?P<it>(?:and )?thereafter\b[^;]{0,100}?\bunless (?:and until )?(?:\w+ ){0,3}?terminated\b)"),
            "may be open to termination at the end of a term only, or at any time by that notice.",
            "Make two sentences: the first term has no termination; it renews unless notice is received a year before its end.",
            unless=words(
                r"\bat least\b[^;]{0,40}\bbefore (?:the )?(?:end|expiry)|\bprior to the (?:end|expir)|\bas of the end of (?:the|a|each) (?:\w+ )?term|\beffective (?:at|as of) the end"
            ),
        ),
        Wording(
            "I012",
            WARNING,
            words(
                rf"\b(?P<it>(?:not|fails? to|unless) (?:be |been |is )?(?:cured?|remed(?:y|ied)|corrected)\b[^;]{{0,60}}?within {COUNT} (?:business |calendar )?days)\b"
                r"|\bif (?:the |a |such |any |this )?(?:breach|failure|default|miss)\w* (?P<that>(?:is|are|has|have) not (?:been )?(?:cured|remedied|corrected))(?= ?[.;,]|$)"
            ),
            "cannot undo a month that is over: the right stays to one reader, and is lost with a good next month to another.",
            "Say how a miss is cured: if the two following months are met.",
            needs=words(r"\b(?:service levels?|sla|availability|uptime|targets?|missed)\b"),
            unless=words(r"\bfollowing months?|\bnext (?:\w+ )?months?"),
        ),
    )

    def check(self, draft: Draft) -> Iterator[Finding]:
        advance = draft.says(_IN_ADVANCE)
        yield from (found for found in super().check(draft) if found.code != "E010" or advance)
