using Microsoft.Playwright;

namespace NetMl.Report.Tests;

/// <summary>What a person sees and does on a page.</summary>
public sealed class ReportPageTests(ReportBrowser browser) : IClassFixture<ReportBrowser>
{
    [SkippableFact]
    public async Task Open_HostileNames_AreTextAndNothingElseRuns()
    {
        await using var report = await browser.OpenAsync(Samples.Office());

        await report.Page.Locator("#search").FillAsync("<img");
        await report.Page.Keyboard.PressAsync("Enter");

        Assert.Equal($"office {Samples.Hostile} · netml report", await report.Page.TitleAsync());
        Assert.Equal($"office {Samples.Hostile}", await report.Page.Locator("h1").InnerTextAsync());
        Assert.Equal(Samples.Hostile, await report.Page.Locator("#details h3").InnerTextAsync());
        Assert.Equal(0, await report.Page.Locator("img").CountAsync());
        Assert.Empty(report.Complaints);
        Assert.StartsWith("file://", Assert.Single(report.Requests));
    }

    [SkippableFact]
    public async Task Open_Office_ShowsCountsTimesAndNotes()
    {
        await using var report = await browser.OpenAsync(Samples.Office());

        var facts = await report.Page.Locator("#facts").InnerTextAsync();
        Assert.All(["41", "links", "3,000", "9.5 MiB", "communities", "2\nfindings"], expected => Assert.Contains(expected, facts));
        Assert.Equal("2026-11-20 12:00:00 to 2026-11-20 17:00:00 UTC (5 h)", await report.Page.Locator("#range").InnerTextAsync());
        Assert.Equal("A note for whoever reads this.", await report.Page.Locator("#notes").InnerTextAsync());
        Assert.Contains("0: 20 hosts", await report.Page.Locator("#legend").InnerTextAsync());
    }

    [SkippableFact]
    public async Task Hover_HostInTheMiddle_ShowsItsAddressAndFindings()
    {
        await using var report = await browser.OpenAsync(Samples.Office());
        await report.Page.Locator("#search").FillAsync("10.0.0.5");
        await report.Page.Keyboard.PressAsync("Enter");

        var box = await report.Canvas.BoundingBoxAsync() ?? throw new InvalidOperationException("The canvas has no box.");
        await report.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);

