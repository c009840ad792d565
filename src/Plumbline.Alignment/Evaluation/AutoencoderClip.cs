namespace Plumbline.Alignment.Evaluation;

/// <summary>What an autoencoder makes of one rendered clip.</summary>
/// <param name="PeakSignalToNoiseDecibels">
/// Over the whole clip, higher is better; absent where every byte is the same.
/// </param>
/// <param name="Similarity">Mean structural similarity, higher is better; absent for pictures below 11 pixels.</param>
/// <param name="Original">What was read from the rendered clip; absent without a classifier.</param>
/// <param name="Decoded">What was read from the decoded clip; absent without a classifier.</param>
internal sealed record AutoencoderClip(
    double? PeakSignalToNoiseDecibels, double? Similarity, WorldReading? Original, WorldReading? Decoded);
