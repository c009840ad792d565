using System.Globalization;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>An adapter's files as PEFT wrote them, and what they make of the layers' weights.</summary>
/// <remarks>
/// The layers of the reference's network stand side by side here under their own paths; the network around them is not
/// run. Not covered therefore: <c>base</c>, <c>adapter_on</c>, <c>adapter_disabled</c>, <c>merged</c>,
/// <c>merged_abs_N</c>,
/// <c>scaling_abs_N</c> and <c>scaling_times_N</c>, which are the network's outputs.
/// </remarks>
internal sealed class LoraSubject : IGoldenSubject
{
    private const string BasePrefix = "base/";
    private const string AbsolutePrefix = "merged_abs_";

    public string CasePrefix => "lora_";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        if (output.Split(".w.", 2) is not [var kind, var name])
            return null;
        using var scope = new TensorScope();
        using var layers = Weights.Load(
            WeightSource.From(golden.Weights), Precision.Float32, Device.Cpu,
            weights => new Layers(weights, golden), UnusedWeights.Ignored);
        var adapter = NetworkAdapter.Load(layers, golden.Folder);
        // An absolute scale, where a weight of ours multiplies the trained one.
        if (kind.StartsWith(AbsolutePrefix, StringComparison.Ordinal)
            && double.TryParse(kind.AsSpan(AbsolutePrefix.Length), CultureInfo.InvariantCulture, out var scaling))
            adapter.Weight = scaling / adapter.Config.OptionsOf(name[..^".weight".Length])!.Scale;
        else if (kind != "merged")
            return null;
        adapter.Merge();
        return layers.Parameters().Single(parameter => parameter.Name == name).Value.ToGolden();
    }

    private sealed class Layers : Module
    {
        public Layers(Weights weights, GoldenCase golden)
            : base(weights.Precision)
        {
            foreach (var (name, entry) in golden.Weights.Entries.Where(
                entry => entry.Key.StartsWith(BasePrefix, StringComparison.Ordinal)))
            {
                if (!name.EndsWith(".weight", StringComparison.Ordinal) || entry.Shape.Count != 2)
                    continue;
                var path = name[BasePrefix.Length..^".weight".Length];
                OwnPart(
                    path, new Linear(weights.At($"{BasePrefix}{path}"), entry.Shape[1], entry.Shape[0], BiasUse.None));
            }
        }
    }
}
