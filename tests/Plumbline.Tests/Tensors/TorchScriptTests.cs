using Plumbline.Tensors;

namespace Plumbline.Tests.Tensors;

[LeavesNoTensors]
public sealed class TorchScriptTests
{
    [Fact]
    public void A_trained_network_runs_and_its_results_arrive_in_order()
    {
        using var scope = new TensorScope();
        using var script = TorchScript.Load(PatchmatchNet(), Device.Cpu);
        var images = Enumerable.Range(0, 2).Select(_ => Tensor.Full([1, 3, 64, 64], 0.5, DType.Float32, Device.Cpu))
            .ToArray();
        var intrinsics = Tensor.Eye(3, DType.Float32, Device.Cpu).Expand(1, 2, 3, 3).Clone();
        var extrinsics = Tensor.Eye(4, DType.Float32, Device.Cpu).Expand(1, 2, 4, 4).Clone();

        var results = script.Forward(
            BoxedValue.TensorList(images),
            intrinsics,
            extrinsics,
            Tensor.Full([1], 1, DType.Float32, Device.Cpu),
            Tensor.Full([1], 10, DType.Float32, Device.Cpu));

        Assert.Equal("float32[1, 1, 64, 64]@cpu", results[0].AsTensor().ToString());
        Assert.True(results[0].AsTensor().IsFinite().All().Item() != 0);
        Assert.Equal("float32[1, 64, 64]@cpu", results[1].AsTensor().ToString());
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused_by_the_methods_name()
    {
        using var script = TorchScript.Load(PatchmatchNet(), Device.Cpu);

        var failure = Assert.Throws<TorchException>(() => script.Forward());

        Assert.Equal("script method forward", failure.OperatorName);
        Assert.Contains("argument 'images' is missing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_script_is_refused_with_torchs_words()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "not a script");

        var failure = Assert.Throws<TorchException>(() => TorchScript.Load(path, Device.Cpu));
        File.Delete(path);

        Assert.Equal("load script", failure.OperatorName);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Throws<FileNotFoundException>(() => TorchScript.Load("no/such/script.pt", Device.Cpu));

    private static string PatchmatchNet()
    {
        var data = Environment.GetEnvironmentVariable("PLUMBLINE_DATA") is { Length: > 0 } named
            ? named
            : Path.Combine(RepositoryRoot(), "../shared/data");
        var path = Path.Combine(data, "weights/patchmatchnet/module_000007.pt");
        Assert.SkipUnless(File.Exists(path), "Needs the PatchmatchNet weights of the data folder (PLUMBLINE_DATA).");
        return path;
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Plumbline.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException(
                "Expected a folder with Plumbline.slnx above the tests.");
        return folder;
    }
}
