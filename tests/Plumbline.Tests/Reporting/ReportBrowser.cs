using Microsoft.Playwright;
using Plumbline.Cli.Reporting;

namespace Plumbline.Tests.Reporting;

/// <summary>One headless Chromium and one report on disk for all page tests.</summary>
public sealed class ReportBrowser : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumb-page-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string? ChromiumPath { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(folder => new[] { "chromium", "chromium-browser" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (ChromiumPath is null)
            return;
        HtmlReport.Write(PathOf("report.html"), DemoReport.Document(192, 128, 6));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ChromiumPath,
            Args =
            [
                "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
            ],
        });
    }

    /// <summary>Opens the report from disk and waits until the first clip is drawn.</summary>
    internal Task<ReportPage> OpenAsync(
        int width = 1280, int height = 900, string? document = null, string? before = null) =>
        OpenAddressAsync(new(PathOf(document ?? "report.html")), width, height, before);

    /// <summary>Opens a page and waits for its heading.</summary>
    internal async Task<ReportPage> OpenAddressAsync(
        Uri address, int width = 1280, int height = 900, string? before = null)
    {
        Assert.SkipWhen(ChromiumPath is null, "Chromium is not installed: apt install chromium.");
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        if (before is not null)
            await context.AddInitScriptAsync(before);
        var report = new ReportPage(await context.NewPageAsync());
        await report.Page.GotoAsync(address.AbsoluteUri);
        await report.Page.Locator("h1").First.WaitForAsync();
        return report;
    }

    internal void Write(string name, ReportDocument document) => HtmlReport.Write(PathOf(name), document);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
