"""Training steps of DenoiserSubject.cs in Python's torch: the same network, weights, inputs and optimizer.

denoiser_step.py FILE.safetensors float32|bfloat16 THREADS: says what it is, then takes one step for every line it is sent.
"""
import json
import math
import struct
import sys
import time

import torch
import torch.nn.functional as F

HEADS, DEPTH, TEXT_DEPTH, PATCH, STRIDE = 4, 8, 2, 2, 4
DTYPES = {"F32": torch.float32, "I64": torch.int64}
compute = getattr(torch, sys.argv[2])
torch.set_num_threads(int(sys.argv[3]))
public = getattr(F, "scaled_dot_product_attention", None)


def load(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = bytearray(file.read())
    return {
        name: torch.frombuffer(data, dtype=DTYPES[entry["dtype"]], offset=entry["data_offsets"][0],
                               count=math.prod(entry["shape"])).reshape(entry["shape"]).clone()
        for name, entry in header.items() if name != "__metadata__"}


def attend(query, key, value, mask=None):
    if public is not None:
        return public(query, key, value, mask)
    return torch._C._nn._scaled_dot_product_attention(query, key, value, mask, 0.0, False, False)[0]


tensors = load(sys.argv[1])
given = {name[6:]: value for name, value in tensors.items() if name.startswith("input.")}
weights = {name: value.requires_grad_() for name, value in tensors.items() if not name.startswith("input.")}
batch, _, frames, height, width = given["latents"].shape
rows, columns = height // PATCH, width // PATCH
channels = weights["denoiser.patch.weight"].shape[0]
head_width = channels // HEADS


def linear(x, name):
    bias = weights.get(name + ".bias")
    return F.linear(x.to(compute), weights[name + ".weight"].to(compute), None if bias is None else bias.to(compute))


def layer_norm(x, name):
    return F.layer_norm(x.float(), [channels], weights[name + ".weight"], weights[name + ".bias"]).to(compute)


def mlp(x, name):
    return linear(F.gelu(linear(x, name + ".fc1")), name + ".fc2")


def to_tokens(x):
    b, c, f, h, w = x.shape
    return x.reshape(b, c, f, h // PATCH, PATCH, w // PATCH, PATCH).permute(0, 2, 3, 5, 1, 4, 6).reshape(b, -1, c * PATCH * PATCH)


def position_features():
    features = []
    for frame in range(frames):
        for row in range(rows):
            for column in range(columns):
                for wave in range(4):
                    for angle in (frame * 100 ** (-wave / 4), math.pi * 2 ** (wave - 1) * (row + 0.5) / rows,
                                  math.pi * 2 ** (wave - 1) * (column + 0.5) / columns):
                        features += [math.sin(angle), math.cos(angle)]
    return torch.tensor(features).reshape(-1, 24)


def rotary_factors():
    pairs = head_width // 2
    split = [pairs - 2 * (pairs // 3), pairs // 3, pairs // 3]
    angles = torch.tensor([
        [place[axis] * 100 ** (-i / split[axis]) for axis in range(3) for i in range(split[axis])]
        for place in ((f, r, c) for f in range(frames) for r in range(rows) for c in range(columns))], dtype=torch.float64).unsqueeze(1)
    return torch.cat([angles.cos()] * 2, -1).to(compute), torch.cat([-angles.sin(), angles.sin()], -1).to(compute)


positions = position_features()
cosines, sines = rotary_factors()


def words():
    ids = given["tokens"]
    mask = (ids > 0)[:, None, None, :]
    hidden = F.embedding(ids, weights["text.words.weight"]).to(compute) + weights["text.positions"][:ids.shape[1]].to(compute)
    for i in range(TEXT_DEPTH):
        name = f"text.blocks.{i}."
        x = layer_norm(hidden, name + "norm1")
        heads = [linear(x, f"{name}attn.to_{part}").unflatten(-1, (HEADS, head_width)).transpose(1, 2) for part in "qkv"]
        hidden = hidden + linear(attend(*heads, mask).transpose(1, 2).flatten(2), name + "attn.to_out.0")
        hidden = hidden + mlp(layer_norm(hidden, name + "norm2"), name + "mlp")
    return layer_norm(hidden, "text.norm"), mask


def ray_tokens(rays):
    first = rays[:, :, :1].expand(batch, 6, STRIDE - 1, height, width)
    grouped = torch.cat([first, rays], 2).reshape(batch, 6, frames, STRIDE, height, width)
    grouped = grouped.permute(0, 1, 3, 2, 4, 5).reshape(batch, 6 * STRIDE, frames, height, width)
    pooled = to_tokens(grouped).unflatten(-1, (6 * STRIDE, PATCH * PATCH)).mean(-1)
    is_given = (rays.abs().amax([1, 2, 3, 4]) > 0).float().reshape(batch, 1, 1).expand(batch, pooled.shape[1], 1)
    return torch.cat([pooled, is_given], -1)


def modulated(hidden, shift, scale):
    return torch.addcmul(shift, F.layer_norm(hidden, [channels], eps=1e-6), scale + 1)


def normalized(heads, gain):
    length = torch.linalg.vector_norm(heads, dim=-1, keepdim=True).float()
    return heads * (gain * (length / math.sqrt(head_width) + 1e-6).reciprocal()).to(heads.dtype)


def rotated(heads):
    return torch.addcmul(heads * cosines, heads.roll(head_width // 2, -1), sines).transpose(1, 2)


def block(hidden, shared, text, mask, name):
    parts = (shared + weights[name + "modulation"]).split([1] * 6, 1)
    query, key, value = linear(modulated(hidden, parts[0], parts[1]), name + "attn1.to_qkv").unflatten(-1, (3, HEADS, head_width)).unbind(2)
    gains = weights[name + "attn1.norm_qk"].unbind(0)
    mixed = attend(rotated(normalized(query, gains[0])), rotated(normalized(key, gains[1])), value.transpose(1, 2))
    hidden = torch.addcmul(hidden, linear(mixed.transpose(1, 2).flatten(2), name + "attn1.to_out").float(), parts[2])
    query = linear(layer_norm(hidden, name + "norm2"), name + "attn2.to_q").unflatten(-1, (HEADS, head_width)).transpose(1, 2)
    key, value = linear(text, name + "attn2.to_kv").unflatten(-1, (2, HEADS, head_width)).unbind(2)
    mixed = attend(query, key.transpose(1, 2), value.transpose(1, 2), mask)
    hidden = hidden + linear(mixed.transpose(1, 2).flatten(2), name + "attn2.to_out").float()
    return torch.addcmul(hidden, mlp(modulated(hidden, parts[3], parts[4]), name + "mlp").float(), parts[5])


def carried_forward(latents, mask):
    shown = [latents[:, :, :1] * mask[:, :, :1]]
    for frame in range(1, frames):
        here = slice(frame, frame + 1)
        shown.append(latents[:, :, here] * mask[:, :, here] + shown[-1] * (1 - mask[:, :, here]))
    return torch.cat(shown, 2)


def predict(noised, times):
    text, mask = words()
    known = given["mask"]
    shown = carried_forward(given["latents"], known)
    tokens = linear(to_tokens(torch.cat([noised, shown, known.expand(batch, 1, frames, height, width)], 1)), "denoiser.patch")
    tokens = tokens + linear(positions, "denoiser.positions")
    hidden = (tokens + linear(ray_tokens(given["rays"]), "denoiser.rays")).float()
    angles = torch.outer(times, torch.exp(torch.arange(128, dtype=torch.float32) * (-math.log(10_000) / 128)))
    sinusoids = torch.cat([angles.cos(), angles.sin()], -1)
    moment = F.silu(linear(F.silu(linear(sinusoids, "denoiser.time.in")), "denoiser.time.out"))
    shared = linear(moment, "denoiser.time.shared").unflatten(-1, (6, channels)).float()
    for i in range(DEPTH):
        hidden = block(hidden, shared, text, mask, f"denoiser.blocks.{i}.")
    end = linear(moment.float(), "denoiser.end_modulation").float().unsqueeze(1).chunk(2, -1)
    patches = linear(modulated(hidden, end[0], end[1]), "denoiser.unpatch").float()
    return patches.reshape(batch, frames, rows, columns, -1, PATCH, PATCH).permute(0, 4, 1, 2, 5, 3, 6).reshape(given["latents"].shape)


optimizer = torch.optim.AdamW(list(weights.values()), lr=1e-4, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01)


def step():
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    times = given["times"]
    share = times.reshape(-1, 1, 1, 1, 1)
    predicted = predict((1 - share) * given["latents"] + share * given["noise"], times * 1000)
    loss = F.mse_loss(predicted, given["noise"] - given["latents"])
    loss.backward()
    optimizer.step()
    value = loss.item()
    return {"seconds": time.perf_counter() - start, "loss": value}


print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
for _ in sys.stdin:
    print(json.dumps(step()), flush=True)
