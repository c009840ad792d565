namespace Plumbline.Tensors.Checkpoints;

/// <summary>What a safetensors header says about one tensor; offsets count from the end of the header.</summary>
internal sealed record HeaderEntry(string Name, StoredType Type, long[] Shape, long Begin, long End);
