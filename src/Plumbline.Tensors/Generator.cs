using Plumbline.Tensors.Native;
using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <summary>A seeded source of random tensors; equal seeds give equal tensors on equal devices.</summary>
/// <remarks>
/// The numbers are those of torch's generator of the same seed on the same device. Not safe for use by two threads at
/// once.
/// </remarks>
public sealed class Generator : IDisposable
{
    private static readonly Operator NormalNumbers = new("aten::randn", "generator");
    private static readonly Operator UniformNumbers = new("aten::rand", "generator");
    private static readonly Operator RandomIntegers = new("aten::randint", "low_generator");
    private static readonly Operator RandomPermutation = new("aten::randperm", "generator");

    /// <summary>Starts a stream of random numbers.</summary>
    /// <param name="seed">Names the stream.</param>
    /// <param name="device">Where the tensors are made; streams differ between kinds of device.</param>
    /// <exception cref="TorchException">libtorch could not be loaded or has no such device.</exception>
    public Generator(ulong seed, Device device)
    {
        Seed = seed;
        Device = device;
        Handle = GeneratorHandle.New(device, seed);
    }

    /// <summary>The seed that names the stream.</summary>
    public ulong Seed { get; }

    /// <summary>Where the tensors are made.</summary>
    public Device Device { get; }

    internal GeneratorHandle Handle { get; }

    /// <summary>Draws from the standard normal distribution.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <returns>Independent numbers of mean 0 and variance 1.</returns>
    public Tensor Normal(Shape shape, DType dtype = DType.Float32) =>
        NormalNumbers.Call(Extents(shape), RandomNumbers(this), ElementType(dtype), None, OnDevice(Device));

    /// <summary>Draws evenly from [0, 1).</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <returns>Independent numbers.</returns>
    public Tensor Uniform(Shape shape, DType dtype = DType.Float32) =>
        UniformNumbers.Call(Extents(shape), RandomNumbers(this), ElementType(dtype), None, OnDevice(Device));

    /// <summary>Draws integers evenly.</summary>
    /// <param name="low">Smallest value.</param>
    /// <param name="high">One above the largest value.</param>
    /// <param name="shape">Shape of the result.</param>
    /// <returns>Independent integers, int64.</returns>
    public Tensor Integers(long low, long high, Shape shape) =>
        RandomIntegers.Call(
            Integer(low), Integer(high), Extents(shape), RandomNumbers(this), ElementType(DType.Int64), None,
            OnDevice(Device));

    /// <summary>Draws an order.</summary>
    /// <param name="count">How many items there are.</param>
    /// <returns>The numbers from 0 to count − 1 in random order, int64[count].</returns>
    public Tensor Permutation(long count) =>
        RandomPermutation.Call(Integer(count), RandomNumbers(this), ElementType(DType.Int64), None, OnDevice(Device));

    /// <summary>Gives the generator back; doing so twice is harmless.</summary>
    public void Dispose() => Handle.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"generator(seed {Seed})@{Device}";
}
