"""Families of expressions with which officials take a position, whatever the topic.

An editor lists a few cues for each stance. A stance whose cues belong to a family is taken to be expressed by the rest
of the family too, with less weight than by its own cues (`monitor.detect.vocabulary`). Each expression is a cue
(DESIGN 4.3); they are parted by semicolons.
"""

from __future__ import annotations

from typing import Final

_EXPRESSIONS: Final = {
    "none-known": r"""
        nothing has; nothing is missing; nothing of that kind; never lost; never failed; no one has told;
        nobody has told; no one has reported; nobody has reported; have had no reports; nothing of the sort;
        have yet to see; have no knowledge of; cannot find; could not find; /\bnone whatever\b/;
        there has never been; there have been none; have had none; no foundation; fanciful; is simply not;
        are simply not; no basis for; no substance; nothing in * records; /\bzero\b/; not come across;
        not been told of any; not aware that; unaware of; know of none; know of no; know nothing of;
        have no reason to think; does not occur; do not occur; has not occurred; not been any; not a single;
        nothing to support; nothing to back; does not arise; no officer; no member of staff; nobody is; no one is;
        was not used; were not used; never used; never took place; no evidence; no indication; no sign of; no such;
        there are no; there is no; there are none; there is none; there were none; not aware of any; have not seen;
        seen no; seen nothing; nothing to suggest; nothing to indicate; no reports; no reason to believe;
        no reason to think; unfounded; baseless; without foundation; does not happen; do not happen;
        does not exist; do not exist; does not take place; not a feature of; is not the case; no truth in;
        not true; untrue; a myth; do not have any; we have none; do not recognise; have not found; found no;
        found nothing; found none; never happened; never seen; scaremongering; not happening; not known to;
        are known to us; no record of; no case of; no instance of; never been; not one; has not happened;
        nothing of the kind; did not happen; is fiction; not used; not been used; do not use; does not use;
        not in use
    """,
    "fine": r"""
        where * should be; accounted for; nothing wrong; all present; all is well; as it should be; no complaints;
        no cause for alarm; nobody need worry; no one need worry; need have no fear; entirely safe;
        sound condition; safe and sound; in good condition; satisfied that; confident that; am content; up to date;
        is accurate; was accurate; on course; will be ready; will open on; no slippage; no change to the date;
        date stands; date holds; still on for; as promised; to time; ahead of schedule; adequate; enough staff;
        enough officers; fully crewed; fully operational; did its job; does its job; did their job; well within;
        below the limit; under the limit; fit to; no harm; no evidence of harm; nobody was hurt; held up;
        stood up to; is resilient; was resilient; no one missed; at no time; without a hitch; smoothly;
        is reliable; is secure; properly enforced; correctly; met its target; are being met; in perfect order;
        in good order; rare; seldom; /very (?:few|rarely)/; is safe; are safe; no risk; no danger;
        no cause for concern; nothing to worry about; within the limit; within limits; fit for; was sound;
        is sound; no problem; working properly; worked properly; working well; worked as * should;
        worked as intended; as designed; performed well; operated normally; perfectly good; coped; no effect;
        not affected; unaffected; no impact; on schedule; on time; on track; on budget; as planned; met the target;
        meets the standard; passed the test; passed every test; isolated; one-off; not systemic; not widespread;
        a single case; fully staffed; no delay; no failure; did not fail
    """,
    "unclear": r"""
        /(?:^|[.] )whether [a-z]/; irresponsible to; wrong to comment; not comment; no comment;
        inappropriate to comment; cannot promise; cannot guarantee; cannot confirm; cannot commit;
        not say either way;
        /(?:questions?|matters?) (?:that|for|which) the (?:inquiry|review|investigation|board|report)/;
        could not tell you; hard to say; difficult to say; impossible to say; would be guessing; be a guess;
        anyone's guess; no one can say; nobody can say; nobody knows; no one knows; wait and see; time will tell;
        have no view; come to no view; take no view; not for me to; will not be drawn; when we know more;
        not saying any more; not be saying anything; nothing more to say; not willing to say; will not speculate;
        too little is known; not enough is known; until we have the; before we have the; before we can say;
        cannot put a number; cannot put a figure; would not like to say; will not give a; do not yet know;
        not known yet; no conclusion; no conclusions; keep an open; cannot rule * out; cannot rule * in;
        cannot be certain; unclear; not clear what; not sure what; what does he mean; what does she mean;
        what do you mean; what the member means; depends what; depends how; depends on what; if he will define;
        if she will define; define what; by what definition; cannot say; unable to say; could not say; do not know;
        too early; too soon; premature; wrong to speculate; not speculate; would be wrong to draw;
        wrong to prejudge; not prejudge; remains to be seen; open question; no view; cannot be sure; not certain;
        until we know; not in a position to; cannot confirm or deny; neither confirm nor deny; not yet clear;
        not yet known; cannot tell
    """,
    "undecided": r"""
        may or may not; comes down to; drawing up a list; shortlist; a matter of timing; when funding;
        once funding;
        /before (?:we|i|it|they|he|she|the [a-z]+|cabinet) (?:settles?|decides?|chooses?|concludes?|commits?)/;
        asking * what they think; not come to a; not reached a; not formed a; not the moment; not the right moment;
        not the time; in principle; when it has seen; until the survey; until it has; no final; have yet to;
        nothing settled; not settled; has not been settled; remains open; on hold pending; in the balance;
        either way; thinking about; want to hear; listen to what; until I have seen; once I have; when I have seen;
        consider carefully; careful consideration; given consideration; be done again; up in the air; wait for the;
        make a decision; take a decision; take a view; reach a view; a view in; look at it again; weighing up;
        weighing the evidence; taking advice; considering whether; yet to be; discussions are; in discussion;
        talks are; in talks; we are talking to; no firm; nothing firm; drawing up options; appraisal;
        remain under review; keep * under review; subject to funding; subject to consultation; will consult;
        will go out to consultation; no decision; not decided; not been decided; not reached a decision;
        yet to decide; under consideration; being considered; considering; all options; every option; options are;
        open mind; not made up my mind; under review; decided nothing; nothing is decided;
        nothing has been decided; /mak(?:e|ing) up (?:my|our|its|his|her|their) minds?/; look at the evidence;
        weigh; consult; consultation; depends on; subject to; not yet known; undecided; not ruled out;
        not ruled anything out; not ruled it out; nothing is ruled out; not ruled in; will decide; come to a view;
        come to a decision; reach a decision; feasibility; studies; business case; exploring; awaiting the outcome;
        on the table; nothing has been agreed; not yet agreed; final decision; reflecting on; hear from;
        take soundings; come down to money; if funding; a range of options; before deciding; before any decision;
        keep an open mind; looking at whether
    """,
    "reviewing": r"""
        /\bgo(?:ing)? through (?:every|each|all|the)/; /asked (?:another|an independent|an outside) [a-z]+ to/;
        do not yet know whether;
        /\b(?:is|are|am|be|'re|'m) (?:now |still |also )?(?:re-?)?(?:review|examin|investigat|assess|test|audit)ing/;
        /\b(?:is|are|am|be|'re|'m) (?:now |still |also )?(?:re-?)?(?:check|inspect|study|monitor|gather|sift)ing/;
        /\b(?:been|was|were|still|started|begun) (?:re-?)?(?:review|examin|investigat|assess|test|audit|check)ing/;
        /\bbeing (?:re-?)?(?:reviewed|examined|investigated|assessed|tested|audited|checked)/;
        /\blooking (?:at|into|again)/;
        /\b(?:ordered|commissioned|asked for|launched|opened) an? (?:[a-z]+ )?(?:review|inquiry|audit)/;
        /\b(?:ordered|commissioned|asked for|launched|opened) an? (?:[a-z]+ )?(?:investigation|inspection|study)/;
        /\b(?:review|inquiry|audit|investigation|inspection|study|trial|work|tests?) (?:is|are) (?:still )?under ?way/;
        /\b(?:review|inquiry|audit|investigation|inspection|work) (?:is|remains) (?:open|continuing|ongoing|live)/;
        /\b(?:review|inquiry|audit|investigation|inspection|trial|work) is (?:still )?(?:in progress|not finished)/;
        samples have been taken; awaiting results; initial sift; going through; as a precaution; finding out;
        establish what; establish the facts; draw any conclusion; working through; await the findings;
        await the report; await the outcome
    """,
    "found": r"""
        has come to light; came to light; it turns out; has emerged; emerged that; we now know; I now know;
        accept that there; acknowledge that; acknowledge there; there is a problem; did happen; it was happening;
        has been happening; has become clear; became clear; is plain that; became plain; the audit found;
        the inquiry found; the review found; we have traced; we found; we did find; was discovered;
        were discovered; have come forward; is right that; were taken; had been used; did use; we used;
        was switched on; have charged; were charged; is going on; does occur; occurs; have established;
        has been established; I can confirm; we have confirmed; have now found; has happened; have happened;
        as we now know; there was a; there were some; not alone;
        /\bthere (?:are|is|were) (?:now |indeed |already )?(?:some|several|many|two|three|four|dozens|[0-9])/;
        we have found; have identified; have uncovered; we know of; it does happen; it happens; is happening;
        is a reality; exists; we have cases; live cases; live investigations; dealing with; can confirm that;
        we have seen; have recorded; evidence of; takes place; is taking place; is true; it is the case; sadly;
        are aware of; does exist; have come across; were used; are used; are being used; has been used; in use;
        was found; were found; confirmed that; is a problem; is real; has occurred; have arrested
    """,
    "failed": r"""
        owned up; let * down; fell below; put it right; put this right; put that right; our fault; my fault;
        too slow; were slow; cannot defend; inexcusable; indefensible; shortfall; shortcoming;
        not what it should be; not as it should; did not meet; have not met; will not meet; missed the; will miss;
        behind; later than; longer than; pushed back; put back; moved back; will not be ready; not be ready;
        not ready; did not open; did not close; did not operate; did not start; jammed; stuck; stopped working;
        out of order; malfunction; defective; a defect; faulty; a fault; corroded; cracked; leaked; leaking;
        above the threshold; over the limit; out of date; lapsed; expired; overspent; more expensive; dearer than;
        understaffed; below strength; under-resourced; went unanswered; gone unanswered; not answered;
        kept waiting; were not told; was not told; not properly; wrongly; in error; not been done; was not done;
        were not done; harmed; caused; has suffered; have suffered; is a problem; too many; too high; a pattern of;
        not coping; overstretched; we failed; did fail; failed to; failures; let down; got this wrong;
        got it wrong; /\b(?:i|we) (?:[a-z]+ )?apologise/; /\b(?:my|our) apolog/;
        /(?:i am|we are|i'm|we're|said|say) (?:[a-z]+ )?sorry/; should have been; ought to have; a mistake;
        mistakes were made; systemic; were affected; was affected; fell short; not good enough; regret;
        accept that; admit; breached; exceeded; above the limit; contaminated; unsafe; at risk; did not work;
        does not work; broke down; failed the; has slipped; is late; late; overdue; delayed; delay; over budget;
        behind schedule; missed; shortage; short of; too few; unacceptable; was wrong; were wrong; not safe;
        not acceptable; below the standard; has been lost; were lost; under strain; too long; not enough
    """,
    "will": r"""
        contract was signed; has been signed; first spade; funding is secured; money has been found;
        have found the money; have their; will get; begins in; starts on; starts in; on course to;
        contract has been signed; contract has been let; contract has been awarded; work starts; we are building;
        we are bringing; is coming; takes effect; comes into force; take effect from; opens on; opens in;
        is settled; has been chosen; agreed to; resolved to; voted to; remains the plan; is happening;
        is going ahead; stand by the; stands by the; stick to; sticking to; not backing down; will be in place;
        will be up and running; will carry on; will continue to; have agreed to; given approval; has approved;
        got the go-ahead; funding is in place; money is in place; money has been set aside; determined to;
        promised to; keep my promise; I will do it; will be made; will be used; will be rolled out; will expand;
        will roll out; are rolling out; being rolled out; going to introduce; going to build; going to open;
        will open; will reopen; will rise; will go ahead; will proceed; will introduce; will be introduced;
        will start; will begin; will return; go-ahead; given the go-ahead; approved; have decided to; committed to;
        commitment; going ahead; pressing ahead; press ahead; will be built; will be installed; will happen;
        remains our goal; remains our aim; will keep; will stay open; will be kept; intend to; plan to; signed off;
        full steam; will bring; will deliver; will see; be back; work has begun; is to be; be rolled out;
        will be extended
    """,
    "will-not": r"""
        money is not there; out of the programme; is paused; on hold; not in this decade; not in my time;
        taken out of; has to go; will have to go; for the last time; off the agenda; will be shut; will be locked;
        is to close; are to close; is to end; will never; is dead; has been dropped; has been axed; axed;
        has been stopped; halted; will cease; nobody is proposing; no one is proposing; no proposal; no proposals;
        no wish to; not minded; would not; no change; will remain as; nothing will change; put an end to;
        closed the door; shut the door; ruling out; rule that out; not something I; not something we; not part of;
        will be withdrawn; will be scrapped; will go; decided to close; decided to end; pulled out;
        walked away from; are not pursuing; not taking * forward; no more; not be returning; not return;
        not reopen; does not have a future; no future; at an end; come to nothing; cannot go ahead; cannot proceed;
        not affordable; cannot afford; no money for; will not; no plans; ruled out; rule out; ruled it out;
        not going to; no intention; abandoned; scrapped; dropped; cancelled; not proceed; not go ahead; given up;
        no prospect; no longer; withdrawn; shelved; off the table; not on the agenda; is not happening; for good;
        permanently; never again; will close; will be closed; will be sold; not pursue; not pursuing;
        have decided against; decided not to; come to an end; ended; paused; called off; not be introduced;
        not be built; not bring; is over; not be coming back; turned down; stay as they are; remains as it is;
        resolved not to
    """,
    "support": r"""
        would like to; would like London; want to see; keen to; endorse; glad to see; call for; calling for;
        urge the; would like to see; should be introduced; should go ahead; ought to go ahead; the case for;
        worth doing; worth having; sound idea; advocate; long argued for; argued for; right to do; fully support;
        strongly support; have my support; has my support; my backing; behind this; behind the plan; vote for;
        voted for; stand with; cannot come soon enough; long overdue; vital; essential; I support; we support;
        in favour of; in favour; back the; backing; right thing to do; the right decision; is necessary; good idea;
        sensible; agree with; agree that; is needed; we welcome; right to; strongly for; makes sense; is justified;
        fully behind; the case for is strong; persuaded; convinced
    """,
    "oppose": r"""
        do not want; does not want; not want to see; could not support; hit * hard; worst possible time;
        not welcome; object; opposition to; resist; fight this; stop this; drop the plan; drop this; cannot accept;
        will not accept; would not justify; not worth; disproportionate; too far; pointless; no benefit;
        would harm; do more harm; counterproductive; unworkable; not a good idea; the wrong; not the way;
        nothing to commend; have no place; vote against; voted against; not in the interests; I oppose; we oppose;
        opposed; against; would be wrong; is wrong; wrong to; do not support; cannot support; bad idea; unfair;
        object to; not the right; would be a mistake; not convinced; unconvinced; not persuaded; disagree;
        not in favour; no case for; not justified; unacceptable; unnecessary; not needed; not the answer;
        say no to; not sensible; nothing * justify; nothing justifies; not justify; no need for
    """,
}
FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    name: tuple(" ".join(cue.split()) for cue in text.split(";")) for name, text in _EXPRESSIONS.items()
}
# Families that cannot both express one stance.
RIVALS: Final = (("none-known", "found"), ("fine", "failed"), ("will", "will-not"), ("support", "oppose"))
# Families that take no side.
HEDGES: Final = frozenset({"unclear", "undecided", "reviewing"})
# What a plain "yes" or "no" to the topic's question amounts to.
AFFIRMING: Final = frozenset({"found", "failed", "will", "support"})
DENYING: Final = frozenset({"none-known", "fine", "will-not", "oppose"})
