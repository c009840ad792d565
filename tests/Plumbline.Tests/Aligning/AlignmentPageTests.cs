using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Plumbline.Cli.Aligning;
using Plumbline.Tests.Reporting;
using static Microsoft.Playwright.Assertions;

namespace Plumbline.Tests.Aligning;

[Collection(AlignedRun.Collection)]
public sealed class AlignmentPageTests(ReportBrowser browser, AlignedRun run) : IClassFixture<ReportBrowser>
{
    private static readonly string[] Sections =
        ["What was asked", "Time and cost", "Rewards", "Pairs", "Training", "Base against adapter", "Statistics"];

    [Fact]
    public async Task The_page_opens_from_disk_with_every_section_and_without_a_request_or_a_complaint()
    {
        await using var page = await OpenAsync();

        foreach (var heading in await page.Page.Locator("h2").AllAsync())
            await heading.ScrollIntoViewIfNeededAsync();
        await Expect(page.Page.Locator(".examples .film").First).ToHaveAttributeAsync("data-frame", "0");

        Assert.Equal(Sections, await page.Page.Locator("h2").AllTextContentsAsync());
        Assert.Equal(Sections, await page.Page.Locator(".contents a").AllTextContentsAsync());
        Assert.Single(page.Requests);
        Assert.StartsWith("file:", page.Requests[0]);
        Assert.Empty(page.Complaints);
        Assert.DoesNotContain("[object", await page.Page.Locator("#app").TextContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "undefined", await page.Page.Locator("#app").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Winner_and_loser_play_in_step_until_they_are_paused()
    {
        await using var page = await OpenAsync();
        var (winner, loser) =
            (page.Page.Locator(".gallery .winner .film").First, page.Page.Locator(".gallery .loser .film").First);
        await winner.ScrollIntoViewIfNeededAsync();
        await Expect(winner).ToHaveAttributeAsync("data-frame", "0");

        await page.Page.Locator(".gallery .play").ClickAsync();
        await Expect(winner).ToHaveAttributeAsync("data-frame", new Regex("[1-9]"));
        await page.Page.Locator(".gallery .play").ClickAsync();
        await Expect(page.Page.Locator(".gallery .play")).ToHaveTextAsync("Play");

        Assert.Equal(await winner.GetAttributeAsync("data-frame"), await loser.GetAttributeAsync("data-frame"));
        Assert.NotEqual(await PictureAsync(winner), await PictureAsync(loser));
    }

    [Fact]
    public async Task The_keyboard_steps_through_the_frames()
    {
        await using var page = await OpenAsync();
        var film = page.Page.Locator(".gallery .winner .film").First;
        await film.ScrollIntoViewIfNeededAsync();
        await Expect(film).ToHaveAttributeAsync("data-frame", "0");
        var before = await PictureAsync(film);

        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(film).ToHaveAttributeAsync("data-frame", "2");
        Assert.NotEqual(before, await PictureAsync(film));
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.Page.Keyboard.PressAsync("ArrowLeft");

        await Expect(film).ToHaveAttributeAsync("data-frame", "16");
    }

    [Fact]
    public async Task The_judges_map_lies_over_the_clips_where_it_tested_them()
    {
        await using var page = await OpenAsync();
        var film = page.Page.Locator(".gallery .winner .film").First;
        await film.ScrollIntoViewIfNeededAsync();
        await Expect(film).ToHaveAttributeAsync("data-frame", "0");
        var (left, right) = (await HalfAsync(film, 0), await HalfAsync(film, 0.5));

        await page.Page.GetByLabel("judge's map").CheckAsync();

        await Expect(page.Page.Locator(".gallery .legend")).ToContainTextAsync("Distance from the rigid world");
        Assert.NotEqual(left, await HalfAsync(film, 0));
        Assert.Equal(right, await HalfAsync(film, 0.5));
    }

    [Fact]
    public async Task Every_pair_says_its_scores_or_why_it_is_none()
    {
        await using var page = await OpenAsync();

        await Expect(page.Page.Locator(".match.pair-made").First.Locator(".why")).ToHaveTextAsync(
            "+16.0 points between winner and loser");
        await Expect(page.Page.Locator(".match.pair-made").First.Locator(".points b")).ToHaveTextAsync(
            ["46.0", "30.0"]);
        await Expect(page.Page.Locator(".match.rejected")).ToHaveCountAsync(2);
        await Expect(page.Page.Locator(".match.rejected .why").Filter(new() { HasText = "<b>Nothing</b> can be told" }))
            .ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_statistics_say_in_words_what_was_found()
    {
        await using var page = await OpenAsync();

        await Expect(page.Page.Locator(".summary .motion")).ToBeVisibleAsync();
        var row = page.Page.Locator("tr[data-name='sharpness']");
        await Expect(row.Locator("th")).ToContainTextAsync("higher is better");
        await Expect(row.Locator(".says")).ToHaveTextAsync(new Regex("^(surely (better|worse)|no difference seen)"));
        Assert.NotEmpty(await page.Page.Locator(".statistics table").First.Locator("tbody tr").AllAsync());
    }

    [Fact]
    public async Task Curves_can_be_narrowed_to_some_steps_and_widened_again()
    {
        await using var page = await OpenAsync();
        var chart = page.Page.Locator(".chart[data-series='loss']");
        await Expect(chart).ToHaveAttributeAsync("aria-valuemax", "10");

        await page.Page.Locator(".zoom .last").FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await Expect(page.Page.Locator(".curves-grid .missing")).ToContainTextAsync("Fewer than two lines");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "All steps" }).ClickAsync();

        await Expect(chart).ToHaveAttributeAsync("aria-valuemax", "10");
    }

    [Fact]
    public async Task A_run_that_has_just_begun_says_what_is_missing()
    {
        var folder = Directory.CreateTempSubdirectory("plumbline-begun-");
        try
        {
            var path = Path.Combine(folder.FullName, "page.html");
            AlignmentReport.Write(folder.FullName, path, token: TestContext.Current.CancellationToken);
            await using var page = await browser.OpenAddressAsync(new(path));

            Assert.Equal(Sections, await page.Page.Locator("h2").AllTextContentsAsync());
            await Expect(page.Page.Locator(".missing").Filter(new() { HasText = "were not compared yet" }))
                .ToHaveCountAsync(2);
            Assert.Empty(page.Complaints);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_narrow_window_scrolls_in_one_direction_only()
    {
        await using var page = await browser.OpenAddressAsync(new(run.Page), 390, 844);

        var overflow = await page.Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");

        Assert.Equal(0, overflow);
    }

    private static Task<string> PictureAsync(ILocator film) => film.EvaluateAsync<string>("film => film.toDataURL()");

    private static Task<string> HalfAsync(ILocator film, double from) => film.EvaluateAsync<string>(
        "(film, from) => film.getContext('2d').getImageData(from * film.width, 0, film.width / 2, "
        + "film.height).data.join()", from);

    private Task<ReportPage> OpenAsync() => browser.OpenAddressAsync(new(run.Page));
}
