using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Plumbline.Tensors.Native;

/// <summary>The exports of plumbline_torch, one to one; see docs/native-boundary.md.</summary>
internal static unsafe partial class TorchNative
{
    public const string Library = "plumbline_torch";

    /// <summary>The layout that this assembly speaks; plumbline_torch.cpp states its own.</summary>
    public const int AbiVersion = 4;

    [LibraryImport(Library, EntryPoint = "plumbline_torch_abi_version")]
    public static partial int ReadAbiVersion();

    [LibraryImport(Library, EntryPoint = "plumbline_torch_version")]
    public static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "plumbline_torch_last_error")]
    public static partial byte* LastError();

    [LibraryImport(Library, EntryPoint = "plumbline_torch_description")]
    public static partial byte* Description();

    [LibraryImport(Library, EntryPoint = "plumbline_torch_threads")]
    public static partial int Threads(int count);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_find", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Find(string name, string overload, out nint found);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_call")]
    public static partial int Call(
        nint op, NativeValue* values, int valueCount, NativeValue* results, int capacity, int* resultCount);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_take_results")]
    public static partial void TakeResults(NativeValue* results);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_release")]
    public static partial void Release(ValueTag kind, nint handle);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_share_tensor")]
    public static partial nint ShareTensor(nint tensor);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_describe")]
    public static partial int Describe(nint tensor, int* facts, long* sizes, int sizeCapacity);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_copy_in")]
    public static partial int CopyIn(
        void* bytes, long byteCount, long* sizes, int rank, int dtype, int deviceType, int deviceIndex,
        out nint tensor);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_copy_out")]
    public static partial int CopyOut(nint tensor, void* bytes, long byteCount);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_set_grad_mode")]
    public static partial int SetGradMode(int enabled);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_backward")]
    public static partial int Backward(
        nint* outputs, nint* outputGradients, int outputCount, int keepGraph, int createGraph, nint* inputs,
        int inputCount, nint* gradients);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_gradient")]
    public static partial int Gradient(nint tensor, nint* gradient, nint replacement);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_new_generator")]
    public static partial int NewGenerator(int deviceType, int deviceIndex, ulong seed, out nint generator);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_load_script", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LoadScript(string path, int deviceType, int deviceIndex, out nint script);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_call_script", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CallScript(
        nint script, string method, NativeValue* values, int valueCount, NativeValue* results, int capacity,
        int* resultCount);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_join", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Join(
        string backend, string host, string prefix, string network, int* numbers, out nint group);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_begin_sum")]
    public static partial int BeginSum(nint group, nint tensor, out nint work);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_await_sum")]
    public static partial int AwaitSum(nint work, int milliseconds, out int isDone);

    [LibraryImport(Library, EntryPoint = "plumbline_torch_leave")]
    public static partial void Leave(nint group);
}
