using Plumbline.Alignment;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Tests.Pairs;

/// <summary>Judged candidates with chosen scores and motions, for tests that need no pixels.</summary>
internal static class SomePairs
{
    public static readonly AlignmentPrompt Prompt = new("room/1", "a red arch, the camera orbits left")
    {
        Camera = "orbit:24deg",
        FirstFramePath = "prompts/room_1/first.png",
        Seed = 7,
    };

    public static Candidate Candidate(long seed, string promptId = "room/1") => new(
        promptId, seed, 1, $"round-1/candidates/{promptId.Replace('/', '_')}/seed_{seed}.safetensors",
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(seed))));

    public static JudgedCandidate Scored(
        long seed, double score, double? motion = 2, double? path = 0.5, double? parallax = 1.5,
        string promptId = "room/1") =>
        new(Candidate(seed, promptId), "geometry", "1.2", new Scored(score, new(score - 2, score + 2))
        {
            Parts = [.. Parts(
                ("motion", motion, "px"), ("cameraPathLength", path, "scene depths"), ("parallax", parallax, "px"))],
        });

    public static JudgedCandidate Unscorable(long seed, string reason = "The camera stands still.") =>
        new(Candidate(seed), "geometry", "1.2", new Unscorable(reason));

    private static IEnumerable<Part> Parts(params (string Name, double? Value, string Unit)[] parts) =>
        parts.SelectMany(part => part.Value is { } value
            ? (Part[])[new(part.Name, value, part.Unit, Direction.Descriptive)] : []);
}
