using System.Security.Cryptography;
using System.Text;

namespace Plumbline.Alignment.Catalog;

/// <summary>One finished piece of a run: a judged clip, a candidate, a pair, a training step.</summary>
/// <param name="Kind">What it is, such as <c>clip</c>; keys are unique within a kind.</param>
/// <param name="Key">
/// Names everything that the result depends on (content of the input, version of the judge, options), so that an equal
/// key means an equal result.
/// </param>
/// <param name="PayloadJson">The result as JSON text.</param>
public sealed record UnitOfWork(string Kind, string Key, string PayloadJson)
{
    /// <summary>SHA-256 of the payload's UTF-8 bytes, 64 lower-case hexadecimal digits.</summary>
    public string ContentHash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PayloadJson)));

    /// <summary>Builds a key from the things that a result depends on.</summary>
    /// <param name="parts">Every input in a fixed order; a part may be any text.</param>
    /// <returns>
    /// 64 lower-case hexadecimal digits; different for different parts, also when their concatenation is equal.
    /// </returns>
    public static string KeyOf(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            // The length in front keeps ("ab", "c") apart from ("a", "bc").
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
