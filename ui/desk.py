"""Desk: what happens on the page, an event a method; each tells what is to change as a View."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from qa.answers import Answer, Citation
from qa.articles import field_text
from qa.asking import answer_of
from qa.chat import LONGEST_QUESTION, Assistant
from qa.conversations import Conversations, Kept, Rating
from qa.errors import LibraryError, WenbaoError
from qa.filters import Filters, read_filters
from qa.followups import Turn
from ui import cards, faults, render, shelf
from ui.cards import Entry
from ui.labels import CHINESE, ENGLISH, label
from ui.session import Opened, Session, Talk, View

EXAMPLES = 6  # example questions on the empty page: two rows on a desktop, one screen on a phone

log = logging.getLogger("wenbao")


@dataclass(frozen=True, slots=True)
class Desk:
    """The page's events over an assistant and the conversations kept beside its library."""

    assistant: Assistant
    kept: Conversations
    _asking: list[str] = field(default_factory=list)  # pages that wait for an answer
    _suggesting: set[str] = field(default_factory=set)  # pages that wait for what one would ask next
    _ended: dict[str, View] = field(default_factory=dict)  # what pages want shown instead of their answer

    def greet(self, session: Session) -> View:
        """The page as it opens; what is asked before this is done is not written over."""
        view = self.empty(session)
        return replace(view, shown=None, chips=None) if session.page in self._asking else view

    def empty(self, session: Session) -> View:
        """The page without a conversation, read from the library anew; its example questions come later."""
        language = session.language
        try:
            count = self.assistant.library.count()
        except WenbaoError as error:
            failed = cards.conversation([Entry("", error=faults.told(error, language))], language)
            return View(head=render.masthead(None, language), shown=failed)
        return View(
            head=render.masthead(count, language),
            shown=cards.welcome(count, language),
            chips=self.chips(session.filters, language),
            past=self.past(session),
        )

    def examples(self, session: Session) -> View:
        """Questions to begin with; the first visitor after a change waits for them some seconds, not for the page."""
        if session.talk.entries:
            return View()
        try:
            questions = self.assistant.suggestions(EXAMPLES)
        except WenbaoError:
            return View()
        if session.page in self._asking:  # a click would ask a second time
            return View()
        return View(next=cards.suggested(questions, "examples", session.language))

    def ask(self, session: Session, question: str) -> Iterator[View]:
        """Show how far the answering is, then what came of it."""
        language, question = session.language, question.strip()
        if not question:
            yield View()
            return
        if len(question) > LONGEST_QUESTION:
            fault = label(language, "too_long", count=len(question), limit=LONGEST_QUESTION)
            yield View(notice=render.notice(fault))
            return
        self._suggesting.discard(session.page)
        self._asking.append(session.page)
        try:
            yield from self.asked(session, question)
        finally:
            self._asking.remove(session.page)
            self._ended.pop(session.page, None)

    def asked(self, session: Session, question: str) -> Iterator[View]:
        """The filters that a question sets, the steps of answering it, and the answer, kept."""
        language = session.language
        filters, asked, history = self.understood(session, question)
        if filters != session.filters:
            session = replace(session, filters=filters)
            yield View(filters=filters, chips=self.chips(filters, language))
        if not asked:
            notice = label(language, "filtered" if filters else "unfiltered")
            yield View(notice=render.notice(notice), box="")
            return
        yield View(talk=replace(session.talk, asking=question), box="", is_busy=True, notice="", next="")
        entry = Entry(question)
        for entry in self.answered(session, question, asked, history):
            if ended := self._ended.pop(session.page, None):
                yield ended
                return
            yield View(shown=cards.conversation([*session.talk.entries, entry], language))
        talk, fault = self.keep(session, entry)
        session = replace(session, talk=talk)
        if ended := self._ended.pop(session.page, None):
            yield ended
            return
        yield View(
            shown=cards.conversation(talk.entries, language),
            talk=talk,
            past=self.past(session),
            is_busy=False,
            notice=render.notice(fault),
        )

    def understood(self, session: Session, question: str) -> tuple[Filters, str, tuple[Turn, ...]]:
        """The filters that the question leaves, what is asked, and after which turns."""
        library, turns = self.assistant.library, session.talk.turns
        try:
            filters, asked = read_filters(question, session.filters, library.newspapers(), library.newest())
        except WenbaoError:  # a library that can't be read is told when it is searched
            return session.filters, question, turns
        if not asked and turns:  # 只看3月的 asks the last question again
            return filters, turns[-1].answer.understood or turns[-1].question, ()
        return filters, asked, () if filters != session.filters else turns

    def answered(
        self, session: Session, question: str, asked: str, history: tuple[Turn, ...]
    ) -> Iterator[Entry]:
        """The entry as it goes through its steps; an error becomes one line on the page."""
        only = session.filters
        try:
            for step in self.assistant.steps(
                asked, history, newspaper=only.newspaper, since=only.since, until=only.until
            ):
                if isinstance(step, Answer):
                    yield Entry(question, replace(step, question=question))
                else:
                    yield Entry(question, step=step)
        except WenbaoError as error:
            yield Entry(question, error=faults.told(error, session.language))
        except Exception:  # the page outlives any fault, and the person is told in words
            log.exception("a question failed")
            yield Entry(question, error=label(session.language, "internal"))

    def keep(self, session: Session, entry: Entry) -> tuple[Talk, str]:
        """The conversation with the entry, kept if its user is known; one line if it can't be kept."""
        user, id, fault = session.user, session.talk.id, ""
        entries = session.talk.entries
        if user and entry.answer is not None:
            try:
                if not id or not self.kept.holds(user, id):  # deleted meanwhile: this goes on as a new one
                    id = self.kept.begin(user, entry.question)
                    entries = tuple(replace(before, place=None) for before in entries)  # those are not in it
                entry = replace(entry, place=self.kept.add(user, id, entry.answer))
                entries = self.rated(user, id, entries)
            except WenbaoError as error:
                fault = faults.told(error, session.language)
        return Talk((*entries, entry), id), fault

    def rated(self, user: str, id: str, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The entries with their ratings as they are kept: one may have come while the question was answered."""
        _, turns = self.kept.get(user, id)
        return tuple(
            entry if entry.place is None else replace(entry, rating=turns[entry.place].rating)
            for entry in entries
        )

    def suggest(self, session: Session) -> View:
        """What one would ask next, as far as it was found out before somebody asked something."""
        questions = []
        self._suggesting.add(session.page)
        try:
            if not self._asking:
                for question in self.assistant.next_questions(session.talk.turns):
                    questions.append(question)
                    if self._asking:
                        break
            is_last = session.page in self._suggesting  # else they would go on from an answer before it
        except WenbaoError:
            return View()
        finally:
            self._suggesting.discard(session.page)
        return View(next=cards.suggested(questions, "next", session.language)) if is_last else View()

    def stop(self, session: Session) -> View:
        """Ends the answering at its next step, with the conversation before it and the question in the box again.

        That is shown by the event that answers: what it had on its way cannot come later than this.
        """
        entries, language = session.talk.entries, session.language
        shown = cards.conversation(entries, language) if entries else self.empty(session).shown
        self.give_back(session, View(shown=shown, is_busy=False))
        return View()

    def give_back(self, session: Session, shown: View) -> None:
        """Let the answering end at its next step with that, and its question in the box again."""
        talk = session.talk
        self.end(session, replace(shown, box=talk.asking, talk=replace(talk, asking="")))

    def end(self, session: Session, shown: View) -> None:
        """Let the answering, if there is any, end at its next step with that; what would go on from before isn't suggested."""
        self._suggesting.discard(session.page)
        if session.page in self._asking:
            self._ended[session.page] = shown

    def open(self, session: Session, place: str) -> View:
        """Open the citation whose place in the conversation the browser names."""
        opened = Opened(find_citation(place, session.talk.entries), session.opened.times + 1)
        return View(paper=self.article(opened, session.language), opened=opened)

    def article(self, opened: Opened, language: str) -> str:
        """The article as the library holds it now, never what was removed or changed since."""
        citation = opened.citation
        if citation is None:
            return render.empty_pane(language)
        try:
            article = self.assistant.library.article(citation.article.id)
        except LibraryError as error:
            return render.message_pane(faults.told(error, language), language)
        if field_text(article, citation.field)[citation.start : citation.end] != citation.quote:
            return render.message_pane(label(language, "stale"), language)
        return render.article_pane(article, citation, opened.times, language)

    def switch(self, session: Session) -> View:
        """The same page in the other language; a question that waits stands in the box again, as after `stop`."""
        self._suggesting.discard(session.page)
        session = replace(session, language=ENGLISH if session.language == CHINESE else CHINESE)
        view, entries = self.empty(session), session.talk.entries
        shown = cards.conversation(entries, session.language) if entries else view.shown
        paper = self.article(session.opened, session.language)
        view = replace(
            view, shown=shown, paper=paper, language=session.language, notice="", next="", is_busy=False
        )
        if session.page not in self._asking:
            return view
        # What the answering may change is shown by it, the rest now.
        self.give_back(session, replace(view, head=None, paper=None, language=None))
        return View(head=view.head, paper=view.paper, language=view.language)

    def new(self, session: Session) -> View:
        """A new conversation; the filters stay."""
        self.end(session, View())
        session = replace(session, talk=Talk(), opened=Opened())
        paper = render.empty_pane(session.language)
        return replace(
            self.empty(session),
            paper=paper,
            talk=Talk(),
            opened=Opened(),
            notice="",
            next="",
            is_busy=False,
        )

    def resume(self, session: Session, id: str) -> View:
        """An earlier conversation, to go on with."""
        try:
            _, turns = self.kept.get(session.user, id)
            talk = Talk(tuple(self.entry(place, turn) for place, turn in enumerate(turns)), id)
        except WenbaoError as error:
            return View(notice=render.notice(faults.told(error, session.language)), past=self.past(session))
        self.end(session, View())
        session = replace(session, talk=talk)
        return View(
            shown=cards.conversation(talk.entries, session.language),
            past=self.past(session),
            paper=render.empty_pane(session.language),
            talk=talk,
            opened=Opened(),
            notice="",
            next="",
            is_busy=False,
        )

    def entry(self, place: int, turn: Kept) -> Entry:
        """A turn as it was kept, with what the library still bears out of its citations."""
        answer = answer_of(turn.answer, self.assistant.library)
        return Entry(answer.question, answer, place=place, rating=turn.rating)

    def rename(self, session: Session, id: str, name: str) -> View:
        """Give a conversation another name."""
        try:
            self.kept.rename(session.user, id, name)
        except WenbaoError as error:
            return View(notice=render.notice(faults.told(error, session.language)), past=self.past(session))
        return View(past=self.past(session), notice="")

    def delete(self, session: Session, id: str) -> View:
        """Delete a conversation; the page is empty if it was the one shown."""
        try:
            self.kept.delete(session.user, id)
        except WenbaoError as error:
            return View(notice=render.notice(faults.told(error, session.language)), past=self.past(session))
        return self.new(session) if id == session.talk.id else View(past=self.past(session), notice="")

    def find(self, session: Session, words: str) -> View:
        """The conversations that hold those words."""
        return View(past=self.past(session, words))

    def rate(self, session: Session, turn: int, rating: Rating) -> View:
        """Keep what the user thinks of an answer."""
        talk = session.talk
        entry = talk.entries[turn] if 0 <= turn < len(talk.entries) else Entry("")
        if entry.place is None:
            return View()
        try:
            self.kept.rate(session.user, talk.id, entry.place, rating)
        except WenbaoError as error:
            return View(notice=render.notice(faults.told(error, session.language)))
        entries = (*talk.entries[:turn], replace(entry, rating=rating), *talk.entries[turn + 1 :])
        talk = replace(talk, entries=entries)
        if session.page in self._asking:  # it shows with the answer that is on its way
            return View(talk=talk, notice="")
        return View(shown=cards.conversation(entries, session.language), talk=talk, notice="")

    def filter(self, session: Session, newspaper: str, since: str, until: str) -> View:
        """Keep the search to a newspaper and days, each "" for any."""
        try:
            days = [date.fromisoformat(day) if day else None for day in (since, until)]
        except ValueError:
            return View(notice=render.notice(label(session.language, "bad_day")))
        if days[0] and days[1] and days[0] > days[1]:
            return View(notice=render.notice(label(session.language, "bad_span")))
        filters = Filters(newspaper, *days)
        return View(filters=filters, chips=self.chips(filters, session.language), notice="")

    def chips(self, filters: Filters, language: str) -> str:
        """The filters as they are, and the form to choose them."""
        try:
            newspapers = self.assistant.library.newspapers()
        except WenbaoError:
            newspapers = []
        return shelf.filters(filters, newspapers, language)

    def past(self, session: Session, words: str = "") -> str:
        """The user's earlier conversations."""
        try:
            kept = self.kept.listed(session.user, words) if session.user else []
        except WenbaoError as error:
            return render.notice(faults.told(error, session.language))
        return shelf.past(kept, session.talk.id, words, session.language)


def find_citation(place: str, entries: tuple[Entry, ...]) -> Citation | None:
    """The citation a chip names, such as "3-closest-0"; None for what no chip of this conversation says."""
    for turn, entry in enumerate(entries):
        answer = entry.answer or Answer("")
        for kind, citations in (("citations", answer.citations), ("closest", answer.closest)):
            for name, citation in cards.places(citations, kind, turn):
                if place == name:
                    return citation
    return None
