"""What a question asks for: its parts, and for each the sort of thing that would answer it.

The signs are English grammar (question words, inverted auxiliaries, the "if he will" of parliamentary questions), so they
stand here and not in the rule files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from monitor.detect.replies.words import STOP, content, stem, tokens
from monitor.rulebook.replies import Ask
from monitor.text.fold import fold

_AUX = (
    "is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|must|won't|wouldn't|isn't|"
    "aren't|don't|doesn't|didn't|hasn't|haven't|can't|couldn't|shouldn't|wasn't|weren't"
)
_HEAD = (
    r"how|what|why|when|who|whom|whose|which|where|whether|if (?:he|she|they|the|it|his|her|you)\b|(?:by|at|in|on|for|to|"
    r"from|with|under) (?:what|which|when|whom|how)|what's|tell (?:us|me|the assembly) |please|explain|(?:" + _AUX + r") (?:you|he|she|they|it|we|i|"
    r"the|this|that|these|those|there|any|your|his|her|its|their|our|all|anyone|anybody|each|every|no|a|an|mopac|tfl|some)"
)
_SPLIT = re.compile(
    rf"(?:[,;:]\s*(?:and|or|but)?\s*(?:also )?(?:if so,? )?|\s(?:and|or)(?: also)?(?: if so,?)? )(?=(?:{_HEAD})\b)|[;]\s+"
)
_PREAMBLE = re.compile(r"^\s*to ask (?:the |his |her )?[^,]{3,160}?(?:, [^,]{3,80}?(?:minister|secretary|office|affairs))*,\s+")
_PURSUANT = re.compile(r"\b(?:pursuant|further|with reference|with regard|following|in response) to [^,]{3,200}?,\s+")
_SENTENCE = re.compile(r"(?<=[?.!])[\"')]*\s+")

_QUANTITY = re.compile(
    r"\bwhat (?:sum |amount )?(?:did|do|does|has|have|will|would|was|is|were|are|had)\b[^?,;]{2,80}?\b(?:spend|spent|cost|pay|paid|earn|earned|charge|charged|raise|raised|contribute|contributed|weigh|fetch)\b|"
    r"\bhow (?:many|much|often|long|far|large|big|high|low|few|frequently|quickly|old|tall|fast|wide|deep|great)\b|"
    r"\bat what (?:cost|price)|\bwhat (?:will|would|did|does|has|is|was) (?:it|that|this|they|the [^,?]{2,60}?) cost|"
    r"\bwhat (?:was|were|is|are) (?:it|they|the [^,?]{2,60}?) (?:paid|charged)\b|\bwhat was paid\b|"
    r"\b(?:what|the|a|their|his|her|its|total|average|current|annual|latest)(?: [\w'-]+){0,5}? "
    r"(?:number|numbers|total|totals|cost|costs|amount|sum|proportion|percentage|per cent|share|value|average|rate|rates|"
    r"figure|figures|budget|balance|salary|salaries|spend|spending|expenditure|length|size|price|median|mean|bill|fee|fees|"
    r"population|capacity|speed|time|times|distance|ratio|quantity|volume|level|levels|age|income|revenue|profit|deficit|"
    r"score|turnover|rent|rents|fare|fares|contribution|contributions|weight|temperature|tally|count|balance|odds|margin|tonnage|debt|loan|grant|subsidy|premium|wage|wages|pension|value|rating|shortfall|surplus|backlog|headcount|statistics|breakdown)\b(?!\s+(?:limit|table|scale|target|of (?:support|service|risk)))|"
    r"\bwhat (?:proportion|percentage|share|number|amount|sum|fraction|is the (?:bill|price))\b|\bby how (?:much|many)\b"
)
_COUNTS = re.compile(r"how|by how|at what|what")
_ABOUT_MATTER = re.compile(
    r"\bwhat (?:\w+ ){0,3}?(?:assessment|steps|plans|discussions|policy|policies|guidance|progress|action|measures|support|criteria|status|role|powers)\b"
)
_TELL = re.compile(r"\b(?:tell|say|state|give|provide|confirm|know|share|set out|let|inform|estimate|admit|whether|please|explain|specify|indicate|if)\b")
_QUANTITY_VERBS = re.compile(
    r"\b(?:what|please|state|give|provide|supply|publish|list|set out|confirm|tell me|break ?down|disclose|share)\b"
)
_DATE = re.compile(
    r"\bwhen\b(?! (?:it comes|the (?:mayor|government)))|\b(?:what|which) (?:is the |was the |were the )?(?:[\w-]+ ){0,2}?(?:date|dates|day|month|"
    r"deadline|timetable|timeline|timescale|timescales|timeframe|timings|year)\b|\b(?:the|a|planned|his|her|its|their|expected) (?:[\w-]+ ){0,2}?(?:date|dates|"
    r"timetable|timeline|timescale|timescales|timeframe|deadline)\b|\b(?:in|by|on|from) (?:which|what) (?:term|year|month|week|quarter|season|day|weekday|date)\b|\bby when\b|\bhow soon\b|\bwhat time\b"
)
_REASON = re.compile(
    r"\bwhy\b|\b(?:for )?(?:what|which) (?:was |is |were |are )?(?:the )?(?:[\w-]+ ){0,2}?(?:reason|reasons|reasoning|rationale|cause|causes|"
    r"justification|grounds|basis|explanation)\b|\bthe (?:[\w-]+ ){0,2}?(?:reason|reasons|reasoning|rationale|causes?|justification)\b|"
    r"\bto what (?:do|does|did|would|is|was)\b[^?]{0,40}\b(?:attribut\w+|put down|due|owed?)|\bhow come\b|\bon what (?:basis|grounds)\b|\bwhat (?:caused|explains|prompted|led|lies behind|made|accounts|went wrong)\b|"
    r"\bhow (?:do|can|could|would) you (?:justify|explain)\b|\bwhat possessed\b|\bexplain (?:the|your|his|her|how it|what)\b|\baccount for\b|"
    r"\bjustif(?:y|ies|ication for)\b|\bwhat is your (?:excuse|explanation)"
)
_IDENTITY = re.compile(
    r"\bwho\b|\bwhom\b|\bwhose\b|\bwhich\b|\bwhat (?:is|was|are|were) the (?:names?|identity|identities|title)\b|\bthe (?:names?|identity|identities) of\b|"
    r"\bwhere\b|\bname the\b|\bwhat (?:company|companies|firm|firms|body|bodies|organisations?|stations?|boroughs?|person|officers?|official|officials|supplier|contractor|contractors|sites?|routes?)\b"
)
_ACTION = re.compile(
    r"\bwhat (?:[\w-]+ ){0,3}?(?:steps?|actions?|measures?|plans?|work|support|efforts?|progress|interventions?|lessons|changes|safeguards|arrangements|help)\b|"
    r"\b(?:the|his|her|your|its) (?:steps|plans|measures)\b|"
    r"\bwhat\b[^?]{0,80}?\b(?:do|done|doing)\b|\bwhat (?:has|have|had|will|would|did|is|are)\b[^?]{0,60}?\b(?:changed|change|provided instead|learned|"
    r"put in place|happen|happened|happening|said|found|agreed|discussed|recommended)\b|\bhow (?:will|do|does|did|is|are|has|have|would|can|could|should|"
    r"was|were)\b|\bin what way|\b(?:which|what) (?:of )?[^?]{0,60}?\b(?:recommendations?|proposals?|commitments?|promises|pledges|findings)\b[^?]{0,80}?\b(?:acted|implemented|in place|carried out|adopted|accepted|delivered|kept|completed)\b"
)
_PAPER = (
    r"(?:copy|copies|lists?|documents?|reports?|minutes|terms of reference|correspondence|letters?|emails?|messages|assessments?|plans?|contracts?|business case|"
    r"reviews?|evaluations?|guidance|agendas?|papers?|modelling|analysis|advice|agreements?|maps?|schedules?|submissions?|data|evidence|registers?|logs?|"
    r"transcripts?|tables?|appendix|details|results|specification|invoices?|programme)"
)
_DOCUMENT = re.compile(
    r"\b(?:please |could you |can you |would you |kindly |grateful if you would |to )(?:please |kindly )?(?:provide|supply|publish|release|share|send|give|set out|list|place|lay|deposit|disclose|"
    rf"make available|make public|let (?:me|us) (?:have|see))\b[^?]{{0,100}}?\b{_PAPER}\b|\bplease (?:list|supply|provide|send)\b|"
    rf"\b(?:will|would|can|could|may|might) (?:you|i|we|the assembly|members|he|she|they)\b[^?]{{0,30}}?\b(?:let|have|see|share|supply|provide|send|give|place|deposit)\b[^?]{{0,60}}?\b(?:{_PAPER}|it|them|this|that)\b"
)
_VIEW = re.compile(
    r"\bin (?:your|his|her) (?:opinion|view|judgement)\b|\bdo you (?:still )?(?:regard|see|rate)\b|(?:^|[,;] )should\b|\bwould you like to see\b|\bwould you rather\b|"
    r"\bdo you (?:not )?(?:still |now |really |honestly )?(?:think|believe|agree|accept|consider|support|regret|welcome|share|feel|still think|still believe|condemn|recognise|acknowledge|stand by)\b|"
    r"\b(?:your|his|her|their|the mayor's) (?:view|views|opinion|position|assessment|response|reaction|message|thoughts?|policy)\b|\bwhat do you (?:think|make|say)\b|"
    r"\b(?:are|is|were) (?:you|he|she|the mayor) (?:satisfied|content|confident|happy|concerned|pleased|proud|ashamed|embarrassed|comfortable|worried)\b|\bhow do you (?:feel|view|regard|rate|respond)\b|\bwhat assessment\b|"
    r"\bdoes (?:he|she|the mayor) (?:think|believe|agree|accept|support)\b|\bassessment (?:he|she|they|his|her)\b|\bthe potential merits of\b|\bwould you (?:agree|say)\b"
)
_YES_NO = re.compile(
    rf"(?:^|[,:;-]\s*|\b(?:and|or|but|so|yes or no|chair|mayor|commissioner|then)[,:]?\s+)(?:also |therefore |now |not |yes or no[,:]? )?(?:{_AUX}) "
    r"(?:not )?[\w'\"]|\bwhether\b|\bif (?:he|she|they|the [\w ]+?|his [\w ]+?|her [\w ]+?) (?:will|would|plans|intends|has|have|is|are|can|could)\b|"
    r"\byes or no\b|\b(?:right|correct|true|isn't it|aren't they|is it not)\?\s*$|\bplease confirm (?:that|if|whether)|\bcan you confirm\b|\bconfirm that\b"
)
_ONLY_ASIDE = re.compile(r"^(?:thank you|thanks|good morning|good afternoon|chair|mr mayor|mayor|commissioner)[\s,.]*$")

_LIST_ITEM = re.compile(r"\(([a-h]|i{1,3}|iv|v)\)")
_EACH = re.compile(
    r"\b(?:in|for|of|by|at|during|over)?\s*(?:each|every)(?: one)? (?:of )?(?:the |these |those )?(?:(?:last|past|previous|next|first|financial|calendar) )?"
    r"(?:(two|three|four|five|six|seven|eight|nine|ten|\d+) )?(?:full )?(?:(?:last|past|financial|calendar|complete) )*([a-z]+)\b(?!')"
)
_BY = re.compile(
    r"\bby (borough|boroughs|month|year|quarter|station|offence|ward|region|constituency|route|line|basic command unit|bcu|"
    r"type|category|age|ethnicity|gender|sex|rank|grade|force|local authority|department|area|county|country|tenure|operator|mode)\b|\bbroken down\b|\bbreakdown\b"
)
_SMALL = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}


_PRONOUN = re.compile(r"\b(?:it|they|them|this|that|these|those|one|ones|others|rest|so|its|their)\b")
_NAMED = r"(?:[A-Z][\w'&-]*|[A-Z]{2,})(?: (?:[A-Z][\w'&-]*|of|the))*"
_NAMES = re.compile(rf"({_NAMED}(?:, (?:(?:on|in|at|for) )?(?:the )?{_NAMED})*),? and (?:(?:on|in|at|for|from) )?(?:the )?({_NAMED})")


@dataclass(frozen=True)
class Part:
    """One thing that a question asks for.

    Attributes:
        text: its words, folded.
        asks: the sorts of answer that would do: the first is the most particular.
        items: how many values it wants (2 for "in 2022 and in 2023"; 0 for an unknown number, as in "by borough").
        turn: the index of the turn that asks it, None outside oral exchanges.
        context: the words of the part before it.
        names: the places or things that it lists by name, folded ("Vauxhall, Archway and Catford").
    """

    text: str
    asks: tuple[Ask, ...]
    items: int = 1
    turn: int | None = None
    context: str = ""
    names: tuple[str, ...] = ()

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The stems of its own content words."""
        return content(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of its content words, with those of the part before where it is an ellipsis ("and when?")."""
        if self.context and (len(self.own_words) < 2 or _PRONOUN.search(self.text)):
            return self.own_words | content(self.context)
        return self.own_words

    @cached_property
    def predicate(self) -> str:
        """The stem of its last content word: in "has the hub in Ealing closed?" what is asked of the hub."""
        words = [w for w in tokens(self.text) if w not in STOP and len(w) > 2]
        return stem(words[-1]) if words else ""

    @property
    def ask(self) -> Ask:
        """The sort of answer that it is judged by."""
        return self.asks[0]


def parse_question(question: str, turn: int | None = None) -> tuple[Part, ...]:
    """Return the parts of `question` in order; empty when it asks nothing that is recognised.

    Args:
        question: as asked.
        turn: its index in an oral exchange.
    """
    text = _PURSUANT.sub("", _PREAMBLE.sub("", fold(question).strip()))
    names = _names(question)
    parts: list[Part] = []
    for clause in _clauses(text):
        if asks := asked_for(clause):
            before = parts[-1].text if parts else ""
            listed = tuple(name for name in names if name in clause)
            parts.append(Part(clause, asks, _items(clause, asks[0]), turn, before, listed))
        elif parts and not clause.rstrip().endswith("."):
            last = parts.pop()
            joined = last.text + ", " + clause
            listed = tuple(name for name in names if name in joined)
            parts.append(replace(last, text=joined, items=_items(joined, last.ask), names=listed))
    return tuple(parts)


def _names(question: str) -> list[str]:
    found: list[str] = []
    for match in _NAMES.finditer(question):
        found += [re.sub(r"^(?:(?:on|in|at|for|from|the) )+", "", n) for n in fold(match.group(1)).split(", ")]
        found.append(fold(match.group(2)))
    return found


def asked_for(clause: str) -> tuple[Ask, ...]:
    """Return what the folded `clause` asks for, most particular first; empty if it asks nothing."""
    asks: list[Ask] = []
    reason, quantity, action = _REASON.search(clause), _QUANTITY.search(clause), _ACTION.search(clause)
    yes_no = bool(_YES_NO.search(clause))
    if quantity and (_ABOUT_MATTER.search(clause[: quantity.start() + 12]) or "best value" in quantity.group()):
        quantity = None
    counts = quantity and (_COUNTS.match(quantity.group()) or _QUANTITY_VERBS.search(clause[: quantity.start() + 5]))
    if reason:
        asks.append("reason")
    elif counts and quantity and not (action and action.start() < quantity.start()) and not _begins_yes_no(clause, quantity):
        asks.append("quantity")
    elif (match := _DATE.search(clause)) and not (yes_no and match.group().startswith("when")):
        asks.append("date")
    elif action and not yes_no:
        asks.append("action")
    if _VIEW.search(clause):
        asks.append("view")
    if not asks and _DOCUMENT.search(clause):
        return ("document",)
    if not asks and not yes_no and _IDENTITY.search(clause):
        asks.append("identity")
    if yes_no and not {"quantity", "reason"} & set(asks):
        asks.append("yes-no")
    if not asks and re.search(r"\bwhat\b", clause):
        asks.append("identity")
    return tuple(asks)


def _begins_yes_no(clause: str, quantity: re.Match[str]) -> bool:
    """Whether the number is only mentioned in a question for yes or no: "is the number of dogs recorded"."""
    yes_no = _YES_NO.search(clause)
    if not yes_no or yes_no.start() >= quantity.start():
        return False
    return not _COUNTS.match(quantity.group()) or not _TELL.search(clause[: quantity.start()])


_ANSWER_ME = re.compile(r"\b(?:will|would|can|could) (?:you|he|she) (?:\w+ ){0,3}?answer(?: (?:me|it|that|this|the question))?\W*$|^yes or no\W*$")
_REQUEST = re.compile(
    r"^(?:please|to|can|could|will|would|explain|list|state|give|set out|confirm|tell)\b|\b(?:asked?|asking|tell)\b[^.]{0,50}\b(?:when|how (?:many|much)|why|who|what|whether|which)\b"
)


def _clauses(text: str) -> list[str]:
    sentences = [s.strip() for s in _SENTENCE.split(text) if s.strip()]
    asking = [s for s in sentences if (s.endswith("?") and not _ANSWER_ME.search(s)) or _REQUEST.search(s)]
    clauses: list[str] = []
    for sentence in asking or sentences:
        clauses += [c.strip(" ,;") for c in _SPLIT.split(sentence) if c and c.strip(" ,;") and not _ONLY_ASIDE.match(c.strip())]
    return clauses


def _items(clause: str, ask: Ask) -> int:
    """How many values a clause wants; 0 when more than one but unknown."""
    if letters := _LIST_ITEM.findall(clause):
        return max(2, len(letters)) if not _EACH.search(clause) else 0
    if ask != "quantity":
        return 1
    if match := _EACH.search(clause):
        count = match.group(1)
        return (int(count) if count.isdigit() else _SMALL.get(count, 0)) if count else 0
    if _BY.search(clause):
        return 0
    return 1
