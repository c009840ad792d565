using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Tensors.Modules;

/// <summary>Weights written to a checkpoint.</summary>
public static class ModuleCheckpoint
{
    /// <summary>Writes every weight of a network, each in its own type; the file appears whole or not at all.</summary>
    /// <param name="module">The network.</param>
    /// <param name="path">The safetensors file.</param>
    /// <exception cref="CheckpointException">The file could not be written.</exception>
    public static void Save(this Module module, string path)
    {
        ArgumentNullException.ThrowIfNull(module);
        CheckpointWriter.Write(path, [.. module.Parameters().Select(ToCheckpoint)]);
    }

    /// <summary>A weight as a checkpoint stores it.</summary>
    /// <param name="parameter">The weight and its name.</param>
    /// <returns>A copy of the weight.</returns>
    public static CheckpointTensor ToCheckpoint(this NamedParameter parameter)
    {
        var (name, value) = parameter;
        ArgumentNullException.ThrowIfNull(value, nameof(parameter));
        var bytes = new byte[value.ElementCount * value.DType.ByteCount()];
        value.CopyBytesTo(bytes);
        return new(name, StoredType.Of(value.DType), [.. value.Shape], bytes);
    }
}
