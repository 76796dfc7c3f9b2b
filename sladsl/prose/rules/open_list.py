"""Lists that end openly."""

from __future__ import annotations

from sladsl.prose.rule import ERROR, Wording, WordRule, words


class OpenList(WordRule):
    """A list that ends with "etc." and its like: nobody can say what else is in it.

    ## Example

    ```text
    Fire, flood etc. are excluded.
    ```

    ```text
    Acts of God, war, terrorism or similar events are not counted.
    ```

    ## Write instead

    ```text
    Only fire, flood and war are excluded.
    ```

    ## Not meant

    ```text
    Provider uses the like button of the portal. Similar reports are made for each region.
    ```
    """

    wordings = (
        Wording(
            "G007",
            ERROR,
            words(
                r"(?:\betc\b\.?|\bet cetera\b|\band so (?:on|forth)\b|\b(?:and|or) the like\b|\b(?:and|or) (?:any )?(?:other )?(?:similar|comparable|like|analogous|equivalent) (?!to\b|or\b)\w+"
                r"|\binter alia\b|\bamong(?:st)? (?:others|other things)\b|\band others\b(?=[.,;)]|$)|\bor otherwise\b(?=[.,;)]|$))"
            ),
            "leaves the list open: to one reader it holds only what is named, to another anything like it, to a third anything.",
            "Name all that belongs to it, or say the test by which other things do.",
        ),
    )
