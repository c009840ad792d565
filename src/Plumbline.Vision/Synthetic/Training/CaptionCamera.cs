namespace Plumbline.Vision.Synthetic;

/// <summary>What a caption says of the camera, in the amounts that are usual in training worlds.</summary>
/// <remarks>
/// Captions name a move and its direction, never its amount or where the camera stands; here both are the middle of
/// what
/// <see cref="TrainingWorld"/> draws from.
/// </remarks>
public static class CaptionCamera
{
    /// <summary>How much further away the camera stands for each object after the first, metres.</summary>
    internal const double DistancePerObject = 0.45;

    /// <summary>The point that the camera looks at lies half a metre above the ground; Y points down.</summary>
    internal const double TargetHeight = -0.5;

    private const double UsualDistance = 3.25;
    private const double UsualEyeHeight = -1.25;
    private const double UsualFieldOfViewDegrees = 55;

    // Captions have one to three objects.
    private const int UsualObjectCount = 2;

    /// <summary>The move that a caption names.</summary>
    /// <param name="caption">A caption, or any text; case and punctuation do not matter.</param>
    /// <returns>
    /// The first move of <see cref="CaptionGrammar"/> that stands behind "camera", with its usual amount; absent where
    /// there is none.
    /// </returns>
    public static CameraCommand? CommandIn(string caption)
    {
        var words = $" {string.Join(' ', Words(caption))} ";
        var at = words.IndexOf(" camera ", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var said = words[at..];
        var found = from move in Enum.GetValues<CameraMove>()
                    from sign in (int[])[1, -1]
                    let place = said.IndexOf($" {CaptionGrammar.Describe(move, sign > 0)} ", StringComparison.Ordinal)
                    where place >= 0
                    orderby place
                    select Usual(move, sign);
        return found.FirstOrDefault();
    }

    /// <summary>Where the camera of a caption's world stands as a rule.</summary>
    /// <param name="caption">A caption; its objects are counted, since the camera stands further from several.</param>
    /// <returns>The viewpoint in the middle of the clip.</returns>
    public static Viewpoint UsualViewpoint(string caption)
    {
        var distance = UsualDistance + DistancePerObject * (CountObjects(caption) - 1);
        return new(new(0, UsualEyeHeight, 0), new(0, TargetHeight, distance), UsualFieldOfViewDegrees);
    }

    private static CameraCommand Usual(CameraMove move, int sign)
    {
        var (low, high) = CameraCommand.UsualAmounts(move);
        return new(move, sign * (low + high) / 2);
    }

    private static int CountObjects(string caption)
    {
        var words = Words(caption);
        var shapes = Enum.GetValues<ObjectShape>();
        var single = words.Count(word => shapes.Any(shape => CaptionGrammar.Word(shape) == word));
        var several = words.Any(word => shapes.Any(shape => CaptionGrammar.Plural(shape) == word))
            ? words.Contains("three") ? 3 : 2
            : 0;
        return single + several is var count and > 0 ? Math.Min(count, 3) : UsualObjectCount;
    }

    private static string[] Words(string caption)
    {
        ArgumentNullException.ThrowIfNull(caption);
        return new string([.. caption.Select(letter => char.IsLetter(letter) ? char.ToLowerInvariant(letter) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
