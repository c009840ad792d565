using System.CommandLine;
using System.Globalization;
using Plumbline.Alignment.Objectives;
using Plumbline.Alignment.Training;
using Plumbline.Cli.Generating;
using Plumbline.Cli.Terminal;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb train dpo</c>: an adapter that makes a model prefer the winners of pairs.</summary>
internal static class TrainDpoCommand
{
    private static readonly Dictionary<string, PreferenceRecipe> Presets = new()
    {
        ["smoke"] = PreferenceRecipe.Smoke,
        ["demo"] = PreferenceRecipe.Demo,
        ["full"] = PreferenceRecipe.Full,
    };

    private static readonly Dictionary<string, (PreferenceObjectiveKind Kind, ErrorWeighting Weighting)> Objectives = new()
    {
        ["dpo"] = (PreferenceObjectiveKind.Dpo, ErrorWeighting.Uniform),
        ["dense-dpo"] = (PreferenceObjectiveKind.Dpo, ErrorWeighting.Dense),
        ["hinge"] = (PreferenceObjectiveKind.HingeDpo, ErrorWeighting.Uniform),
        ["ipo"] = (PreferenceObjectiveKind.Ipo, ErrorWeighting.Uniform),
        ["dro"] = (PreferenceObjectiveKind.Dro, ErrorWeighting.Uniform),
        ["sft"] = (PreferenceObjectiveKind.Sft, ErrorWeighting.Uniform),
    };

    private static readonly Dictionary<string, LoraPlacement> Placements = new()
    {
        ["attention"] = LoraPlacement.Attention,
        ["self"] = LoraPlacement.SelfAttention,
        ["cross"] = LoraPlacement.CrossAttention,
        ["attention+mlp"] = LoraPlacement.AttentionAndMlp,
    };

