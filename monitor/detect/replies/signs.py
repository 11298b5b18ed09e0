"""Signs in replies, as patterns for folded text (a capitalised one: for text as it stands).

They are the grammar of answering: what stands around a number that answers, how a yes is said without the word.
"""

# ruff: noqa: E501 - a pattern reads better unbroken

from __future__ import annotations

import re

from monitor.detect.replies import grammar
from monitor.text.sieve import Sieve

IN_REPLIES = Sieve()  # of the patterns that are searched for in every sentence of a reply

OPENERS = re.compile(
    r"^(?:[^:\"\n]{0,90}?\b(?:said|told|added|stated|says|spokes(?:person|man|woman))\b[^:\"\n]{0,30}[:,]?\s*\"|"
    r"(?:[\"' (-]|(?:well|so|look|listen|oh|ah|and|but|then|chair|mr chair|madam chair|chairman|mayor|mr mayor|commissioner|"
    r"honestly|frankly|actually|again|to be (?:fair|clear|honest|frank)|(?:with|in) hindsight|on (?:reflection|balance)|looking back|in (?:truth|short|fairness)|i am afraid|i'm afraid|i regret to say(?: that)?|"
    r"as i (?:said|say)|\([a-h]\)|as (?:to|for|regards) [^,.;]{1,60}|on [^,.;]{1,40}|thank you(?: (?:very much|for [^,.:;]{1,60}))?|"
    r"thanks|the (?:short |simple |honest )?answer is(?: that)?|in a word|put simply|sadly|regrettably|happily|unfortunately|"
    r"i can (?:tell|inform) \w+(?: \w+)?(?: that)?|good question(?: and a fair one)?)\b[,.:; -]*)+)"
)
NONE_OF = IN_REPLIES.compile(
    r"\b(?:has|have|had) (?:currently )?no (?!information|data|figures?|records?|plans?|estimate|such|comment|role|powers?|way|idea|doubt|intention|say|remit|knowledge|central|responsib|further|jurisdiction|influence|control)\w+|^no (?!one\b|information|data|figures?|records?|estimate|assessment|decision|one size|such|comment)(?:[\w'-]+ ){1,6}(?:is|are|was|were|has|have|had|will)\b|\b(?:there (?:are|were|was|is|have been|has been|had been) (?:currently )?(?:no|none|nobody)\b|none\b|nil\b|zero\b|(?:nobody|no one)\b(?! (?:should|must|can|could|wants?|would|likes?|needs?|will|in this|who))|not one\b|not a single|(?:has|have|had|did|does|do|was|were)(?: not|n't) (?:\w+ ){1,3}any\b)"
)
OUT_OF = IN_REPLIES.compile(
    r"\b(?:out )?of (?:the |these |those |all |some |about |our |more than |over |nearly )*[\d,]+[^,.;]{0,60},|"
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty(?:-\w+)?))(?: [\w'-]+){0,4}? out of (?:\w+ ){0,3}?\d"
)
IS_NUMBER = re.compile(  # "the budget is ...", "the result was ...": the number says what it comes to
    r"\b(?:is|was|were|are|be|been|came to|comes to|stands? at|stood at|amounts? to|amounted to|totals?|totalled|averag(?:es|ed)|numbered|reach(?:es|ed)|weigh(?:s|ed)|measures?|measured|costs?|ran to|runs to|works out at|worked out at|peaked at|has been|had been|have been) $"
)
IT_IS = re.compile(  # "it was ...", "the result of that was ...": the number is what was asked for
    r"\b(?:it|that|this|which|they|total|figure|number|sum|result|answer|tally|count)(?: of [^,;.]{1,40}?)?(?: (?:would|will|has|have|had|may|should))?(?: now| then)? (?:is|was|were|are|be|been|came to|comes to|stands? at|stood at)(?: now| then)? $"
)
NOT_BARE_BEFORE = re.compile(r"\b(?:another|further|by) $")
CLAUSE_ENDS = re.compile(r"[,;] | (?:and|but|of which|most of|which) ")
IN_ALL = re.compile(r"(?:in all|in total|all told|altogether|overall|as a whole|taken (?:together|as one)|between them|together)\b")
HYPOTHETICAL = IN_REPLIES.compile(r"\b(?:would|could|might|if)\b")
FIGURE_IS = IN_REPLIES.compile(
    r"\b(?:number|total|figure|cost|costs|bill|sum|proportion|share|average|rate|percentage|amount|price|fee|balance|value|it|that|this|they|there|we|i)"
    r"(?: \w+){0,6}? (?:is|was|were|are|came to|comes to|stands at|stood at|amounts? to|amounted to|totalled|totals|have|has|had|be|been|'re|'s|cost|costs|paid|spent)\b"
)
SHARE = grammar.SIEVE.compile(r"\b(?:proportion|percentage|share|per cent|fraction|how (?:much|many) of)\b")
MONEY = grammar.SIEVE.compile(
    r"\b(?:cost|costs|contributions?|fund|subsidy|loan|debt|rent|rents|fines?|wages?|savings?|sum|spend|spent|spending|paid|pay|budget|price|fee|fees|salary|funding|grant|expenditure|bill|revenue|income|£)\b"
)
HOW_MANY = re.compile(r"(?:\w+ )?(?:for |in |by |to |of |at |on |from |with )?how many\b")
TIME_UNIT = grammar.SIEVE.compile(r"\bhow (?:many|much) (?:\w+ )?(?:hour|minute|day|week|month|year)s?\b")
AGE = grammar.SIEVE.compile(r"\bhow old\b|\bages?\b")
HOW_LONG = grammar.SIEVE.compile(
    r"\bhow (?:long|quickly|fast|old)\b|\b(?:time|times|wait|waiting|duration|length|delay)\b"
)
WILL = grammar.SIEVE.compile(
    r"\b(?:will|shall|due|expect\w*|plan\w*|to be|going to|intend\w*|can|may|should|start|begin)\b"
)
PAST_WHEN = grammar.SIEVE.compile(
    r"\b(?:when|date|(?:what|which) (?:year|month|day|week|term|season|quarter|time))\b.{0,24}\b(?:did|was|were|had|has|have)\b|\blast (?:meet|met|see|speak)"
)
FUTURE = IN_REPLIES.compile(
    r"\b(?:will|shall|expect\w*|due|plan\w*|to be|by|intend\w*|hope\w*|until|schedul\w*|going to|next|aim\w*|start\w*|begin\w*)\b"
)
SEASON = re.compile(r"^(?:in|by|this|next|last|the|early|late)? ?(?:the )?(?:spring|summer|autumn|winter)$")
NAME = re.compile(
    r"(?!\b(?:Mayor's )?Questions? \d)(?!\bMQ)\b(?:[A-Z][a-z]+(?:-[A-Z][a-z]+)?|[A-Z]{2,})(?: (?:and|of|the|for|&|[A-Z][\w'-]+))* ?(?:[A-Z][\w'-]+)?"
)
POINTS_TO = re.compile(  # "as set out in my answer to Mayor's Question 2024/0108, ...": what comes behind is told again
    r"\b(?:answer|reply|response|question|mq|letter|statement)\b[^,;:]{0,60}?(?:, | where | in which | that | which |: |; )|"
    r"\b(?:as|like) (?:i|we|he|she) (?:\w+ )?(?:said|say|told|explained|mentioned|indicated|confirmed|stated|set out)\b[^,;:]{0,50}?(?:, |: )"
)
CONTRAST = re.compile(
    r"\b(?:in which|who told me|which (?:gave|gives|stated|shows|showed|says|said)|where i (?:gave|said|stated)|but|however|that (?:gave|said))\b|[:-] "
)
GENERAL = re.compile(
    r"[\w' -]{0,40}\b(?:(?:is|are) (?:a|an|the|one of|our|my|among|at|part of)|(?:has|have) (?:a|an|one of|some of|always))\b"
)
HABIT = re.compile(  # what is so at all times, said in the present: no answer about one thing
    r"(?!.*\b(?:was|were|did|had|will|would|never|no|not|now|been)\b)[^.]*\b(?:is|are|go|goes|comes?|makes?|takes?|has|have|keeps?|follows?|plans?|looks?|talk|meet|speak)\b[^.]*"
    r"\b(?:every (?!one)|usual|usually|normal|normally|always|often|frequently|from time to time|all the time|properly|of (?:this|that) (?:sort|kind|nature)|(?:such|these|those) (?:cases|matters|circumstances|instances|situations|events|schemes|decisions)|anybody|anyone|regularly|routinely|constant\w*|whenever|national rules|codes? of conduct|in the light of)"
)
EVENT = IN_REPLIES.compile(
    r"\b(?:was|were|had|did|has|have|been|[a-z]{3,}ed|went|came|took|gave|told|left|held|made|met|won|lost|fell|rose|broke|sent|sold|bought|ran|set|put|cut|shut|said|burst|hit|froze|flew|stuck|sank|tore|bent|caught|drew|drove|blew|wore|paid|stood|spoke|swept|struck|shook|found|got|wrote|spent|began|chose|rang|grew|threw|knew|built|kept|led|read|rose|saw|spread|stole|taught|thought|understood|withdrew)\b"
)
NOT_SAID_TO_HAPPEN = re.compile(  # what ought to be, and what a relative clause mentions
    r"\b(?:should|must|ought to|can|could|may|might|needs? to)(?: not| never)?(?: have)?(?: be| been)? [a-z]+|\b(?:that|which|who|whom|whose) [^,;.]*"
)
AMOUNT = re.compile(
    r"(?:all|every (?:one|single|last)|each (?:one|of)|both|half|a (?:single|pair|dozen|couple|handful|third|quarter|fifth|tenth|majority|minority)|most|(?:two|three) dozen|just the|only the|the (?:vast )?majority|neither)\b(?! (?:matters?|points?|parts?|questions?|issues?|subjects?|sides?)\b)"
)
NOTHING = re.compile(  # "by nothing at all", "a round nought", "nobody did": none, as the whole answer
    r"(?:(?:by|for|to|on|at|of|in|a|an|round|big|fat|grand|total|exactly|precisely|absolutely|virtually) )*"
    r"(?:nothing|nought|naught|nil|zero|none|nobody|no one|not one|not an? (?:single )?[\w'-]+|never)"
    r"(?:[.,;:!]|$| (?:at all|what(?:so)?ever|so far|to date|did|do|does|was|were|is|are|have|has|had)(?:[.,;:!]|$)| (?:of (?:it|them|these|those)|at all|what(?:so)?ever|so far|to date|since|because)\b)"
)
COST_NOTHING = re.compile(  # "it cost the taxpayer nothing", "at no expense to the public"
    r"\b(?:cost|costs|pay|pays|paid|spent|spend|charged?|earn(?:ed)?|raised?|received?|contribut\w+|gave|made|got)\b(?: [\w']+){0,4}? (?:nothing|nil|zero|nought|not an? (?:penny|farthing|pound|bean))\b(?! (?:more|less|like|to))|"
    r"\bfree of (?:charge|cost)\b|\bat no (?:\w+ )?(?:cost|charge|expense)\b|\bnot an? (?:penny|farthing|bean)\b|\bwithout (?:charge|payment|any (?:cost|charge|fee))\b"
)
BARE_AFTER = re.compile(
    r"\s*(?:[.,;:)\"]|$|(?:cases|times|occasions|such|others|instances|of (?:them|these|those|which|whom)|were|was|are|is|have|has|had|did|do|in|on|at|during|last|this|so|by|a|"
    r"since|for|from|across|and|but|as|to|between|altogether|all|or|today|now|when|with|after|before|under|over|per|short)\b)"
)
LETTERS = re.compile(r"\W*\(?(?:[a-h]|i{1,3}|iv|v|[1-9])\)(?:(?:,| and| to| &)* \(?(?:[a-h]|i{1,3}|iv|v|[1-9])\))*")
LETTER = re.compile(r"([a-h]|i{1,3}|iv|v|[1-9])\)")
MEASURE = re.compile(  # what lengths, weights and the like are given in
    r"\s*(?:-\s*)?(?:square |cubic )?(?:\w*met(?:re|er)s?|km|kilometres?|miles?|feet|foot|inch(?:es)?|yards?|acres?|hectares?|tonnes?|tons?|kilo\w*|kg|grams?|\w*grams?|litres?|gallons?|decibels?|db|degrees|mph|knots|\w*watts?|\w*watt hours?|kwh|mwh|volts?|parts per)\b"
)
HOW_MUCH = re.compile(r"\bhow much\b(?! of| longer)")
PEOPLE = re.compile(r"\s*(?:people|persons|individuals)\b")
GIVES_AS = re.compile(  # "the Plan gives the area as 342 hectares": what a document says is told here
    r"\b(?:gives?|gave|puts?|shows?|showed|states?|stated|says|said|records?|recorded|lists?|listed|has it|reports?|reported|counts?|counted|estimates?|estimated)\b[^,;]{0,80}?(?:\bas |\bat |\bof |\bthat |: ?|(?=\d))"
)
PLACE = re.compile(  # a street or building tells where something stands, not of another place
    r"\b(?:in|for|at|about|from|within|across|around|throughout|near) (?:the )?([A-Z][a-z]{2,})\b(?!(?: [A-Z][\w'-]+){0,3} (?:Road|Street|Lane|Avenue|Row|Square|House|Hall|Gate|Yard|Way|Place)\b)"
)
NOT_PLACES = frozenset(
    "may met tfl gla mps nhs january february march april june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday london londoners mayor commissioner government christmas easter".split()
)
COMPARED = re.compile(  # "the same number as in 2022": another year, named for comparison
    r"\b(?:same|many|much|more|less|fewer|higher|lower|up|down|than|as|compared|against)\b(?: \w+){0,3}? (?:as|than|with|to|against|on|from|in|for|at)(?: (?:in|for|at|during|it was in))? (?:19|20)\d\d\S*"
)
SINCE_YEAR = grammar.SIEVE.compile(r"\b(?:since|from|after)\b(?: \w+){0,3}? (?:19|20)\d\d\b")
COMING = grammar.SIEVE.compile(r"\b(?:will|shall|going to)\b|\bnext (?:\w+ )?(?:year|month|week|spring|summer|autumn|winter|quarter|january|february|march|april|may|june|july|august|september|october|november|december)\b")
PAST_PERIOD = IN_REPLIES.compile(r"\b(?:last|past|previous|current|this) (?:\w+ )?(?:year|month|week|spring|summer|autumn|winter|quarter|period)s?\b|\bin (?:19|20)\d\d\b")
SET_AHEAD = IN_REPLIES.compile(
    r"\b(?:will|shall|expect\w*|due|plan\w*|to be|intend\w*|going to|next|aim\w*|propos\w*|agreed|approved|budget\w*|allocated|set aside|would|contract\w*|order\w*)\b"
)
HAS_BEEN = grammar.SIEVE.compile(r"\b(?:did|was|were|has|have|had)\b")
ONLY_AHEAD = IN_REPLIES.compile(r"\b(?:will|shall|'ll|(?:is|are|am) (?:to|due to|going to|set to|planning to)|aims? to|plans? to|intends? to|hopes? to)\b(?! have\b)")
PERIOD = re.compile(r"\b(last|past|previous|this|current|present|next|coming) (?:financial |calendar |academic |full |school )?(year|month|week|spring|summer|autumn|winter|quarter|term|season|christmas)\b")
IN_MONTH = re.compile(r"\b(?:in|for|during|of|between|and) (?:(?:early|late|mid) ?-?)?(january|february|march|april|may|june|july|august|september|october|november|december)\b")
THAT_PERIOD = re.compile(r"\b(?:that|this|those|these|the same) (?:period|time|year|years|months?|spell)\b")
EVER = re.compile(  # a span of time: "since May", "by the end of 2024", "from 2019 to 2022"
    r"\bsince\b|\b(?:by|from|between|until)\b(?: [\w-]+){0,4}? (?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|christmas|then|now|today)\b"
)
PLAIN = re.compile(
    r"(?:yes|no|none|certainly|absolutely|far from it|not at all|by no means|not in the least|quite the (?:reverse|opposite|contrary)|on the contrary)\b[,.;:]|(?:there are|we have|i have|the (?:government|department) has) (?:currently )?no (?:\w+ )?(?:plans?|intention)\b|there (?:is|are|was|were|has been|have been) (?:currently )?no\b"
)
YES_OR_NO = IN_REPLIES.compile(
    r"(?:\b(?:so|but|and|then|therefore|short)[,:]? |[-,:;] )(?:yes|no)(?:[,.;:]|$)|^[^.;]{0,80}\b(?:has|have) (?:had|held|received) no (?!opportunity|chance|time|reply|response|answer)|^\W*(?:\w+ly |just |i hope |i think |i believe )?(?:yes|no|not|so)[,.;:]"
)
ELLIPSIS = IN_REPLIES.compile(
    r"\b(?:i|we|they|it|he|she|there|you|one|some|two|three|none|most|all|both|many|several)(?: \w+ly)? (?:am|are|is|was|were|do|does|did|have|has|had|will|would|can|could|should|must|shall)"
    r"(?:n't| ?not)?(?: indeed)?(?:[.,;:!]|$| and (?:i|we|it|they|he|she)\b)|"
    r"\b(?:every|each|no) [\w'-]+ (?:am|is|was|does|did|has|had|will|would|can|could)(?:n't| not)?[.,;:]"
)
NOT_ELLIPSIS = re.compile(
    r"\b(?:as|than|what|where|who|whom|how|if|whether|that|which|when|because|like|so|nor|until|wherever|whatever|all)(?: \w+)?\s*$"
)
REPORTED = re.compile(r"\b(?:say|tell \w+|confirm|think|believe|hope|fear|afraid|regret|sure|clear|certain) that\s*$")
RESTATES = re.compile(  # "it will not be open": a subject, an auxiliary, and what is said of it
    r"(?P<subject>(?:[\w&-]+(?:'s)?,? ){0,7}?[\w&-]+)(?: |(?='))(?:\w+ly |also |now |still |already |therefore )?"
    r"(?P<aux>am|is|are|was|were|has|have|had|will|would|shall|should|can|could|do|does|did|must|may|might|'ll|'ve|'s|'re|cannot)(?:n't| not| never| no longer)?"
    r"(?: \w+ly| now| still| already| also| indeed| all| both| certainly| always)* (?P<rest>[^.,;:!?]{2,90})"
)
SUBJECT = re.compile(  # one that stands for what was asked about
    r"(?:it|they|he|she|we|i|that|this|these|those|there|all|both|none|each|one|nobody|no one|most|many|some|neither|either|\d[\d,]*)\b(?: of (?:them|these|those|us))?$|"
    r"(?:the|all|no|every|that|those|these|this|your|our|its|their|\d[\d,]*) "
)
TELLING = re.compile(
    r"\b(?:you|he|she|they|it|mayor|commissioner) (?:please |now |not )?(?:confirm|say|tell|comment|explain|give|provide|disclose|share|name|guarantee|assure|publish|estimate)\b"
)
AUX_FAMILY = {
    word: family
    for family, words in {
        "be": "is are was were am be been 's 're isn't aren't wasn't weren't",
        "have": "has have had 've hasn't haven't hadn't",
        "will": "will would shall should 'll won't wouldn't shouldn't",
        "can": "can could may might cannot can't couldn't",
        "do": "do does did don't doesn't didn't",
    }.items()
    for word in words.split()
}
ASKED_AUX = re.compile(
    r"\b(is|are|was|were|am|has|have|had|will|would|shall|should|can|could|do|does|did|may|might|won't|isn't|aren't|wasn't|weren't|hasn't|haven't|don't|doesn't|didn't)\b"
)
NUMBER_WERE = re.compile(  # "four were, the longest ...": the number stands for what was counted
    r"(?:only |just |about |around |some |all |none |nearly |almost |over |more than |fewer than )*(?:\d[\d,.]*|[a-z]+(?:-[a-z]+)?(?: (?:hundred|thousand|dozen)(?: and [a-z-]+)?)?) (?:of them )?(?:(?:was|were|have|has|had|are|is|did|do|will)\b(?:,|\.|;| not\b| so\b| been\b)|(?:remain|remains|remained)\b)"
)
DENIES = re.compile(r"\b(?:no|not|never|none|nobody|nor|neither|cannot|nothing)\b|n't\b")
NOT_AT_ALL = re.compile(
    r"(?:it|they|he|she|that|this|there|we|i)(?: \w+ly)? (?:is|are|will|shall|would|has|have|was|were|do|does|did|can|could)(?:n't| not)(?: be| going to| been)?[.,;]|"
    r"never[.,;]|not (?:while|as long|until i)\b|there (?:are|is) no (?:plans?|intention|date)\b"
)
PIVOT = re.compile(
    r"\W*(?:well, |but |and |chair, )*(?:what (?:i|we|he|she|they|londoners|\w+s) (?:do|does|did|can|will|would|accept|know|believe|think|want|need|say|care|am|are|have|cannot)\b|"
    r"what (?:matters|counts|is (?:important|clear|needed|right))\b|the (?:real|important|bigger|wider) (?:question|point|issue|thing)\b|"
    r"(?:let me|i will|i shall|i can|allow me to) (?:tell|say|remind|talk|speak|focus|start)\b(?! (?:you|the \w+|him|her)? ?(?:that|no|yes|now)\b))"
)
OPINES = re.compile(r"^.{0,40}?\b(?:i|we) (?:\w+ly )?(?:think|believe|feel|say|hold|consider)(?: that)? ")
AS_YOU_WILL_FIND = re.compile(r"(?:you|he|she|they|the \w+(?: \w+)?)(?:'ll| will| would) find\b")
ASKS_AHEAD = grammar.SIEVE.compile(  # whether somebody will do something
    r"^(?:and |so |but )*(?:(?:will|shall) |(?:would|can|could) (?:you|he|she|they|we|tfl|mopac|the (?:mayor|met|commissioner|government))\b|are (?:you|we|they) (?:\w+ )?(?:going|prepared|willing|minded|planning)\b|"
    r"(?:do|does) [^?]{2,40}?\b(?:intend|plan|propose)\b|(?:is|are) [^?]{2,40}?\b(?:going|willing|prepared|planning) to\b)"
)
AHEAD = IN_REPLIES.compile(  # what will or may be done, is decided or done, or is not
    r"\b(?:will|shall|would|can|could|(?<!\d )may|might|must|should|going to|to be|due|plan\w*|intend\w*|propos\w*|agreed?|decided|decision|ready|able|already|"
    r"has been|have been|no|not|never|none|nobody|cannot|unless|until|if|only)\b|n't\b|'ll\b"
)
HAVE_DONE = re.compile(
    r"(?:i|we|he|she|they|it|tfl|the [\w ]{2,20}?) (?:have|has)(?: \w+ly| already| now)? (?!a |an |the |no |any )[a-z]+"
)
EVALUATES = re.compile(
    r"\bi (?:am|was|would|should|do|have|had|will|want|wish|hope|regret|share|find|doubt|fear|see)\b|\b(?:good|bad|right|wrong|fair|unfair|welcome|sensible|overdue|mistake|"
    r"case for|far from|hardly|too (?:\w+)|better|worse|best|worst|enough|deserves?|proud|sorry|pleased|reasonable|poor|excellent|nonsense|shame\w*|disgrace\w*|"
    r"should|ought|not|never|nobody|none)\b"
)
ASKS_OF_DOCUMENT = re.compile(
    r"\b(?:what|which) (?:[\w'-]+ ){0,3}?(?:guidance|sections?|paragraphs?|pages?|documents?|reports?|legislation|regulations?|strategy|strategies|clauses?|advice|"
    r"statistics|publications?|legal basis|powers?)\b|\bwhere (?:is|are|was|were|can|will)\b[^?]{0,80}\b(?:published|found|available)\b"
)
ASKS_WHAT_IS_HELD = re.compile(
    r"\bwhat (?:information|data|records?|figures|statistics)\b[^?]{0,60}\b(?:holds?|held|collects?|records|keeps?|have|has)\b"
)
NO_PLANS = re.compile(
    r"\bno (?:\w+ )?(?:plans?|intention|wish|desire|proposals?) (?:to|of|for)\b|\b(?:do|does|did) not (?:\w+ )?(?:plan|intend|propose|wish) to\b"
)
PROCESS_ASKED = re.compile(
    r"\b(?:is|are|was|were|has|have|will|did|whether) (?:there )?(?:(?:been |been any |an?|the|any|this|that|your) )?(?:\w+ ){0,2}?(review|inquir|investigation|decision|consultation|assessment|audit|appeal|inquest|survey|study|referral)(?:s|y|ies)?\b"
)
NEVER = IN_REPLIES.compile(
    r"\b(?:i|we|it|they|he|she) (?:(?:have|has|had|did|do|would|will) )?never\b|\bnever (?:have|has|had|did|was|would|will)\b|\bthere (?:has|have|had|was|were|is|are) never\b"
)
YOUR_VERB = grammar.SIEVE.compile(
    r"\b(?:did|have|has|had|do|does|will|would|are|were|can|could|should) (?:you|he|she|they|we|tfl|the met)(?: \w+ly| now| also| ever| not| still| yet)? ([a-z]+)"
)
NOBODY = re.compile(r"(?:nobody|no one|none|never|nothing)\b")
RESUMES = re.compile(
    r"(?:it|they|he|she|this|that|both|all|most|neither|each) (?:\w+ly |then |also |now |still |all )?(?:is|are|was|were|has|have|had|will|does|do|did|[a-z]{3,}(?:ed|s))\b(?! (?:a|an|one|the|my|our|important|vital|clear|essential|right that|a (?:matter|priority|shame)|for (?:the|\w+) to|too early|wrong|not (?:for|appropriate|right)|crucial|why|what|how|one of|in everyone))"
)
PRONOUN = IN_REPLIES.compile(r"\b(?:it|they|them|both|this|these|those)\b")
PRONOUN_ONE = re.compile(
    r"one (?:can|cannot|could|should|would|must|might|may|has|is|was|does|of|or|another|day|thing|hand|more|by one|side|that|who|which)\b(?! them)"
)
THERE_ARE = re.compile(r"\bthere (?:are|is|were|was|have been|has been|had been|will be)(?: \w+){0,2} $")
DOES = re.compile(
    r"(?:i|we) (?:do|did|will|would) (?!(?:so|indeed|and|but|because|as|in|on|by|since|though|although|now)\b)[a-z]+"
)
OWN_STANCE = IN_REPLIES.compile(  # "I cannot accept that": a trouble of the speaker's with the question, and no reason
    r"\b(?:i|we) (?:\w+ly |am afraid |am sorry )?(?:cannot|can't|can not|could not|couldn't|do not|don't|am unable to|are unable to|have to|had to|must|would have to) (?:\w+ly )?"
    r"(?:accept|share|agree|recogni[sz]e|say|tell|add|comment|go|be drawn|speculate|answer|take|thank|praise|stress|emphasise|believe|see|think|understand|know|confirm|correct|remind|disagree|reject|dispute|question|wonder|ask|help)\b"
)
ASKS_IF_ANY = grammar.SIEVE.compile(
    r"\b(?:anyone|anybody|any (?:one )?(?:people|person|man|woman|men|women|boys?|girls?|child|children|\w+ers?|\w+ors?|\w+ants?|\w+ents|\w+ians?|staff|police|public|crew|victims?|tenants?|constables?))\b"
)
SOMEBODY = IN_REPLIES.compile(  # "two people were treated", "a man of 40 is in hospital"
    r"\b(?:a|an|one|another|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d[\d,]*|\w+teen|\w+ty(?:-\w+)?|several|some|most|many|all|few|both|none|no) (?:of (?:them|the|those|these|its|our|my) )?(?:[\w-]+ ){0,2}?"
    r"(?:people|persons?|man|woman|men|women|boys?|girls?|youths?|child|children|babies|baby|teenagers?|\w+ers?|\w+ors?|staff|crew|victims?|tenants?|residents?|constables?|of them|in their)\b[^.;]{0,60}?\b(?:was|were|is|are|has|have|had|did)\b|"
    r"^(?:some|several|many|most|two|three|four|five|a few|a handful|a dozen|none|nobody|no one) (?:was|were|are|is|has|have|had|did|[a-z]{3,}ed|went|came|left|handed|gave|took)\b"
)
SINCE_THEN = IN_REPLIES.compile(  # of time, and no reason
    r"\bsince (?:it|they|we|i|he|she|its|their|the|that|then)\b(?: [\w'-]+){0,4}? (?:set up|founded|opened|established|launched|created|introduced|built|started|began|begun|moved|joined|elected|appointed|formed|took|taken|last|first|became|came|arrived)\b"
)
YET = re.compile(r"\b(?:but|however|nevertheless|nonetheless|even so|all the same|yet)\b")
OF_BOTH = re.compile(r"\b(?:both|neither|either|in (?:each|either|neither) case|all (?:of it|of that|counts))\b")
DOES_NOT = re.compile(r"(?:i|we) (?:do|did|will|would)(?: not|n't)\b")
TELLS = re.compile(  # what somebody who means not to do so withholds
    r" ?(?:to |of |for |on )?(?:\w+ly )?(?:say|saying|tell|telling|name|naming|comment|commenting|disclos\w+|discuss\w*|go|going|get|getting|add|adding|answer\w*|reveal\w*|"
    r"be drawn|speculat\w+|identify\w*|talk\w*|enter\w*|repeat\w*|take|taking|spend\w*|divert\w*)\b"
)
TRAILING = re.compile(r"(?: (?:and|of|the|for|&))+$")
AGENT = IN_REPLIES.compile(
    r"\b(?:firm|company|companies|charity|charities|trust|officers?|team|board|contractors?|councils?|boroughs?|owners?|panel|committee|staff|volunteers|traders|sponsors?|by an?|by the|i|we|he|she|my (?:own )?\w+|(?:his|her|their) \w+)\b"
)
WHO = re.compile(r"(?:and )?(?:by )?who[ms]?e?\b")
HOW_OFTEN = grammar.SIEVE.compile(r"\bhow (?:often|frequently|regularly)\b")
FREQUENCY = IN_REPLIES.compile(
    r"\b(?:once|twice|every|each|daily|weekly|fortnightly|monthly|quarterly|annually|yearly|hourly|nightly|\w+ times)\b"
)
NAMED_BY_YEAR = re.compile(r"\b(?:acts?|orders?|regulations?|rules|bill|directive|census|strategy|plan|programme|framework) $")
YEAR_BEFORE = re.compile(r"\b(?:in|since|from|until|of|by) $")
KNOWN_SET = re.compile(
    r"\b(?:which|one|either|each|any|both|some|most) of (?:the|these|those|its|their|our|his|her|my) $"
)
UNTIL = IN_REPLIES.compile(r"\buntil\b")
NONE_MADE = IN_REPLIES.compile(r"\b(?:not|no)\b[^.;]{0,40}\b(?:estimate|assessment|aware of any|such an?)\b")
LONG_TIME = grammar.SIEVE.compile(r"\bhow long\b")
TABLE_FOLLOWS = re.compile(
    r"\b(?:tables?|figures?|list) (?:below|shows?|provides?|gives?|sets? out)\b|\bfollowing (?:table|figures?|list)"
)
WILL_REPLY = grammar.SIEVE.compile(r"\bwill (?:\w+ )?(respond|reply|write)\b")
WHAT_IS_HELD = grammar.SIEVE.compile(
    r"\b(?:is|are|was|were) (?:an?|any|the|such|there)\b[^?]{0,60}\b(?:held|kept|collected|recorded|maintained|counted|logged)\b|"
    r"\b(?:whether|does|do|did|has|what (?:information|data|records?|figures))\b[^?]{0,80}\b(?:holds?|held|collects?|records?|keeps?)\b"
)
NOT_HELD = IN_REPLIES.compile(r"\b(?:not|no|none)\b[^.;]{0,30}\b(?:hold|held|collect\w*|record\w*|keep|kept)\b")
DONE = IN_REPLIES.compile(
    r"\b(?:has|have) (?:(?:already |now |since )?been|already|now|since) (?:\w+ed|built|held|made|sent|set up|put)\b"
)
ANAPHOR = re.compile(r"(?:it|they|both|this|these|that|he|she|all|neither|each)\b")
PERFECT = re.compile(r"\b(?:has|have) (?:\w+ )?\w+|\bthere (?:is|are)\b")
PAST = re.compile(
    r"\b(?:was|were|had|did|could|[a-z]{3,}ed|went|came|took|gave|told|left|held|made|met|won|lost|fell|rose|broke|sent|sold|bought|ran|set|put|cut|shut|said|burst|hit|froze|flew|stuck|sank|tore|bent|caught|drew|drove|blew|wore|paid|stood|spoke|swept|struck|shook|found|got|wrote|spent|began|chose|rang|grew|threw|knew|built|kept|led|read|rose|saw|spread|stole|taught|thought|understood|withdrew)\b"
)
VERB = re.compile(PAST.pattern + r"|\b(?:is|are|am|will|would|can|cannot|do|does|not|no)\b")
WHY_PAST = grammar.SIEVE.compile(r"\bwhy (?:was|were|did|had)\b")
WAS = IN_REPLIES.compile(r"\b(?:was|were|had|did|(?:has|have) been \w+ing)\b")
GOING = IN_REPLIES.compile(
    r"\b(?:is|are|am) (?:now |then |all |both )?(?:going|coming|opening|reopening|starting|moving|closing|leaving|meeting|returning|arriving|publishing|launching|being)\b"
)
SINCE = IN_REPLIES.compile(r"\b(?:since(?! (?:i|you|he|she|it|they|we|there|no|nobody|the \w+ (?:is|was|are|were|has|had))\b)|in the (?:19|20)\d0s|ago)\b")
BECAUSE = IN_REPLIES.compile(
    r"\b(?:because|due to|owing to|on account of|the reason (?:is|was)|(?:i|we) (?:felt|decided|judged|chose|took the view))\b"
)
BY_SOMEBODY = IN_REPLIES.compile(r"\bby (?:an?|the|one of|some|my|our|his|her|their|its)\b")
NONE_WHO = re.compile(r"\b(?:nobody|no one|none|neither)\b")
ARTICLE = re.compile(r"^(?:the|my|our|your|his|her|its|their) ")
AFTER_QUOTE = re.compile(r"(?:^|[\"\u201c:.!?]) ?$")  # where a capital only begins a sentence
ASKS_A_NAME = re.compile(r"\b(?:who|whom|whose|which|where|names?|identity)\b")
NOT_NAMES = frozenset(
    "january february march april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday christmas easter head spokesperson spokeswoman spokesman "
    "mayor mayoralty chair member members london londoner londoners tfl mopac the met gla city hall assembly government".split()
)
