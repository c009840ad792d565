"""The measurements of EngineRun.cs in Python's torch: the same calls, the same network, the same random draws."""
import json
import math
import sys
import time

import torch
import torch.nn.functional as F

WIDTH, CHANNELS, TOKENS, BATCH, DEPTH, HEADS = 128, 32, 128, 4, 4, 4
STEPS, WARMUP, BATCHES, CALLS = int(sys.argv[1]), 5, 100, 2_000
if len(sys.argv) > 2:
    torch.set_num_threads(int(sys.argv[2]))

attention = getattr(F, "scaled_dot_product_attention", None) or (
    lambda q, k, v: F._scaled_dot_product_attention(q, k, v)[0])


def fresh(shape, fan, generator):
    bound = 1 / math.sqrt(fan)
    return torch.nn.Parameter((torch.rand(shape, generator=generator) * 2 - 1) * bound)


class Linear(torch.nn.Module):
    def __init__(self, inputs, outputs, generator):
        super().__init__()
        self.weight = fresh((outputs, inputs), inputs, generator)
        self.bias = fresh((outputs,), inputs, generator)

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


class Block(torch.nn.Module):
    def __init__(self, generator):
        super().__init__()
        self.norm1 = torch.nn.LayerNorm(WIDTH)
        self.to_q, self.to_k, self.to_v, self.to_out = (Linear(WIDTH, WIDTH, generator) for _ in range(4))
        self.norm2 = torch.nn.LayerNorm(WIDTH)
        self.up = Linear(WIDTH, 4 * WIDTH, generator)
        self.down = Linear(4 * WIDTH, WIDTH, generator)

    def heads(self, x):
        return x.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)

    def forward(self, x):
        y = self.norm1(x)
        mixed = attention(self.heads(self.to_q(y)), self.heads(self.to_k(y)), self.heads(self.to_v(y)))
        x = x + self.to_out(mixed.transpose(1, 2).flatten(2))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Transformer(torch.nn.Module):
    def __init__(self, generator):
        super().__init__()
        self.embed = Linear(CHANNELS, WIDTH, generator)
        self.blocks = torch.nn.ModuleList(Block(generator) for _ in range(DEPTH))
        self.norm = torch.nn.LayerNorm(WIDTH)
        self.head = Linear(WIDTH, CHANNELS, generator)

    def forward(self, x):
        x = self.embed(x)
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x))


def add_nanoseconds(recorded):
    left = torch.ones(1, requires_grad=recorded)
    right = torch.ones(1)
    best = math.inf
    for _ in range(BATCHES):
        start = time.perf_counter()
        for _ in range(CALLS):
            left + right
        best = min(best, (time.perf_counter() - start) / CALLS * 1e9)
    return best


def training_step():
    generator = torch.Generator().manual_seed(0)
    network = Transformer(generator)
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3)
    x = torch.randn(BATCH, TOKENS, CHANNELS, generator=generator)
    target = torch.randn(BATCH, TOKENS, CHANNELS, generator=generator)
    times = []
    for step in range(WARMUP + STEPS):
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        error = F.mse_loss(network(x), target)
        error.backward()
        optimizer.step()
        loss = error.item()
        if step >= WARMUP:
            times.append((time.perf_counter() - start) * 1e3)
    return min(times), sorted(times)[len(times) // 2], loss


fastest, median, last_loss = training_step()
with torch.no_grad():
    plain = add_nanoseconds(False)
print(json.dumps({
    "version": torch.__version__, "threads": torch.get_num_threads(), "add": plain, "recorded_add": add_nanoseconds(True),
    "fastest": fastest, "median": median, "loss": last_loss}))
