using System.Text.Json;
using Plumbline.Alignment;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Labelling;
using Plumbline.Cli.Reporting.Packing;
using Plumbline.Diffusion;
using Plumbline.Vision;

namespace Plumbline.Cli.Aligning;

/// <summary>Writes the clips of a round that a reader may look at.</summary>
/// <param name="runFolder">Folder of the run.</param>
/// <param name="shelf">Takes the pictures.</param>
internal sealed class GalleryJson(string runFolder, PictureShelf shelf)
{
    /// <summary>Writes a gallery.</summary>
    /// <param name="round">The round.</param>
    /// <param name="most">How many items at most.</param>
    /// <param name="autoencoder">Decodes the clips; absent where there is none.</param>
    /// <param name="note">What a reader should know of the pictures; absent for nothing.</param>
    /// <param name="progress">Told of every item.</param>
    /// <param name="token">Stops between clips.</param>
    public string Write(
        RunRound round, int most, VideoAutoencoder? autoencoder, string? note, IProgress<string>? progress,
        CancellationToken token) => PageSection.Of(json =>
    {
        var selection = round.Selection ?? throw new InvalidDataException(round.PairsProblem);
        var items = GalleryItem.Choose(selection, round.Rewarded, most);
        json.WriteNumber("pairs", selection.Pairs.Count);
        json.WriteNumber("rejected", selection.Rejected.Count);
        json.WriteNumber(
            "framesPerSecond", round.Recipe?.Options.FramesPerSecond ?? new CandidateOptions().FramesPerSecond);
        if (note is not null)
            json.WriteString("note", note);
        var texts = selection.Pairs.Select(pair => pair.Prompt).Concat(round.Prompts).DistinctBy(prompt => prompt.Id)
            .ToDictionary(prompt => prompt.Id, prompt => prompt.Text);
        json.WriteStartArray("items");
        for (var i = 0; i < items.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            progress?.Report($"round {round.Round}: pair {i + 1} of {items.Count}");
            WriteItem(json, items[i], texts.GetValueOrDefault(items[i].PromptId), autoencoder);
        }

        json.WriteEndArray();
    });

    private void WriteItem(Utf8JsonWriter json, GalleryItem item, string? text, VideoAutoencoder? autoencoder)
    {
        json.WriteStartObject();
        json.WriteString("promptId", item.PromptId);
        if (text is not null)
            json.WriteString("prompt", text);
        PageSection.WriteOptional(json, "margin", item.Margin);
        if (item.Rejected is { } rejected)
        {
            json.WriteString("kind", JsonText.CamelCase(rejected.Kind));
            json.WriteString("reason", rejected.Reason);
        }

        json.WriteStartArray("clips");
        foreach (var clip in new[] { item.Better, item.Worse }.OfType<JudgedCandidate>())
            WriteClip(json, clip, autoencoder);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteClip(Utf8JsonWriter json, JudgedCandidate clip, VideoAutoencoder? autoencoder)
    {
        json.WriteStartObject();
        json.WriteNumber("seed", clip.Candidate.Seed);
        if (clip.Candidate.NoiseSeed is { } noise)
            json.WriteNumber("noise", noise);
        if (clip.Verdict is Scored scored)
        {
            json.WriteNumber("score", scored.Score);
            JsonText.WriteNumbers(json, "interval", [scored.Interval.Low, scored.Interval.High]);
        }

        if (clip.Reason is { } reason)
            json.WriteString("reason", reason);
        PageSection.WriteOptional(json, "motion", clip.Part("motion"));
        PageSection.WriteOptional(json, "path", clip.Part("cameraPathLength"));
        if (autoencoder is not null)
            WritePictures(json, clip, autoencoder);
        json.WriteEndObject();
    }

    private void WritePictures(Utf8JsonWriter json, JudgedCandidate clip, VideoAutoencoder autoencoder)
    {
        try
        {
            json.WriteNumber("pictures", shelf.Find(clip.Candidate.LatentsPath, () => StripJson.Write(
                FramesOf(DecodedClip.Of(runFolder, clip.Candidate, autoencoder)),
                clip.EvidencePath is { } path && File.Exists(Path.Combine(runFolder, path))
                    ? LatentEvidence.Read(Path.Combine(runFolder, path))
                    : null)));
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            json.WriteString("problem", exception.Message);
        }
    }

    private static Frame[] FramesOf(DecodedClip clip)
    {
        var size = clip.Width * clip.Height * 3;
        return [.. Enumerable.Range(0, clip.FrameCount).Select(
            i => new Frame(clip.Rgb[(i * size)..((i + 1) * size)], clip.Width, clip.Height, i))];
    }
}
