using Microsoft.Playwright;
using Plumbline.Cli.Reporting;
using static Microsoft.Playwright.Assertions;

namespace Plumbline.Tests.Reporting;

public sealed class ReportPageTests(ReportBrowser browser) : IClassFixture<ReportBrowser>
{
    [Fact]
    public async Task The_page_opens_from_disk_without_a_request_or_a_complaint()
    {
        await using var report = await browser.OpenAsync();

        foreach (var row in await report.Rows.AllAsync())
            await row.ClickAsync();
        await report.ChooseAsync("wobbling-crate.mp4");
        await report.PictureAsync();

        Assert.Single(report.Requests);
        Assert.StartsWith("file:", report.Requests[0]);
        Assert.Empty(report.Complaints);
    }

    [Fact]
    public async Task Clips_are_ranked_best_first_and_those_without_a_number_come_last()
    {
        await using var report = await browser.OpenAsync();

        var names = await report.Rows.Locator("b").AllTextContentsAsync();

        Assert.Equal([
            "steady.mp4", "script><img src=x onerror=alert(1)>&\"'.mp4", "wobbling-crate.mp4", "frozen.mp4",
            "notes.mp4"], names);
    }

    [Fact]
    public async Task Another_order_and_a_filter_rearrange_the_list()
    {
        await using var report = await browser.OpenAsync();

        await report.Page.SelectOptionAsync("#order", "worst");
        await Expect(report.Rows.First).ToContainTextAsync("wobbling-crate.mp4");
        await report.Page.FillAsync("#filter", "FROZEN");

        await Expect(report.Rows).ToHaveCountAsync(1);
        await Expect(report.Rows.First).ToContainTextAsync("Hardly anything moves");
    }

    [Fact]
    public async Task The_keyboard_walks_through_the_clips()
    {
        await using var report = await browser.OpenAsync();

        await report.Rows.First.FocusAsync();
        await report.Page.Keyboard.PressAsync("ArrowDown");
        await report.Page.Keyboard.PressAsync("ArrowDown");

        await Expect(report.Page.Locator("h1")).ToHaveTextAsync("wobbling-crate.mp4");
        await Expect(report.Rows.Nth(2)).ToBeFocusedAsync();
        await Expect(report.Rows.Nth(2)).ToHaveAttributeAsync("aria-selected", "true");
    }

    [Fact]
    public async Task Arrow_keys_and_buttons_step_through_the_tested_frames()
    {
        await using var report = await browser.OpenAsync();
        await report.ChooseAsync("wobbling-crate.mp4");
        var first = await report.PictureAsync();

        await report.Page.Locator("h1").FocusAsync();
        await report.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(report.Place).ToHaveTextAsync("frame 5 · 0.21 s");
        await report.Page.ClickAsync("#forward");
        await Expect(report.Place).ToHaveTextAsync("frame 10 · 0.42 s");
        var third = await report.PictureAsync(10);
        await report.Page.ClickAsync("#back");

        await Expect(report.Place).ToHaveTextAsync("frame 5 · 0.21 s");
        Assert.NotEqual(first, third);
    }

    [Fact]
    public async Task Play_moves_on_and_pause_stops()
    {
        await using var report = await browser.OpenAsync();

        await report.Page.ClickAsync("#play");
        await Expect(report.Place).Not.ToHaveTextAsync("frame 0 · 0.00 s");
        await report.Page.ClickAsync("#play");

        await Expect(report.Page.Locator("#play")).ToHaveTextAsync("Play");
    }

    [Fact]
    public async Task Dragging_across_the_picture_moves_the_wipe_between_original_and_prediction()
    {
        await using var report = await browser.OpenAsync();
        await report.ChooseAsync("wobbling-crate.mp4");
        var before = await report.PictureAsync();
        var box = (await report.Page.Locator(".stage").BoundingBoxAsync())!;

        await report.Page.Mouse.MoveAsync(box.X + box.Width * 0.66f, box.Y + box.Height / 2);
        await report.Page.Mouse.DownAsync();
        await report.Page.Mouse.MoveAsync(box.X + box.Width * 0.2f, box.Y + box.Height / 2, new() { Steps = 4 });
        await report.Page.Mouse.UpAsync();

        Assert.Equal("20", await report.Page.InputValueAsync("#wipe"));
        Assert.NotEqual(before, await report.PictureAsync());
    }

    [Fact]
    public async Task The_opacity_slider_and_the_choice_of_layer_change_the_picture()
    {
        await using var report = await browser.OpenAsync();
        await report.ChooseAsync("wobbling-crate.mp4");
        await report.Page.ClickAsync("#forward");
        var full = await report.PictureAsync(5);

        await report.Page.FocusAsync("#opacity");
        await report.Page.Keyboard.PressAsync("Home");
        var clear = await report.PictureAsync(5);
        await report.Page.Keyboard.PressAsync("End");
        await report.Page.SelectOptionAsync("#layer", "verdict");
        await Expect(report.Page.Locator(".legend")).ToContainTextAsync("not explained");
        var verdict = await report.PictureAsync(5);

        Assert.Equal(3, new[] { full, clear, verdict }.Distinct().Count());
    }

    [Fact]
    public async Task The_legend_states_the_unit_and_pointing_reads_a_value()
    {
        await using var report = await browser.OpenAsync();
        await report.ChooseAsync("wobbling-crate.mp4");
        await report.PictureAsync();

        await report.Page.Locator(".stage").HoverAsync(new() { Position = new() { X = 120, Y = 200 } });

        await Expect(report.Page.Locator(".scale .unit")).ToHaveTextAsync("px");
        await Expect(report.Page.Locator(".readout")).ToContainTextAsync("pixel ");
    }

