using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>A point of a surface in the frame of its shape.</summary>
/// <param name="Normal">Outward unit normal.</param>
/// <param name="Uv">Position on the surface, metres; V grows downwards on upright faces.</param>
/// <param name="GradientU">How U changes with the position in space, per metre.</param>
/// <param name="GradientV">How V changes with the position in space, per metre.</param>
/// <param name="Face">Which smooth face of the shape it lies on.</param>
internal readonly record struct SurfacePoint(Float3 Normal, Vector2 Uv, Float3 GradientU, Float3 GradientV, int Face);
