"""The shapes that clients of OpenAI's chat completions send and expect, as far as Wenbao has something to say in them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from service import shapes

MODEL = "wenbao"


class Said(BaseModel):
    """A message of the conversation; of its parts only text counts."""

    role: str
    content: str | list[dict[str, Any]] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(
                str(part.get("text") or "") for part in self.content if part.get("type") == "text"
            )
        return self.content or ""


class StreamOptions(BaseModel):
    include_usage: bool | None = False


class Asked(BaseModel):
    """The question is the last user message; system messages and other parameters (temperature, …) change nothing."""

    model: str = Field(description=MODEL)
    messages: list[Said]
    stream: bool | None = False
    stream_options: StreamOptions | None = None


class Model(BaseModel):
    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = MODEL


class Models(BaseModel):
    """The one model there is."""

    object: Literal["list"] = "list"
    data: list[Model] = [Model()]


class UrlCitation(BaseModel):
    """A quotation: characters start_index to end_index of the message, and the article's address."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class Message(BaseModel):
    """The answer in Markdown, or that there is none, which has no annotations."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    index: int = 0
    message: Message
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(BaseModel):
    """Nothing: no token is generated."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class Head(BaseModel):
    """What a completion and each of its chunks begin with."""

    id: str
    object: Literal["chat.completion", "chat.completion.chunk"]
    created: int
    model: str = MODEL


class Completion(Head):
    """An answer as one message; `wenbao` holds it as /api/v1/ask gives it."""

    choices: list[Choice]
    usage: Usage = Usage()
    wenbao: shapes.Answer


class OpenAIFault(BaseModel):
    """What went wrong and the remedy, in one line."""

    message: str
    type: Literal["invalid_request_error", "server_error"] = "invalid_request_error"
    param: str | None = None
    code: str | None = None


class OpenAIError(BaseModel):
    """A fault as OpenAI's clients read it."""

    error: OpenAIFault
