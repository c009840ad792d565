"""The network of DenoiserSubject.cs in Python's torch: the same weights give the same predictions.

Used by denoiser_step.py and dpo_step.py.
"""
import json
import math
import struct

import torch
import torch.nn.functional as F
from torch.utils.checkpoint import checkpoint

HEADS, DEPTH, TEXT_DEPTH, PATCH, STRIDE = 4, 8, 2, 2, 4
DTYPES = {"F32": torch.float32, "BF16": torch.bfloat16, "I64": torch.int64}
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


def to_tokens(x):
    b, c, f, h, w = x.shape
    return x.reshape(b, c, f, h // PATCH, PATCH, w // PATCH, PATCH).permute(0, 2, 3, 5, 1, 4, 6).reshape(b, -1, c * PATCH * PATCH)


class Denoiser:
    """Weights, a batch's conditions, and how to predict. An adapter maps the name of a layer to (A, B, scale)."""

    def __init__(self, weights, given, compute, adapter=None):
        self.weights, self.given, self.compute, self.adapter = weights, given, compute, adapter or {}
        self.batch, _, self.frames, self.height, self.width = given["latents"].shape
        self.rows, self.columns = self.height // PATCH, self.width // PATCH
        self.channels = weights["denoiser.patch.weight"].shape[0]
        self.head_width = self.channels // HEADS
        self.positions = self.position_features()
        self.cosines, self.sines = self.rotary_factors()

    def linear(self, x, name):
        bias = self.weights.get(name + ".bias")
        x = x.to(self.compute)
        output = F.linear(x, self.weights[name + ".weight"].to(self.compute), None if bias is None else bias.to(self.compute))
        if name not in self.adapter:
            return output
        down, up, scale = self.adapter[name]
        return output + F.linear(F.linear(x, down.to(self.compute)), up.to(self.compute)) * scale

    def layer_norm(self, x, name):
        return F.layer_norm(x.float(), [self.channels], self.weights[name + ".weight"].float(), self.weights[name + ".bias"].float()).to(self.compute)

    def mlp(self, x, name):
        return self.linear(F.gelu(self.linear(x, name + ".fc1")), name + ".fc2")

    def position_features(self):
        features = []
        for frame in range(self.frames):
            for row in range(self.rows):
                for column in range(self.columns):
                    for wave in range(4):
                        for angle in (frame * 100 ** (-wave / 4), math.pi * 2 ** (wave - 1) * (row + 0.5) / self.rows,
                                      math.pi * 2 ** (wave - 1) * (column + 0.5) / self.columns):
                            features += [math.sin(angle), math.cos(angle)]
        return torch.tensor(features).reshape(-1, 24)

    def rotary_factors(self):
        pairs = self.head_width // 2
        split = [pairs - 2 * (pairs // 3), pairs // 3, pairs // 3]
        angles = torch.tensor([
            [place[axis] * 100 ** (-i / split[axis]) for axis in range(3) for i in range(split[axis])]
            for place in ((f, r, c) for f in range(self.frames) for r in range(self.rows) for c in range(self.columns))], dtype=torch.float64).unsqueeze(1)
        return torch.cat([angles.cos()] * 2, -1).to(self.compute), torch.cat([-angles.sin(), angles.sin()], -1).to(self.compute)

    def words(self):
        ids = self.given["tokens"]
        mask = (ids > 0)[:, None, None, :]
        hidden = F.embedding(ids, self.weights["text.words.weight"]).to(self.compute) + self.weights["text.positions"][:ids.shape[1]].to(self.compute)
        for i in range(TEXT_DEPTH):
            name = f"text.blocks.{i}."
            x = self.layer_norm(hidden, name + "norm1")
            heads = [self.linear(x, f"{name}attn.to_{part}").unflatten(-1, (HEADS, self.head_width)).transpose(1, 2) for part in "qkv"]
            hidden = hidden + self.linear(attend(*heads, mask).transpose(1, 2).flatten(2), name + "attn.to_out.0")
            hidden = hidden + self.mlp(self.layer_norm(hidden, name + "norm2"), name + "mlp")
        return self.layer_norm(hidden, "text.norm"), mask

    def ray_tokens(self, rays):
        first = rays[:, :, :1].expand(self.batch, 6, STRIDE - 1, self.height, self.width)
        grouped = torch.cat([first, rays], 2).reshape(self.batch, 6, self.frames, STRIDE, self.height, self.width)
        grouped = grouped.permute(0, 1, 3, 2, 4, 5).reshape(self.batch, 6 * STRIDE, self.frames, self.height, self.width)
        pooled = to_tokens(grouped).unflatten(-1, (6 * STRIDE, PATCH * PATCH)).mean(-1)
        is_given = (rays.abs().amax([1, 2, 3, 4]) > 0).float().reshape(self.batch, 1, 1).expand(self.batch, pooled.shape[1], 1)
        return torch.cat([pooled, is_given], -1)

    def modulated(self, hidden, shift, scale):
        return torch.addcmul(shift, F.layer_norm(hidden, [self.channels], eps=1e-6), scale + 1)

    def normalized(self, heads, gain):
        length = torch.linalg.vector_norm(heads, dim=-1, keepdim=True).float()
        return heads * (gain * (length / math.sqrt(self.head_width) + 1e-6).reciprocal()).to(heads.dtype)

    def rotated(self, heads):
        return torch.addcmul(heads * self.cosines, heads.roll(self.head_width // 2, -1), self.sines).transpose(1, 2)

    def block(self, hidden, shared, text, mask, name):
        parts = (shared + self.weights[name + "modulation"].float()).split([1] * 6, 1)
        query, key, value = self.linear(self.modulated(hidden, parts[0], parts[1]), name + "attn1.to_qkv").unflatten(-1, (3, HEADS, self.head_width)).unbind(2)
        gains = self.weights[name + "attn1.norm_qk"].float().unbind(0)
        mixed = attend(self.rotated(self.normalized(query, gains[0])), self.rotated(self.normalized(key, gains[1])), value.transpose(1, 2))
        hidden = torch.addcmul(hidden, self.linear(mixed.transpose(1, 2).flatten(2), name + "attn1.to_out").float(), parts[2])
        query = self.linear(self.layer_norm(hidden, name + "norm2"), name + "attn2.to_q").unflatten(-1, (HEADS, self.head_width)).transpose(1, 2)
        key, value = self.linear(text, name + "attn2.to_kv").unflatten(-1, (2, HEADS, self.head_width)).unbind(2)
        mixed = attend(query, key.transpose(1, 2), value.transpose(1, 2), mask)
        hidden = hidden + self.linear(mixed.transpose(1, 2).flatten(2), name + "attn2.to_out").float()
        return torch.addcmul(hidden, self.mlp(self.modulated(hidden, parts[3], parts[4]), name + "mlp").float(), parts[5])

    def carried_forward(self, latents, mask):
        shown = [latents[:, :, :1] * mask[:, :, :1]]
        for frame in range(1, self.frames):
            here = slice(frame, frame + 1)
            shown.append(latents[:, :, here] * mask[:, :, here] + shown[-1] * (1 - mask[:, :, here]))
        return torch.cat(shown, 2)

    def predict(self, noised, times, latents, read, rerun=False):
        """Predicts the flow; read is what words() gave, and rerun computes blocks again in the backward pass."""
        text, mask = read
        known = self.given["mask"]
        shown = self.carried_forward(latents, known)
        tokens = self.linear(to_tokens(torch.cat([noised, shown, known.expand(self.batch, 1, self.frames, self.height, self.width)], 1)), "denoiser.patch")
        tokens = tokens + self.linear(self.positions, "denoiser.positions")
        hidden = (tokens + self.linear(self.ray_tokens(self.given["rays"]), "denoiser.rays")).float()
        angles = torch.outer(times, torch.exp(torch.arange(128, dtype=torch.float32) * (-math.log(10_000) / 128)))
        sinusoids = torch.cat([angles.cos(), angles.sin()], -1)
        moment = F.silu(self.linear(F.silu(self.linear(sinusoids, "denoiser.time.in")), "denoiser.time.out"))
        shared = self.linear(moment, "denoiser.time.shared").unflatten(-1, (6, self.channels)).float()
        for i in range(DEPTH):
            inputs = (hidden, shared, text, mask, f"denoiser.blocks.{i}.")
            hidden = checkpoint(self.block, *inputs, use_reentrant=False) if rerun else self.block(*inputs)
        end = self.linear(moment.float(), "denoiser.end_modulation").float().unsqueeze(1).chunk(2, -1)
        patches = self.linear(self.modulated(hidden, end[0], end[1]), "denoiser.unpatch").float()
        return patches.reshape(self.batch, self.frames, self.rows, self.columns, -1, PATCH, PATCH).permute(0, 4, 1, 2, 5, 3, 6).reshape(latents.shape)
