"""Find institutions that go without their names: "a spokesperson for the Mayor", "her office", "the force"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from monitor.articles.lexicon import Mention
from monitor.articles.words import Gender
from monitor.people import Directory, words_of

_SPOKES = re.compile(
    r"\b(?:spokes(?:person|man|woman|people)|press (?:officer|office|secretary|team)|media (?:officer|office|"
    r"team)|office|chiefs|bosses|officials)\b",
    re.IGNORECASE,
)
_NOUN_OFFICE = re.compile("office|chiefs|bosses|officials", re.IGNORECASE)
_SPOKES_FOR = re.compile(r"\s+(?:for|from|at|of|on behalf of)\s+(?:the\s+|both\s+)?", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:the|a|an|one|another|his|her|its|london['’]s|the capital['’]s|our)\s+$", re.IGNORECASE)
# What an institution is called for short ("the force"), by a word of its name.
_SHORT_FOR = {
    "police": ("force",),
    "fire": ("brigade",),
    "brigade": ("brigade",),
    "transport": ("operator", "transport body", "transport authority", "transport operator"),
    "council": ("council", "borough", "authority", "local authority", "town hall"),
    "borough": ("council", "borough", "authority", "local authority", "town hall"),
}
_INSTITUTIONS = frozenset(
    "authority service corporation agency trust council commission board inspectorate department college hospital "
    "university ombudsman regulator association society committee borough brigade".split()
)
# "It" is an institution only before a verb that nothing but a speaker can have: a letter "reads", a review "found".


def spokespersons(masked: str, found: list[Mention], directory: Directory) -> list[Mention]:
    """Return `found` with the spokespersons of its mentions added."""
    by_end = {mention.end: mention for mention in found}
    by_start = {mention.start: mention for mention in found}
    out = list(found)
    mayors = [body.id for body in directory.people.bodies if words_of(body.name)[:2] == ("mayor", "of")]
    mayor = Mention(0, 0, "body", body=mayors[0]) if len(mayors) == 1 else None
    for match in _SPOKES.finditer(masked):
        start, end = match.span()
        whom: Mention | None = None
        known = True
        if after := _SPOKES_FOR.match(masked, end):
            known = False
            whom = by_start.get(after.end())
            end = whom.end if whom else after.end() - 1
        else:
            before = re.search(r"(?:['’]s?)?\s+(?:official\s+|chief\s+)?$", masked[max(0, start - 20) : start])
            if before:
                whom = by_end.get(start - len(before.group()))
                start = whom.start if whom else start
        if (
            whom is None
            and known
            and (adjective := re.search(r"\bmayoral\s+$", masked[max(0, start - 12) : start], re.I))
        ):
            start -= len(adjective.group().lstrip())
            whom = mayor
        article = _ARTICLE.search(masked[max(0, start - 16) : start])
        start -= len(article.group()) if article else 0
        body = _body_of(whom, directory) if whom else None
        whose: Gender | None = None
        if article and whom is None and article.group().strip().lower() in {"his", "her"}:
            whose = "he" if article.group().strip().lower() == "his" else "she"
        if re.match(r"['’]s?\s+(?!office\b)\w", masked[end:]):
            body, known = None, False  # "a spokesman for the Mayor's challenger"
        name = None if known and whom is None else masked[start:end]
        if _NOUN_OFFICE.fullmatch(match.group()) and whom is None and whose is None:
            continue  # "the office", anybody's
        out.append(Mention(start, end, "spokes", person=name, body=body, gender=whose))
    return out


def _body_of(mention: Mention, directory: Directory) -> str | None:
    if mention.kind == "body":
        return mention.body
    if mention.kind == "office":
        bodies = {office.body for office in mention.offices}
        return bodies.pop() if len(bodies) == 1 else None
    if mention.kind == "person" and mention.person:
        roles = [role for role in directory.persons[mention.person].roles if role.kind == "official"]
        return roles[-1].body if roles else None
    return None


def group_nouns(masked: str, found: list[Mention], directory: Directory, named: set[str]) -> list[Mention]:
    """Return what "the force" and the like mean: the body of that sort last mentioned, or in the headline (`named`)."""
    sorts = _sorts(directory)
    if not sorts:
        return []
    nouns = "|".join(sorted(map(re.escape, sorts), key=len, reverse=True))
    pattern = re.compile(rf"\b(?:the|an?(?=\s[\w ]+?\s(?:spokes|press|media)))\s+(?P<noun>{nouns})\b", re.IGNORECASE)
    around = sorted(found, key=lambda m: m.start)
    starts = [m.start for m in around]
    out = []
    for match in pattern.finditer(masked):
        here = bisect_left(starts, match.start())
        named_so = [m for m in around[here : here + 1] if m.start < match.end()]
        if any(m.kind != "other" or (m.start, m.end) != match.span("noun") for m in named_so):
            continue
        noun = match["noun"].lower()
        body = _last_of_sort(noun, sorts[noun], around, here, directory)
        if body is None:  # none of that sort before: the only one named later, or in the headline
            later = ({_body_of(mention, directory) for mention in around[here:]} | named) & sorts[noun]
            body = later.pop() if len(later) == 1 else None
            if not later and match["noun"][0].isupper() and len(sorts[noun]) == 1:
                body = next(iter(sorts[noun]))  # "the Brigade", as a name
        out.append(Mention(match.start("noun"), match.end(), "body" if body else "other", body=body or None))
    return out


def _sorts(directory: Directory) -> dict[str, set[str]]:
    # Short noun → the bodies that may be meant by it.
    sorts: dict[str, set[str]] = defaultdict(set)
    for body in directory.people.bodies:
        for name in (body.name, *body.aliases):
            for word in words_of(name):
                for noun in _SHORT_FOR.get(word, ()):
                    sorts[noun].add(body.id)
                if word in _INSTITUTIONS:
                    sorts[word].add(body.id)
    return sorts


def _last_of_sort(noun: str, sort: set[str], around: list[Mention], here: int, directory: Directory) -> str | None:
    """Return the body of `sort` last mentioned before index `here`; "" if another institution of the sort was."""
    keys = {key for key, nouns in _SHORT_FOR.items() if noun in nouns} | {noun}
    for mention in reversed(around[max(0, here - 100) : here]):
        words = words_of(mention.person or "")
        if mention.kind == "other" and len(words) > 1 and keys & set(words):
            return ""
        if (body := _body_of(mention, directory)) in sort:
            return body
    return None
