namespace Plumbline.Vision;

/// <summary>A 3×3 matrix in double precision; entries are named row first.</summary>
/// <param name="M00">Row 0, column 0.</param>
/// <param name="M01">Row 0, column 1.</param>
/// <param name="M02">Row 0, column 2.</param>
/// <param name="M10">Row 1, column 0.</param>
/// <param name="M11">Row 1, column 1.</param>
/// <param name="M12">Row 1, column 2.</param>
/// <param name="M20">Row 2, column 0.</param>
/// <param name="M21">Row 2, column 1.</param>
/// <param name="M22">Row 2, column 2.</param>
public readonly record struct Matrix3(
    double M00, double M01, double M02,
    double M10, double M11, double M12,
    double M20, double M21, double M22)
{
    /// <summary>The matrix that changes nothing.</summary>
    public static Matrix3 Identity { get; } = new(1, 0, 0, 0, 1, 0, 0, 0, 1);

    /// <summary>Rows exchanged with columns; the inverse of a rotation.</summary>
    public Matrix3 Transpose => new(M00, M10, M20, M01, M11, M21, M02, M12, M22);

    /// <summary>Sum of the diagonal.</summary>
    public double Trace => M00 + M11 + M22;

    /// <summary>Signed volume of the rows.</summary>
    public double Determinant =>
        M00 * (M11 * M22 - M12 * M21) - M01 * (M10 * M22 - M12 * M20) + M02 * (M10 * M21 - M11 * M20);

    /// <summary>The inverse matrix.</summary>
    /// <exception cref="InvalidOperationException">The matrix is singular.</exception>
    public Matrix3 Inverse()
    {
        var determinant = Determinant;
        if (determinant == 0 || !double.IsFinite(determinant))
            throw new InvalidOperationException(
                $"Matrix3.Inverse: expected a regular matrix, got determinant {determinant}.");
        var s = 1 / determinant;
        return new(
            s * (M11 * M22 - M12 * M21), s * (M02 * M21 - M01 * M22), s * (M01 * M12 - M02 * M11),
            s * (M12 * M20 - M10 * M22), s * (M00 * M22 - M02 * M20), s * (M02 * M10 - M00 * M12),
            s * (M10 * M21 - M11 * M20), s * (M01 * M20 - M00 * M21), s * (M00 * M11 - M01 * M10));
    }

    /// <summary>Reads nine numbers, row by row.</summary>
    /// <param name="rowMajor">Nine numbers, row by row, double[9].</param>
    /// <returns>The matrix.</returns>
    public static Matrix3 FromRows(ReadOnlySpan<double> rowMajor)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rowMajor.Length, 9);
        return new(
            rowMajor[0], rowMajor[1], rowMajor[2],
            rowMajor[3], rowMajor[4], rowMajor[5],
            rowMajor[6], rowMajor[7], rowMajor[8]);
    }

    /// <summary>The nine numbers, row by row.</summary>
    /// <returns>double[9].</returns>
    public double[] ToRows() => [M00, M01, M02, M10, M11, M12, M20, M21, M22];

    /// <inheritdoc/>
    // The record's own text would print Transpose, and that its Transpose, without end.
    public override string ToString() => $"[{M00} {M01} {M02}; {M10} {M11} {M12}; {M20} {M21} {M22}]";

    /// <summary>Matrix times column vector.</summary>
    public static Vector3 operator *(Matrix3 m, Vector3 v) => new(
        m.M00 * v.X + m.M01 * v.Y + m.M02 * v.Z,
        m.M10 * v.X + m.M11 * v.Y + m.M12 * v.Z,
        m.M20 * v.X + m.M21 * v.Y + m.M22 * v.Z);

    /// <summary>Matrix product.</summary>
    public static Matrix3 operator *(Matrix3 a, Matrix3 b) => new(
        a.M00 * b.M00 + a.M01 * b.M10 + a.M02 * b.M20,
        a.M00 * b.M01 + a.M01 * b.M11 + a.M02 * b.M21,
        a.M00 * b.M02 + a.M01 * b.M12 + a.M02 * b.M22,
        a.M10 * b.M00 + a.M11 * b.M10 + a.M12 * b.M20,
        a.M10 * b.M01 + a.M11 * b.M11 + a.M12 * b.M21,
        a.M10 * b.M02 + a.M11 * b.M12 + a.M12 * b.M22,
        a.M20 * b.M00 + a.M21 * b.M10 + a.M22 * b.M20,
        a.M20 * b.M01 + a.M21 * b.M11 + a.M22 * b.M21,
        a.M20 * b.M02 + a.M21 * b.M12 + a.M22 * b.M22);
}
