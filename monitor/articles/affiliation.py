"""Find which body's officer a name is that the rule file does not have: "Commander Jill Frost, of the Met, said".

Such an officer's words are the body's, without a person. A post must be told: whoever merely works, travels, serves in
a union or was there before speaks for himself.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.articles.lexicon import Mention
from monitor.articles.words import PERSON_TITLES
from monitor.people import Directory, words_of
from monitor.text.fold import fold

_RANK = re.compile(
    r"(?:(?:temporary|acting|temp|t)\s+)?(?:(?:detective|det|deputy|assistant|chief|borough)\s+)*"
    r"(?:commander|cdr|cmdr|(?:chief )?superintendent|supt|det supt|(?:chief )?inspector|insp|dci|dcs|dsupt|di|sergeant|sgt|"
    r"constable|commissioner)\b"
)
# Who speaks for a force when no other is named: not constables, who may be parties to what is told.
_SENIOR = re.compile(
    r"(?:(?:temporary|acting|detective|det|deputy|assistant|chief|borough)\s+)*"
    r"(?:commander|cdr|cmdr|superintendent|supt|inspector|insp|dci|dcs|dsupt|commissioner)\s"
)
_FORCE = re.compile(r"\b(?:police|constabulary|crime agency|garda\w*|psni|btp|nca|federation)\b")
_POST = re.compile(
    r"\b(?:chief \w+(?: officer)?|chief|(?:\w+ )?director|(?:deputy |assistant )?head|(?:deputy |assistant )?commissioner|"
    r"commander|superintendent|inspector|lead|leads|leading|heads|runs|in charge|responsible|boss|"
    r"(?:general |senior |operations |programme )?manager|officer|chair of the board|deputy mayor|secretary|"
    r"chief executive|executive|adviser|advisor|managing)\b"
)
_NOT_IN_POST = re.compile(
    r"\b(?:former(?:ly)?|ex|retired|then|late|previously|once|left|quit|until|sacked|union|unions|federation|"
    r"association|branch|rep|representative|shop steward|whistleblower|victim|shadow|candidate|critic|accused|"
    r"suspended|dismissed|charged|convicted|misconduct|suing|sued)\b"
)
_OWNS = re.compile(r"['’]s?\s+(?P<words>[^.;:\"\n\ue000]{3,90})")
_WHO = re.compile(
    r"\W*(?:who|whose)\b(?!\s+(?:\w+ly\s+)?(?:is|leads?|heads?|runs?|oversees|commands?|directs|manages|has led)\b)",
    re.IGNORECASE,
)
_OFFICER = re.compile(r"\s+(?:officer|commander|director|chief|boss),?\s+$", re.IGNORECASE)
_OF = re.compile(r"(?:of|from|for|at|with|in|within|by)\s+(?:(?:the|london['’]s|both)\s+)?$", re.IGNORECASE)
_DEPUTY_MAYOR = re.compile(r"(?:london['’]?s\s+)?(?:statutory\s+)?deputy mayor(?:\s+for\b|$)(?!\s+of\b)", re.IGNORECASE)
_DEPUTY_MAYOR_BEFORE = re.compile(r"\bdeputy mayor(?: for [\w ,&]+?)?,?\s+$")
_OWNED = re.compile(r"['’]s?\s+(?P<words>[^.,;:\"\n\ue000]{0,80}?),?\s*")
_CLAUSE_BREAK = re.compile(r"[.;:\"\n\ue000]|\b(?:and|but|while|said|told)\s")
_REACH = 160
_CLAUSE_END = re.compile(
    r"[.;:\"\n\ue000]|,?\s+(?:said|says|told|added|wrote|announced|confirmed|admitted|insisted|warned|claimed)\b"
)


def affiliated(masked: str, found: list[Mention], directory: Directory) -> list[Mention]:
    """Return `found` with the `body` of every other name that is told to hold a post in a tracked body.

    Args:
        found: the mentions of `masked`, in order, not overlapping.
    """
    mayors = [body.id for body in directory.people.bodies if words_of(body.name)[:2] == ("mayor", "of")]
    force = _only_force(found, directory)
    posts: dict[str, str | None] = {}
    out = list(found)
    for index, mention in enumerate(found):
        if mention.kind != "other" or not mention.person:
            continue
        name = _bare(mention.person)
        told = len(mention.person.split()) > 1
        body = _told(masked, found, index, directory, mayors) if told else None
        if not name:
            continue
        if body is not None:
            posts[name[-1]] = body
        elif len(name) == 1 or _RANK.match(fold(mention.person)):
            body = posts.get(name[-1]) or (force if _SENIOR.match(fold(mention.person)) else None)
            if _NOT_IN_POST.search(fold(masked[max(0, mention.start - 24) : mention.start])):
                body = None
        else:
            posts.pop(name[-1], None)  # another of that surname
        if body is not None:
            out[index] = replace(mention, body=body)
    return out


def _told(masked: str, found: list[Mention], index: int, directory: Directory, mayors: list[str]) -> str | None:
    return (
        _from_name(found[index].person or "", directory.body_names)
        or _from_apposition(masked, found, index, mayors)
        or _from_before(masked, found, index, mayors)
    )


def _only_force(found: list[Mention], directory: Directory) -> str | None:
    """Return the police force that the article names, if it names one and that is tracked."""
    tracked = {body for words, body in directory.body_names.items() if "police" in words}
    named = {mention.body for mention in found if mention.kind == "body" and mention.body in tracked}
    others = any(_FORCE.search(fold(m.person or "")) for m in found if m.kind == "other")
    return named.pop() if len(named) == 1 and not others else None


def _bare(name: str) -> list[str]:
    words = [word for word in fold(name).replace(".", " ").split() if word not in PERSON_TITLES]
    return [word for word in words if not _RANK.fullmatch(word)]


def _from_name(name: str, bodies: dict[tuple[str, ...], str]) -> str | None:
    # "Met Police Detective Superintendent Jill Frost": a body, a rank, a name.
    words = words_of(name)
    for length in range(min(5, len(words) - 2), 0, -1):
        body = bodies.get(words[:length]) or bodies.get(("the", *words[:length]))
        rest = " ".join(words[length:])
        if body and (rank := _RANK.match(rest)) and rest[rank.end() :].strip():
            return body
    return None


def _from_apposition(masked: str, found: list[Mention], index: int, mayors: list[str]) -> str | None:
    # ", of the Met," after a rank; ", TfL's director of buses,"; ", director of buses at TfL,"; " from the Met".
    mention = found[index]
    after = masked[mention.end : mention.end + _REACH]
    if not re.match(r"\s*[,(–—-]|\s+(?:of|from|at)\s", after):
        return None
    end = _CLAUSE_END.search(after)
    clause = after[: end.start()] if end else after
    if (
        _WHO.match(clause)
        or _NOT_IN_POST.search(fold(clause))
        or _NOT_IN_POST.search(fold(masked[max(0, mention.start - 24) : mention.start]))
    ):
        return None
    if len(mayors) == 1 and _DEPUTY_MAYOR.match(clause.strip(" ,(–—-").removeprefix("the ")):
        return mayors[0]
    ranked = _RANK.match(fold(mention.person or "")) is not None
    low = mention.end
    for other in found[index + 1 :]:
        if other.start >= mention.end + len(clause):
            break
        if other.kind != "body" or other.body is None:
            continue
        before = masked[low : other.start]
        owns = _OWNS.match(masked, other.end, mention.end + len(clause))
        if owns and (ranked or _POST.search(fold(owns["words"])) or _POST.search(fold(before))):
            return other.body
        if _OF.search(before) and (ranked or _POST.search(fold(before))):
            return other.body
        if ranked and not before.strip(" ,(–—-"):
            return other.body  # "Commander Jill Frost, Met Police,"
    return None


def _from_before(masked: str, found: list[Mention], index: int, mayors: list[str]) -> str | None:
    # "TfL's director of buses, "; "the Met's "; "the director of buses at TfL, "; "a senior Met officer, ".
    start = found[index].start
    clause = _CLAUSE_BREAK.split(masked[max(0, start - _REACH) : start])[-1]
    if not clause or _NOT_IN_POST.search(fold(clause)):
        return None
    if len(mayors) == 1 and _DEPUTY_MAYOR_BEFORE.search(fold(clause)):
        return mayors[0]
    for other in reversed(found[max(0, index - 3) : index]):
        if other.start < start - len(clause) or other.kind != "body" or other.body is None:
            continue
        between = masked[other.end : start]
        owned = _OWNED.fullmatch(between)
        if owned and (not owned["words"] or _POST.search(fold(owned["words"]))):
            return other.body
        if _OFFICER.fullmatch(between):
            return other.body
        lead = masked[start - len(clause) : other.start]
        if between.strip() == "," and _OF.search(lead) and _POST.search(fold(lead)):
            return other.body
    return None
