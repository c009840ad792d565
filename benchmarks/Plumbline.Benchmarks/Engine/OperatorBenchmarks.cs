using BenchmarkDotNet.Attributes;
using Plumbline.Tensors;

namespace Plumbline.Benchmarks.Engine;

/// <summary>What a call costs beyond its arithmetic, and what it allocates.</summary>
[MemoryDiagnoser]
public class OperatorBenchmarks
{
    private readonly Operator _add = Operator.Find("aten::add", "Tensor");
    private Tensor _left = null!;
    private Tensor _right = null!;

    [GlobalSetup]
    public void Setup()
    {
        _left = Tensor.Ones([1], DType.Float32, Device.Cpu);
        _right = Tensor.Ones([1], DType.Float32, Device.Cpu);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _left.Dispose();
        _right.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Add() => (_left + _right).Dispose();

    [Benchmark]
    public void AddByName() => _add.Call(_left, _right, BoxedValue.Integer(1)).Dispose();

    [Benchmark]
    public void AddInPlace() => _left.AddInPlace(_right);

    [Benchmark]
    public void Reshape() => _left.Reshape(1, 1).Dispose();
}
