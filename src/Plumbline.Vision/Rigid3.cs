namespace Plumbline.Vision;

/// <summary>
/// A rigid motion between two frames of reference, named <c>bFromA</c>: <c>pointInB = bFromA * pointInA</c>.
/// </summary>
/// <param name="Rotation">Rotation matrix, orthonormal with determinant 1.</param>
/// <param name="Translation">Where the origin of A lies in B.</param>
public readonly record struct Rigid3(Matrix3 Rotation, Vector3 Translation)
{
    /// <summary>The motion that changes nothing.</summary>
    public static Rigid3 Identity { get; } = new(Matrix3.Identity, default);

    /// <summary>Where the origin of B lies in A; for <c>cameraFromWorld</c>, the centre of the camera.</summary>
    public Vector3 OriginInSource => -(Rotation.Transpose * Translation);

    /// <summary>The motion back: <c>aFromB</c>.</summary>
    /// <returns>The inverse motion.</returns>
    public Rigid3 Inverse() => new(Rotation.Transpose, OriginInSource);

    /// <summary>Angle of the rotation.</summary>
    /// <returns>Angle in radians in [0, π].</returns>
    /// <remarks>From sine and cosine together: the cosine alone loses every digit near zero.</remarks>
    public double AngleRadians()
    {
        var twiceSine = new Vector3(
            Rotation.M21 - Rotation.M12, Rotation.M02 - Rotation.M20,
            Rotation.M10 - Rotation.M01).Length;
        return Math.Atan2(twiceSine, Rotation.Trace - 1);
    }

    /// <summary>Rotation from an axis whose length is the angle.</summary>
    /// <param name="axisAngle">Axis times angle in radians.</param>
    /// <returns>The rotation matrix.</returns>
    /// <remarks>Rodrigues' formula.</remarks>
    public static Matrix3 RotationFromAxisAngle(Vector3 axisAngle)
    {
        var angle = axisAngle.Length;
        var (x, y, z) = (axisAngle.X, axisAngle.Y, axisAngle.Z);
        // sin θ / θ and (1 − cos θ) / θ² by their series near zero, where the quotients lose every digit.
        var a = angle < 1e-6 ? 1 - angle * angle / 6 : Math.Sin(angle) / angle;
        var b = angle < 1e-6 ? 0.5 - angle * angle / 24 : (1 - Math.Cos(angle)) / (angle * angle);
        return new(
            1 - b * (y * y + z * z), b * x * y - a * z, b * x * z + a * y,
            b * x * y + a * z, 1 - b * (x * x + z * z), b * y * z - a * x,
            b * x * z - a * y, b * y * z + a * x, 1 - b * (x * x + y * y));
    }

    /// <summary>The first three rows of the 4×4 matrix, row by row: [R | t].</summary>
    /// <returns>double[12].</returns>
    public double[] ToRows() =>
    [
        Rotation.M00, Rotation.M01, Rotation.M02, Translation.X,
        Rotation.M10, Rotation.M11, Rotation.M12, Translation.Y,
        Rotation.M20, Rotation.M21, Rotation.M22, Translation.Z,
    ];

    /// <summary>Moves a point.</summary>
    public static Vector3 operator *(Rigid3 bFromA, Vector3 pointInA) =>
        bFromA.Rotation * pointInA + bFromA.Translation;

    /// <summary>Chains two motions: <c>cFromA = cFromB * bFromA</c>.</summary>
    public static Rigid3 operator *(Rigid3 cFromB, Rigid3 bFromA) =>
        new(cFromB.Rotation * bFromA.Rotation, cFromB.Rotation * bFromA.Translation + cFromB.Translation);
}
