"""Training loop: deterministic by seed, resumable, with a log of one JSON line every so often."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional

from geomap.recognizer.pieces import Pieces
from training.recognizer.batches import IGNORE, Batch, Window, batches
from training.recognizer.net import FLAT_TAGS, Tagger


@dataclass(frozen=True)
class Plan:
    """How to train: ``passes`` over the windows, ``tokens`` pieces a batch.

    ``frozen`` lower layers, and the embeddings with them, keep their weights.
    """

    passes: int = 3
    rate: float = 2e-4
    warm_up: float = 0.06
    tokens: int = 3072
    seed: int = 1
    threads: int = 2
    log_every: int = 50
    save_seconds: float = 240.0
    geo_weight: float = 1.0
    bf16: bool = False
    frozen: int = 0


def loss_of(model: Tagger, batch: Batch, geo_weight: float) -> torch.Tensor:
    """Cross-entropy of both layers, words without a tag left out."""
    logits = model(batch.ids, batch.shapes, batch.mask, batch.where)
    flat, geo = logits[:, : len(FLAT_TAGS)], logits[:, len(FLAT_TAGS) :]
    total = logits.new_zeros(())
    for part, tags, weight in ((flat, batch.flat, 1.0), (geo, batch.geo, geo_weight)):
        if bool((tags != IGNORE).any()):
            total = total + weight * functional.cross_entropy(part, tags, ignore_index=IGNORE)
    return total


def rate_at(step: int, steps: int, warm_up: float) -> float:
    """Linear warm-up, then linear decay to zero."""
    begin = max(1, int(steps * warm_up))
    return step / begin if step < begin else max(0.0, (steps - step) / max(1, steps - begin))


def train(
    model: Tagger,
    pass_windows: Callable[[int, random.Random], list[Window]],
    pieces: Pieces,
    plan: Plan,
    folder: Path,
) -> list[float]:
    """Train and leave ``last.pt`` and ``log.jsonl`` in the folder; return the losses logged.

    ``pass_windows(number, rng)`` makes the windows of a pass; the same seed gives the same
    ones, so that an interrupted run goes on where it last saved.
    """
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    learning = unfrozen(model, plan.frozen)
    optimizer = torch.optim.AdamW(learning, lr=plan.rate, weight_decay=0.01, fused=True)
    done, steps = restore(model, optimizer, folder)
    losses: list[float] = []
    step, running, since, saved = 0, 0.0, time.monotonic(), time.monotonic()
    tokens = 0
    model.train()
    for number in range(plan.passes):
        rng = random.Random(plan.seed * 1000 + number)
        todo = list(batches(pass_windows(number, rng), pieces, rng, plan.tokens))
        steps = steps or len(todo) * plan.passes
        for batch in todo:
            step += 1
            if step <= done:
                continue
            for group in optimizer.param_groups:
                group["lr"] = plan.rate * rate_at(step, steps, plan.warm_up)
            with torch.autocast("cpu", torch.bfloat16, enabled=plan.bf16):
                loss = loss_of(model, batch, plan.geo_weight)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            running += float(loss.detach())
            tokens += batch.ids.numel()
            if step % plan.log_every == 0:
                seconds = time.monotonic() - since
                losses.append(running / plan.log_every)
                note(folder, step=step, steps=steps, loss=round(losses[-1], 4),
                     tokens_per_second=round(tokens / seconds))  # fmt: skip
                running, tokens, since = 0.0, 0, time.monotonic()
            if time.monotonic() - saved > plan.save_seconds:
                save(model, optimizer, step, steps, folder)
                saved = time.monotonic()
    save(model, optimizer, step, steps, folder)
    return losses


def unfrozen(model: Tagger, frozen: int) -> list[torch.nn.Parameter]:
    """Fix the embeddings and the lower layers, if any are to be frozen; return what learns."""
    if frozen:
        for part in (model.encoder.embeddings, *model.encoder.encoder.layer[:frozen]):
            part.requires_grad_(False)
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def note(folder: Path, **facts: object) -> None:
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps({"time": time.strftime("%H:%M:%S"), **facts}) + "\n")


def save(
    model: Tagger, optimizer: torch.optim.Optimizer, step: int, steps: int, folder: Path
) -> None:
    part = folder / "last.pt.part"
    state = {
        "model": model.state_dict(), "optimizer": optimizer.state_dict(),
        "step": step, "steps": steps,
    }  # fmt: skip
    torch.save(state, part)
    os.replace(part, folder / "last.pt")


def restore(model: Tagger, optimizer: torch.optim.Optimizer, folder: Path) -> tuple[int, int]:
    """Go on from ``last.pt``, if there is one: the steps done and the steps planned."""
    path = folder / "last.pt"
    if not path.exists():
        return 0, 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return state["step"], state["steps"]
