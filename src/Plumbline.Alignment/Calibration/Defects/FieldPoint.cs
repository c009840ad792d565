using System.Numerics;

namespace Plumbline.Alignment.Calibration;

/// <summary>Where and when a displacement is asked for.</summary>
/// <param name="Frame">Position of the frame in the clip.</param>
/// <param name="Time">0 at the first frame, 1 at the last.</param>
/// <param name="Pixel">Place in the frame, pixels.</param>
internal readonly record struct FieldPoint(int Frame, float Time, Vector2 Pixel);
