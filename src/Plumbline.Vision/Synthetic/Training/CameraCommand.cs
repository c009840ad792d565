using System.Globalization;

namespace Plumbline.Vision.Synthetic;

/// <summary>A camera move with its amount: <c>orbit:30deg</c>, <c>dolly:-0.5m</c>.</summary>
/// <param name="Move">What the camera does.</param>
/// <param name="Amount">
/// How far over the whole clip, degrees for orbit, pan and tilt, metres otherwise; the sign is the direction, see
/// <see cref="CameraMove"/>.
/// </param>
public sealed record CameraCommand(CameraMove Move, double Amount)
{
    /// <summary>Whether the amount is an angle in degrees; metres otherwise.</summary>
    public bool IsAngle => Move is CameraMove.Orbit or CameraMove.Pan or CameraMove.Tilt;

    /// <summary>What a caption says after "the camera": <c>orbits right</c>.</summary>
    public string Description => CaptionGrammar.Describe(Move, Amount >= 0);

    /// <summary>How far a move goes in training worlds at speed 1.</summary>
    /// <param name="move">The move.</param>
    /// <returns>Smallest and largest amount over a whole clip without its sign, in degrees or metres.</returns>
    public static (double Low, double High) UsualAmounts(CameraMove move) => move switch
    {
        CameraMove.Orbit => (12, 32),
        CameraMove.Pan => (7, 16),
        CameraMove.Tilt => (5, 12),
        CameraMove.Dolly => (0.4, 1.0),
        CameraMove.Truck => (0.4, 1.0),
        CameraMove.Crane => (0.35, 0.8),
        CameraMove.HandHeld => (0.4, 0.9),
        CameraMove.Spline => (0.5, 1.1),
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Expected a known move."),
    };

    /// <summary>Reads a command.</summary>
    /// <param name="text">
    /// The move and the amount, such as <c>orbit:30deg</c>, <c>truck:-0.8m</c> or <c>handheld:0.5</c>; the unit may
    /// be left out.
    /// </param>
    /// <returns>The command.</returns>
    /// <exception cref="FormatException">The text names no move or no amount, or the unit is the wrong one.</exception>
    public static CameraCommand Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        var known = Enum.TryParse<CameraMove>(parts[0].Replace("-", "", StringComparison.Ordinal), true, out var move)
            && Enum.IsDefined(move) && !char.IsAsciiDigit(parts[0].FirstOrDefault());
        if (!known || parts.Length != 2)
            throw Unreadable(text);
        var command = new CameraCommand(move, 0);
        var (unit, number) = (command.IsAngle ? "deg" : "m", parts[1]);
        if (number.EndsWith(unit, StringComparison.Ordinal))
            number = number[..^unit.Length];
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            && double.IsFinite(amount)
            ? command with { Amount = amount }
            : throw Unreadable(text);
    }

    /// <summary>The path that does it, centred on a viewpoint.</summary>
    /// <param name="seed">Chooses the sway of a camera in the hand.</param>
    /// <returns>The path.</returns>
    public CameraPath ToPath(int seed = 1) => Move switch
    {
        CameraMove.Orbit => new OrbitPath(Amount),
        CameraMove.Pan => new PanPath(Amount),
        CameraMove.Tilt => new TiltPath(Amount),
        CameraMove.Dolly => new DollyPath(Amount),
        CameraMove.Truck => new TruckPath(Amount),
        CameraMove.Crane => new CranePath(Amount),
        CameraMove.HandHeld => new HandHeldPath(Amount, seed),
        CameraMove.Spline => new SplinePath([.. SplinePath.Gentle.Waypoints.Select(Scaled)]),
        _ => throw new InvalidOperationException($"CameraCommand: expected a known move, got {Move}."),
    };

    /// <summary>The command as <see cref="Parse"/> reads it.</summary>
    public override string ToString()
    {
        var (name, unit) = (Move.ToString().ToLowerInvariant(), IsAngle ? "deg" : "m");
        return string.Create(CultureInfo.InvariantCulture, $"{name}:{Amount:0.###}{unit}");
    }

    // The gentle curve is 0.8 m across; a mirrored one drifts to the left.
    private Vector3 Scaled(Vector3 waypoint)
    {
        var (across, size) = (Amount / 0.8, Math.Abs(Amount) / 0.8);
        return new(across * waypoint.X, size * waypoint.Y, size * waypoint.Z);
    }

    private static FormatException Unreadable(string text) => new(
        $"Camera: expected a move and an amount such as orbit:30deg or truck:-0.8m, got '{text}'. "
        + $"Choose from {string.Join(", ", Enum.GetNames<CameraMove>()).ToLowerInvariant()}.");
}
