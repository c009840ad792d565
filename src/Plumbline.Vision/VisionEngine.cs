using Plumbline.Vision.Native;

namespace Plumbline.Vision;

/// <summary>The OpenCV and Ceres libraries behind this room.</summary>
public static class VisionEngine
{
    /// <summary>Loads the libraries and asks for their versions.</summary>
    /// <returns>Both versions in words, such as <c>OpenCV 4.6.0, Ceres 2.1.0</c>.</returns>
    /// <exception cref="DllNotFoundException">
    /// A library is missing; the message lists every path tried and what to install.
    /// </exception>
    public static string Versions() => VisionLibrary.EnsureLoaded();
}
