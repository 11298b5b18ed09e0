"""Leave out of a quotation what it tells of those who were harmed or accused: ethnicity, nationality, religion, age."""

from __future__ import annotations

import re

from monitor.text.fold import fold
from monitor.text.sentences import sentence_spans

GAP = "[…]"
_PEOPLE = (
    r"(?:men|man|women|woman|boys?|girls?|child(?:ren)?|kids?|teenagers?|youths?|people|persons?|victims?|survivors?|suspects?|"
    r"offend(?:ers?|ing)|perpetrators?|abusers?|attackers?|defendants?|gangs?|groomers?|rapists?|killers?)"
)
_ORIGIN = (
    r"(?:pakistani|bangladeshi|indian|asian|african|caribbean|arab|somali|eritrean|afghan|iraqi|iranian|kurdish|turkish|romanian|"
    r"albanian|polish|irish|british|english|european|black|white|mixed[- ]race|brown|roma|gypsy|traveller|muslim|islamic|hindu|"
    r"sikh|jewish|christian|catholic|migrant|immigrant|foreign|foreign[- ]born)"
)
_PERSONAL = re.compile(
    rf"\b{_ORIGIN}s?(?:[\s-]+{_ORIGIN})*[\s-]+(?:\w+[\s-]+){{0,2}}?{_PEOPLE}\b"  # Pakistani men, white British children
    rf"|\b{_PEOPLE}\s+(?:\w+\s+){{0,3}}?(?:of|from)\s+(?:\w+\s+){{0,2}}?{_ORIGIN}\b"  # men of mainly Asian heritage
    rf"|\b\d{{1,2}}[- ]year[- ]olds?\b|\b{_PEOPLE}\s+(?:who\s+(?:is|was|are|were)\s+)?aged\s+(?:\w+\s+)?\d"
)


def without_personal_details(text: str) -> str:
    """Return `text` with each sentence that tells such things of people replaced by "[…]"; "" when nothing else is left.

    The source and the kept copy have the sentence; here it would become a column about people who hold no office.
    """
    spans = sentence_spans(text)
    folded = fold(text)
    told = [bool(_PERSONAL.search(folded, start, end)) for start, end in spans]
    if not any(told):
        return text
    if all(told):
        return ""
    kept, position = [], 0
    for (start, end), personal in zip(spans, told, strict=True):
        kept += [text[position:start], GAP if personal else text[start:end]]
        position = end
    return re.sub(rf"{re.escape(GAP)}(?:\s*{re.escape(GAP)})+", GAP, "".join(kept) + text[position:])
