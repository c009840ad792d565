"""Training steps of DenoiserSubject.cs in Python's torch: the same network, weights, inputs and optimizer.

denoiser_step.py FILE.safetensors float32|bfloat16 THREADS: says what it is, then takes one step for every line it is sent.
"""
import json
import sys
import time

import torch
import torch.nn.functional as F

from denoiser_network import Denoiser, load

torch.set_num_threads(int(sys.argv[3]))
tensors = load(sys.argv[1])
given = {name[6:]: value for name, value in tensors.items() if name.startswith("input.")}
weights = {name: value.requires_grad_() for name, value in tensors.items() if not name.startswith("input.")}
network = Denoiser(weights, given, getattr(torch, sys.argv[2]))
optimizer = torch.optim.AdamW(list(weights.values()), lr=1e-4, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01)


def step():
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    times = given["times"]
    share = times.reshape(-1, 1, 1, 1, 1)
    noised = (1 - share) * given["latents"] + share * given["noise"]
    predicted = network.predict(noised, times * 1000, given["latents"], network.words())
    loss = F.mse_loss(predicted, given["noise"] - given["latents"])
    loss.backward()
    optimizer.step()
    value = loss.item()
    return {"seconds": time.perf_counter() - start, "loss": value}


print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
for _ in sys.stdin:
    print(json.dumps(step()), flush=True)
