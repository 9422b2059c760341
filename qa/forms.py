"""shape: a stretch of text in the form that the question asks for: a bare name, a whole list, a number with its unit."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.amounts import whole_amount
from qa.candidates import UNITS, find
from qa.holders import whole_names, whole_post
from qa.organisations import ENDS
from qa.persons import POSTS
from qa.questions import Asked
from qa.shaped import GOES_ON, Shaped, trim
from qa.words import whole_words

SAYING = re.compile(r"怎么[样]?(?:评价|说|看)|说了?什么|如何(?:评价|看)")
SPOKE = re.compile("(?:评价|表示|说|认为|介绍|指出|强调|坦言)?道?")  # behind who said it
DOING = "中标|获|夺|胜|入选|当选|举|召开|开|承|主办|负责|提供|参|建|生产|赢|输|先|最|排|受|被"  # no noun: 哪家中标
INDEFINITE = re.compile("该|同一|某|一[家所座名位]")  # tells not which
ONE = re.compile("哪一?[个家所支座]")  # of which several clauses tell too much
DOER = re.compile(rf".{{2,}}?(?:{'|'.join(ENDS)}|队)(?=以|战胜|{DOING})")  # 云州中学 of 云州中学以2∶1战胜…
LONG_CLAUSE = 8  # characters before 的 that tell of a noun and aren't part of its name


def shape(asked: Asked, text: str, start: int, end: int) -> Shaped:
    """The span found in a sentence, grown or trimmed to the form asked for, and how well it has that form."""
    start, end = trim(text, start, end)
    if start >= end:
        return Shaped(start, end, 0.0)
    if asked.kind in ("person", "people"):
        people = whole_names(asked, text, start, end)
        return replace(people, fit=0.1) if GOES_ON.search(text[people.start : people.end]) else people
    if asked.kind in ("date", "count"):
        return whole_amount(asked, text, start, end)
    if asked.kind == "post":
        return whole_post(asked, text, start, end)
    start, end = _noun(asked, text, start, end)
    if asked.kind in ("place", "organisation", "which", "theme"):
        is_other = (
            any(c.start < end <= c.end for c in find("date", text))
            or re.fullmatch(r"[\d.,万亿%]+", text[start:end])
            or INDEFINITE.match(text[start:end])
            or (ONE.search(asked.text) and "，" in text[start:end])
            or (asked.kind == "organisation" and re.fullmatch(POSTS, text[start:end]))
            or ("在哪" in asked.text and re.search(rf"{POSTS}$", text[start:end]))
        )
        return Shaped(start, end, 0.0 if is_other else 1.0)
    is_speaker = SAYING.search(asked.text) and any(
        re.search(f"^$|{POSTS}$", text[start : c.start]) and SPOKE.fullmatch(text, c.end, end)
        for c in find("person", text)
        if start <= c.start
    )
    return Shaped(start, end, 0.1 if is_speaker else 1.0)


def _noun(asked: Asked, text: str, start: int, end: int) -> tuple[int, int]:
    """With the noun of 哪个仓库 behind it, without what is said of it before 的; a list without what follows; the words said."""
    start, whole = whole_words(text, start, end)
    end = end if asked.kind in ("place", "organisation") else whole  # 南屏区 ends within 区委
    if SAYING.search(asked.text) and (said := re.search(r"“[^”]{6,}”$", text[start:end])):
        return start + said.start(), end
    if "哪些" in asked.text and (listed := re.match(r"[^，；]*、[^，；]*(?=[，；])", text[start:end])):
        end = start + listed.end()
    if asked.kind == "place" and (place := re.search(r"在(?=[^在，。；]{2,14}$)", text[start:end])):
        start += place.end()
    if asked.kind == "place" and (
        done := re.search(r"(?<=..)(?:举行|举办|召开|开幕|启动|落幕)(?:的[^，。；]*)?$", text[start:end])
    ):
        end = start + done.start()
    if asked.kind == "theme" and (one := re.match(r"《[^》]+》(?=、[^《》、]+的《)", text[start:end])):
        end = start + one.end()
    asked_for = re.search(rf"哪[一几]?(?:{UNITS}|幅|部|款)(?!{DOING})([一-鿿]{{2,8}})[？?]?$", asked.text)
    noun = asked_for[1] if asked_for else ""
    if noun and text.startswith(noun, end):
        end += len(noun)
    if ONE.search(asked.text) and (doer := DOER.match(text, start, end)):
        end = doer.end()
    if asked.kind == "place" and re.match("局地[有大暴中小]", text[end - 1 :]):
        end -= 1
    if asked.kind == "organisation" and (head := re.search(rf"(?<=..){POSTS}$", text[start:end])):
        end = start + head.start()
    if asked.kind in ("organisation", "which") and (
        quoted := re.match("“[^”]{1,12}”|《[^》]{1,20}》", text[end:])
    ):
        end += quoted.end() if "”" not in text[start:end] and "》" not in text[start:end] else 0
    told = re.match(rf".{{{LONG_CLAUSE},}}的(?=[^，的]{{2,}}$)", text[start:end])
    if noun and told and text[start:end].endswith(noun):
        start += told.end()
    return start, end
