using Plumbline.Tensors;

namespace Plumbline.Tests.Tensors;

[LeavesNoTensors]
public sealed class TensorScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor inside;
        using (new TensorScope())
            inside = Tensor.Zeros([2], DType.Float32, Device.Cpu);

        Assert.True(inside.IsDisposed);
    }

    [Fact]
    public void A_kept_tensor_survives_its_scope_and_belongs_to_the_caller()
    {
        Tensor kept;
        using (var scope = new TensorScope())
            kept = scope.Keep(Tensor.Zeros([2], DType.Float32, Device.Cpu));

        Assert.False(kept.IsDisposed);
        kept.Dispose();
    }

    [Fact]
    public void What_an_inner_scope_keeps_belongs_to_the_outer_one()
    {
        Tensor kept;
        using (new TensorScope())
        {
            using (var inner = new TensorScope())
                kept = inner.Keep(Tensor.Zeros([2], DType.Float32, Device.Cpu));
            Assert.False(kept.IsDisposed);
        }

        Assert.True(kept.IsDisposed);
    }

    [Fact]
    public void An_inner_scope_leaves_the_outer_ones_tensors_alone()
    {
        using var outer = new TensorScope();
        var early = Tensor.Zeros([2], DType.Float32, Device.Cpu);
        using (var inner = new TensorScope())
            inner.Keep(early);

        Assert.False(early.IsDisposed);
    }

    [Fact]
    public void A_tensor_that_outlives_scopes_is_left_alone_by_all_of_them()
    {
        Tensor survivor;
        using (new TensorScope())
        using (new TensorScope())
            survivor = Tensor.Zeros([2], DType.Float32, Device.Cpu).OutliveScopes();

        Assert.False(survivor.IsDisposed);
        survivor.Dispose();
    }

    [Fact]
    public void Closing_an_outer_scope_closes_what_was_left_open_within()
    {
        var outer = new TensorScope();
        _ = new TensorScope();
        var forgotten = Tensor.Zeros([2], DType.Float32, Device.Cpu);
        outer.Dispose();
        outer.Dispose();

        Assert.True(forgotten.IsDisposed);
    }

    [Fact]
    public async Task A_scope_does_not_touch_another_threads_tensors()
    {
        var elsewhere = await Task.Run(
            () => Tensor.Zeros([2], DType.Float32, Device.Cpu), TestContext.Current.CancellationToken);
        using (var scope = new TensorScope())
            scope.Keep(elsewhere);

        Assert.False(elsewhere.IsDisposed);
        elsewhere.Dispose();
    }
}
