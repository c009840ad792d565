using System.Globalization;
using System.Text.Json;
using Plumbline.Alignment.Objectives;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>VideoGPA's preference loss, its gradients and what it logs.</summary>
/// <remarks>
/// Its rewards and its accuracy are minus the plain errors, not relative to the reference; they are told so here.
/// </remarks>
internal sealed class VideoGpaDpoLossSubject : IGoldenSubject
{
    public string CasePrefix => "videogpa_dpo_loss";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        using var scope = new TensorScope();
        var (variant, value) = output.Split('.', 2) is [var before, var after] ? (before, after) : ("", output);
        var winner = golden.Input("v_win").ToTensor().RecordGradient();
        var loser = golden.Input("v_lose").ToTensor().RecordGradient();
        var errors = new PreferenceErrors(
            Error(golden, winner, "v_win"), Error(golden, loser, "v_lose"),
            Tensor.Full([winner.Shape[0]], 0.5, DType.Float32, Device.Cpu))
        {
            ReferenceWinner = Error(golden, golden.Input("v_win_ref").ToTensor(), "v_win"),
            ReferenceLoser = Error(golden, golden.Input("v_lose_ref").ToTensor(), "v_lose"),
        };
        var (winnerReward, loserReward) = (-errors.Winner.Detach(), -errors.Loser.Detach());
        if (variant == "sft")
            return value == "loss" ? new WinnerTuning().Losses(errors).Mean().Detach().ToGolden() : null;
        if (!int.TryParse(variant.AsSpan(1), CultureInfo.InvariantCulture, out var number))
            return null;
        var loss = Objective(golden.Config.GetProperty("variants")[number]).Losses(errors).Mean();
        return value switch
        {
            "loss" => loss.Detach().ToGolden(),
            "winner_reward" => winnerReward.Mean().ToGolden(),
            "loser_reward" => loserReward.Mean().ToGolden(),
            "reward_margin" => (winnerReward - loserReward).Mean().ToGolden(),
            "accuracy" => winnerReward.GreaterThan(loserReward).To(DType.Float32).Mean().ToGolden(),
            "grad_v_win" => Gradients.Of(loss, [winner])[0]!.ToGolden(),
            "grad_v_lose" => Gradients.Of(loss, [loser])[0]!.ToGolden(),
            _ => null,
        };
    }

    private static IPreferenceObjective Objective(JsonElement variant)
    {
        double Number(string name, double standard) =>
            variant.TryGetProperty(name, out var value) ? value.GetDouble() : standard;
        var scale = new PreferenceScale(Number("beta", 500));
        // The reference's hinge does not look at the label smoothing.
        return variant.TryGetProperty("loss_type", out var type) && type.GetString() == "hinge"
            ? new HingeDpo(scale)
            : new DiffusionDpo(scale, Number("label_smoothing", 0));
    }

    private static Tensor Error(GoldenCase golden, Tensor predicted, string name) => ClipError.Of(
        predicted, golden.Input($"{name}_target").ToTensor(),
        Tensor.Ones([predicted.Shape[0], 1, predicted.Shape[2], 1, 1], DType.Float32, Device.Cpu));
}
