using Plumbline.Tensors;

namespace Plumbline.Tests.Tensors;

[LeavesNoTensors]
public sealed class OperatorValueTests
{
    [Fact]
    public void Numbers_stand_on_either_side()
    {
        using var scope = new TensorScope();
        var x = Of(2, 4);

        Assert.Equal([3f, 1f], (5 - x).ToArray<float>());
        Assert.Equal([-3f, -1f], (x - 5).ToArray<float>());
        Assert.Equal([1f, 2f], (x / 2).ToArray<float>());
        Assert.Equal([-2f, -4f], (-x).ToArray<float>());
    }

    [Fact]
    public void Axes_that_are_kept_broadcast_against_the_input()
    {
        using var scope = new TensorScope();
        var x = Of(1, 2, 3, 6).Reshape(2, 2);

        Assert.Equal([-0.5f, 0.5f, -1.5f, 1.5f], (x - x.Mean([1], ReducedAxes.Kept)).ToArray<float>());
        Assert.Equal("float32[2]@cpu", x.Mean([1]).ToString());
    }

    [Fact]
    public void The_correction_tells_a_samples_variance_from_the_populations()
    {
        using var scope = new TensorScope();
        var x = Of(1, 2, 3, 6);

        Assert.Equal(14.0 / 3, x.Variance([0], 1).Item(), 1e-5);
        Assert.Equal(3.5, x.Variance([0], 0).Item(), 1e-5);
    }

    [Fact]
    public void Order_statistics_say_what_and_where()
    {
        using var scope = new TensorScope();
        var x = Of(3, 1, 2);

        Assert.Equal([0L, 2L], x.TopK(2).Indices.ToArray<long>());
        Assert.Equal([1f, 2f], x.TopK(2, order: SortOrder.Ascending).Values.ToArray<float>());
        Assert.Equal([1L, 2L, 0L], x.Sort().Indices.ToArray<long>());
        Assert.Equal(1, x.MinWithIndex(0).Indices.Item());
        Assert.Equal(2.5, x.Quantile(0.75).Item(), 1e-6);
    }

    [Fact]
    public void Axes_are_moved_split_and_joined()
    {
        using var scope = new TensorScope();
        var x = Tensor.Arange(24, DType.Int64, Device.Cpu).Reshape(2, 3, 4);

        Assert.Equal("int64[4, 2, 3]@cpu", x.MoveAxis(2, 0).ToString());
        Assert.Equal("int64[2, 3, 2, 2]@cpu", x.Unflatten(-1, 2, 2).ToString());
        Assert.True(Tensor.Concat(x.Chunk(2, 1), 1).SameAs(x));
        Assert.Equal([20L, 21, 22, 23], x.Select(0, -1).Select(0, -1).ToArray<long>());
        Assert.Equal([12L, 20], x.Slice(0, 1).Slice(1, 0, step: 2).Select(2, 0).ToArray<long>());
    }

    [Theory]
    [InlineData(PadMode.Constant, new[] { 7f, 1, 2, 3, 7 })]
    [InlineData(PadMode.Reflect, new[] { 2f, 1, 2, 3, 2 })]
    [InlineData(PadMode.Replicate, new[] { 1f, 1, 2, 3, 3 })]
    [InlineData(PadMode.Circular, new[] { 3f, 1, 2, 3, 1 })]
    public void A_border_holds_what_its_mode_says(PadMode mode, float[] expected)
    {
        using var scope = new TensorScope();

        Assert.Equal(expected, Of(1, 2, 3).Reshape(1, 1, 3).Pad([1, 1], mode, 7).ToArray<float>());
    }

    [Fact]
    public void A_convolution_sums_over_its_window()
    {
        using var scope = new TensorScope();
        var picture = Tensor.Arange(9, DType.Float32, Device.Cpu).Reshape(1, 1, 3, 3);
        var kernel = Tensor.Ones([1, 1, 2, 2], DType.Float32, Device.Cpu);

        Assert.Equal([8f, 12, 20, 24], picture.Conv2d(kernel).ToArray<float>());
        Assert.Equal(
            [0f, 3, 9, 24], picture.Conv2d(kernel, options: new() { Stride = [2], Padding = [1] }).ToArray<float>());
        Assert.Equal("float32[1, 1, 4, 4]@cpu", picture.ConvTranspose2d(kernel).ToString());
    }

