"""Preference steps as VideoGPA's recipe has them, in Python's torch, on the network and batch of PreferenceSubject.cs.

A second full model as the reference, and four passes one after the other: winner and loser through the model, winner and
loser through the reference. Captions are encoded beforehand, as there.

dpo_step.py FILE.safetensors float32|bfloat16 THREADS BETA SCALE kept|recomputed: says what it is, then takes one step for
every line it is sent.
"""
import json
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(int(sys.argv[3]))
torch.ones(64, 64) @ torch.ones(64, 64)


def status(field):
    with open("/proc/self/status") as file:
        return 1024 * next(int(line.split()[1]) for line in file if line.startswith(field + ":"))


before = status("VmRSS")

from denoiser_network import Denoiser, load  # noqa: E402

compute, beta, scale, rerun = getattr(torch, sys.argv[2]), float(sys.argv[4]), float(sys.argv[5]), sys.argv[6] == "recomputed"
tensors = load(sys.argv[1])
given = {name[6:]: value for name, value in tensors.items() if name.startswith("input.")}
weights = {name: value for name, value in tensors.items() if not name.startswith("input.") and ".lora_" not in name}
factors = {name: value.requires_grad_() for name, value in tensors.items() if ".lora_" in name}
adapter = {
    name.removesuffix(".lora_A.weight"): (factors[name], factors[name.replace("lora_A", "lora_B")], scale)
    for name in factors if name.endswith(".lora_A.weight")}
model = Denoiser(weights, given, compute, adapter)
reference = Denoiser({name: value.clone() for name, value in weights.items()}, given, compute)
with torch.no_grad():
    read = model.words()
optimizer = torch.optim.AdamW(list(factors.values()), lr=1e-4, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01)
del tensors


def error(network, latents, rerun):
    times = given["times"]
    share = times.reshape(-1, 1, 1, 1, 1)
    predicted = network.predict((1 - share) * latents + share * given["noise"], times * 1000, latents, read, rerun)
    unknown = 1 - given["mask"]
    frames = (predicted - (given["noise"] - latents)).square().mean([1, 3, 4], keepdim=True)
    return (frames * unknown).sum([1, 2, 3, 4]) / unknown.sum([1, 2, 3, 4])


def step():
    start, begun = time.perf_counter(), time.process_time()
    optimizer.zero_grad(set_to_none=True)
    winner, loser = error(model, given["latents"], rerun), error(model, given["loser"], rerun)
    with torch.no_grad():
        winner_before, loser_before = error(reference, given["latents"], False), error(reference, given["loser"], False)
    loss = -F.logsigmoid(beta * ((winner_before - winner) - (loser_before - loser))).mean()
    loss.backward()
    optimizer.step()
    value = loss.item()
    return {"seconds": time.perf_counter() - start, "processor": time.process_time() - begun, "loss": value,
            "memory": status("VmHWM") - before}


with open("/proc/self/clear_refs", "w") as file:
    file.write("5")
print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
for _ in sys.stdin:
    print(json.dumps(step()), flush=True)