        var tip = await report.Page.Locator("#tip").InnerTextAsync();
        Assert.All(["10.0.0.5", "Community", "PageRank", "Bytes out", "4.9 KiB", "tried 200 ports"], expected => Assert.Contains(expected, tip));
    }

    [SkippableFact]
    public async Task Keys_TabEnterEscape_WalkPinAndLeave()
    {
        await using var report = await browser.OpenAsync(Samples.Office());
        await report.Canvas.FocusAsync();

        await report.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("10.0.0.1", await report.DataAsync("focused"));
        await report.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("10.1.0.1", await report.DataAsync("focused"));
        await report.Page.Keyboard.PressAsync("Shift+Tab");
        await report.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("10.0.0.1", await report.DataAsync("pinned"));
        Assert.Contains("Pinned: 10.0.0.1, community 0, PageRank number 1 of 41", await report.Page.Locator("#live").TextContentAsync());
        await report.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("", await report.DataAsync("pinned"));
        await report.Page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("graph", await report.Page.EvaluateAsync<string>("document.activeElement.id"));
        await report.Page.Keyboard.PressAsync("/");
        Assert.Equal("search", await report.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [SkippableFact]
    public async Task View_KeysWheelAndDrag_MoveTheDrawingAndAllBringsItBack()
    {
        await using var report = await browser.OpenAsync(Samples.Office());
        var whole = await report.PictureAsync();
        var seen = new HashSet<string> { whole };
        await report.Canvas.FocusAsync();

        foreach (var key in new[] { "+", "ArrowLeft", "ArrowDown" })
        {
            await report.Page.Keyboard.PressAsync(key);
            Assert.True(seen.Add(await report.PictureAsync()), $"{key} changes nothing");
        }
        await report.Canvas.HoverAsync();
        await report.Page.Mouse.WheelAsync(0, -300);
        Assert.True(seen.Add(await report.PictureAsync()));
        await report.Page.Mouse.DownAsync();
        await report.Page.Mouse.MoveAsync(300, 500);
        await report.Page.Mouse.UpAsync();
        Assert.True(seen.Add(await report.PictureAsync()));
        await report.Page.Mouse.MoveAsync(2, 2);
        await report.Page.Locator("#fit").ClickAsync();
        Assert.Equal(whole, await report.PictureAsync());
    }

    [SkippableFact]
    public async Task Finding_Clicked_SelectsItsHost()
    {
        await using var report = await browser.OpenAsync(Samples.Office());

        await report.Page.Locator("#findings button").Nth(1).ClickAsync();

        Assert.Equal("10.1.0.9", await report.DataAsync("pinned"));
        Assert.Equal("10.1.0.9", await report.Page.Locator("#details h3").InnerTextAsync());
        Assert.Equal("true", await report.Page.Locator("#findings button").Nth(1).GetAttributeAsync("aria-pressed"));
    }

    [SkippableFact]
    public async Task Finding_InTheTable_NamesFlowsBehindIt()
    {
        await using var report = await browser.OpenAsync(Samples.Office());
        var flows = report.Page.Locator("#findings-table details").First;
        Assert.Equal("uids of 2 of 90 flows", await flows.InnerTextAsync());

        await flows.Locator("summary").ClickAsync();

        Assert.Equal("CUid1 </script><b>", await flows.Locator("code").InnerTextAsync());
    }

    [SkippableFact]
    public async Task Table_HeaderClicked_SortsAllRows()
    {
        await using var report = await browser.OpenAsync(Samples.Office());
        var table = report.Page.Locator("#talkers");
        var first = table.Locator("tbody tr").First;
        Assert.Contains("10.0.0.1", await first.InnerTextAsync());

        await table.GetByRole(AriaRole.Button, new() { NameRegex = new("^Bytes out") }).ClickAsync();

        Assert.Contains("<img", await first.InnerTextAsync());
        Assert.Equal("ascending", await table.Locator("th").Nth(1).GetAttributeAsync("aria-sort"));
    }

    [SkippableFact]
    public async Task TimeLine_Office_HasServicesAxisAndNumbers()
    {
        await using var report = await browser.OpenAsync(Samples.Office());

        var figure = await report.Page.Locator("#time").TextContentAsync() ?? "";

        Assert.All(["dns", "ssl", "other services", "no service", "UTC", "2026-11-20", "Flows that began within each 60 min."], expected => Assert.Contains(expected, figure));
        Assert.Contains("dns 105", await report.Page.Locator("#time svg").GetAttributeAsync("aria-label"));
        Assert.Equal(4, await report.Page.Locator("#time tbody tr").CountAsync());
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light, 200, 255)]
    [InlineData(ColorScheme.Dark, 0, 60)]
    public async Task Scheme_LightOrDark_PaintsTheCanvasSo(ColorScheme scheme, int darkest, int brightest)
    {
        await using var report = await browser.OpenAsync(Samples.Office(), scheme);

        // The red part of the first pixel, and how many colours there are.
        var picture = await report.Page.EvaluateAsync<int[]>("""
            () => new Promise(done => setTimeout(() => {
              const c = document.getElementById('graph'), p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
              done([p[0], new Set(Array.from({ length: p.length / 4 }, (_, i) => p[4 * i] << 16 | p[4 * i + 1] << 8 | p[4 * i + 2])).size]);
            }, 250))
            """);

        Assert.InRange(picture[0], darkest, brightest);
        Assert.InRange(picture[1], 50, int.MaxValue);
        Assert.Empty(report.Complaints);
    }

    [SkippableFact]
    public async Task Open_TenHosts_AreAllLabelled()
    {
        await using var report = await browser.OpenAsync(Samples.Small());
        await report.PictureAsync();

        Assert.Equal("10", await report.DataAsync("labels"));
        Assert.Contains("No behaviour was found.", await report.Page.Locator("#findings").InnerTextAsync());
    }

    [SkippableFact]
    public async Task Open_TenThousandHosts_DrawsThemInAFewMegabytes()
    {
        await using var report = await browser.OpenAsync(Samples.Large());
        await report.PictureAsync();

        Assert.Equal("10000", await report.DataAsync("painted"));
        Assert.InRange(report.Bytes, 100_000, 3_000_000);
        await report.Page.Locator("#search").FillAsync("10.0.31.64");
        await report.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("10.0.31.64", await report.DataAsync("pinned"));
        Assert.Empty(report.Complaints);
    }

    [SkippableFact]
    public async Task Open_UploadedGraph_SpeaksOfNodes()
    {
        await using var report = await browser.OpenAsync(Samples.Graph());

        Assert.Contains("4\nnodes", await report.Page.Locator("#facts").InnerTextAsync());
        Assert.False(await report.Page.Locator("#time-card").IsVisibleAsync());
        Assert.False(await report.Page.Locator("#talkers").IsVisibleAsync());
        Assert.Empty(report.Complaints);
    }

    [SkippableFact]
    public async Task Controls_All_HaveNamesAndEveryReferenceLeadsSomewhere()
    {
        await using var report = await browser.OpenAsync(Samples.Office());

        var wrong = await report.Page.EvaluateAsync<string[]>("""
            () => {
              const wrong = [], ids = new Set();
              for (const e of document.querySelectorAll('[id]')) { if (ids.has(e.id)) wrong.push(`id ${e.id} twice`); ids.add(e.id); }
              for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for'])
                for (const e of document.querySelectorAll(`[${name}]`)) if (!document.getElementById(e.getAttribute(name))) wrong.push(`${name} ${e.getAttribute(name)}`);
              for (const e of document.querySelectorAll('button, input, select, canvas, svg[role], [role=region], [role=application], aside, figure canvas')) {
                const name = e.getAttribute('aria-label') || (e.labels && [...e.labels].map(l => l.textContent).join('')) || e.textContent;
                if (!name.trim()) wrong.push(`no name: ${e.outerHTML.slice(0, 80)}`);
              }
              for (const e of document.querySelectorAll('th')) if (!e.scope) wrong.push('th without scope');
              for (const e of document.querySelectorAll('section')) if (!e.getAttribute('aria-labelledby')) wrong.push('section without a name');
              if (!document.documentElement.lang) wrong.push('no language');
              if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
              return wrong;
            }
            """);

        Assert.Empty(wrong);
    }
}
