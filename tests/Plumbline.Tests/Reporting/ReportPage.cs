using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Plumbline.Tests.Reporting;

/// <summary>An open report, with everything that it asked of the network or complained about.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    public ReportPage(IPage page)
    {
        Page = page;
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                Requests.Add(request.Url);
        };
        page.Console += (_, message) =>
        {
            // Drivers remark on speed when a test reads pixels back; the page has no part in that.
            if (message.Type is "error" or "warning"
                && !message.Text.Contains("GL Driver Message", StringComparison.Ordinal))
                Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    public IPage Page { get; }

    public List<string> Requests { get; } = [];

    public List<string> Complaints { get; } = [];

    public ILocator Rows => Page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("\\.mp4") });

    public ILocator Place => Page.Locator(".place b");

    public async Task ChooseAsync(string name)
    {
        await Rows.Filter(new() { HasText = name }).ClickAsync();
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync(name);
    }

    /// <summary>The drawn picture of a tested frame.</summary>
    public async Task<string> PictureAsync(int frameIndex = 0)
    {
        // The label changes in the same step as the drawing, which has to wait for pictures and maps.
        await Assertions.Expect(Page.Locator(".picture")).ToHaveAttributeAsync(
            "aria-label", new Regex($"^Frame {frameIndex} of"));
        return await Page.EvaluateAsync<string>("document.querySelector('.picture').toDataURL()");
    }

    /// <summary>What the 3-D view shows, once two readings agree.</summary>
    public async Task<string> SpaceAsync()
    {
        await Assertions.Expect(Page.Locator(".scene p")).ToContainTextAsync("point");
        string before, now = "";
        do
        {
            before = now;
            await Page.WaitForTimeoutAsync(60);
            now = Convert.ToBase64String(await Page.Locator("#space").ScreenshotAsync());
        }
        while (now != before);

        return now;
    }

    public ValueTask DisposeAsync() => new(Page.Context.CloseAsync());
}