    /// <summary>Builds the command.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <returns>The command.</returns>
    public static Command Create(TimeProvider clock)
    {
        var arguments = new TrainArguments("dpo", "smoke (seconds), demo (minutes) or full (a thousand pairs and more).", Presets.Keys);
        arguments.Batch.Description = "Pairs per forward pass.";
        arguments.Accumulation.Description = "Forward passes per step, each of --batch pairs; several processes share them.";
        arguments.From.Description = "Folder of an adapter to go on from, as from the round before.";
        arguments.From.HelpName = "FOLDER";
        var model = new Option<string?>("--base") { Description = "Model to align, such as the folder of plumb train base. [default: the committed one]", HelpName = "FOLDER|FILE" };
        var pairs = new Option<FileInfo>("--pairs") { Description = "Pairs to learn from, pairs.json of a round.", HelpName = "FILE" };
        pairs.AcceptExistingOnly();
        var objective = new Option<string?>("--objective") { Description = $"{string.Join(", ", Objectives.Keys)}. [default: dpo]", HelpName = "NAME" };
        objective.AcceptOnlyFromAmong([.. Objectives.Keys]);
        var beta = new Option<string?>("--beta") { Description = "Logits per unit of mean squared error, or auto to choose it from what a few steps do. [default: auto]", HelpName = "auto|N" };
        beta.Validators.Add(result =>
        {
            if (result.Tokens.SingleOrDefault()?.Value is { } text && text != "auto" && BetaOf(text) is null)
                result.AddError($"--beta: expected auto or a number above 0, got {text}.");
        });
        var smoothing = Share("--label-smoothing", "Share of pairs taken to be the wrong way round, 0 to below 0.5. [default: 0]", 0.5);
        var anchor = Share("--anchor", "Weight of the term that keeps winners likely. [default: 1, without a reference 0]");
        var stillness = Share("--stillness", "Weight of the penalty on lost motion. [default: 0]");
        var rate = Share("--learning-rate", "Highest learning rate.");
        var rank = TrainArguments.Number("--rank", "Rank of the adapter. [default: 16]", 1);
        var alpha = Share("--alpha", "Strength of the adapter, which is scaled by alpha / rank. [default: twice the rank]");
        var targets = new Option<string?>("--targets") { Description = $"{string.Join(", ", Placements.Keys)}, or names of layers with commas between. [default: attention]", HelpName = "NAMES" };
        var patience = TrainArguments.Number("--patience", "End after so many inspections without a better held-out preference, and keep the best adapter.", 1);
        var recompute = new Option<bool>("--recompute") { Description = "Run each block again in the backward pass: less memory, more time." };
        var command = arguments.ToCommand(
            "Trains an adapter that makes a model prefer the winners of pairs.", model, pairs, arguments.From, objective, beta, smoothing,
            anchor, stillness, rate, rank, alpha, targets, patience, recompute);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(arguments.Resume) && result.GetResult(pairs) is null)
                result.AddError("--pairs: expected a list of preference pairs, got none. Make one with plumb pairs.");
        });
        command.SetAction((parsed, token) =>
        {
            var recipe = arguments.Recipe(parsed, Presets, PreferenceRecipe.Load);
            var start = arguments.Start(parsed);
            if (start == TrainingStart.Fresh)
                recipe = Changed(recipe);
            var sources = start == TrainingStart.Resumed ? null : new PreferenceSources(
                ModelFiles.FindModel("--base", parsed.GetValue(model), AppContext.BaseDirectory), parsed.GetRequiredValue(pairs).FullName)
            {
                Adapter = parsed.GetValue(arguments.From) is { } from ? Path.GetFullPath(from) : null,
            };
            var folder = parsed.GetRequiredValue(arguments.Folder);
            return Task.Run(
                () => TrainingSession.Run(parsed, arguments, recipe, clock, sitting => Train(sitting, watching =>
                    recipe.Train(folder, sources, start, watching, token)), NetworkAdapter.WeightsName),
                CancellationToken.None);

            PreferenceRecipe Changed(PreferenceRecipe preset)
            {
                var (kind, weighting) = Objectives[parsed.GetValue(objective) ?? "dpo"];
                var wantedRank = parsed.GetValue(rank) ?? preset.Rank;
                var names = parsed.GetValue(targets);
                return preset with
                {
                    Rank = wantedRank,
                    Alpha = parsed.GetValue(alpha) ?? (parsed.GetValue(rank) is null ? preset.Alpha : 2 * wantedRank),
                    Placement = names is not null && Placements.TryGetValue(names, out var placement) ? placement : preset.Placement,
                    Targets = names is not null && !Placements.ContainsKey(names) ? names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : null,
                    Training = preset.Training with { LearningRate = parsed.GetValue(rate) ?? preset.Training.LearningRate },
                    Task = preset.Task with
                    {
                        Activations = parsed.GetValue(recompute) ? ActivationUse.Recomputed : preset.Task.Activations,
                        Patience = parsed.GetValue(patience) ?? preset.Task.Patience,
                        Objective = preset.Task.Objective with
                        {
                            Kind = kind,
                            Weighting = weighting,
                            Beta = BetaOf(parsed.GetValue(beta)),
                            LabelSmoothing = parsed.GetValue(smoothing) ?? 0,
                            Anchor = parsed.GetValue(anchor),
                            Stillness = parsed.GetValue(stillness) ?? 0,
                        },
                    },
                };
            }

            TrainingEnd Train(TrainingSitting sitting, Func<TrainingSitting, TrainingEnd> train)
            {
                var watch = new PreferenceWatch(sitting.Progress);
                try
                {
                    var end = train(sitting with { Progress = watch });
                    foreach (var note in watch.Notes())
                        parsed.InvocationConfiguration.Error.WriteLine($"plumb: {note}.");
                    return end;
                }
                catch (Exception exception) when (exception is CheckpointException or ArgumentException)
                {
                    throw new CommandLineException(ExitCode.SomeFailed, exception.Message);
                }
            }
        });
        return command;
    }

    private static double? BetaOf(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
            ? value : null;

    /// <summary>An option for a number of at least 0.</summary>
    private static Option<double?> Share(string name, string description, double below = double.PositiveInfinity)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && !(value >= 0 && value < below))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: expected a number of at least 0{(double.IsFinite(below) ? $" and below {below}" : "")}, got {value}."));
        });
        return option;
    }
}
