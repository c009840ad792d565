namespace Plumbline.Tensors.Native;

/// <summary>The backward pass of libtorch.</summary>
internal static unsafe class NativeAutograd
{
    public static void Backward(Tensor[] outputs, Tensor?[] outputGradients, bool keepGraph, bool createGraph)
    {
        using var heldOutputs = new HandleList(outputs);
        using var heldGradients = new HandleList(outputGradients);
        fixed (nint* outputPointers = heldOutputs.Pointers, gradientPointers = heldGradients.Pointers)
        {
            var status = TorchNative.Backward(
                outputPointers, gradientPointers, outputs.Length, keepGraph ? 1 : 0, createGraph ? 1 : 0, null, 0,
                null);
            NativeCall.Check(
                status, "backward", [BoxedValue.TensorList(outputs), BoxedValue.TensorList(outputGradients)]);
        }
    }

    public static TensorHandle?[] Gradients(
        Tensor[] outputs, Tensor?[] outputGradients, Tensor[] inputs, bool keepGraph, bool createGraph)
    {
        using var heldOutputs = new HandleList(outputs);
        using var heldGradients = new HandleList(outputGradients);
        using var heldInputs = new HandleList(inputs);
        var found = new nint[inputs.Length];
        fixed (nint* outputPointers = heldOutputs.Pointers, gradientPointers = heldGradients.Pointers)
        fixed (nint* inputPointers = heldInputs.Pointers, foundPointers = found)
        {
            var status = TorchNative.Backward(
                outputPointers, gradientPointers, outputs.Length, keepGraph ? 1 : 0, createGraph ? 1 : 0, inputPointers,
                inputs.Length, foundPointers);
            NativeCall.Check(status, "gradients", [BoxedValue.TensorList(outputs), BoxedValue.TensorList(inputs)]);
        }

        return Array.ConvertAll(found, pointer => pointer == 0 ? null : new TensorHandle(pointer));
    }

    /// <summary>Turns the recording of gradients on or off for this thread.</summary>
    /// <returns>What it was before.</returns>
    public static bool SetRecording(bool enabled)
    {
        TorchLibrary.Require();
        return TorchNative.SetGradMode(enabled ? 1 : 0) != 0;
    }
}
