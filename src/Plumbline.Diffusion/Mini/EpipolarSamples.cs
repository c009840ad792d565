using Plumbline.Tensors;

namespace Plumbline.Diffusion.Mini;

/// <summary>
/// What the known first frame shows along the ray of every token: the places where its content may come from.
/// </summary>
/// <remarks>
/// A plane sweep (Collins 1996, "A space-sweep approach to true multi-image matching"): the ray of a latent cell is cut
/// with planes in front of the first camera, evenly spaced in inverse depth from infinity to
/// <see cref="NearestDepth"/>, and the first frame's latents are read where the cuts are seen. A token of a rigid world
/// shows what one of them shows, and a network need only say which.
/// </remarks>
/// <param name="Values">Latents and whether they lie within the frame, [B, N, planes, channels].</param>
/// <param name="IsGiven">1 for samples of the batch that have a first frame and cameras, else 0, [B, 1, 1].</param>
internal sealed record EpipolarSamples(Tensor Values, Tensor IsGiven)
{
    /// <summary>Distance of the nearest plane in the unit of the poses.</summary>
    public const double NearestDepth = 2;

    private const double Smallest = 1e-4;

    /// <summary>Both, in the order of the constructor.</summary>
    public Tensor[] Tensors => [Values, IsGiven];

    /// <summary>
    /// Numbers that one sample has: the latents of a token's cells, and whether each lies within the frame.
    /// </summary>
    public static int ChannelCount(MiniDenoiserConfig config) =>
        (config.LatentChannels + 1) * config.PatchSize * config.PatchSize;

    /// <summary>Reads the first frame.</summary>
    /// <param name="known">Known frames, [B, C, f, h, w]; a sample whose first frame is unknown gets zeros.</param>
    /// <param name="rays">Plücker rays, [B, 6, 1 + s (f − 1), h, w]; a sample without, all zeros, gets zeros.</param>
    /// <param name="config">How many planes, s, and the extent of tokens.</param>
    /// <returns><c>Values</c> [B, N, planes, channels] and <c>IsGiven</c> [B, 1, 1].</returns>
    public static EpipolarSamples Of(KnownFrames known, Tensor rays, MiniDenoiserConfig config)
    {
        using var scope = new TensorScope();
        var (b, f, h, w) = (known.Latents.Shape[0], known.Latents.Shape[2], rays.Shape[3], rays.Shape[4]);
        var (device, planes, stride) = (rays.Device, config.EpipolarDepths, config.TemporalStride);

        // 1. A ray for every latent cell, of the middle of the frames that it stands for: its foot and its slope.
        long[] frames = [0, .. Enumerable.Range(1, (int)f - 1).Select(frame => (long)frame * stride - stride / 2)];
        var chosen = rays.To(DType.Float32).IndexSelect(2, Tensor.From<long>(frames, [f], device));
        var (moment, along) = (chosen.Slice(1, 0, 3), chosen.Slice(1, 3, 6));                    // [B, 3, f, h, w]
        var foot = along.Cross(moment, 1);
        var slope = along.Slice(1, 0, 2) / Away(along.Slice(1, 2, 3));                           // [B, 2, f, h, w]

        // 2. Where the first camera sees the cuts, from −1 to 1 between the centres of its outermost cells.
        var inverse = Tensor.Linspace(0, 1 / NearestDepth, planes, DType.Float32, device)
            .Reshape(1, 1, planes, 1, 1, 1);
        var seen = foot.Slice(1, 0, 2).Unsqueeze(2) * inverse
            + (1 - foot.Slice(1, 2, 3).Unsqueeze(2) * inverse) * slope.Unsqueeze(2);             // [B, 2, planes, f, h, w]
        var own = slope.Slice(2, 0, 1);                                                          // [B, 2, 1, h, w]
        var low = own.Slice(3, 0, 1).Slice(4, 0, 1);
        var high = own.Slice(3, h - 1, h).Slice(4, w - 1, w);
        var places = (seen - low.Unsqueeze(2)) * 2 / Away((high - low).Unsqueeze(2)) - 1;
        var grid = places.Permute(0, 2, 3, 4, 5, 1).Reshape(b, planes * f * h, w, 2).Clamp(-9, 9);

        // 3. The first frame there.
        var mask = known.Mask.Slice(2, 0, 1).To(DType.Float32);                                  // [B, 1, 1, 1, 1]
        var first = (known.Latents.Slice(2, 0, 1).To(DType.Float32) * mask).Squeeze(2);
        var inside = Tensor.Ones([b, 1, h, w], DType.Float32, device);
        var read = Tensor.Concat([first, inside], 1)
            .GridSample(grid, alignment: PixelAlignment.Centres)                                 // [B, C + 1, planes f h, w]
            .Unflatten(2, planes, f, h).Permute(0, 2, 1, 3, 4, 5).Flatten(0, 1);             // [B planes, C + 1, f, h, w]
        var tokens = PatchGrid.ToTokens(read, config.PatchSize).Unflatten(0, b, planes).Transpose(1, 2);
        var isGiven = RayTokens.AreGiven(rays).To(DType.Float32) * mask.Reshape(b, 1, 1);
        return new(scope.Keep((tokens * isGiven.Unsqueeze(-1)).Contiguous()), scope.Keep(isGiven));
    }

    // A number without zero: rays that were left out, and rays along the picture, would divide by it.
    private static Tensor Away(Tensor number) => Tensor.Where(
        number.Abs().LessThan(Smallest), Tensor.Full(number.Shape, Smallest, number.DType, number.Device), number);
}
