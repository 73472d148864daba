using System.Net.Sockets;
using System.Text.Json;
using DaprLocal.PubSub;

namespace DaprLocal.Apps;

/// <summary>Follows one app: waits for its port, asks for its config and subscriptions, and notices when it goes.</summary>
/// <remarks>While the app is up one idle connection to it stays open: its end tells of the app's end at once.</remarks>
public sealed partial class AppWatcher(AppInstance app, AppDirectory apps, AppChannel channel, TimeProvider time, ILogger<AppWatcher> logger)
{
    private static readonly TimeSpan DialPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DialTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private int _unhealthy;

    public async Task RunAsync(CancellationToken stopping)
    {
        if (!app.HasApp)
            return;
        try
        {
            while (true)
            {
                using var line = await DialUntilOpenAsync(stopping);
                if (!await IntroduceAsync(stopping))
                {
                    await Task.Delay(RetryPause, time, stopping);
                    continue;
                }
                await StayAsync(line, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            apps.Down(app);
        }
    }

    private async Task<Socket> DialUntilOpenAsync(CancellationToken stopping)
    {
        while (true)
        {
            if (await DialAsync(stopping) is { } line)
                return line;
            if (app.IsLive)
            {
                AppWentDown(app.Name, app.Options.AppPort);
                apps.Down(app);
            }
            await Task.Delay(DialPause, time, stopping);
        }
    }

    private async Task<Socket?> DialAsync(CancellationToken stopping)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            timeout.CancelAfter(DialTimeout);
            await socket.ConnectAsync(app.Options.AppChannelAddress, app.Options.AppPort, timeout.Token);
            return socket;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Health, config, subscriptions, in daprd's order. False when the app does not answer (yet).</summary>
    private async Task<bool> IntroduceAsync(CancellationToken stopping)
    {
        try
        {
            if (app.Options.HealthCheck && !await IsHealthyAsync(stopping))
                return false;
            var config = await GetAsync("/dapr/config", AppConfig.Parse, stopping) ?? AppConfig.Empty;
            var subscriptions = await GetAsync("/dapr/subscribe", root => Subscription.ParseAll(root, Refused), stopping) ?? [];
            var news = !app.IsLive;
            apps.Up(app, config, subscriptions);
            _unhealthy = 0;
            if (news)
                AppCameUp(app.Name, app.Options.AppPort, string.Join(", ", config.ActorTypes.Keys), string.Join(", ", subscriptions.Select(subscription => subscription.Topic)));
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            AppNotUnderstood(e, app.Name, app.Options.AppPort);
            apps.Down(app);
            return false;
        }
    }

    private async Task<T?> GetAsync<T>(string path, Func<JsonElement, T> read, CancellationToken stopping) where T : class
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, path));
        using var response = await channel.SendAsync(app, request, timeout.Token);
        if (response.StatusCode != System.Net.HttpStatusCode.OK)
        {
            if (response.StatusCode != System.Net.HttpStatusCode.NotFound)
                OddAnswer(app.Name, path, (int)response.StatusCode);
            return null;
        }
        var body = await response.Content.ReadAsByteArrayAsync(timeout.Token);
        using var document = JsonDocument.Parse(body);
        return read(document.RootElement);
    }

    private async Task<bool> IsHealthyAsync(CancellationToken stopping)
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            timeout.CancelAfter(app.Options.HealthCheckTimeout);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, app.Options.HealthCheckPath));
            using var response = await channel.SendAsync(app, request, timeout.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Returns when the line breaks, the health is bad for too long, or a caller found the app gone.</summary>
    private async Task StayAsync(Socket line, CancellationToken stopping)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var broken = WaitForEndAsync(line, leaving.Token);
        while (app.IsLive)
        {
            var pause = Task.Delay(app.Options.HealthCheck ? app.Options.HealthCheckInterval : RetryPause, time, leaving.Token);
            if (await Task.WhenAny(broken, pause) == broken)
                break;
            stopping.ThrowIfCancellationRequested();
            if (!app.Options.HealthCheck)
                continue;
            _unhealthy = await IsHealthyAsync(stopping) ? 0 : _unhealthy + 1;
            if (_unhealthy < app.Options.HealthCheckThreshold)
                continue;
            AppUnhealthy(app.Name, app.Options.HealthCheckPath);
            apps.Down(app);
        }
        await leaving.CancelAsync();
        await broken;
    }

    private static async Task WaitForEndAsync(Socket line, CancellationToken leaving)
    {
        try
        {
            var one = new byte[1];
            while (await line.ReceiveAsync(one, leaving) > 0)
            {
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The end of the line is what was waited for.
        }
    }

    private void Refused(string reason) => SubscriptionRefused(app.Name, reason);
}
