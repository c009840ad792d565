using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>
/// UniPC: a multistep predictor whose every result is corrected by the evaluation that the next step needs anyway.
/// </summary>
/// <remarks>
/// Zhao et al. 2023, arXiv:2302.04867, algorithms 5 and 6, on estimates of the clean sample. One evaluation a step. The
/// steps inside have order p + 1, but the first step begins at order 1 and the last is never corrected: orders 2 and 3
/// reach order 3 as a whole, and order 2 where the last steps are lowered. Checked against huggingface/diffusers
/// 58eb52c, UniPCMultistepScheduler, and Wan-Video/Wan2.2 42bf4cf, FlowUniPCMultistepScheduler.
/// </remarks>
public sealed class UniPcSampler : ISampler
{
    private readonly UniPcOptions _options;

    /// <summary>Fixes order and form.</summary>
    /// <param name="options">Order and form; all default when absent.</param>
    public UniPcSampler(UniPcOptions? options = null)
    {
        _options = options ?? new();
        _options.Validate();
    }

    /// <inheritdoc/>
    public SamplerState Step(
        SamplingPlan plan, SamplerState state, Func<Tensor, double, Tensor> predict, Func<Tensor>? noise = null)
    {
        var step = plan.NextStep(state);
        using var scope = new TensorScope();

        // 1. The network sees the predicted sample; its answer then corrects that sample.
        var clean = scope.Keep(
            step.From.CleanFrom(plan.Prediction, state.Sample, predict(state.Sample, step.Time)));
        var sample = state.Sample;
        if (state.StepIndex > 0 && !_options.UncorrectedAfter.Contains(state.StepIndex - 1))
            sample = Corrected(plan, state, clean);
        sample = scope.Keep(sample.Share());

        // 2. The next sample, from this estimate and those before it.
        IReadOnlyList<Tensor> estimates = [.. state.CleanEstimates, clean];
        var order = OrderOf(plan, state.StepIndex);
        var next = scope.Keep(Predicted(plan, state.StepIndex, sample, estimates, order));
        return state.After(next, clean, sample, order);
    }

    private int OrderOf(SamplingPlan plan, int stepIndex)
    {
        // In the step to no noise λ is infinite, and no slope can be scaled to it; nor can one be taken from pure
        // noise.
        if (plan.Steps[stepIndex].To.Sigma == 0)
            return 1;
        var estimateCount = 1 + plan.Steps.Take(stepIndex).Count(step => step.From.Alpha > 0);
        var order = Math.Min(_options.Order, estimateCount);
        return _options.Final == FinalOrder.Lowered ? Math.Min(order, plan.Steps.Count - stepIndex) : order;
    }

    private Tensor Predicted(
        SamplingPlan plan, int stepIndex, Tensor sample, IReadOnlyList<Tensor> estimates, int order)
    {
        var step = plan.Steps[stepIndex];
        var h = step.To.LogRatio - step.From.LogRatio;
        if (h == 0)
            return sample;
        var clean = estimates[^1];
        var predicted = Linear(step, h, sample, clean);
        if (order == 1)
            return predicted;
        var ratios = Ratios(plan, stepIndex, h, order);
        // At order 2 the paper's equation has one unknown, and the authors take its limit ½ for h to 0.
        var weights = order == 2 ? [0.5] : LinearEquations.Solve(order - 1, Powers(ratios), Moments(h, order - 1));
        for (var i = 0; i < order - 1; i++)
            predicted += (estimates[^(i + 2)] - clean) * (-step.To.Alpha * Weight(h) * weights[i] / ratios[i]);
        return predicted;
    }

    private Tensor Corrected(SamplingPlan plan, SamplerState state, Tensor cleanThere)
    {
        var stepIndex = state.StepIndex - 1;
        var step = plan.Steps[stepIndex];
        var h = step.To.LogRatio - step.From.LogRatio;
        if (h == 0)
            return state.Sample;
        var (order, clean) = (state.StepOrder, state.CleanEstimate!);
        var corrected = Linear(step, h, state.StepStart!, clean);
        var ratios = Ratios(plan, stepIndex, h, order);
        var weights = order == 1 ? [0.5] : LinearEquations.Solve(order, Powers(ratios), Moments(h, order));
        for (var i = 0; i < order; i++)
        {
            var difference = i == order - 1 ? cleanThere - clean : (state.CleanEstimates[^(i + 2)] - clean) / ratios[i];
            corrected += difference * (-step.To.Alpha * Weight(h) * weights[i]);
        }

        return corrected;
    }

    /// <summary>The exact solution for an estimate that stays as it is.</summary>
    private static Tensor Linear(SamplingStep step, double h, Tensor sample, Tensor clean) =>
        sample * (step.To.Sigma / step.From.Sigma) - clean * (step.To.Alpha * (Math.Exp(-h) - 1));

    /// <summary>Where earlier evaluations lie in units of h, and 1 for the end of the step, r_i of the paper.</summary>
    private static double[] Ratios(SamplingPlan plan, int stepIndex, double h, int order)
    {
        var here = plan.Steps[stepIndex].From.LogRatio;
        return [.. Enumerable.Range(1, order - 1).Select(i => (plan.Steps[stepIndex - i].From.LogRatio - here) / h), 1];
    }

    /// <summary>R of eq. 5: row k holds the ratios to the power of k.</summary>
    private static Func<int, int, double> Powers(double[] ratios) => (row, column) => Math.Pow(ratios[column], row);

    /// <summary>b of eq. 5: k! φ_{k+1}(−h) / B(−h) for k = 1, 2, …</summary>
    private double[] Moments(double h, int count)
    {
        var moments = new double[count];
        var (phi, factorial) = ((Math.Exp(-h) - 1) / -h - 1, 1.0);
        for (var k = 1; k <= count; k++)
        {
            moments[k - 1] = phi * factorial / Weight(h);
            factorial *= k + 1;
            phi = phi / -h - 1 / factorial;
        }

        return moments;
    }

    private double Weight(double h) => _options.Weight == UniPcWeight.Linear ? -h : Math.Exp(-h) - 1;
}
