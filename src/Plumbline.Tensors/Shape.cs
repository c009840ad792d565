using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Plumbline.Tensors;

/// <summary>The extents of a tensor, outermost first; immutable.</summary>
/// <example><code>Shape shape = [2, 3, 4];</code></example>
[CollectionBuilder(typeof(Shape), nameof(Of))]
public sealed class Shape : IReadOnlyList<long>, IEquatable<Shape>
{
    private readonly long[] _extents;

    private Shape(long[] extents) => _extents = extents;

    /// <summary>The shape of a single number, <c>[]</c>.</summary>
    public static Shape Scalar { get; } = new([]);

    /// <summary>How many axes there are.</summary>
    public int Rank => _extents.Length;

    /// <summary>Product of the extents; 1 for a scalar.</summary>
    public long ElementCount
    {
        get
        {
            var count = 1L;
            foreach (var extent in _extents)
                count = checked(count * extent);
            return count;
        }
    }

    int IReadOnlyCollection<long>.Count => _extents.Length;

    /// <summary>Extent of one axis.</summary>
    /// <param name="axis">Axis from 0, or from −1 backwards as in torch.</param>
    /// <returns>How many elements lie along it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public long this[int axis]
    {
        get
        {
            var position = axis < 0 ? axis + _extents.Length : axis;
            if ((uint)position >= (uint)_extents.Length)
                throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Shape {this} has {Rank} axes.");
            return _extents[position];
        }
    }

    /// <summary>Makes a shape from its extents.</summary>
    /// <param name="extents">Extents, each 0 or more, outermost first.</param>
    /// <returns>The shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    public static Shape Of(params ReadOnlySpan<long> extents)
    {
        foreach (var extent in extents)
            ArgumentOutOfRangeException.ThrowIfNegative(extent);
        return extents.IsEmpty ? Scalar : new(extents.ToArray());
    }

    /// <summary>Checks a tensor against a pattern and so states, in code, what its axes mean.</summary>
    /// <param name="tensor">The tensor to check.</param>
    /// <param name="pattern">
    /// One word per axis: a number must match, a name stands for any extent and for the same one where it appears
    /// again, a leading <c>...</c> for any axes in front. <c>"F,3,H,W"</c>.
    /// </param>
    /// <param name="name">What the message calls the tensor; the expression at the call site when absent.</param>
    /// <returns>The tensor's shape.</returns>
    /// <exception cref="ArgumentException">The shape does not follow the pattern.</exception>
    public static Shape Require(
        Tensor tensor, string pattern, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        ArgumentNullException.ThrowIfNull(pattern);
        if (!tensor.Shape.Follows(pattern))
            throw new ArgumentException(
                $"{name}: expected shape [{pattern.Replace(",", ", ", StringComparison.Ordinal)}], got {tensor}.",
                name);
        return tensor.Shape;
    }

    /// <summary>Whether this shape follows a pattern as in <see cref="Require"/>.</summary>
    /// <param name="pattern">One word per axis, such as <c>"F,3,H,W"</c> or <c>"...,D"</c>.</param>
    /// <returns>True when it does.</returns>
    public bool Follows(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var words = pattern.Length == 0 ? [] : pattern.Split(',', StringSplitOptions.TrimEntries);
        var open = words.Length > 0 && words[0] == "...";
        var named = open ? words[1..] : words;
        if (open ? Rank < named.Length : Rank != named.Length)
            return false;
        Dictionary<string, long> seen = [];
        for (var i = 0; i < named.Length; i++)
        {
            var extent = _extents[Rank - named.Length + i];
            if (long.TryParse(named[i], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
                || seen.TryGetValue(named[i], out wanted))
            {
                if (extent != wanted)
                    return false;
            }
            else
            {
                seen[named[i]] = extent;
            }
        }

        return true;
    }

    /// <summary>The extents as a span.</summary>
    /// <returns>A view that lives as long as the shape.</returns>
    public ReadOnlySpan<long> AsSpan() => _extents;

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _extents.AsSpan().SequenceEqual(other._extents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var extent in _extents)
            hash.Add(extent);
        return hash.ToHashCode();
    }

    /// <summary>Writes <c>[2, 3]</c>.</summary>
    /// <returns>The extents in brackets.</returns>
    public override string ToString() => $"[{string.Join(", ", _extents)}]";

    /// <inheritdoc/>
    public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)_extents).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _extents.GetEnumerator();

    /// <summary>Whether two shapes have the same extents.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when equal.</returns>
    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they differ.</returns>
    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    internal long[] ToArray() => _extents;
}
