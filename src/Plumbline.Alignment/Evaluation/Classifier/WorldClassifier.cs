using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Evaluation;

/// <summary>
/// A small 3-D convolutional network that reads from a clip's pixels what the captions of worlds say.
/// </summary>
/// <remarks>
/// It answers for every cell of 4×4 pixels (is there an object, and of which colour, shape, texture, how far, and how
/// much of one object), so that it learns from where things are and not only from that they are; and for the clip, by
/// the mean of its inner features, how the camera moves. Counting by a sum over cells: Lempitsky and Zisserman,
/// "Learning to count objects in images", NIPS 2010. It sees nine of seventeen frames at 64 × 64 pixels.
/// </remarks>
public sealed class WorldClassifier : Module
{
    /// <summary>Edge of the pictures that the network sees, in pixels.</summary>
    public const int Edge = 64;

    /// <summary>Edge of a cell in those pixels.</summary>
    public const int CellEdge = 4;

    /// <summary>Cells along each edge.</summary>
    public const int Cells = Edge / CellEdge;

    /// <summary>Frames that the network sees.</summary>
    public const int FrameCount = 9;

    /// <summary>
    /// Groups of frames, T; the first answers for the first frame, the middle one for the middle, the last for the
    /// last.
    /// </summary>
    public const int Groups = 3;

    private const int FramesPerGroup = FrameCount / Groups;

    private readonly ClassifierLayer _stem;
    private readonly ClassifierBlock[] _outer;
    private readonly ClassifierLayer _down;
    private readonly ClassifierBlock[] _inner;
    private readonly ClassifierLayer _up;
    private readonly ClassifierBlock _last;
    private readonly ClassifierLayer _head;
    private readonly Linear _moves;
    private readonly Tensor _featureScale;
    private readonly Tensor _featureShift;

