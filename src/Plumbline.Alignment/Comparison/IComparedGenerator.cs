using Plumbline.Alignment.Pairs;
using Plumbline.Vision;

namespace Plumbline.Alignment.Comparison;

/// <summary>One side of a comparison: makes the clip of a prompt and a seed.</summary>
public interface IComparedGenerator
{
    /// <summary>
    /// Names everything that a clip follows from beside prompt and seed: weights, adapter, steps, size, precision.
    /// </summary>
    string Identity { get; }

    /// <summary>Makes a clip.</summary>
    /// <param name="conditions">Words, camera and first frame.</param>
    /// <param name="seed">Names the noise, at least 0.</param>
    /// <param name="token">Stops before the next step.</param>
    /// <returns>The decoded clip; the same one for the same conditions and seed.</returns>
    /// <exception cref="InvalidDataException">The model gave infinite or undefined numbers.</exception>
    Video Make(PromptConditions conditions, long seed, CancellationToken token = default);
}
