"""completions(assistant): the assistant as a model for clients of OpenAI's chat completions, such as Open WebUI."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Literal
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.sse import ServerSentEvent

from qa.answers import Answer
from qa.chat import Assistant
from qa.errors import InputError, WenbaoError
from service import messages
from service import openai_shapes as shapes
from service.openai_shapes import MODEL
from service.streams import Events, stream

FAULTS: dict[int | str, dict[str, Any]] = {s: {"model": shapes.OpenAIError} for s in ("4XX", "5XX")}
CHUNKS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A chat completion; with `stream` its chunks as events, the last of them [DONE]",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


class UnknownModel(InputError):
    """Another model than the one there is."""


class OpenAIRoute(APIRoute):
    """A route whose faults have the shape that OpenAI's clients expect."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"][1:]))
                return JSONResponse(fault(f"{where or 'the body'}: {first['msg']}", param=where or None), 400)
            except UnknownModel as error:
                return JSONResponse(fault(str(error), param="model", code="model_not_found"), 404)
            except InputError as error:
                return JSONResponse(fault(str(error), param="messages"), 400)
            except WenbaoError as error:
                return JSONResponse(fault(str(error), type="server_error"), 503)

        return told


def completions(assistant: Assistant) -> APIRouter:
    """The routes under /v1."""
    routes = APIRouter(prefix="/v1", route_class=OpenAIRoute, responses=FAULTS)

    @routes.get("/models")
    def models() -> shapes.Models:
        """The one model there is."""
        return shapes.Models()

    @routes.get("/models/{name:path}")
    def model(name: str) -> shapes.Model:
        """That one."""
        return shapes.Model(id=_known(name))

    @routes.post("/chat/completions", response_model=shapes.Completion, responses=CHUNKS)
    def complete(asked: shapes.Asked, request: Request) -> Any:
        """The answer as a message with quotations that link to their articles."""
        base = str(request.base_url).rstrip("/")
        steps = _steps(assistant, asked)
        if asked.stream:
            is_counted = bool(asked.stream_options and asked.stream_options.include_usage)
            return stream(_events(steps, base, is_counted), _failed)
        return _completion(next(step for step in steps if isinstance(step, Answer)), base)

    return routes


def _steps(assistant: Assistant, asked: shapes.Asked) -> Iterator[str | Answer]:
    """What the last user message asks after the messages before it."""
    _known(asked.model)
    said = [(message.role, message.text) for message in asked.messages]
    last = max((place for place, (role, _) in enumerate(said) if role == "user"), default=None)
    if last is None:
        raise InputError("there is no user message: send the question as one")
    try:
        "".join(text for _, text in said).encode()
    except UnicodeEncodeError:
        raise InputError("a message holds half a character: send it as UTF-8") from None
    return assistant.steps(said[last][1], messages.conversation(said[:last], assistant.library))


def _known(name: str) -> str:
    if name != MODEL:
        raise UnknownModel(f"there is no model {name!r}: ask {MODEL!r}")
    return name


def _completion(answer: Answer, base: str) -> dict[str, Any]:
    message = messages.message_of(answer, base)
    said = shapes.Message(content=message.text, annotations=_annotations(message))
    return {
        **_head("chat.completion"),
        "choices": [shapes.Choice(message=said)],
        "wenbao": answer.as_dict(),
    }


def _events(steps: Iterator[str | Answer], base: str, is_counted: bool) -> Events:
    """Chunks: the role at once, a step as it begins, the message, what it quotes; then the end of the stream.

    Before that end, if it `is_counted`, one without choices that says what was used.
    """
    head = _head("chat.completion.chunk")

    def chunk(delta: dict[str, Any], finish: str | None = None, wenbao: Any = None) -> ServerSentEvent:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return ServerSentEvent(data={**head, "choices": [choice], "wenbao": wenbao})

    role = {"role": "assistant", "content": ""}  # once: clients join what chunks say
    for step in steps:
        if isinstance(step, Answer):
            message = messages.message_of(step, base)
            quoted = [annotation.model_dump() for annotation in _annotations(message)]
            yield chunk({"content": message.text})
            yield chunk({"annotations": quoted}, "stop", step.as_dict())
        else:
            yield chunk(role, wenbao={"step": step})
            role = {}
    if is_counted:
        yield ServerSentEvent(data={**head, "choices": [], "usage": shapes.Usage().model_dump()})
    yield ServerSentEvent(raw_data="[DONE]")


def _head(kind: Literal["chat.completion", "chat.completion.chunk"]) -> dict[str, Any]:
    return shapes.Head(id=f"chatcmpl-{uuid4().hex}", object=kind, created=int(time.time())).model_dump()


def _annotations(message: messages.Message) -> list[shapes.Annotation]:
    return [
        shapes.Annotation(
            url_citation=shapes.UrlCitation(
                start_index=quoted.start,
                end_index=quoted.end,
                title=quoted.citation.article.headline,
                url=quoted.url,
            )
        )
        for quoted in message.quoted
    ]


def fault(message: str, **about: Any) -> dict[str, Any]:
    """An error in OpenAI's shape; `about` is type, param or code."""
    return shapes.OpenAIError(error=shapes.OpenAIFault(message=message, **about)).model_dump()


def _failed(message: str) -> ServerSentEvent:
    return ServerSentEvent(data=fault(message, type="server_error"))
