using Plumbline.Diffusion.Lora;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Linting;

/// <summary>How an adapter is going to be trained.</summary>
/// <param name="Network">
/// The network without an adapter, its own weights; they are as they were after the checks.
/// </param>
/// <param name="Config">The adapter.</param>
/// <param name="FirstLoss">
/// The loss of the first step with a fresh adapter, and the mean |logit|, where the objective is DPO; absent for
/// others.
/// </param>
public sealed record AdapterSubject(
    Module Network, LoraConfig Config, Func<NetworkAdapter, Generator,
    (double Loss, double MeanAbsoluteLogit)>? FirstLoss = null);
