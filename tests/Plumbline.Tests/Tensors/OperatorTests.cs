using Plumbline.Tensors;

namespace Plumbline.Tests.Tensors;

[LeavesNoTensors]
public sealed class OperatorTests
{
    [Fact]
    public void Any_operator_can_be_called_by_name()
    {
        using var scope = new TensorScope();
        var x = Tensor.From<float>([1, 2, 3], [3], Device.Cpu);

        var rolled = Operator.Find("aten::roll").Call(x, BoxedValue.Integers([1]), BoxedValue.Integers([0]));

        Assert.Equal([3f, 1f, 2f], rolled.ToArray<float>());
    }

    [Fact]
    public void An_operator_that_does_not_exist_is_named()
    {
        var failure = Assert.Throws<TorchException>(() => Operator.Find("aten::no_such_thing"));

        Assert.Contains("aten::no_such_thing", failure.Message, StringComparison.Ordinal);
        Assert.Null(Operator.TryFind("aten::no_such_thing"));
    }

    [Fact]
    public void Left_out_arguments_take_the_schemas_defaults()
    {
        using var scope = new TensorScope();
        var x = Tensor.From<float>([1, 2], [2], Device.Cpu);

        var found = Operator.Find("aten::add", "Tensor").Call(x, x, BoxedValue.Default);

        Assert.Equal([2f, 4f], found.ToArray<float>());
    }

    [Fact]
    public void A_missing_argument_is_named_with_the_schema()
    {
        using var x = Tensor.Zeros([2], DType.Float32, Device.Cpu);

        var failure = Assert.Throws<TorchException>(() => Operator.Find("aten::add", "Tensor").Call(x));

        Assert.Contains("argument 'other' is missing", failure.TorchText, StringComparison.Ordinal);
        Assert.Contains(
            "schema: aten::add.Tensor(Tensor self, Tensor other", failure.TorchText, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_arguments_are_refused()
    {
        using var x = Tensor.Zeros([2], DType.Float32, Device.Cpu);

        var failure = Assert.Throws<TorchException>(() => Operator.Find("aten::relu").Call(x, BoxedValue.Integer(1)));

        Assert.Contains("expected at most 1 arguments, got 2", failure.TorchText, StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_of_another_kind_is_refused_and_not_a_crash()
    {
        using var x = Tensor.Zeros([2], DType.Float32, Device.Cpu);

        Assert.Throws<TorchException>(() => Operator.Find("aten::roll").Call(x, BoxedValue.Text("sideways")));
    }

    [Fact]
    public void More_results_than_fit_one_call_all_arrive()
    {
        using var scope = new TensorScope();
        var x = Tensor.Arange(100, DType.Int64, Device.Cpu);

        var pieces = x.Unbind();

        Assert.Equal(100, pieces.Length);
        Assert.Equal(99, pieces[99].Item());
    }

    [Fact]
    public void Results_that_are_no_tensors_keep_their_kind()
    {
        using var x = Tensor.Zeros([2], DType.Float32, Device.Cpu);
        using var element = x.Select(0, 0);

        Assert.True(Operator.Find("aten::equal").CallForValues(x, x)[0].AsFlag());
        Assert.Equal(2, Operator.Find("aten::size", "int").CallForValues(x, BoxedValue.Integer(0))[0].AsInteger());
        Assert.Equal(0.0, Operator.Find("aten::item").CallForValues(element)[0].AsNumber());
    }

    [Fact]
    public void Lists_longer_than_the_stack_buffer_arrive_whole()
    {
        using var scope = new TensorScope();
        var parts = Enumerable.Range(0, 3000).Select(i => Tensor.Scalar(i, DType.Int64, Device.Cpu)).ToArray();

        var whole = Tensor.Stack(parts);

        Assert.Equal(2999 * 3000 / 2, whole.Sum().Item());
    }

    [Fact]
    public void Indices_may_leave_axes_out()
    {
        using var scope = new TensorScope();
        var x = Tensor.Arange(6, DType.Int64, Device.Cpu).Reshape(2, 3);
        var columns = Tensor.From<long>([2, 0], [2], Device.Cpu);

        Assert.Equal([2L, 0, 5, 3], x.Index(null, columns).ToArray<long>());
    }

    [Fact]
    public void Integers_serve_where_a_schema_wants_floating_point()
    {
        using var scope = new TensorScope();
        var x = Tensor.From<float>([-2], [1], Device.Cpu);

        var found = Operator.Find("aten::linspace").Call(
            BoxedValue.Integer(0), BoxedValue.Integer(1), BoxedValue.Integer(3));
        var normalized = Operator.Find("aten::layer_norm").Call(
            x, BoxedValue.Integers([1]), BoxedValue.None, BoxedValue.None, BoxedValue.Integer(1));

        Assert.Equal([0f, 0.5f, 1f], found.ToArray<float>());
        Assert.Equal([0f], normalized.ToArray<float>());
    }
}
