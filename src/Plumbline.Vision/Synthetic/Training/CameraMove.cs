namespace Plumbline.Vision.Synthetic;

/// <summary>The camera words of captions.</summary>
public enum CameraMove
{
    /// <summary>Circles the middle of the scene; degrees, above 0 to the right.</summary>
    Orbit,

    /// <summary>Turns about the vertical on the spot; degrees, above 0 to the right.</summary>
    Pan,

    /// <summary>Turns about the horizontal on the spot; degrees, above 0 upwards.</summary>
    Tilt,

    /// <summary>Moves along its view; metres, above 0 forwards.</summary>
    Dolly,

    /// <summary>Moves sideways; metres, above 0 to the right.</summary>
    Truck,

    /// <summary>Rises or sinks while it looks at the scene; metres, above 0 upwards.</summary>
    Crane,

    /// <summary>Walks in someone's hand; metres, above 0 forwards.</summary>
    HandHeld,

    /// <summary>Drifts along a curve while it looks at the scene; metres across, above 0 to the right.</summary>
    Spline,
}
