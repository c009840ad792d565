using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>One lamp or sun that casts shadows, and the light from everywhere.</summary>
/// <param name="Position">Where the lamp hangs, metres; a sun hangs far away.</param>
/// <param name="Colour">Light on a surface that faces the lamp, linear RGB.</param>
/// <param name="Ambient">Light on a surface that faces up and sees no lamp, linear RGB.</param>
/// <param name="ReachMetres">Distance at which the lamp's light has halved; infinite for a sun.</param>
/// <param name="Occlusion">How much of the light from everywhere a solid close by takes away, 0 to 1.</param>
internal sealed record Light(
    Float3 Position, Float3 Colour, Float3 Ambient, float ReachMetres = float.PositiveInfinity, float Occlusion = 0);
