using System.Globalization;
using System.Text;

namespace Plumbline.Alignment.Evaluation;

/// <summary>The tables that evaluations share, as Markdown.</summary>
internal sealed class QualityMarkdown
{
    private const string NoNumber = "–";
    private readonly StringBuilder _page = new();

    /// <summary>A paragraph.</summary>
    public QualityMarkdown Text(FormattableString text)
    {
        _page.Append(text.ToString(CultureInfo.InvariantCulture)).Append("\n\n");
        return this;
    }

    /// <summary>A table.</summary>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">As many cells in every row.</param>
    public QualityMarkdown Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Row(header);
        Row([.. header.Select(_ => "---")]);
        foreach (var row in rows)
            Row(row);
        _page.Append('\n');
        return this;
    }

    /// <summary>What must be reached, and whether it is.</summary>
    public QualityMarkdown Checks(IEnumerable<QualityCheck> checks) => Table(
        ["what must be reached", "bound", "measured", ""],
        checks.Select(check => (IReadOnlyList<string>)
            [
                check.Name, $"{Sign(check.Bound)} {Number(check.Target, "0.###")}", Number(check.Value, "0.000"),
                Verdict(check)]));

    /// <summary>Shares of right answers, a column for each set of clips.</summary>
    public QualityMarkdown Captions(params (string Name, IReadOnlyList<AttributeRate> Rates)[] sets) => Table(
        ["caption", .. sets.SelectMany(set => new[] { set.Name, "95 %", "chance", "clips" })],
        Enum.GetValues<CaptionAttribute>().Select(attribute => (IReadOnlyList<string>)
            [
                attribute.ToString().ToLowerInvariant(),
                .. sets.SelectMany(set => Cells(set.Rates.FirstOrDefault(rate => rate.Attribute == attribute)))]));

    /// <summary>Camera commands against the cameras found.</summary>
    public QualityMarkdown Motion(params (string Name, IReadOnlyList<MotionAgreement> Moves)[] sets) => Table(
        ["camera", .. sets.SelectMany(
            set => new[] { $"{set.Name}: correlation", "right direction", "95 %", "without cameras", "clips" })],
        sets.SelectMany(set => set.Moves.Select(agreement => agreement.Move)).Distinct().OrderBy(move => move is null)
            .ThenBy(move => move)
            .Select(move => (IReadOnlyList<string>)
                [
                    move?.ToString().ToLowerInvariant() ?? "all",
                    .. sets.SelectMany(set => Cells(set.Moves.FirstOrDefault(agreement => agreement.Move == move)))]));

    /// <inheritdoc/>
    public override string ToString() => _page.ToString().TrimEnd('\n') + "\n";

    /// <summary>A number, or a dash where there is none.</summary>
    public static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? NoNumber;

    /// <summary>An interval, or a dash where there is none.</summary>
    public static string Range(Interval? interval, string format) =>
        interval is { } known ? $"{Number(known.Low, format)} to {Number(known.High, format)}" : NoNumber;

    private static string[] Cells(AttributeRate? rate) => rate is null
        ? [NoNumber, NoNumber, NoNumber, "0"]
        : [Percent(rate.Share), $"{Percent(rate.Interval.Low)} to {Percent(rate.Interval.High)}",
            rate.Chance is { } chance ? Percent(chance) : NoNumber, Count(rate.Asked)];

    private static string[] Cells(MotionAgreement? agreement) => agreement is null
        ? [NoNumber, NoNumber, NoNumber, NoNumber, "0"]
        : [
            Number(agreement.Correlation, "0.000"), agreement.DirectionShare is { } share ? Percent(share) : NoNumber,
            agreement.DirectionInterval is { } interval
                ? $"{Percent(interval.Low)} to {Percent(interval.High)}"
                : NoNumber,
            Count(agreement.Unreconstructed), Count(agreement.Trials),
        ];

    private static string Sign(QualityBound bound) => bound switch
    {
        QualityBound.AtLeast => "≥",
        QualityBound.AtMost => "≤",
        _ => "<",
    };

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private void Row(IReadOnlyList<string> cells) => _page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Verdict(QualityCheck check) => check switch
    {
        { Value: null } => "not measured",
        { IsMet: true } => "reached",
        _ => "**missed**",
    };
}
