using System.Runtime.InteropServices;
using Microsoft.Playwright;
using NetMl.Cli.Report;

namespace NetMl.Report.Tests;

/// <summary>One browser for all tests of a class; each report is opened in a context of its own, offline.</summary>
public sealed class ReportBrowser : IAsyncLifetime
{
    private static readonly string[] Places = [Environment.GetEnvironmentVariable("NETML_CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netml-report-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string? Executable { get; } = Array.Find(Places, File.Exists);

    public async Task InitializeAsync()
    {
        if (Executable is null || !RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            // Chromium's sandbox refuses to work for root.
            Args = Environment.IsPrivilegedProcess ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
        });
    }

    /// <summary>Writes the report of a content and opens it; skips the calling test where there is no browser.</summary>
    internal async Task<OpenReport> OpenAsync(ReportContent content, ColorScheme scheme = ColorScheme.Light)
    {
        Skip.If(_browser is null, "there is no Chromium: install Debian's package 'chromium', or name one with NETML_CHROMIUM");
        var browser = _browser ?? throw new InvalidOperationException("Skipped above.");
        var file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.html");
        await File.WriteAllBytesAsync(file, ReportPage.Write(content, ReportPage.Draw(content, CancellationToken.None), Samples.Noon));
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Offline = true,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = 1400, Height = 1000 },
        });
        var report = new OpenReport(context, await context.NewPageAsync(), new FileInfo(file).Length);
        await report.Page.GotoAsync(new Uri(file).AbsoluteUri);
        await report.Page.WaitForSelectorAsync("html[data-ready]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        return report;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A report in a tab, and what went wrong in it.</summary>
internal sealed class OpenReport : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public OpenReport(IBrowserContext context, IPage page, long bytes)
    {
        (_context, Page, Bytes) = (context, page, bytes);
        page.Console += (_, message) => Complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Complaints.Add(error);
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Size of the file.</summary>
    public long Bytes { get; }

    /// <summary>Everything on the console, and errors that nobody caught.</summary>
    public List<string> Complaints { get; } = [];

    public List<string> Requests { get; } = [];

    public ILocator Canvas => Page.Locator("#graph");

    public Task<string?> DataAsync(string name) => Canvas.GetAttributeAsync($"data-{name}");

    /// <summary>A number that changes when the drawing does.</summary>
    public Task<string> PictureAsync() => Page.EvaluateAsync<string>("""
        () => new Promise(done => setTimeout(() => {
          const c = document.getElementById('graph'), p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
          let h = 0;
          for (let i = 0; i < p.length; i += 4) h = (h * 31 + p[i] * 65536 + p[i + 1] * 256 + p[i + 2]) | 0;
          done(String(h));
        }, 250))
        """);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
