using Plumbline.Cli;
using Plumbline.Cli.Generating;

namespace Plumbline.Tests.Cli;

public sealed class ModelFilesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("plumbline-models-");

    private string Program => PathOf("artifacts", "bin");

    public ModelFilesTests() => _root.CreateSubdirectory("artifacts/bin");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Committed_models_lie_above_the_program()
    {
        var (model, vae) = (
            Add("models", "mini-base", "model.safetensors"), Add("models", "mini-vae", "model.safetensors"));

        Assert.Equal(new ModelFiles(model, vae), ModelFiles.Find(null, null, Program));
    }

    [Fact]
    public void A_run_brings_its_own_autoencoder()
    {
        Add("models", "mini-vae", "model.safetensors");
        var (model, vae) = (Add("run", "model.safetensors"), Add("run", "autoencoder.safetensors"));

        Assert.Equal(new ModelFiles(model, vae), ModelFiles.Find(PathOf("run"), null, Program));
        Assert.Equal(new ModelFiles(model, vae), ModelFiles.Find(model, null, Program));
    }

    [Fact]
    public void A_named_autoencoder_comes_first()
    {
        Add("run", "autoencoder.safetensors");
        var (model, vae) = (Add("run", "model.safetensors"), Add("vae", "model.safetensors"));

        Assert.Equal(new ModelFiles(model, vae), ModelFiles.Find(PathOf("run"), PathOf("vae"), Program));
    }

    [Fact]
    public void Without_a_model_the_way_to_one_is_said()
    {
        Assert.Contains(
            "plumb train base --vae vae/model.safetensors --out base", Refused(null, null), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_autoencoder_both_places_are_named()
    {
        var message = Refused(Add("run", "model.safetensors"), null);

        Assert.Contains("expected autoencoder.safetensors beside", message, StringComparison.Ordinal);
        Assert.Contains("models/mini-vae", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        Assert.Contains(
            "--model nowhere: expected a safetensors file, or a folder with model.safetensors, got nothing",
            Refused("nowhere", null), StringComparison.Ordinal);
        Assert.Contains(
            "got a folder without model.safetensors", Refused(_root.FullName, null), StringComparison.Ordinal);
        Assert.Contains(
            "--vae nowhere: expected", Refused(Add("run", "model.safetensors"), "nowhere"), StringComparison.Ordinal);
    }

    private string Refused(string? model, string? autoencoder)
    {
        var error = Assert.Throws<CommandLineException>(() => ModelFiles.Find(model, autoencoder, Program));
        Assert.Equal(ExitCode.BadUsage, error.ExitCode);
        return error.Message;
    }

    private string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([_root.FullName, .. parts]);

    private string Add(params ReadOnlySpan<string> parts)
    {
        var path = PathOf(parts);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }
}
