"""Gradient steps with checkpoints: killed at any moment, the next run goes on from the last one."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from tonecheck.categories import CATEGORIES
from tonecheck.training.examples import Batch, Example, batches, collate
from tonecheck.training.network import Network

_WARM_UP: Final = 0.06
_HEADS: Final = ("evidence", "sequence.classifier", "sequence.bert.pooler")
_HEADS_FASTER: Final = 5.0
_DECAY: Final = 0.01
_SMOOTHING: Final = 0.02
_LARGEST_GRADIENT: Final = 1.0


class StaleCheckpointError(RuntimeError):
    """A checkpoint in the work folder belongs to another run."""


@dataclass(frozen=True)
class Schedule:
    """How to learn. ``rate`` is the peak learning rate of the encoder."""

    epochs: int
    batch: int = 48
    rate: float = 1.3e-4
    seed: int = 17
    checkpoint_every: int = 200


def loss(model: Network, batch: Batch) -> Tensor:
    """Binary cross-entropy of what was judged: labels of the message, and the pieces that show them."""
    logits, evidence = model(batch.ids, batch.speakers, batch.mask)
    target = batch.labels * (1 - 2 * _SMOOTHING) + _SMOOTHING
    by_label = functional.binary_cross_entropy_with_logits(logits.float(), target, reduction="none")
    by_piece = functional.binary_cross_entropy_with_logits(
        evidence.float(), batch.tags, reduction="none"
    ).sum(-1)
    labels = (by_label * batch.known).sum() / batch.known.sum()
    pieces = (by_piece * batch.tagged).sum() / batch.tagged.sum().clamp(min=1)
    return len(CATEGORIES) * labels + pieces


def _parameters(model: Network, rate: float) -> list[dict[str, object]]:
    fast = [parameter for name, parameter in model.named_parameters() if name.startswith(_HEADS)]
    known = set(map(id, fast))
    rest = [parameter for parameter in model.parameters() if id(parameter) not in known]
    plain = [parameter for parameter in rest if parameter.ndim < 2]
    decayed = [parameter for parameter in rest if parameter.ndim >= 2]
    return [
        {"params": decayed, "lr": rate, "weight_decay": _DECAY},
        {"params": plain, "lr": rate, "weight_decay": 0.0},
        {"params": fast, "lr": rate * _HEADS_FASTER, "weight_decay": _DECAY},
    ]


class Learner:
    """One run of learning in ``folder``; the same schedule and examples give the same run on a CPU.

    ``of`` says what is learnt from: a checkpoint of something else, or of another schedule, is
    refused.
    """

    def __init__(
        self, model: Network, schedule: Schedule, folder: Path, device: str, of: str = ""
    ) -> None:
        self._model = model.to(device)
        lessons = replace(schedule, checkpoint_every=0)  # when it is saved changes nothing
        self._of = repr((of, lessons))
        self._schedule = schedule
        self._device = device
        self.learnt_on = device
        """Where the last step was made; a checkpoint may come from another machine."""
        self._checkpoint = folder / "checkpoint.pt"

    def run(
        self,
        epoch_examples: Callable[[int], Sequence[Example]],
        progress: Callable[[int, int, float], None],
    ) -> None:
        """Learn to the end of the schedule.

        Args:
            epoch_examples: the examples of an epoch (0, 1, …); must depend on its number only.
            progress: told the step, the number of steps (an estimate before the last epoch) and the loss.
        """
        torch.manual_seed(self._schedule.seed)
        optimiser = torch.optim.AdamW(_parameters(self._model, self._schedule.rate), fused=True)
        peaks = [group["lr"] for group in optimiser.param_groups]
        epoch, done, step = self._restore(optimiser)
        while epoch < self._schedule.epochs:
            order = random.Random(self._schedule.seed * 1000 + epoch)
            grouped = batches(epoch_examples(epoch), self._schedule.batch, order)
            total = step - done + len(grouped) * (self._schedule.epochs - epoch)
            for examples in grouped[done:]:
                for group, peak in zip(optimiser.param_groups, peaks, strict=True):
                    group["lr"] = peak * _slope(step, total)
                value = self._step(optimiser, collate(examples))
                step, done = step + 1, done + 1
                progress(step, total, value)
                if step % self._schedule.checkpoint_every == 0:
                    self._save(optimiser, epoch, done, step)
            epoch, done = epoch + 1, 0
            self._save(optimiser, epoch, done, step)

    def _step(self, optimiser: torch.optim.Optimizer, batch: Batch) -> float:
        self._model.train()
        moved = Batch(*(tensor.to(self._device) for tensor in batch))
        # Processors without instructions for half precision imitate it, many times slower.
        half = self._device.startswith("cuda")
        with torch.autocast(self._device, dtype=torch.bfloat16, enabled=half):
            value = loss(self._model, moved)
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._model.parameters(), _LARGEST_GRADIENT)
        optimiser.step()
        optimiser.zero_grad()
        return float(value.detach())

    def _save(self, optimiser: torch.optim.Optimizer, epoch: int, done: int, step: int) -> None:
        state = {
            "model": self._model.state_dict(),
            "optimiser": optimiser.state_dict(),
            "random": torch.get_rng_state(),
            "at": (epoch, done, step),
            "of": self._of,
            "on": self.learnt_on,
        }
        fresh = self._checkpoint.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(self._checkpoint)

    def _restore(self, optimiser: torch.optim.Optimizer) -> tuple[int, int, int]:
        if not self._checkpoint.is_file():
            return 0, 0, 0
        state = torch.load(self._checkpoint, map_location=self._device, weights_only=True)
        if state["of"] != self._of:
            raise StaleCheckpointError(
                f"{self._checkpoint} 是用别的语料、词表或设置训练的；请换一个 --work 目录，或删掉它"
            )
        self._model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["random"].cpu())
        epoch, done, step = state["at"]
        if epoch == self._schedule.epochs:
            self.learnt_on = state["on"]
        return epoch, done, step


def _slope(step: int, total: int) -> float:
    """Share of the peak rate: up in a short while, then down to nothing."""
    rise = max(1, int(total * _WARM_UP))
    return min((step + 1) / rise, max(0.0, (total - step) / max(1, total - rise)))
