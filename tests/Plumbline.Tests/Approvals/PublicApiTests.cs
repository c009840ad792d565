using System.Reflection;
using Plumbline.Tests.Cli;

namespace Plumbline.Tests.Approvals;

public sealed class PublicApiTests
{
    private const string AcceptVariable = "PLUMBLINE_ACCEPT";
    private static readonly string[] Rooms = [
        "Plumbline.Tensors", "Plumbline.Vision", "Plumbline.Diffusion", "Plumbline.Alignment"];

    [Fact]
    public void What_is_public_is_what_was_agreed_on()
    {
        var path = RepositoryFiles.PathOf("tests", "Plumbline.Tests", "Approvals", "PublicApi.txt");
        var found = string.Join("\n", Rooms.Select(room => PublicApiText.Of(Assembly.Load(room))));
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
            File.WriteAllText(path, found);

        var agreed = File.ReadAllText(path).ReplaceLineEndings("\n");

        if (agreed != found)
            Assert.Fail(
                "The public API: expected what PublicApi.txt says, got "
                + $"another.\n{Difference(agreed.Split('\n'), found.Split('\n'))}\n" +
                $"If the change is meant, run this test once with {AcceptVariable}=1, read the "
                + "file's diff and commit it.");
    }

    private static string Difference(string[] agreed, string[] found)
    {
        const int MaximumCount = 40;
        string[] lines = [
            .. Missing(agreed, found).Select(line => $"- {line}"),
            .. Missing(found, agreed).Select(line => $"+ {line}")];
        return string.Join("\n", lines.Take(MaximumCount))
            + (lines.Length > MaximumCount ? $"\n… and {lines.Length - MaximumCount} more" : "");
    }

    // Members of one name stand in several types, so lines are told apart by the type above them.
    private static IEnumerable<string> Missing(string[] lines, string[] others) =>
        WithType(lines).Except(WithType(others));

    private static IEnumerable<string> WithType(string[] lines)
    {
        var type = "";
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (!line.StartsWith(' '))
                type = line;
            yield return line.StartsWith(' ') ? $"{type}: {line.Trim()}" : line;
        }
    }
}
