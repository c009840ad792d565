namespace Plumbline.Alignment.Calibration;

/// <summary>One step of a calibration.</summary>
/// <param name="Clip">Name of the clip in hand.</param>
/// <param name="Treatment">What was done to it, such as <c>wobble 3</c>.</param>
/// <param name="DoneCount">Versions judged so far, of all clips.</param>
/// <param name="TotalCount">Versions to judge, of all clips.</param>
public sealed record CalibrationProgress(string Clip, string Treatment, int DoneCount, int TotalCount);
