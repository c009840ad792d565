namespace Plumbline.Alignment.Evaluation;

/// <summary>What was found in one clip that was made from a first frame.</summary>
/// <param name="Reading">What was read from it.</param>
/// <param name="FirstFrameDecibels">
/// Peak signal to noise of its first frame against the given one; absent where every byte is the same.
/// </param>
/// <param name="Judged">What the judge found; absent where it was not asked.</param>
internal sealed record ImageClip(WorldReading Reading, double? FirstFrameDecibels, JudgedClip? Judged);
