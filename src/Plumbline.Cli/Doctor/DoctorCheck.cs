namespace Plumbline.Cli.Doctor;

/// <summary>One thing that Plumbline needs from the machine, and what was found.</summary>
/// <param name="Name">Short name, such as <c>ffmpeg</c>.</param>
/// <param name="Need">What it is needed for.</param>
/// <param name="State">Whether it is there.</param>
internal sealed record DoctorCheck(string Name, string Need, CheckState State)
{
    /// <summary>What was found, such as a version; the reason when it is missing.</summary>
    public required string Found { get; init; }

    /// <summary>The command that installs it; absent when nothing needs doing.</summary>
    public string? Install { get; init; }
}