    [Fact]
    public void A_grid_of_the_pixels_own_places_returns_the_picture()
    {
        using var scope = new TensorScope();
        var picture = Tensor.Arange(12, DType.Float32, Device.Cpu).Reshape(1, 1, 3, 4);
        var axes = Tensor.Meshgrid(
            Tensor.Linspace(-1, 1, 3, DType.Float32, Device.Cpu), Tensor.Linspace(-1, 1, 4, DType.Float32, Device.Cpu));

        var sampled = picture.GridSample(
            Tensor.Stack([axes[1], axes[0]], 2).Unsqueeze(0), alignment: PixelAlignment.Centres);

        Assert.True(sampled.IsClose(picture, 0, 1e-5));
    }

    [Theory]
    [InlineData(Interpolation.Nearest)]
    [InlineData(Interpolation.NearestExact)]
    [InlineData(Interpolation.Linear)]
    [InlineData(Interpolation.Cubic)]
    [InlineData(Interpolation.LinearAntialiased)]
    [InlineData(Interpolation.CubicAntialiased)]
    public void Resizing_keeps_a_constant_picture(Interpolation interpolation)
    {
        using var scope = new TensorScope();
        var picture = Tensor.Full([1, 2, 5, 7], 3, DType.Float32, Device.Cpu);

        var resized = picture.Resize([3, 11], interpolation);

        Assert.True(resized.IsClose(Tensor.Full([1, 2, 3, 11], 3, DType.Float32, Device.Cpu), 1e-5, 0));
    }

    [Fact]
    public void Resizing_along_an_axis_too_few_is_refused()
    {
        using var picture = Tensor.Zeros([2, 5, 7], DType.Float32, Device.Cpu);

        var failure = Assert.Throws<ArgumentException>(() => picture.Resize([3, 3], Interpolation.Linear));

        Assert.Contains("expected rank 4, got float32[2, 5, 7]@cpu", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Factors_multiply_back_to_their_matrix()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(5, Device.Cpu);
        var a = generator.Normal([4, 4], DType.Float64);
        var symmetric = a.MatMul(a.Transpose(0, 1)) + Tensor.Eye(4, DType.Float64, Device.Cpu);
        var (u, s, v) = a.Svd();
        var (q, r) = a.Qr();
        var (values, vectors) = symmetric.SymmetricEigenvectors();
        var l = symmetric.Cholesky();

        Assert.True((u * s).MatMul(v).IsClose(a, 1e-10, 1e-10));
        Assert.True(q.MatMul(r).IsClose(a, 1e-10, 1e-10));
        Assert.True((vectors * values).MatMul(vectors.Transpose(0, 1)).IsClose(symmetric, 1e-10, 1e-10));
        Assert.True(l.MatMul(l.Transpose(0, 1)).IsClose(symmetric, 1e-10, 1e-10));
        Assert.True(a.MatMul(a.Solve(u)).IsClose(u, 1e-8, 1e-8));
    }

    [Fact]
    public void Losses_follow_their_formulas()
    {
        using var scope = new TensorScope();
        var x = Of(0, 3);
        var y = Of(1, 1);

        Assert.Equal(2.5, x.MeanSquaredError(y).Item(), 1e-6);
        Assert.Equal(3, x.MeanAbsoluteError(y, LossReduction.Sum).Item(), 1e-6);
        Assert.Equal(1, x.Huber(y).Item(), 1e-6);
        Assert.Equal((Math.Log(2) + Math.Log(1 + Math.Exp(-3))) / 2, x.BinaryCrossEntropy(y).Item(), 1e-6);
        Assert.Equal(
            Math.Log(1 + Math.Exp(3)), x.Unsqueeze(0).CrossEntropy(Tensor.Zeros([1], DType.Int64, Device.Cpu)).Item(),
            1e-5);
    }

    [Fact]
    public void Every_element_type_goes_in_and_out()
    {
        AssertSurvives<byte>(0, 255);
        AssertSurvives<sbyte>(-128, 127);
        AssertSurvives<short>(short.MinValue, short.MaxValue);
        AssertSurvives(int.MinValue, int.MaxValue);
        AssertSurvives(long.MinValue, long.MaxValue);
        AssertSurvives(Half.MinValue, Half.MaxValue);
        AssertSurvives(float.MinValue, float.MaxValue);
        AssertSurvives(double.MinValue, double.MaxValue);
        AssertSurvives(false, true);
    }

    private static void AssertSurvives<T>(params T[] values)
        where T : unmanaged
    {
        using var tensor = Tensor.From<T>(values, [values.Length], Device.Cpu);
        Assert.Equal(values, tensor.ToArray<T>());
    }

    private static Tensor Of(params float[] values) => Tensor.From<float>(values, [values.Length], Device.Cpu);
}
