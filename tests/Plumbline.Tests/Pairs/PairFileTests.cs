using System.Text.Json;
using Plumbline.Alignment;
using Plumbline.Alignment.Pairs;
using Plumbline.Tests.Cli;

namespace Plumbline.Tests.Pairs;

public sealed class PairFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-pairs-");

    private string FilePath => Path.Combine(_folder.FullName, PairFile.Name);

    private static PairSelection Selection => new(
        "geometry", "1.2", PairRules.Default with { LeastWinnerScore = 40 },
        [
            new(SomePairs.Prompt, SomePairs.Scored(
                3, 91.5) with { EvidencePath = "round-1/candidates/room_1/seed_3.geometry.safetensors" },
                SomePairs.Scored(4, 60.25), 31.25),
            new(SomePairs.Prompt, SomePairs.Unscorable(6), SomePairs.Scored(5, 10, parallax: null), 0),
        ],
        [
            new("room/1", RejectionKind.GapTooSmall, "Seeds 3 and 5 lie 1.0 points apart, less than 5.") { BetterSeed =
                3, WorseSeed = 5 },
            new("yard", RejectionKind.TooFewCandidates, "The prompt has one candidate."),
        ]);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_written_is_read_back()
    {
        PairFile.Write(Selection, FilePath);

        var read = PairFile.Read(FilePath);

        Assert.Equal(PairFile.Write(Selection), PairFile.Write(read));
        Assert.Equal(SomePairs.Prompt, read.Pairs[0].Prompt);
        Assert.Equal(Selection.Pairs[0].Winner.Candidate, read.Pairs[0].Winner.Candidate);
        Assert.Equal(91.5, read.Pairs[0].Winner.Score);
        Assert.Equal(0.5, read.Pairs[0].Winner.Part("cameraPathLength"));
        Assert.Null(read.Pairs[1].Loser.Part("parallax"));
        Assert.Equal("The camera stands still.", read.Pairs[1].Winner.Reason);
        Assert.Equal(Selection.Rejected, read.Rejected);
        Assert.Equal(Selection.Rules, read.Rules);
    }

    [Fact]
    public void The_file_keeps_its_schema()
    {
        PairFile.Write(Selection, FilePath);
        using var document = JsonDocument.Parse(File.ReadAllText(FilePath));

        Assert.Empty(
            JsonSchema.Load(RepositoryFiles.PathOf("docs/schema/pairs.schema.json")).Validate(document.RootElement));
    }

    [Theory]
    [InlineData(
        "\"score\": 91.5", "\"reason\": \"x\", \"score\": 91.5", "expected a score with its interval or a reason")]
    [InlineData("\"version\": 1", "\"version\": 9", "expected plumbline.pairs 1, got plumbline.pairs 9")]
    [InlineData("\"seed\": 4,", "\"seed\": 3,", "seed_3.safetensors")]
    [InlineData("\"margin\": 31.25", "\"margin\": \"NaN\"", "margin")]
    [InlineData("\"text\": \"a red arch, the camera orbits left\",", "", "text")]
    public void A_damaged_file_is_refused_in_one_sentence(string part, string replacement, string message)
    {
        var text = PairFile.Write(Selection);
        var changed = text.Replace(part, replacement, StringComparison.Ordinal);
        // Two candidates are the same only when everything of them is.
        if (replacement == "\"seed\": 3,")
            changed = changed.Replace("seed_4.", "seed_3.", StringComparison.Ordinal)
                .Replace(SomePairs.Candidate(4).Sha256, SomePairs.Candidate(3).Sha256, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        File.WriteAllText(FilePath, changed);

        var error = Assert.Throws<InvalidDataException>(() => PairFile.Read(FilePath));

        Assert.Contains(
            $"Pairs {FilePath}: expected a file of preference pairs, got: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_judge_that_gives_no_number_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new JudgedCandidate(
            SomePairs.Candidate(1), "geometry", "1.2", new Scored(double.NaN, new(0, 1))));

        Assert.Contains("expected finite numbers from the judge geometry 1.2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Candidates_of_two_prompts_make_no_pair()
    {
        Assert.Throws<ArgumentException>(() => new PreferencePair(
            SomePairs.Prompt, SomePairs.Scored(1, 90), SomePairs.Scored(2, 50, promptId: "yard"), 40));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void Rules_without_meaning_are_refused(double gap)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => (PairRules.Default with { MinimumGap = gap }).Validate());
    }
}
