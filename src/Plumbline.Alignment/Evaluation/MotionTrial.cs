using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>A camera command and what became of it.</summary>
/// <param name="Move">What the camera was told to do.</param>
/// <param name="Commanded">How far, see <see cref="MotionReading.Amount"/>.</param>
/// <param name="Recovered">What was read from the clip.</param>
public sealed record MotionTrial(CameraMove Move, double Commanded, MotionReading Recovered);
