namespace Plumbline.Diffusion.Schedulers;

/// <summary>Small systems of linear equations.</summary>
internal static class LinearEquations
{
    /// <summary>Solves A x = b by elimination with row exchange.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="matrix">A, by row and column.</param>
    /// <param name="right">b.</param>
    /// <returns>x.</returns>
    public static double[] Solve(int size, Func<int, int, double> matrix, double[] right)
    {
        var rows = Enumerable.Range(0, size)
            .Select(row => Enumerable.Range(0, size).Select(column => matrix(row, column)).Append(right[row]).ToArray())
            .ToArray();
        for (var pivot = 0; pivot < size; pivot++)
        {
            var largest = Enumerable.Range(pivot, size - pivot).MaxBy(row => Math.Abs(rows[row][pivot]));
            (rows[pivot], rows[largest]) = (rows[largest], rows[pivot]);
            foreach (var row in rows.Where(row => row != rows[pivot]))
            {
                var factor = row[pivot] / rows[pivot][pivot];
                for (var column = pivot; column <= size; column++)
                    row[column] -= factor * rows[pivot][column];
            }
        }

        return [.. rows.Select((row, i) => row[size] / row[i])];
    }
}
