"""Tell an article's own paragraphs from what the page puts around and between them.

A page kept as plain text keeps its share buttons, story lists, captions and pleas. No library applies: boilerplate
removers (trafilatura, jusText) read the HTML, which is gone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from monitor.text.fold import fold, squash
from monitor.text.paragraphs import paragraph_spans

Span = tuple[int, int]

# A paragraph that is furniture as a whole.
_LINE = re.compile(
    r"""^(?:
    (?:share|follow|share\ and\ follow|share\ (?:this|options?)\b.*|print|copy\ link|save|comments?
    |leave\ a\ (?:comment|reply).*
      |view\ \d*\s*comments?|\d+\ comments?|bookmark|listen|subscribe.*|newsletters?|log\ in|sign\ in|register
      |home|about|contact
      |e?-?mail|facebook|x|twitter|telegram|whats\s?app|reddit|linkedin|bluesky|pinterest|threads|messenger
      |instagram|tiktok
      |trending|stories|videos|your\ say|author|staff|news|uk|london|topics?|tags?:?.*|more|menu|search|close|skip\ to.*
      |advertisement|advert|sponsored.*|promoted.*|loading.*|breaking|live|latest|opinion|sport)
    |by\ [A-Z]?[\w.'-]+(?:\ [\w.'-]+){0,4}(?:,?\ (?:and|&)\ [\w.'-]+\ [\w.'-]+)?(?:,.*(?:reporter|editor
    |correspondent).*)?
    |@\w+|\[?email[\s\xa0]?protected\]?|\S+@\S+|https?://\S+
    |\W*|[·|/•\-\s\d]*|<?\d+\ min(?:ute)?s?(?:\ read)?
    |(?:first\ )?(?:published|updated|posted|last\ updated)\b.{0,60}
    |(?:mon|tues|wednes|thurs|fri|satur|sun)?(?:day)?,?\ ?\d{1,2}\ [a-z]{3,9}\.?\ (?:19
    |20)\d\d(?:,?\ (?:at\ )?\d\d?[:.]\d\d.*)?
    |[a-z]{3,9}\.?\ \d{1,2},\ (?:19|20)\d\d(?:,?\ \d\d?[:.]\d\d.*)?
    |\d\d?[:.]\d\d(?:\ ?[ap]m)?(?:,.*|\ (?:gmt|bst).*)?
    )$""",
    re.VERBOSE,
)
# A paragraph that asks something of the reader or belongs to the page, wherever it stands.
_PLEA = re.compile(
    r"\[?email[\s\xa0]protected\]?|\bsign(?:ing)? up (?:to|for|here)\b|\bsubscribe (?:to|here|now|for)\b|"
    r"privacy (?:notice|policy)"
    r"|newsletter\b|\b(?:on|via|our|join) (?:the |our )?(?:whatsapp|signal|telegram)\b|whatsapp (?:community|"
    r"channel|group)"
    r"|special offers, promotions|\bcookies?\b.{0,40}\b(?:accept|policy|settings)|your email address will not"
    r"|required fields are|all rights reserved|^(?:©|\(c\) ?\d|copyright\b)|\bgot a (?:story|tip|news tip)\b"
    r"|\b(?:want to|please) (?:contact|email|get in touch)|\bcontact (?:our|the) (?:news ?desk|reporter)|\bclick here\b"
    r"|^(?:read more|related|see also|more on this|watch|listen|don'?t miss|recommended|also read|"
    r"explore more)\b\s*[:>|\-]"
    r"|\bdownload (?:our|the) app\b|\bfollow us on\b|\bsupport (?:our|independent|local) journalism\b|"
    r"\bdonate\b.{0,30}\bjournalis"
    r"|\bwe guarantee your anonymity\b|\bour best source of information is you\b|\bturn on notifications\b|"
    r"\badd us as a preferred"
    r"|\b(?:have you been|are you) affected by\b.{0,80}\b(?:email|contact|touch|call)|\bhave your say\b|"
    r"\btake our (?:poll|survey)"
    r"|\bmake us your\b|\bread our (?:community|comment)|\bthis article (?:was|is) (?:first|originally)\b|"
    r"\bget the latest\b"
)
_CREDIT = re.compile(
    r"^\|?\s*\(?(?:image|picture|photo|pic|credit|photograph|caption)s?\b\s*(?:credit|by)?\s*:|^\|\s?\S|"
    r"\((?:image|picture|photo|pic|credit)s?:?[^)]*\)$"
    r"|(?:^|[\s|(/])(?:getty(?: images)?|pa(?: wire| media)?|alamy|reuters|shutterstock|rex features|afp|ldrs|"
    r"pa archive)\)?\s*$"
    r"|\((?:pictured|left|right|centre|file photo|stock image)(?: (?:left|right|above|centre))?\)[^.!?]*$|"
    r"\bfile (?:photo|image|picture)\b",
)
# From here on a list of other stories, comments or notes.
_LIST_START = re.compile(
    r"^(?:you may also like|you might also like|more from\b.*|most read\b.*|most popular\b.*|"
    r"trending(?: on)?\b.*|don'?t miss|"
    r"related(?: articles| stories| content| topics| news| posts)?|read next|recommended(?: for you| stories)?|"
    r"more stories\b.*|"
    r"more (?:on this story|news|like this)\b.*|latest (?:news|stories|headlines)\b.*|top stories|editor'?s picks?|"
    r"what to read next|popular (?:now|stories)|in other news|around the web|share options|keep reading|up next|"
    r"(?:also|more) in (?:news|london|uk|politics)|promoted stories|also on\b.{0,30}|"
    r"[a-z0-9 ',&-]{3,60} - read more:?|read more:?)\W*$"
)
# From here on nothing is the article's.
_END = re.compile(
    r"^(?:leave a (?:reply|comment)|(?:join the )?(?:comments|conversation|discussion)(?: \(\d+\))?|post a comment|"
    r"comments are closed|notes? to editors?|-?\s*ends?\s*-?|media (?:contacts?|enquiries)|for (?:more|"
    r"further) information,? .*contact.*)\W*$"
)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")
_QUOTE_MARK = re.compile(r"[\"“”]|(?<!\w)['‘]|['’](?!\w)")
_SPEECH = re.compile(r"\b(?:said|says|told|added|asked|wrote|replied|insisted|claimed)\b|:\s*[\"']")
_INLINE_PLEA = re.compile(
    r"(?:(?<=[.!?]['\"”’] )|(?<=[.!?] ))(?:Want to contact|Sign up|To sign up|Subscribe|Got a story|"
    r"Do you have a story|Get the latest|Join our|"
    r"Follow us|Read more:|READ MORE|Click here|Follow My|For the latest|Don['’]t miss out)\b.*",
)
_TWO_SENTENCES = re.compile(r"[a-z0-9][.!?][\"'”’]* [\"'“‘]?[a-z].{20}")
_SIGNED = re.compile(r"[.!?][\"']\s*-\s*[a-z]")  # "It is so." - Sir Mark Rowley, Commissioner
_HEADING_LENGTH = 140


@dataclass(frozen=True, slots=True)
class Page:
    """An article's paragraphs by kind, as (start, end) in its text.

    Attributes:
        body: what the article says.
        headings: headline, standfirst, cross-heads and pull quotes: words that say the body's over again.
    """

    body: tuple[Span, ...]
    headings: tuple[Span, ...]


def read_page(text: str, title: str = "") -> Page:
    """Part `text` into body and headings; all else is furniture. `title`: the headline, if known."""
    spans = paragraph_spans(text)
    lines = [squash(text[start : min(end, start + 4000)]) for start, end in spans]
    kinds = _without_captions(_without_lists(lines), lines)
    wanted = squash(title)
    body: list[Span] = []
    headings: list[Span] = []
    for index, (span, line) in enumerate(zip(spans, lines, strict=True)):
        if not kinds[index]:
            continue
        if _is_heading(text[slice(*span)], line, wanted, lead=not body and len(headings) < 5):
            headings.append(span)
        else:
            body.append(_without_inline_plea(text, span))
    return Page(tuple(body), tuple(headings))


def _without_lists(lines: Sequence[str]) -> list[bool]:
    kept: list[bool] = []
    in_list = False
    prose = sum(map(_is_prose, lines))
    before = 0
    for index, line in enumerate(lines):
        before += _is_prose(line)
        if _END.match(line) and before > prose - before:
            return kept + [False] * (len(lines) - len(kept))
        if _LIST_START.match(line):
            in_list = True
        elif in_list and _resumes(lines, index):
            in_list = False
        kept.append(not in_list and not _is_furniture(line))
    return kept


def _resumes(lines: Sequence[str], index: int) -> bool:
    # A story list is headlines, dates and teasers cut with "…"; the article goes on with whole sentences.
    line = lines[index]
    if _SENTENCE_END.search(line) and (line[:1] in "\"'" or (_QUOTE_MARK.search(line) and _SPEECH.search(line))):
        return True
    if not _is_prose(line):
        return False
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return _is_prose(following) or bool(_QUOTE_MARK.search(line)) or (not following and index == len(lines) - 1)


def _is_prose(line: str) -> bool:
    return len(line) >= 70 and (bool(_SENTENCE_END.search(line)) or line.endswith(":")) and not line.endswith("...")


def _is_furniture(line: str) -> bool:
    if _LINE.match(line) or _CREDIT.search(line):
        return True
    if _QUOTE_MARK.search(line) and _SPEECH.search(line) and _SENTENCE_END.search(line):
        return False
    if line[:1] in "\"'" and _SENTENCE_END.search(line) and not _CREDIT.search(line):
        return False  # a further paragraph of somebody's words: "Please contact us if you saw anything."
    return bool(_PLEA.search(line)) and not _inline_plea_only(line)


def _inline_plea_only(line: str) -> bool:
    # A long paragraph of the article with a plea run on at its end: the plea alone is dropped.
    match = _PLEA.search(line)
    return match is not None and match.start() > 200


def _without_captions(kept: list[bool], lines: Sequence[str]) -> list[bool]:
    present = [index for index, keep in enumerate(kept) if keep]
    out = list(kept)
    for here, after in pairwise(present):
        if lines[here] == lines[after] and not _SENTENCE_END.search(lines[here]):
            out[here] = out[after] = False  # a picture's description and its caption
    for index in range(1, len(lines)):
        is_credit = _CREDIT.search(lines[index]) and len(lines[index]) < 60
        if not is_credit and not lines[index].startswith("|"):
            continue
        # The caption stands before its credit, or after it; it has no full stop where the article's sentences do.
        for beside in (index - 1, index + 1):
            if (
                beside < len(lines)
                and out[beside]
                and len(lines[beside]) < 250
                and not _SENTENCE_END.search(lines[beside])
            ):
                out[beside] = False
                break
    return out


def _is_heading(raw: str, line: str, title: str, *, lead: bool) -> bool:
    if title and len(line) < 2 * len(title) + 20 and fuzz.ratio(line, title) >= 85:
        return True
    if line.endswith((":", ",", ";", "-")):
        return False
    if _TWO_SENTENCES.search(line) or _SIGNED.search(line):
        return False
    if lead and len(line) < 400 and not _SENTENCE_END.search(line):
        return True
    if len(line) > _HEADING_LENGTH:
        return False
    if not _SENTENCE_END.search(line):
        return not re.search(
            r"[\"'”’],? (?:\w+ ){0,4}(?:said|added|told)\b|\b(?:said|added|told \w+)\b[^.]{0,40}: ?[\"']", line
        )
    letters = [char for char in raw if char.isalpha()]
    return len(letters) > 12 and sum(char.isupper() for char in letters) > 0.8 * len(letters)


def _is_quoted(before: str) -> bool:
    # Whether a quotation is open behind `before`: “It opens today. Sign up online,” he said.
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _without_inline_plea(text: str, span: Span) -> Span:
    start, end = span
    match = _INLINE_PLEA.search(text, start, end)
    if match and not _is_quoted(text[start : match.start()]):
        return start, start + len(text[start : match.start()].rstrip())
    if end - start > 250 and (plea := _PLEA.search(fold(text[start:end]), 200)):
        sentence = max(text.rfind(". ", start, start + plea.start()), text.rfind("” ", start, start + plea.start()))
        if sentence > start:
            return start, sentence + 1
    return span
