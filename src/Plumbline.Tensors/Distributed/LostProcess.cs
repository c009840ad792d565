namespace Plumbline.Tensors.Distributed;

/// <summary>A process that is gone.</summary>
/// <param name="Rank">Which one.</param>
/// <param name="Manner">How it was noticed.</param>
internal sealed record LostProcess(int Rank, string Manner)
{
    public const string Ended = "it ended without a goodbye";
}
