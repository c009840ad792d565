using System.CommandLine;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Commands;
using Plumbline.Cli.Generating;
using Plumbline.Tensors;

namespace Plumbline.Cli.Pairing;

/// <summary>Which model a command uses and how it computes.</summary>
internal sealed class ModelArguments
{
    private readonly Option<string?> _model = new("--model")
    {
        Description = "Trained model, such as the folder of plumb train base. [default: the committed one]",
        HelpName = "FOLDER|FILE",
    };
    private readonly Option<string?> _autoencoder = new("--vae")
    {
        Description = "Its autoencoder. [default: the one in the model's folder, or the committed one]",
        HelpName = "FOLDER|FILE",
    };
    private readonly Option<string?> _lora = new("--lora")
    {
        Description = "Adapter on the model, such as the folder of plumb train dpo.",
        HelpName = "FOLDER",
    };
    private readonly Option<double> _loraWeight = NumberOption.Of(
        "--lora-weight", 1.0, "Factor on the adapter's trained strength: 1 as trained, 0 off.");
    private readonly Option<string?> _precision = PrecisionOption.Create();

    private readonly Option<int> _threads = EngineUse.ThreadsOption();

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_model, _autoencoder, _lora, _loraWeight, _precision, _threads];

    /// <summary>Loads the model, works with it, and gives it back.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="work">What is done.</param>
    /// <param name="run">A run to go on with, in its own precision where none is said; absent for a new one.</param>
    /// <returns>What the work returns.</returns>
    /// <exception cref="CommandLineException">There is no model, or it is damaged.</exception>
    public ExitCode With(ParseResult parsed, Func<CandidateModel, ExitCode> work, CandidateRecipe? run = null)
    {
        var files = ModelFiles.Find(parsed.GetValue(_model), parsed.GetValue(_autoencoder), AppContext.BaseDirectory);
        var compute = parsed.TypeOf(_precision)
            ?? run?.Compute ?? EngineReport.FastestCompute();
        var threads = EngineUse.Threads(parsed.GetValue(_threads));
        try
        {
            using var model = LoadedModel.Load(files, compute, parsed.GetValue(_lora), parsed.GetValue(_loraWeight));
            return work(model.ForCandidates());
        }
        catch (ArgumentException exception) when (exception.GetType() == typeof(ArgumentException))
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Words());
        }
        finally
        {
            EngineThreads.Use(threads);
        }
    }
}
