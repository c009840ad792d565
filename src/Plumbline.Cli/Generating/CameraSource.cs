namespace Plumbline.Cli.Generating;

/// <summary>Who chose the camera of a clip.</summary>
internal enum CameraSource
{
    /// <summary>A command of the user's.</summary>
    Command,

    /// <summary>The words of the prompt.</summary>
    Prompt,

    /// <summary>A file of cameras.</summary>
    File,
}
