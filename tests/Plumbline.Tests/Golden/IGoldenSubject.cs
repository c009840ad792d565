namespace Plumbline.Tests.Golden;

/// <summary>Our side of one kind of golden case.</summary>
/// <remarks>
/// A subject finds sizes, thresholds and names in the case itself, so that a case of its kind that it has never seen
/// runs too.
/// </remarks>
internal interface IGoldenSubject
{
    /// <summary>Folders whose names begin with this are of this kind.</summary>
    string CasePrefix { get; }

    /// <summary>
    /// What we compute for one output of the reference; absent when the subject does not know the output.
    /// </summary>
    GoldenTensor? Compute(GoldenCase golden, string output);

    /// <summary>What the computed numbers are compared with.</summary>
    GoldenTensor Reference(GoldenCase golden, string output) => golden.Output(output);

    /// <summary>How far one number may lie from the reference's.</summary>
    double Tolerance(GoldenCase golden, string output, double expected) => golden.Tolerance(output);
}
