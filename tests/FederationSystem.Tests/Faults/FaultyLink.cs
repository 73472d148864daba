using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using NetMl.FederationSystem.Tests.Processes;

namespace NetMl.FederationSystem.Tests.Faults;

/// <summary>The road of one site to the gateway: slow, breaking before and after a request got through, sending things twice and late.</summary>
internal sealed class FaultyLink : IAsyncDisposable
{
    private readonly string _site;
    private readonly FederationProcesses _system;
    private readonly LinkQuality _quality;
    private readonly KillPlan _kills;
    private readonly Observed _observed;
    private readonly Random _random;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _late = [];
    private readonly WebApplication _app;

    private FaultyLink(string site, FederationProcesses system, LinkQuality quality, KillPlan kills, Observed observed, int seed, HttpProtocols protocols)
    {
        (_site, _system, _quality, _kills, _observed, _random) = (site, system, quality, kills, observed, new Random(seed));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(global::System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public string Url => _app.Urls.First();

    /// <param name="protocols">HTTP/1.1 or HTTP/2: a cut ends a connection with all that is on it, or one stream.</param>
    public static async Task<FaultyLink> StartAsync(
        string site, FederationProcesses system, LinkQuality quality, KillPlan kills, Observed observed, int seed, HttpProtocols protocols)
    {
        var link = new FaultyLink(site, system, quality, kills, observed, seed, protocols);
        await link._app.StartAsync();
        return link;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _app.DisposeAsync();
        Task[] late;
        lock (_random)
            late = [.. _late];
        await Task.WhenAll(late);
        _http.Dispose();
        _over.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RelayAsync(await Call.ReadAsync(_site, context), context);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or HttpRequestException)
        {
            // Either side is gone: the other one sees the same.
            context.Abort();
        }
    }

    private async Task RelayAsync(Call call, HttpContext context)
    {
        _observed.Count("calls");
        await CrawlAsync(call.Body.Length, context.RequestAborted);
        if (Chance(_quality.Held, "held back"))
            await Task.Delay(Between(_quality.LongestHold), context.RequestAborted);
        if (Chance(_quality.CutBefore, "cut before"))
        {
            context.Abort();
            return;
        }
        var isPosted = call.Body.Length > 0;
        var death = _kills.Due(call);
        if (death is { IsBefore: true })
            await _system.RestartCoordinatorAsync();
        // With a killing call nothing is given up half-way, or a kill could get lost.
        var answering = SendAsync(call, isDuplicate: false, context.RequestAborted);
        if (isPosted && Chance(_quality.Twice, "sent twice"))
            Later(call, TimeSpan.Zero);
        if (isPosted && Chance(_quality.Late, "sent again late"))
            Later(call, Between(_quality.LongestDelay));
        if (death is { IsBefore: false })
        {
            await Task.Delay(death.After, _over.Token);
            await _system.RestartCoordinatorAsync();
        }
        var answer = await answering;
        if (Chance(_quality.CutAfter, "cut after"))
        {
            context.Abort();
            return;
        }
        await CrawlAsync(answer.Body.Length, context.RequestAborted);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.MediaType;
        context.Response.ContentLength = answer.Body.Length;
        if (answer.Body.Length > 1 && Chance(_quality.CutWithin, "cut within"))
        {
            await context.Response.Body.WriteAsync(answer.Body.AsMemory(0, answer.Body.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private async Task<Answer> SendAsync(Call call, bool isDuplicate, CancellationToken cancellationToken)
    {
        _observed.Sending(call);
        using var request = call.ToRequest(_system.Gateway);
        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync(cancellationToken));
        _observed.Answered(call, answer, isDuplicate);
        return answer;
    }

    private void Later(Call call, TimeSpan delay)
    {
        lock (_random)
            _late.Add(AgainAsync());

        async Task AgainAsync()
        {
            try
            {
                await Task.Delay(delay, _over.Token);
                await SendAsync(call, isDuplicate: true, _over.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException)
            {
                // The test is over.
            }
        }
    }

    private Task CrawlAsync(int bytes, CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromSeconds((double)bytes / _quality.BytesPerSecond), cancellationToken);

    private bool Chance(double share, string what)
    {
        lock (_random)
            if (_random.NextDouble() >= share)
                return false;
        _observed.Count(what);
        return true;
    }

    private TimeSpan Between(TimeSpan longest)
    {
        lock (_random)
            return longest * _random.NextDouble();
    }
}

/// <summary>Shares of all calls (of those with a body: twice, late), and how slow the link is.</summary>
/// <param name="CutBefore">The request does not get through.</param>
/// <param name="CutAfter">It does, and its answer is lost.</param>
/// <param name="CutWithin">Half of the answer is lost.</param>
/// <param name="Held">Overtaken by what comes later.</param>
/// <param name="Late">Sent again up to <paramref name="LongestDelay"/> later: in another step, attempt or round.</param>
internal sealed record LinkQuality(
    double BytesPerSecond, TimeSpan LongestHold, TimeSpan LongestDelay,
    double CutBefore = 0.06, double CutAfter = 0.06, double CutWithin = 0.03, double Held = 0.1, double Twice = 0.15, double Late = 0.15);
