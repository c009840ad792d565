namespace Plumbline.Diffusion;

/// <summary>How far a <see cref="VideoGenerator"/> has come.</summary>
/// <param name="ClipsBefore">Clips that are finished.</param>
/// <param name="ClipCount">Clips asked for.</param>
/// <param name="StepsTaken">Steps taken of the clips in hand.</param>
/// <param name="StepCount">Steps that each clip takes.</param>
public readonly record struct GenerationStep(int ClipsBefore, int ClipCount, int StepsTaken, int StepCount);
