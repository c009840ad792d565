using System.CommandLine;
using System.Globalization;
using Plumbline.Alignment.Objectives;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Lora;

namespace Plumbline.Cli.Commands;

/// <summary>What the user can say of an adapter and of what it is taught.</summary>
internal sealed class PreferenceArguments
{
    private static readonly Dictionary<string, (PreferenceObjectiveKind Kind, ErrorWeighting Weighting)> Objectives =
        new()
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

    private readonly Option<string?> _objective = new("--objective")
    {
        Description = $"{string.Join(", ", Objectives.Keys)}. [default: dpo]",
        HelpName = "NAME",
    };
    private readonly Option<string?> _beta = new("--beta")
    {
        Description =
            "Logits per unit of mean squared error, or auto to choose it from what a few steps do. [default: auto]",
        HelpName = "auto|N",
    };
    private readonly Option<double?> _smoothing = NumberOption.Optional(
        "--label-smoothing", "Share of pairs taken to be the wrong way round, 0 to below 0.5. [default: 0]", 0.0, 0.5);
    private readonly Option<double?> _anchor = NumberOption.Optional(
        "--anchor", "Weight of the term that keeps winners likely. [default: 1, without a reference 0]", 0.0);
    private readonly Option<double?> _stillness = NumberOption.Optional(
        "--stillness", "Weight of the penalty on lost motion. [default: 0]", 0.0);
    private readonly Option<double?> _textDrop = NumberOption.Optional("--text-drop",
        "Share of pairs that are shown without their words, so that guidance keeps what is taught, 0 to below 1. "
        + "[default: 0.2]", 0.0, 1.0);
    private readonly Option<double?> _shift = TrainArguments.NewTimeShift();
    private readonly Option<double?> _rate = TrainArguments.NewLearningRate();
    private readonly Option<int?> _rank = NumberOption.Optional("--rank", "Rank of the adapter. [default: 16]", 1);
    private readonly Option<double?> _alpha = NumberOption.Optional(
        "--alpha", "Strength of the adapter, which is scaled by alpha / rank. [default: twice the rank]", 0.0);
    private readonly Option<string?> _targets = new("--targets")
    {
        Description =
            $"{string.Join(", ", Placements.Keys)}, or names of layers with commas between. [default: attention]",
        HelpName = "NAMES",
    };
    private readonly Option<int?> _firstBlock = NumberOption.Optional(
        "--first-block",
        "First block whose layers get an adapter, from 0; a late one makes steps cheaper. [default: 0]", 0);
    private readonly Option<int?> _patience = NumberOption.Optional(
        "--patience",
        "End after so many inspections without a better held-out preference, and keep the best adapter.", 1);
    private readonly Option<int?> _framesPerStep = NumberOption.Optional(
        "--frames-per-step",
        "Latent frames of each clip that a step sees, the first and others at random; fewer cost less time and "
        + "memory. [default: all]", 2);
    private readonly Option<bool> _recompute = new("--recompute")
    {
        Description = "Run each block again in the backward pass: less memory, more time.",
    };

    /// <summary>Prepares the options.</summary>
    public PreferenceArguments()
    {
        _objective.AcceptOnlyFromAmong([.. Objectives.Keys]);
        _beta.Validators.Add(result =>
        {
            if (result.Tokens.SingleOrDefault()?.Value is { } text && text != "auto" && BetaOf(text) is null)
                result.AddError($"--beta: expected auto or a number above 0, got {text}.");
        });
    }

    /// <summary>Every option.</summary>
    public IEnumerable<Option> All =>
    [
        _objective, _beta, _smoothing, _anchor, _stillness, _textDrop, _shift, _rate, _rank, _alpha, _targets,
        _firstBlock, _patience, _framesPerStep, _recompute,
    ];

    /// <summary>A recipe with what the user said in place of its own.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <param name="preset">The recipe.</param>
    public PreferenceRecipe Apply(ParseResult parsed, PreferenceRecipe preset)
    {
        var options = preset.Task.Objective;
        var (kind, weighting) = parsed.GetValue(_objective) is { } name
            ? Objectives[name]
            : (options.Kind, options.Weighting);
        var rank = parsed.GetValue(_rank) ?? preset.Rank;
        var names = parsed.GetValue(_targets);
        return preset with
        {
            Rank = rank,
            Alpha = parsed.GetValue(_alpha) ?? (parsed.GetValue(_rank) is null ? preset.Alpha : 2 * rank),
            Placement = names is not null
                && Placements.TryGetValue(names, out var placement) ? placement : preset.Placement,
            Targets = names is null ? preset.Targets
                : Placements.ContainsKey(names) ? null : names.Split(
                    ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            FirstBlock = parsed.GetValue(_firstBlock) ?? preset.FirstBlock,
            Training = preset.Training with { LearningRate = parsed.GetValue(_rate) ?? preset.Training.LearningRate },
            Task = preset.Task with
            {
                Activations = parsed.GetValue(_recompute) ? ActivationUse.Recomputed : preset.Task.Activations,
                Flow = preset.Task.Flow with { Shift = parsed.GetValue(_shift) ?? preset.Task.Flow.Shift },
                TextDrop = parsed.GetValue(_textDrop) ?? preset.Task.TextDrop,
                Patience = parsed.GetValue(_patience) ?? preset.Task.Patience,
                FramesPerStep = parsed.GetValue(_framesPerStep) ?? preset.Task.FramesPerStep,
                Objective = options with
                {
                    Kind = kind,
                    Weighting = weighting,
                    Beta = parsed.GetValue(_beta) is { } beta ? BetaOf(beta) : options.Beta,
                    LabelSmoothing = parsed.GetValue(_smoothing) ?? options.LabelSmoothing,
                    Anchor = parsed.GetValue(_anchor) ?? options.Anchor,
                    Stillness = parsed.GetValue(_stillness) ?? options.Stillness,
                },
            },
        };
    }

    private static double? BetaOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0
            && double.IsFinite(value)
            ? value : null;
}
