"""The grammar of questions, as patterns for folded text: what shows that a number, a date, a reason and so on is asked for."""

# ruff: noqa: E501 - a pattern reads better unbroken

from __future__ import annotations

import re

from monitor.text.sieve import Sieve

SIEVE = Sieve()  # of the patterns that are searched for in every clause

AUX = (
    "is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|must|won't|wouldn't|isn't|"
    "aren't|don't|doesn't|didn't|hasn't|haven't|can't|couldn't|shouldn't|wasn't|weren't"
)
HEAD = (
    r"how|what|why|when|who|whom|whose|which|where|whether|if (?:he|she|they|the|it|his|her|you)\b|(?:by|at|in|on|for|to|"
    r"from|with|under) (?:what|which|when|whom|how)|what's|tell (?:us|me|the assembly) |please|explain|(?:"
    + AUX
    + r") (?:you|he|she|they|it|we|i|"
    r"the|this|that|these|those|there|any|your|his|her|its|their|our|all|anyone|anybody|each|every|a|an|mopac|tfl|some)"
)
IF_SO = re.compile(
    r"(?:and |or |but )?if (?:so|yes|(?P<no>not|no))\b,?\s*"
)  # "and if so, when?": asked in one event only
IF_IT_DOES = re.compile(  # ", and, if it does not, why ...?" is put as ", and if not, why ...?"
    rf"[,;]?(?: and| or| but)?,? if (?:it|he|she|they|you|we|there|this|that|these|those) (?:{AUX})(?P<no> not)?,? (?=(?:for |by |to |from )?(?:why|when|how|what|who|whom|which|where)\b)"
)
RELATIVE = (  # ", which are missing" and ", when others have" ask nothing; ", and which are ...?" does
    rf"(?!(?:(?:in|on|at|to|for|by|from|with|under|of) )?which (?:{AUX}|you|he|she|they|it|i|we|the|this)\b|"
    rf"when (?!(?:exactly |precisely |and |or |if )*(?:{AUX})\b)\w)"
)
SPLIT = re.compile(
    rf"(?:(?<!\bif so)(?<!\bif not)(?<!\bif yes)(?<!\bif no)(?:[,;:]\s*(?:and|or|but)\s+|[;:]\s*|,\s*{RELATIVE})(?:also )?|\s(?:and|or)(?: also)? )(?=(?:if (?:so|yes|not|no)\b,? )?(?:{HEAD})\b)|[;]\s+"
)
PREAMBLE = re.compile(
    r"^\s*to ask (?:the |his |her )?[^,]{3,160}?(?:, [^,]{3,80}?(?:minister|secretary|office|affairs))*,\s+"
)
PURSUANT = re.compile(
    r"\b(?:pursuant|further|with reference|with regard|following|in response) to [^,]{3,200}?,\s+(?:(?:in|to|of|from|on) which [^,]{3,160}?,\s+)?"
)
SENTENCE = re.compile(r"(?<=[?.!])[\"')]*\s+")
QUANTITY = SIEVE.compile(
    r"\bwhat (?:sum |amount )?(?:did|do|does|has|have|will|would|was|is|were|are|had)\b[^?,;]{2,80}?\b(?:spend|spent|cost|pay|paid|earn|earned|charge|charged|raise|raised|contribute|contributed|weigh|fetch)\b|"
    r"\bwhat (?:will|would|did|do|does|is|was|are|were|has|have)\b[^?,;]{2,60}?\b(?:get|got|receive|received|given|make|made|fetch|sell|sold) (?:for|from|in) (?:it|them|this|that|return)\b|"
    r"\bwhat is the (?:longest|shortest|highest|lowest|most|least|largest|smallest|oldest|biggest)\b|"
    r"\bhow (?:many|much|often|long|far|large|big|high|low|few|frequently|quickly|old|tall|fast|wide|deep|great)\b|"
    r"\bat what (?:cost|price)|\bwhat (?:will|would|did|does|has|is|was) (?:it|that|this|they|the [^,?]{2,60}?) cost|"
    r"\bwhat (?:was|were|is|are) (?:it|they|the [^,?]{2,60}?) (?:paid|charged)\b|\bwhat (?:was|were|is|has been|had been|will be|would be) (?:paid|spent|raised|charged|earned|set aside|budgeted|recovered)\b|"
    r"\b(?:what|the|a|their|his|her|its|total|average|current|annual|latest)(?: [\w'-]+){0,5}? "
    r"(?:number|numbers|total|totals|cost|costs|amount|sum|proportion|percentage|per cent|share|value|average|rate|rates|"
    r"figure|figures|intensity|density|yield|budget|balance|salary|salaries|spend|spending|expenditure|length|height|width|depth|area|weight|volume|duration|reading|readings|size|price|median|mean|bill|fee|fees|"
    r"population|capacity|speed|time|times|distance|ratio|quantity|volume|level|levels|age|income|revenue|profit|deficit|"
    r"score|turnover|rent|rents|fare|fares|contribution|contributions|weight|temperature|tally|count|balance|odds|margin|tonnage|debt|loan|grant|subsidy|premium|wage|wages|pension|value|rating|shortfall|surplus|backlog|headcount|statistics|breakdown)\b(?!\s+(?:limit|table|scale|target|of (?:support|service|risk)))|"
    r"\bwhat (?:proportion|percentage|share|number|amount|sum|fraction|is the (?:bill|price))\b|\bby how (?:much|many)\b"
)
COUNTS = re.compile(r"how|by how|at what|what")
ABOUT_MATTER = re.compile(
    r"\bwhat (?:[\w'-]+ ){0,3}?(?:assessment|steps|plans|discussions|policy|policies|guidance|progress|action|measures|support|criteria|status|role|powers|provisions|clauses)\b"
)
TELL = re.compile(
    r"\b(?:tell|say|state|give|provide|confirm|know|share|set out|let|inform|estimate|admit|whether|please|explain|specify|indicate|if)\b"
)
QUANTITY_VERBS = re.compile(
    r"\b(?:what|please|state|give|provide|supply|publish|list|set out|confirm|tell me|break ?down|disclose|share)\b"
)
DATE = SIEVE.compile(
    r"\bwhen\b(?! (?:[a-z]+ing\b|it comes|the (?:mayor|government)))|\b(?:what|which) (?:is the |was the |were the )?(?:[\w-]+ ){0,2}?(?:date|dates|day|month|"
    r"deadline|timetable|timeline|timescale|timescales|timeframe|timings|year)\b|\b(?:the|a|planned|his|her|its|their|expected) (?:[\w-]+ ){0,2}?(?:date|dates|"
    r"timetable|timeline|timescale|timescales|timeframe|deadline)\b|\b(?:in|by|on|from) (?:which|what) (?:term|year|month|week|quarter|season|day|weekday|date)\b|\bby when\b|\bhow soon\b|\bwhat time\b"
)
REASON = SIEVE.compile(
    r"\bwhy\b|\b(?:for )?(?:what|which) (?:was |is |were |are )?(?:the )?(?:[\w-]+ ){0,2}?(?:reason|reasons|reasoning|rationale|cause|causes|"
    r"justification|grounds|basis|explanation)\b|\bthe (?:[\w-]+ ){0,2}?(?:reason|reasons|reasoning|rationale|causes?|justification)\b|"
    r"\bto what (?:do|does|did|would|is|was)\b[^?]{0,40}\b(?:attribut\w+|put down|due|owed?)|\bhow come\b|\bon what (?:basis|grounds)\b|\bwhat (?:caused|explains|prompted|led|lies behind|made|accounts|went wrong|stopped|prevented|delayed|(?:is|was) (?:stopping|preventing|delaying|holding))\b|"
    r"\bhow (?:do|can|could|would) you (?:justify|explain)\b|\bwhat possessed\b|\bexplain (?:the|your|his|her|how it|what)\b|\baccount for\b|"
    r"\bjustif(?:y|ies|ication for)\b|\bwhat is your (?:excuse|explanation)"
)
IDENTITY = SIEVE.compile(
    r"\bwho\b|\bwhom\b|\bwhose\b|\bwhich\b|\bwhat (?:is|was|are|were) the (?:names?|identity|identities|title)\b|\bthe (?:names?|identity|identities) of\b|"
    r"\bwhere\b|\bname the\b|\bwhat (?:company|companies|firm|firms|body|bodies|organisations?|stations?|boroughs?|person|officers?|official|officials|supplier|contractor|contractors|sites?|routes?)\b"
)
ACTION = SIEVE.compile(
    r"\bwhat (?:[\w-]+ ){0,3}?(?:steps?|actions?|measures?|plans?|work|support|efforts?|progress|interventions?|lessons|changes|safeguards|arrangements|help)\b|"
    r"\b(?:the|his|her|your|its) (?:steps|plans|measures)\b|"
    r"\bwhat\b[^?]{0,80}?\b(?:do|done|doing)\b|\bwhat (?:has|have|had|will|would|did|is|are)\b[^?]{0,60}?\b(?:changed|change|provided instead|learned|"
    r"put in place|happen|happened|happening|said|found|agreed|discussed|recommended)\b|\bhow (?:will|do|does|did|is|are|has|have|would|can|could|should|"
    r"was|were)\b|\bin what way|\b(?:which|what) (?:of )?[^?]{0,60}?\b(?:recommendations?|proposals?|commitments?|promises|pledges|findings)\b[^?]{0,80}?\b(?:acted|implemented|in place|carried out|adopted|accepted|delivered|kept|completed)\b"
)
PAPER = (
    r"(?:copy|copies|lists?|documents?|reports?|minutes|terms of reference|correspondence|letters?|emails?|messages|assessments?|plans?|contracts?|business case|"
    r"reviews?|evaluations?|guidance|agendas?|papers?|modelling|analysis|advice|agreements?|maps?|schedules?|submissions?|data|evidence|registers?|logs?|"
    r"transcripts?|tables?|appendix|details|results|specification|invoices?|programme)"
)
DOCUMENT = SIEVE.compile(
    r"\b(?:please |could you |can you |would you |kindly |grateful if you would |to )(?:please |kindly )?(?:provide|supply|publish|release|share|send|give|set out|list|place|lay|deposit|disclose|"
    rf"make available|make public|let (?:me|us) (?:have|see))\b[^?]{{0,100}}?\b{PAPER}\b|\bplease (?:list|supply|provide|send)\b|"
    rf"\b(?:will|would|can|could|may|might) (?:you|i|we|the assembly|members|he|she|they)\b[^?]{{0,30}}?\b(?:let|have|see|share|supply|provide|send|give|place|deposit)\b[^?]{{0,60}}?\b(?:{PAPER}|it|them|this|that)\b"
)
LIST = re.compile(r"\b(?:list|name|identify|names of|list of)\b")
VIEW = SIEVE.compile(
    r"\bwhere (?:do|does|did) (?:you|he|she|tfl|the \w+) (?:\w+ )?stand\b|\bin (?:your|his|her) (?:opinion|view|judgement)\b|\bdo you (?:still )?(?:regard|see|rate)\b|(?:^|[,;] )should\b|\bwould you like to see\b|\bwould you rather\b|"
    r"\bdo you (?:not )?(?:still |now |really |honestly )?(?:think|believe|agree|accept|consider|support|regret|welcome|share|feel|still think|still believe|condemn|recognise|acknowledge|stand by)\b|"
    r"\b(?:your|his|her|their|the mayor's) (?:view|views|opinion|position|assessment|response|reaction|message|thoughts?|policy)\b|\bwhat do you (?:think|make|say)\b|"
    r"\b(?:are|is|were) (?:you|he|she|the mayor) (?:satisfied|content|confident|happy|concerned|pleased|proud|ashamed|embarrassed|comfortable|worried)\b|\bhow do you (?:feel|view|regard|rate|respond)\b|\bwhat assessment\b|"
    r"\bdoes (?:he|she|the mayor) (?:think|believe|agree|accept|support)\b|\bassessment (?:he|she|they|his|her)\b|\bthe potential merits of\b|\bwould you (?:agree|say)\b"
)
PREDICATE = SIEVE.compile(  # in a question for yes or no: the participle of a passive, the verb after a pronoun
    rf"\b(?:{AUX}|be|been|being) (?:you|he|she|they|we|it|i|there|anyone|anybody|tfl|the met) (?:\w+ly |also |now |ever |still |yet |not |been )*((?!be\b|been\b|have\b|going\b|able\b|a\b|an\b|the\b|any\b|plans?\b|in\b|to\b|at\b|on\b)[a-z]{{3,}})\b|"
    r"\b(?:be|been|being) (?:\w+ly |yet |now )?([a-z]{2,}(?:ed|en|wn|lt|ld|ght|id|pt|de|nt|ade|ut))\b"
)
OPINION_OF = SIEVE.compile(r"\bwhat do (?:you|they) (?:think|make|say)\b")
YES_NO = SIEVE.compile(
    rf"(?:^|[,:;-]\s*|\b(?:and|or|but|so|yes or no|chair|mayor|commissioner|then)[,:]?\s+)(?:also |therefore |now |not |yes or no[,:]? )?(?:{AUX}) "
    r"(?:not )?[\w'\"]|\bwhether\b|\bif (?:he|she|they|the [\w ]+?|his [\w ]+?|her [\w ]+?) (?:will|would|plans|intends|has|have|is|are|can|could)\b|"
    r"\byes or no\b|\b(?:right|correct|true|isn't it|aren't they|is it not)\?\s*$|\bplease confirm (?:that|if|whether)|\bcan you confirm\b|\bconfirm that\b"
)
ONLY_ASIDE = re.compile(r"^(?:thank you|thanks|good morning|good afternoon|chair|mr mayor|mayor|commissioner)[\s,.]*$")
LIST_ITEM = re.compile(r"(?:\(|(?<=[\s,;:]))([a-h]|i{1,3}|iv|v|[1-9])\)(?=\s)")
LETTER = re.compile(r"\(([a-z0-9]{1,3})\) ")
EACH = SIEVE.compile(
    r"\b(?:(?:in|for|of|by|at|on|during|over|from)\s+)?(?:each|every)(?: one)? (?:of )?(?:the |these |those )?(?:(?:last|past|previous|next|first|financial|calendar) )?"
    r"(?:(two|three|four|five|six|seven|eight|nine|ten|\d+) )?(?:full )?(?:(?:last|past|financial|calendar|complete) )*([a-z]+)\b(?!')"
)
BY = SIEVE.compile(
    r"\bby (borough|boroughs|month|year|quarter|station|offence|ward|region|constituency|route|line|basic command unit|bcu|"
    r"type|category|age|ethnicity|gender|sex|rank|grade|force|local authority|department|area|county|country|tenure|operator|mode)\b|\bbroken down\b|\bbreakdown\b"
)
YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/-]\d\d)?\b(?! (?:act|report|review|strategy|plan|election))")
SPAN = re.compile(
    r"\b(?:between|from|since|to|until|compared)\b[^?,;]{0,12}\b(?:19|20)\d\d|\b(?:19|20)\d\d\S* (?:to|and then|until)\b"
)
SMALL = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
PRONOUN = re.compile(r"\b(?:it|they|them|this|that|these|those|one|ones|others|rest|so|its|their)\b")
NAMED = r"(?:[A-Z][\w'&-]*|[A-Z]{2,})(?: (?:[A-Z][\w'&-]*|of|the))*"
NAMES = re.compile(
    rf"({NAMED}(?:, (?:(?:on|in|at|for) )?(?:the )?{NAMED})*),? and (?:(?:on|in|at|for|from) )?(?:the )?({NAMED})"
)
ANSWER_ME = SIEVE.compile(
    r"^(?:can|could|may|might) i (?:\w+ )?(?:ask (?:\w+ )?(?:about|on)|turn to|come (?:back |on )?to|move (?:on )?to|raise|begin with|start with)\b|\b(?:will|would|can|could) (?:you|he|she) (?:\w+ ){0,3}?answer(?: (?:me|it|that|this|the question))?\W*$|^yes or no\W*$"
)
REQUEST = SIEVE.compile(
    r"^(?:please|to|can|could|will|would|explain|list|state|give|set out|confirm|tell)\b|\b(?:asked?|asking|tell)\b[^.]{0,50}\b(?:when|how (?:many|much)|why|who|what|whether|which)\b"
)
BY_DATE = SIEVE.compile(
    r"(?:and |or )?what (?:is|was|will be|would be) the (?:[\w-]+ ){0,3}?(?:date|timetable|timescale|timeline|deadline)\b|"
    r"(?:and |or )?(?:by|on|from|in|at) (?:what|which) (?:date|day|year|month|time)\b|(?:and )?by when\b"
)
OWN_VIEW = re.compile(
    r"(?:and )?what (?:is|was|are|were) (?:your|his|her|their|the mayor's) (?:\w+ )?(?:views?|opinion|position|attitude|response|policy)\b"
)
IMPACT = re.compile(r"\b(?:impact|effect|implications?|assessment|merits?|adequacy) of\b")
