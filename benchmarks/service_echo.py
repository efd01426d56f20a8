"""The bare service that ours is compared with: a pydantic model in, the same model out."""

from datetime import datetime

from fastapi import FastAPI
from pydantic import BaseModel

from tonecheck.message import Channel, Recipient


class Echoed(BaseModel):
    text: str
    id: str | None = None
    channel: Channel = "sms"
    recipient: Recipient = "debtor"
    sent_at: datetime | None = None
    sender: str | None = None
    recipient_id: str | None = None


class EchoedBatch(BaseModel):
    messages: list[Echoed]


app = FastAPI()


@app.post("/v1/check")
async def check(message: Echoed) -> Echoed:
    return message


@app.post("/v1/check/batch")
async def batch(messages: EchoedBatch) -> EchoedBatch:
    return messages