    [Fact]
    public async Task A_click_on_a_curve_goes_to_that_frame()
    {
        await using var report = await browser.OpenAsync();
        await report.Page.GetByRole(AriaRole.Button, new() { Name = "Sampson error" }).ClickAsync();
        var chart = report.Page.Locator(".chart[data-series=sampsonError]");
        await chart.ScrollIntoViewIfNeededAsync();
        var box = (await chart.BoundingBoxAsync())!;

        await report.Page.Mouse.ClickAsync(box.X + box.Width - 14, box.Y + box.Height / 2);

        await Expect(report.Place).ToHaveTextAsync("frame 25 · 1.04 s");
        await Expect(chart).ToHaveAttributeAsync("aria-valuenow", "25");
    }

    [Fact]
    public async Task A_click_on_a_finding_goes_to_its_worst_frame()
    {
        await using var report = await browser.OpenAsync();
        await report.ChooseAsync("wobbling-crate.mp4");

        await report.Page.Locator(".findings button").First.ClickAsync();

        await Expect(report.Place).ToHaveTextAsync("frame 15 · 0.63 s");
        await Expect(report.Page.Locator(".findings button").First).ToContainTextAsync("lower left: texture moves");
    }

    [Fact]
    public async Task Mouse_and_keys_turn_the_world_and_reset_brings_it_back()
    {
        await using var report = await browser.OpenAsync();
        await report.Page.Locator("#space").ScrollIntoViewIfNeededAsync();
        var start = await report.SpaceAsync();
        var box = (await report.Page.Locator("#space").BoundingBoxAsync())!;

        await report.Page.Mouse.MoveAsync(box.X + 200, box.Y + 150);
        await report.Page.Mouse.DownAsync();
        await report.Page.Mouse.MoveAsync(box.X + 300, box.Y + 170, new() { Steps = 3 });
        await report.Page.Mouse.UpAsync();
        var dragged = await report.SpaceAsync();
        await report.Page.Keyboard.PressAsync("ArrowLeft");
        await report.Page.Keyboard.PressAsync("+");
        var turned = await report.SpaceAsync();
        await report.Page.ClickAsync("#through");
        var inside = await report.SpaceAsync();
        await report.Page.ClickAsync("#reset");
        await report.Page.Mouse.MoveAsync(0, 0);
        await report.Page.Locator("h1").FocusAsync();
        var again = await report.SpaceAsync();

        Assert.Equal(4, new[] { start, dragged, turned, inside }.Distinct().Count());
        Assert.Equal(start, again);
        await Expect(report.Place).ToHaveTextAsync("frame 0 · 0.00 s");
    }

    [Fact]
    public async Task A_browser_without_WebGL2_gets_a_sentence_and_the_rest_of_the_page()
    {
        await using var report = await browser.OpenAsync(before: """
            const getContext = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind === "webgl2" ? null : getContext.call(this, kind, ...rest); };
            """);

        await Expect(report.Page.Locator(".scene .message")).ToContainTextAsync("offers no WebGL2");
        Assert.NotEmpty(await report.PictureAsync());
        Assert.Empty(report.Complaints);
    }

    [Fact]
    public async Task The_theme_button_switches_between_light_and_dark()
    {
        await using var report = await browser.OpenAsync();
        var light = await BackgroundAsync();

        await report.Page.ClickAsync("#theme");
        var dark = await BackgroundAsync();
        await report.Page.ClickAsync("#theme");

        Assert.NotEqual(light, dark);
        Assert.Equal(light, await BackgroundAsync());

        Task<string> BackgroundAsync() => report.Page.EvaluateAsync<string>(
            "getComputedStyle(document.body).backgroundColor");
    }

    [Theory]
    [InlineData("steady.mp4")]
    [InlineData("frozen.mp4")]
    [InlineData("notes.mp4")]
    public async Task A_phone_shows_every_kind_of_clip_without_sideways_scrolling(string name)
    {
        await using var report = await browser.OpenAsync(width: 390, height: 844);

        await report.ChooseAsync(name);
        await report.Page.WaitForTimeoutAsync(200);

        Assert.Equal(390, await report.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task A_clip_without_a_number_shows_its_reason_and_its_frames()
    {
        await using var report = await browser.OpenAsync();

        await report.ChooseAsync("frozen.mp4");

        await Expect(report.Page.Locator(".sentence")).ToContainTextAsync(
            "Unscorable. Hardly anything moves in the picture");
        await Expect(report.Page.Locator(".strip img")).ToHaveCountAsync(6);
        await Expect(report.Page.Locator(".big")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_clip_with_a_cut_lists_its_shots()
    {
        await using var report = await browser.OpenAsync();

        await report.Rows.Nth(1).ClickAsync();

        await Expect(report.Page.Locator(".shots button")).ToHaveCountAsync(2);
        await Expect(report.Page.Locator(".shots button").Last).ToContainTextAsync(
            "Only two frames of this shot have texture.");
    }

    [Fact]
    public async Task A_clip_whose_pictures_were_dropped_says_so_and_keeps_its_curves()
    {
        var clip = DemoReport.Clip("room.mp4", 96, 64, 4, 2) with { Evidence = null };
        browser.Write("dropped.html", DemoReport.Document(48, 32, 4) with { Clips = [clip] });
        await using var report = await browser.OpenAsync(document: "dropped.html");

        await Expect(report.Page.Locator(".note")).ToContainTextAsync($"for the {EvidenceShelf.WorstCount} lowest");
        await Expect(report.Page.Locator(".chart")).ToHaveCountAsync(1);
        Assert.Empty(report.Complaints);
    }
}
