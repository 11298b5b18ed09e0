"""The closed word lists that attribution works with: verbs of speech, titles, given names, sentence openers."""

from __future__ import annotations

import re
from typing import Literal

Gender = Literal["he", "she"]

# Verbs that tell what somebody said: finite forms, then -ing forms.
_FINITE = """
    say says said tell tells told add adds added claim claims claimed insist insists insisted warn warns warned
    admit admits admitted reveal reveals revealed state states stated stress stresses stressed argue argues
    argued note notes noted explain explains explained confirm confirms confirmed deny denies denied announce
    announces announced declare declares declared suggest suggests suggested acknowledge acknowledges
    acknowledged respond responds responded reply replies replied answer answers answered write writes wrote
    written continue continues continued conclude concludes concluded describe describes described call calls
    called brand brands branded label labels labelled dub dubs dubbed urge urges urged vow vows vowed pledge
    pledges pledged promise promises promised accuse accuses accused ask asks asked demand demands demanded
    question questions questioned joke jokes joked quip quips quipped tweet tweets tweeted post posts posted
    read reads remark remarks remarked observe observes observed comment comments commented repeat repeats
    repeated reiterate reiterates reiterated maintain maintains maintained clarify clarifies clarified accept
    accepts accepted concede concedes conceded boast boasts boasted blast blasts blasted slam slams slammed
    criticise criticises criticised condemn condemns condemned hail hails hailed praise praises praised dismiss
    dismisses dismissed reject rejects rejected complain complains complained estimate estimates estimated
    predict predicts predicted thank thanks thanked apologise apologises apologised assure assures assured
    recall recalls recalled outline outlines outlined point points pointed highlight highlights highlighted
    emphasise emphasises emphasised emphasize emphasized recommend recommends recommended find finds found
    testify testified assert asserts asserted refer refers referred disclose disclosed inform informed promised
    speak speaks spoke talk talks talked dispute disputes disputed refute refutes refuted welcome welcomes
    welcomed defend defends defended report reports reported retort retorts retorted counter counters countered
    underline underlined echo echoed caution cautions cautioned shout shouted hit hits summarise summarised
    characterise characterised express expressed profess blame blames blamed went agree agrees agreed hope hopes
    hoped believe believes believed cite cites cited
    """.split()
_ING = """
    saying telling adding claiming insisting warning admitting revealing stating stressing arguing noting
    explaining confirming denying announcing declaring suggesting acknowledging responding replying answering
    writing continuing concluding describing calling branding labelling dubbing urging vowing pledging promising
    accusing asking demanding questioning joking quipping tweeting posting remarking observing commenting
    repeating reiterating maintaining clarifying accepting conceding boasting blasting slamming criticising
    condemning hailing praising dismissing rejecting complaining estimating predicting apologising assuring
    recalling outlining pointing highlighting emphasising recommending asserting referring disclosing informing
    disputing refuting welcoming defending cautioning
    """.split()
_ING_SET = frozenset(_ING)
# After these a quotation within the clause is as likely somebody else's; only one set off by a colon or comma counts.
OTHERS_WORDS = frozenset(
    "deny denies denied denying reject rejects rejected rejecting dismiss dismisses dismissed dismissing "
    "dispute disputes accept accepts accepted accepting respond responds responded disputed disputing refute "
    "refutes refuted refuting read reads cite cites cited question questions questioned questioning went hit "
    "hits defend defends defended defending agree agreed agrees welcome welcomed echo echoed counter countered "
    "hope hopes hoped find finds believe believes believed report reports reported reporting blame blamed".split()
)
# Of these, some mostly are not speech; they count only next to the quotation.
WEAK = frozenset(
    "found find finds call calls read reads note report reports point points answer answers question questions "
    "state post posts label comment comments continue continues hit hits went hope hopes believe believes speak "
    "spoke talk talked talks highlight hail echo counter welcome defend agree report reports outline underline "
    "counters highlights outlines echoes brands labels labelled points states "
    "brand claim claims demand demands promise promises pledge pledges vow reply replies estimate estimates".split()
)
# Verbs of which a noun has the form: "the report", "his claims", "a pledge".
NOUN_FORMS = frozenset(
    "claim answer answers question questions report reports point state post label comment comments hit hits "
    "hope hopes talk talks highlight echo counter outline demand promise pledge vow reply estimate call claims "
    "replies note notes calls states posts demand pledges vows estimates label brand tweet tweets blast slam "
    "joke jokes remark remarks stress boast boasts outlines praise urge repeat caution blame highlights "
    "promises warn points".split()
)
VERBS = frozenset([*_FINITE, *_ING])
VERB = re.compile(rf"\b(?:{'|'.join(sorted(VERBS, key=len, reverse=True))})\b", re.IGNORECASE)

