using System.Net;
using System.Text.RegularExpressions;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Labelling;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Labelling;
using Plumbline.Tests.Pairs;
using Plumbline.Tests.Reporting;
using Plumbline.Vision.Media;
using static Microsoft.Playwright.Assertions;

namespace Plumbline.Tests.Labelling;

public sealed class LabelPageTests : IClassFixture<ReportBrowser>, IDisposable
{
    private const int Size = 16;
    private const int FrameCount = 4;

    private readonly ReportBrowser _browser;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-label-");
    private readonly RunCatalog _catalog;
    private readonly VoteBook _book;
    private readonly IReadOnlyList<LabelQuestion> _questions;
    private readonly LabelServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public LabelPageTests(ReportBrowser browser)
    {
        _browser = browser;
        _catalog = RunCatalog.Open(Path.Combine(_folder.FullName, "run.sqlite"));
        _book = new(_catalog);
        _questions = LabelQuestion.Of(
            [new("geometry", "1.2", PairRules.Default, [.. Enumerable.Range(0, 3).Select(i => new PreferencePair(
                SomePairs.Prompt, SomePairs.Scored(2 * i, 90), SomePairs.Scored((2 * i) + 1, 30), 60))], [])], 1);
        _server = new(new(_questions, _book, "ann", 1), Strip, 0);
        _serving = Task.Run(() => _server.Run(_stop.Token), CancellationToken.None);
    }

    public void Dispose()
    {
        _stop.Cancel();
        Assert.True(_serving.Wait(TimeSpan.FromSeconds(10)));
        _server.Dispose();
        _stop.Dispose();
        _catalog.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_person_answers_every_question_with_the_keyboard_alone()
    {
        await using var page = await OpenAsync();

        await AnswerAsync(page, "ArrowLeft", "Question 2 of 3, 1 answered");
        await AnswerAsync(page, "ArrowDown", "Question 3 of 3, 2 answered");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Page.Locator(".end")).ToBeVisibleAsync();

        var isLeftFirst = _questions[0].IsFirstOnLeft(1);
        Assert.Equal(isLeftFirst ? VoteChoice.First : VoteChoice.Second, _book.Find(_questions[0], "ann"));
        Assert.Equal(VoteChoice.Alike, _book.Find(_questions[1], "ann"));
        Assert.Equal(
            _questions[2].IsFirstOnLeft(1) ? VoteChoice.Second : VoteChoice.First, _book.Find(_questions[2], "ann"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task An_answer_can_be_taken_back()
    {
        await using var page = await OpenAsync();
        await AnswerAsync(page, "s", "Question 2 of 3, 1 answered");

        await page.Page.Keyboard.PressAsync("Backspace");
        await Expect(page.Page.Locator(".place")).ToContainTextAsync("Question 1 of 3");
        await Expect(page.Page.Locator("[data-choice=skip]")).ToHaveClassAsync(new Regex("chosen"));
        await AnswerAsync(page, "ArrowDown", "Question 2 of 3, 1 answered");

        Assert.Equal(VoteChoice.Alike, _book.Find(_questions[0], "ann"));
    }

    [Fact]
    public async Task The_clips_play_until_they_are_paused()
    {
        await using var page = await OpenAsync();

        await Expect(page.Page.Locator("canvas.left")).ToHaveAttributeAsync("data-frame", new Regex("[1-9]"));
        await page.Page.Keyboard.PressAsync("Space");
        await Expect(page.Page.Locator(".pause")).ToHaveAttributeAsync("aria-pressed", "true");
        var paused = await page.Page.Locator("canvas.left").GetAttributeAsync("data-frame");
        await page.Page.WaitForTimeoutAsync(400);

        Assert.Equal(paused, await page.Page.Locator("canvas.left").GetAttributeAsync("data-frame"));
    }

    [Fact]
    public async Task The_page_is_told_neither_scores_nor_names()
    {
        using var client = new HttpClient { BaseAddress = new(_server.Address) };

        var state = await client.GetStringAsync("question", TestContext.Current.CancellationToken);

        Assert.Contains("a red arch", state, StringComparison.Ordinal);
        Assert.DoesNotContain("90", state, StringComparison.Ordinal);
        Assert.DoesNotContain("seed", state, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("vote?at=0&choice=left", "http://elsewhere.example", HttpStatusCode.NotFound)]
    [InlineData("vote?at=0&choice=left", null, HttpStatusCode.NotFound)]
    [InlineData("vote?at=0&choice=best", "own", HttpStatusCode.InternalServerError)]
    public async Task Votes_that_do_not_come_from_the_page_are_refused(
        string path, string? origin, HttpStatusCode expected)
    {
        using var client = new HttpClient { BaseAddress = new(_server.Address) };
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (origin is not null)
            request.Headers.Add("Origin", origin == "own" ? _server.Address.TrimEnd('/') : origin);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.Empty(_book.Votes);
    }

    [Fact]
    public async Task A_request_for_another_host_is_refused()
    {
        using var client = new HttpClient { BaseAddress = new(_server.Address) };
        using var request =
            new HttpRequestMessage(HttpMethod.Get, "question") { Headers = { Host = "elsewhere.example" } };

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
    }

    private static ClipStrip Strip(Candidate candidate)
    {
        var rgb = Enumerable.Repeat((byte)(40 * candidate.Seed), Size * Size * FrameCount * 3).ToArray();
        return new(PngPicture.Encode(rgb, Size, Size * FrameCount), FrameCount, Size, Size);
    }

    private static async Task AnswerAsync(ReportPage page, string key, string place)
    {
        await page.Page.Keyboard.PressAsync(key);
        await Expect(page.Page.Locator(".place")).ToHaveTextAsync(place);
    }

    private async Task<ReportPage> OpenAsync()
    {
        var page = await _browser.OpenAddressAsync(new(_server.Address));
        await Expect(page.Page.Locator(".place")).ToHaveTextAsync("Question 1 of 3, 0 answered");
        return page;
    }
}