    /// <summary>Asks for the weights.</summary>
    /// <param name="weights">The weights at this module's path.</param>
    /// <param name="config">The sizes.</param>
    public WorldClassifier(Weights weights, WorldClassifierConfig config)
        : base(weights?.Precision!)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validate();
        var (outer, inner) = (config.OuterWidth, config.InnerWidth);
        _stem = OwnPart("stem", new ClassifierLayer(
            weights!.At("stem"), 3 * FramesPerGroup * CellEdge * CellEdge, outer, (1, 3, 3), false));
        _outer = [.. Enumerable.Range(0, config.OuterBlocks).Select(i =>
            OwnPart($"outer.{i}", new ClassifierBlock(weights.At("outer").At(i), outer, (1, 3, 3))))];
        _down = OwnPart("down", new ClassifierLayer(weights.At("down"), 4 * outer, inner, (1, 3, 3), true));
        _inner = [.. Enumerable.Range(0, config.InnerBlocks).Select(i =>
            OwnPart($"inner.{i}", new ClassifierBlock(weights.At("inner").At(i), inner, (3, 1, 1))))];
        _up = OwnPart("up", new ClassifierLayer(weights.At("up"), inner, 4 * outer, (1, 1, 1), true));
        _last = OwnPart("last", new ClassifierBlock(weights.At("last"), outer, (1, 3, 3)));
        _head = OwnPart(
            "head", new ClassifierLayer(weights.At("head"), outer, WorldAnswers.CellChannels, (1, 1, 1), true));
        _featureScale = OwnWeight(weights, "features.weight", [inner], Initialization.Ones);
        _featureShift = OwnWeight(weights, "features.bias", [inner], Initialization.Zeros);
        _moves = OwnPart("moves", new Linear(weights.At("moves"), Groups * inner, WorldAnswers.MoveCount));
    }

    /// <summary>The sizes.</summary>
    public WorldClassifierConfig Config { get; }

    /// <summary>Looks at clips.</summary>
    /// <param name="frames">
    /// RGB in [−1, 1], float32[B, 3, F, H, W]; F is 9 or 17 (every second frame is seen), H and W are equal multiples
    /// of 64 (areas are averaged).
    /// </param>
    /// <returns>Answers, not yet decisions; their tensors belong to the caller's scope.</returns>
    /// <exception cref="ArgumentException">The clips have another size.</exception>
    public WorldAnswers Forward(Tensor frames)
    {
        using var scope = new TensorScope();
        var hidden = _stem.Forward(ToCells(Seen(frames)));                            // [B, T, 16, 16, outer]
        foreach (var block in _outer)
            hidden = block.Forward(hidden);
        var shortcut = hidden;
        hidden = _down.Forward(Gathered(hidden));                                     // [B, T, 8, 8, inner]
        foreach (var block in _inner)
            hidden = block.Forward(hidden);
        var active = hidden.LayerNorm([Config.InnerWidth], _featureScale, _featureShift).Silu();
        var perGroup = active.Mean([2, 3]);                                           // [B, T, inner]
        var cells = _head.Forward(_last.Forward(shortcut + Spread(_up.Forward(hidden))));
        return new(
            scope.Keep(cells), scope.Keep(_moves.Forward(perGroup.Flatten(1)).To(DType.Float32)),
            scope.Keep(perGroup.Mean([1])));
    }

    /// <summary>Additions and multiplications of the convolutions for one clip.</summary>
    public double ForwardOperations =>
        Parameters().Where(weight => weight.Value.Rank == 5).Sum(
            weight => 2.0 * weight.Value.ElementCount * Groups * PositionsOf(weight.Name));

    private static int PositionsOf(string name) =>
        name.StartsWith("down", StringComparison.Ordinal) || name.StartsWith("inner", StringComparison.Ordinal)
        || name.StartsWith("up", StringComparison.Ordinal)
            ? Cells * Cells / 4
            : Cells * Cells;

    private static Tensor Seen(Tensor frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var fits = frames.Shape.Follows("B,3,F,H,W") && frames.Shape[2] is FrameCount or (2 * FrameCount - 1)
            && frames.Shape[3] == frames.Shape[4] && frames.Shape[3] > 0 && frames.Shape[3] % Edge == 0;
        if (!fits)
            throw new ArgumentException(
                $"Classify clips: expected [B, 3, {FrameCount} or {2 * FrameCount - 1}, {Edge}m, "
                + $"{Edge}m], got {frames}.", nameof(frames));
        using var scope = new TensorScope();
        var every = frames.Shape[2] == FrameCount ? frames : frames.Slice(2, 0, null, 2);
        var factor = frames.Shape[3] / Edge;
        return scope.Keep(factor == 1 ? every : every.AveragePool3d([1, factor, factor]));
    }

    // [B, 3, 9, 64, 64] → [B, T, 16, 16, 3 · 3 · 4 · 4]
    private static Tensor ToCells(Tensor frames)
    {
        using var scope = new TensorScope();
        var split = frames.Reshape(frames.Shape[0], 3, Groups, FramesPerGroup, Cells, CellEdge, Cells, CellEdge);
        return scope.Keep(split.Permute(0, 2, 4, 6, 1, 3, 5, 7).Flatten(4));
    }

    // [B, T, 2h, 2w, C] → [B, T, h, w, 4C]
    private static Tensor Gathered(Tensor input)
    {
        using var scope = new TensorScope();
        var shape = input.Shape;
        var split = input.Reshape(shape[0], shape[1], shape[2] / 2, 2, shape[3] / 2, 2, shape[4]);
        return scope.Keep(split.Permute(0, 1, 2, 4, 6, 3, 5).Flatten(4));
    }

    // [B, T, h, w, 4C] → [B, T, 2h, 2w, C]
    private static Tensor Spread(Tensor input)
    {
        using var scope = new TensorScope();
        var shape = input.Shape;
        var split = input.Unflatten(4, -1, 2, 2);
        return scope.Keep(split.Permute(0, 1, 2, 5, 3, 6, 4).Reshape(
            shape[0], shape[1], 2 * shape[2], 2 * shape[3], shape[4] / 4));
    }
}
