using System.Security.Cryptography;
using Plumbline.Alignment;
using Plumbline.Alignment.Pairs;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tests.Cli;

/// <summary>A run folder with judged pairs of very small clips: winners bright, losers dark.</summary>
internal static class TinyPairs
{
    /// <summary>Writes candidates, maps and <c>round-1/pairs.json</c>.</summary>
    /// <returns>Path of the list of pairs.</returns>
    public static string Write(string folder, int promptCount = 4, bool hasMaps = true)
    {
        var pairs = Enumerable.Range(0, promptCount).Select(i =>
        {
            var prompt = new AlignmentPrompt($"prompt {i}", "a red arch, the camera orbits left");
            return new PreferencePair(
                prompt, Judged(folder, prompt, 2 * i, 1, 80, hasMaps),
                Judged(folder, prompt, 2 * i + 1, -1, 40 + i, hasMaps), 40 - i);
        });
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "round-1")).FullName, PairFile.Name);
        PairFile.Write(new("geometry", "1", PairRules.Default, [.. pairs], []), path);
        return path;
    }

    private static JudgedCandidate Judged(
        string folder, AlignmentPrompt prompt, int seed, double brightness, double score, bool hasMap)
    {
        using var scope = new TensorScope();
        using var generator = new Generator((ulong)seed + 1, Device.Cpu);
        var path = $"round-1/candidates/{prompt.FolderName}/seed_{seed}.safetensors";
        var map = $"round-1/candidates/{prompt.FolderName}/seed_{seed}.geometry.safetensors";
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        CheckpointWriter.Write(file, [
            Stored("latents", generator.Normal([4, 3, 4, 4]) * 0.5 + brightness),
            Stored("rays", generator.Normal([6, 9, 4, 4]))]);
        if (hasMap)
            CheckpointWriter.Write(Path.Combine(folder, map), [
                Stored("errorPixels", generator.Uniform([3, 4, 4])), Stored("testable", generator.Uniform([3, 4, 4]))]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        return new(new(prompt.Id, seed, 1, path, hash), "geometry", "1", new Scored(score, new(score - 1, score + 1)))
        {
            EvidencePath = hasMap ? map : null,
        };
    }

    private static CheckpointTensor Stored(string name, Tensor value) => new NamedParameter(name, value).ToCheckpoint();
}