TITLE_GENDER: dict[str, Gender] = {
    **dict.fromkeys(["mr", "sir", "lord", "baron", "father", "king", "prince"], "he"),
    **dict.fromkeys(["mrs", "ms", "miss", "dame", "lady", "baroness", "sister", "queen", "princess"], "she"),
}
PERSON_TITLES = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady baroness baron prof professor cllr councillor rev reverend "
    "commander superintendent inspector sergeant detective chief constable pc dc".split()
)
# Common given names, to tell whom a "he" or "she" may mean; a name in neither list may be either.
_HE = """
    aaron abdul abdullah adam adrian ahmed aidan alan albert alec alexander alfie alistair amir andrew andy
    anthony antony arthur asif barry ben benjamin bernard bill bob boris brandon brian bruce callum calum
    cameron carl charles christopher clive colin connor craig damian daniel danny darren dave david dean declan
    denis dennis derek desmond diego dominic donald douglas duncan edward eddie edwin elliot emeka emmanuel eric
    ethan ewan femi frank fred frederick gareth gary gavin geoff geoffrey george gerald gerard gethin giles glen
    glenn gordon graham grant greg gregory guy hamza harold harry hassan henry howard hugh hugo hussein hywel
    iain ian ibrahim imran isaac ivan jack jacob jake jamal james jared jason javed jeff jeffrey jeremy jerome
    jim jimmy joe joel john johnny jon jonathan joseph josh joshua julian justin karl keir keith kenneth ken
    kevin khalid kieran kofi krishna kwame kwasi kwabena lance laurence lawrence len leon leo leonard leroy
    lewis liam luke malcolm marc marcus mario mark martin marvin mathew matt matthew michael mick miguel mike
    miles mo mohamed mohammad mohammed muhammad murray nathan neil nicholas nick nigel nikhil noah norman oliver
    omar oscar osman owen patrick paul pedro pete peter philip phil phillip piers rafael raj rajesh rakesh ralph
    ravi raymond rhys ricardo richard rick rob robert rod roger roland ron ronald rory ross roy russell ryan
    sadiq saeed samir samuel sanjay scott sean sebastian seamus shaun siddharth simon stanley stephen steve
    steven stewart stuart sunil sunny suresh tariq ted terence theo thomas tim timothy toby tom tommy tony
    trevor tristan tunde usman vernon victor vijay vincent walter warren wayne wesley wilfred will william
    winston yusuf zac zack unmesh onkar bassam dinesh anand arjun rohan kemal kwesi chidi obi
    """.split()
_SHE = """
    abigail ada adele agnes aisha alexandra alice alicia alison amanda amber amelia amina amy ana andrea angela
    anita ann anna anne annette annie anthea aoife asha ayesha barbara beatrice becky belinda bernadette beryl
    beth bethany betty brenda bridget bronwen camilla carla carol carole caroline catherine cathy cecilia celia
    chantal charlotte cheryl chioma chloe christina christine ciara claire clara clare claudia colette constance
    cressida cynthia daisy danielle daphne dawn deborah debbie deirdre delia denise diana diane dipa dolores
    donna dora doreen dorothy edith eileen elaine eleanor elena elisa elisabeth elizabeth ella ellen ellie elly
    eloise elsie emily emma erica esme esther ethel eunice eva eve faith farah fatima felicity fiona flora
    florence folake frances francesca freya gabrielle gemma georgia georgina geraldine gill gillian gina gita
    glenda gloria grace greta gwen hannah harriet hayley hazel heather heidi helen helena henrietta hilda holly
    hope ida imogen ingrid irene iris isabel isabella isla jackie jacqueline jade jane janet janice jasmine
    jayne jemima jennifer jenny jessica jill joan joanna joanne josephine joy joyce judith judy julia julie june
    karen kate katherine kathleen kathryn katie katy kavita kaya kayleigh keeley kirsty kylie lakshmi laura
    lauren leah leila leonie lily linda lisa liz lizzie lola lorna lorraine louise lucy lydia lynn lynne mabel
    maggie mandy margaret maria marian marie marina marjorie martha mary maureen maxine maya megan meera melanie
    melissa michelle millie miranda miriam moira molly monica mona muriel nadia nadine naomi natalie natasha
    neha nicola nicole nina nora noreen nuala olga olive olivia padma paige pamela parveen patricia paula
    pauline penelope penny philippa phoebe pippa polly pooja precious priti priya rachel rebecca rita roberta
    roisin rosa rosalind rose rosemary rosie rowena roxanne rupa ruth sabrina sadie sadia saima sally samantha
    samina sandra sangeeta sara sarah saskia selina shabana shanice sharon sheila shelley shirley shreya sian
    sinead sita sofia sonia sophia sophie stella stephanie sue sunita susan susannah suzanne sylvia tabitha
    tamara tamsin tanya tara tasha temi teresa tessa thelma theresa tina tracey ursula valerie vanessa vera
    veronica vicky victoria violet wendy winifred yasmin yetunde yvette yvonne zainab zara zoe zuleika ngozi
    marina neela nisha hina
    """.split()
GIVEN_GENDER: dict[str, Gender] = {**dict.fromkeys(_HE, "he"), **dict.fromkeys(_SHE, "she")}

# Capitalised because a sentence begins, not because they name anybody.
STARTERS = frozenset(
    """
    a about according across additionally after afterwards again against ahead all almost alongside also
    although amid among an and another any anyone apart are around as asked at back because before being below
    beneath besides between both but by can concerns council councillors critics despite does during each
    earlier either elsewhere even every everyone fewer following for former from further furthermore given had
    has have he her here his how however i if in indeed inside instead is it its just last late later latest
    less like many meanwhile members ministers more moreover most much my near nearly neither nevertheless next
    no nobody none nor not nothing now of off officers officials on once one only opposite or other others our
    out outside over overall people perhaps police previously put quite rather recent residents responding said
    separately several shadow she shortly should since so some someone soon speaking still such sources
    survivors than that the their then there therefore these they this those though through throughout thus to
    today together tomorrow tonight towards two under unlike until up upon victims was we well were what when
    whenever where whether which while who whoever whom whose why will with within without would yesterday yet
    you your hardly proof read people essentially combine pressed questioned challenged quizzed addressing
    fielding writing giving campaigners experts unions labour conservative tory lib green reform families
    parents drivers passengers firefighters
    """.split()
)
NOT_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december i christmas easter mayoral
    """.split()
)


def is_ing(verb: str) -> bool:
    """Whether `verb`, of those `VERB` matches, is an -ing form."""
    return verb.lower() in _ING_SET
