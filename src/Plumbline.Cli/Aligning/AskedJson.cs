using System.Text.Json;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;
using Plumbline.Alignment.Training;
using Plumbline.Cli.Reporting.Packing;

namespace Plumbline.Cli.Aligning;

/// <summary>Writes what was asked of the run.</summary>
internal static class AskedJson
{
    private const int ShownPrompts = 12;

    /// <summary>Writes prompts, base and options.</summary>
    /// <param name="runFolder">Folder of the run.</param>
    /// <param name="rounds">Its rounds.</param>
    public static string Write(string runFolder, IReadOnlyList<RunRound> rounds) => JsonText.Object(json =>
    {
        json.WritePropertyName("prompts");
        json.WriteRawValue(PageSection.Of(prompts => WritePrompts(prompts, Path.Combine(runFolder, PromptFile.Name))));
        json.WriteStartArray("facts");
        foreach (var (name, text) in Facts(Recipe(runFolder), rounds))
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(text);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        // What the run keeps of itself, word for word.
        if (Text(Path.Combine(runFolder, AlignmentRecipe.Name)) is { } recipe)
            json.WriteString("recipe", recipe);
    });

    private static void WritePrompts(Utf8JsonWriter json, string path)
    {
        var prompts = PromptFile.Read(path);
        json.WriteNumber("count", prompts.Count);
        json.WriteNumber(
            "withCamera", prompts.Count(prompt => prompt.Camera is not null || prompt.CamerasPath is not null));
        json.WriteNumber("withFirstFrame", prompts.Count(prompt => prompt.FirstFramePath is not null));
        json.WriteStartArray("first");
        foreach (var prompt in prompts.Take(ShownPrompts))
        {
            json.WriteStartObject();
            json.WriteString("id", prompt.Id);
            json.WriteString("text", prompt.Text);
            if (prompt.Camera is { } camera)
                json.WriteString("camera", camera);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<(string Name, string Text)> Facts(AlignmentRecipe? asked, IReadOnlyList<RunRound> rounds)
    {
        yield return ("Rounds", asked is null
            || asked.Rounds == rounds.Count ? $"{rounds.Count}" : $"{asked.Rounds}, of which {rounds.Count} begun");
        var first = rounds.FirstOrDefault(round => round.Recipe is not null)?.Recipe;
        if (first is not null)
        {
            // "MODEL AUTOENCODER TYPE", by content.
            var words = first.Model.Split(' ');
            yield return ("Base", words.Length >= 3
                ? $"model {words[0]}, autoencoder {words[1]}, computed in {words[2]}" : first.Model);
        }
        else if (asked?.BaseSha256 is { } hash)
        {
            yield return ("Base", $"model {hash}");
        }

        if ((asked?.Prompts ?? first?.Prompts) is { } prompts)
            yield return ("Prompts from", prompts);
        if ((first?.Options ?? asked?.Candidates) is { } candidates)
            yield return ("Candidates", RunWords.Of(candidates));
        var selection = rounds.FirstOrDefault(round => round.Selection is not null)?.Selection;
        if ((selection is null ? asked?.Reward : $"{selection.Judge} {selection.JudgeVersion}") is { } reward)
            yield return ("Reward", $"the judge {reward}, 0 to 100 points, higher is better");
        if ((selection?.Rules ?? asked?.Rules) is { } rules)
            yield return ("Pairs", RunWords.Of(rules));
        if ((rounds.Select(Training).FirstOrDefault(found => found is not null) ?? asked?.Training) is { } training)
            yield return ("Training", RunWords.Of(training));
        if (asked is not null)
        {
            yield return ("Compared on", asked.ComparedPrompts
                ?? $"a part of {asked.Prompts} that nothing is learnt from");
            yield return ("Comparison", RunWords.Of(asked.Compared));
        }

        if (asked is { IsUngated: true })
            yield return ("Not asked for", "a calibration of the reward on clips of this size");
        if (asked is { IsUnlinted: true })
            yield return ("Let pass", "checks of the model that fail");
    }

    private static AlignmentRecipe? Recipe(string runFolder)
    {
        try
        {
            return AlignmentRecipe.Load(runFolder);
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            // A run of single commands has none; a damaged one is shown as it lies there.
            return null;
        }
    }

    private static PreferenceRecipe? Training(RunRound round)
    {
        try
        {
            return PreferenceRecipe.Load(round.AdapterFolder);
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            // The section about the training says what is wrong with it.
            return null;
        }
    }

    private static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            return null;
        }
    }
}
