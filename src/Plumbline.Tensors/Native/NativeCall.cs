using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Plumbline.Tensors.Native;

/// <summary>Packs values for the C ABI, calls, and unpacks what comes back.</summary>
internal static unsafe class NativeCall
{
    /// <summary>Results that fit without a second call; only lists of tensors are longer.</summary>
    private const int ResultCapacity = 8;

    private const int ScratchCapacity = 512;

    /// <summary>Calls an operator that returns exactly one tensor: the fast path.</summary>
    public static Tensor InvokeForTensor(Operator op, ReadOnlySpan<BoxedValue> arguments)
    {
        var result = stackalloc NativeValue[ResultCapacity];
        var count = Invoke(op, arguments, result);
        if (count == 1 && result->Tag == ValueTag.Tensor)
            return new(new TensorHandle(result->Pointer));
        var values = Unpack(result, count);
        foreach (var value in values)
            (value.Reference as Tensor)?.Dispose();
        throw new TorchException(
            op.Name, Describe(arguments), $"expected one tensor as result, got ({Describe(values)})");
    }

    /// <summary>Calls an operator for its effect and gives back at once whatever it returns.</summary>
    public static void InvokeForEffect(Operator op, ReadOnlySpan<BoxedValue> arguments)
    {
        var results = stackalloc NativeValue[ResultCapacity];
        var count = Invoke(op, arguments, results);
        if (count > ResultCapacity)
        {
            foreach (var value in Unpack(results, count))
                (value.Reference as Tensor)?.Dispose();
            return;
        }

        for (var i = 0; i < count; i++)
        {
            if (results[i].Tag == ValueTag.Tensor)
                TorchNative.Release(ValueTag.Tensor, results[i].Pointer);
        }
    }

    /// <summary>Calls an operator and unpacks every result.</summary>
    public static BoxedValue[] InvokeForValues(Operator op, ReadOnlySpan<BoxedValue> arguments)
    {
        var results = stackalloc NativeValue[ResultCapacity];
        return Unpack(results, Invoke(op, arguments, results));
    }

    /// <summary>Calls a method of a script and unpacks every result.</summary>
    [SkipLocalsInit]
    public static BoxedValue[] InvokeForValues(ScriptHandle script, string method, ReadOnlySpan<BoxedValue> arguments)
    {
        var results = stackalloc NativeValue[ResultCapacity];
        var packed = stackalloc NativeValue[arguments.Length];
        var scratch = stackalloc long[ScratchCapacity];
        var pack = new ArgumentPack(arguments, packed, scratch, ScratchCapacity);
        int status;
        var count = 0;
        var held = false;
        try
        {
            script.DangerousAddRef(ref held);
            pack.Fill();
            status = TorchNative.CallScript(
                script.DangerousGetHandle(), method, packed, arguments.Length, results, ResultCapacity, &count);
        }
        finally
        {
            pack.Dispose();
            if (held)
                script.DangerousRelease();
        }

        Check(status, $"script method {method}", arguments);
        return Unpack(results, count);
    }

    /// <summary>The words of the failure before, on this thread.</summary>
    public static string LastError() => Marshal.PtrToStringUTF8((nint)TorchNative.LastError())!.Trim();

    /// <summary>Throws the words of a failure.</summary>
    public static void Check(int status, string operation, ReadOnlySpan<BoxedValue> arguments)
    {
        if (status != 0)
            throw new TorchException(operation, Describe(arguments), LastError());
    }

    [SkipLocalsInit]
    private static int Invoke(Operator op, ReadOnlySpan<BoxedValue> arguments, NativeValue* results)
    {
        var target = op.Target.Pointer;
        var packed = stackalloc NativeValue[arguments.Length];
        var scratch = stackalloc long[ScratchCapacity];
        var pack = new ArgumentPack(arguments, packed, scratch, ScratchCapacity);
        int status;
        var count = 0;
        try
        {
            pack.Fill();
            status = TorchNative.Call(target, packed, arguments.Length, results, ResultCapacity, &count);
        }
        finally
        {
            pack.Dispose();
        }

        Check(status, op.Name, arguments);
        return count;
    }

    private static BoxedValue[] Unpack(NativeValue* results, int count)
    {
        if (count <= ResultCapacity)
            return UnpackAll(new(results, count));
        var rented = ArrayPool<NativeValue>.Shared.Rent(count);
        try
        {
            fixed (NativeValue* all = rented)
                TorchNative.TakeResults(all);
            return UnpackAll(rented.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<NativeValue>.Shared.Return(rented);
        }
    }

    private static BoxedValue[] UnpackAll(ReadOnlySpan<NativeValue> results)
    {
        var values = new BoxedValue[results.Length];
        for (var i = 0; i < results.Length; i++)
            values[i] = Unpack(results[i]);
        return values;
    }

    private static BoxedValue Unpack(in NativeValue value) => value.Tag switch
    {
        ValueTag.None => BoxedValue.None,
        ValueTag.Tensor => BoxedValue.Tensor(new Tensor(new TensorHandle(value.Pointer))),
        ValueTag.Integer => BoxedValue.Integer(value.Integer),
        ValueTag.Number => BoxedValue.Number(value.Number),
        ValueTag.Flag => BoxedValue.Flag(value.Integer != 0),
        ValueTag.Text => BoxedValue.Text(Encoding.UTF8.GetString((byte*)value.Pointer, value.Length)),
        _ => throw new InvalidOperationException(
            $"plumbline_torch returned a value of kind {value.Tag}, which is no result."),
    };

    private static string Describe(ReadOnlySpan<BoxedValue> values)
    {
        var words = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
            words[i] = values[i].ToString();
        return string.Join(", ", words);
    }
}
