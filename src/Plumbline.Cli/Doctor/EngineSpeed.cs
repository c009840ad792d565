namespace Plumbline.Cli.Doctor;

/// <summary>How fast the tensor engine multiplies on this machine.</summary>
/// <param name="Processor">The processor's name, where the system says it.</param>
/// <param name="InstructionSets">Instruction sets that matter to matrix products.</param>
/// <param name="ThreadCount">Threads that one operator may use.</param>
/// <param name="Float32GigaflopsPerSecond">Square matrix product in single precision; higher is better.</param>
/// <param name="Bfloat16GigaflopsPerSecond">Square matrix product in bfloat16; higher is better.</param>
internal sealed record EngineSpeed(
    string? Processor, IReadOnlyList<string> InstructionSets, int ThreadCount,
    double Float32GigaflopsPerSecond, double Bfloat16GigaflopsPerSecond);
