namespace Plumbline.Cli.Generating;

/// <summary>Which files hold the model and its autoencoder.</summary>
/// <param name="Model">The denoiser and word encoder.</param>
/// <param name="Autoencoder">The autoencoder in whose latents it works.</param>
internal sealed record ModelFiles(string Model, string Autoencoder)
{
    private const string FileName = "model.safetensors";
    private const string OwnAutoencoder = "autoencoder.safetensors";
    private const string CommittedModel = "mini-base";
    private const string CommittedAutoencoder = "mini-vae";
    private const string CommittedClassifier = "world-classifier";

    /// <summary>Finds the files.</summary>
    /// <param name="model">What <c>--model</c> names; absent for the committed model.</param>
    /// <param name="autoencoder">What <c>--vae</c> names; absent for the model's own, else the committed one.</param>
    /// <param name="programFolder">
    /// Where the program lies; the committed models are in <c>models</c> there or in the nearest folder above it that
    /// has them.
    /// </param>
    /// <exception cref="CommandLineException">A file is not there; the message says how to get one.</exception>
    public static ModelFiles Find(string? model, string? autoencoder, string programFolder)
    {
        var modelFile = FindModel("--model", model, programFolder);
        if (autoencoder is not null)
            return new(modelFile, InFolder("--vae", autoencoder, FileName));
        var own = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(modelFile))!, OwnAutoencoder);
        if (File.Exists(own))
            return new(modelFile, own);
        return new(modelFile, Committed(CommittedAutoencoder, programFolder) ?? throw Missing(
            $"--vae: expected {OwnAutoencoder} beside {modelFile}, or a trained autoencoder in "
            + $"models/{CommittedAutoencoder} beside the program, got neither. "
            + "Name the one that the model was trained with."));
    }

    /// <summary>Finds an autoencoder alone.</summary>
    /// <param name="autoencoder">What <c>--vae</c> names; absent for the committed one.</param>
    /// <param name="programFolder">Where the program lies.</param>
    /// <exception cref="CommandLineException">The file is not there.</exception>
    public static string FindAutoencoder(string? autoencoder, string programFolder) =>
        autoencoder is not null
            ? InFolder("--vae", autoencoder, FileName)
            : Committed(CommittedAutoencoder, programFolder) ?? throw Missing(
                $"--vae: expected a trained autoencoder in models/{CommittedAutoencoder} beside the program, got none. "
                + "Name the one that the clips were made with.");

    /// <summary>Finds the file of the model alone.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="model">What it names; absent for the committed model.</param>
    /// <param name="programFolder">See <see cref="Find"/>.</param>
    /// <exception cref="CommandLineException">The file is not there; the message says how to get one.</exception>
    public static string FindModel(string option, string? model, string programFolder) => model is null
        ? Committed(CommittedModel, programFolder) ?? throw Missing(
            $"{option}: expected a trained model in models/{CommittedModel} beside the program, got none. "
            + $"Train one (plumb train vae --out vae, plumb train base --vae vae/{FileName} --out base) and name its "
            + $"folder: {option} base")
        : InFolder(option, model, FileName);

    /// <summary>Finds the classifier of worlds.</summary>
    /// <param name="classifier">What <c>--classifier</c> names; absent for the committed one.</param>
    /// <param name="programFolder">Where the program lies.</param>
    /// <returns>The file; absent where none was named and none is committed.</returns>
    /// <exception cref="CommandLineException">The named file is not there.</exception>
    public static string? FindClassifier(string? classifier, string programFolder) =>
        classifier is not null ? InFolder("--classifier", classifier, FileName) : Committed(
            CommittedClassifier, programFolder);

    private static string? Committed(string name, string programFolder)
    {
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "models", name, FileName);
            if (File.Exists(file))
                return file;
        }

        return null;
    }

    private static string InFolder(string option, string path, string name)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, name) : path;
        return File.Exists(file)
            ? file
            : throw Missing(
                $"{option} {path}: expected a safetensors file, or a folder with {name}, got "
                + $"{(Directory.Exists(path) ? $"a folder without {name}" : "nothing at this path")}. Check the name.");
    }

    private static CommandLineException Missing(string message) => new(ExitCode.BadUsage, message);
}
