using DaprLocal.Api;
using DaprLocal.Apps;
using DaprLocal.Components;

namespace DaprLocal.Hub;

/// <summary>The hub's side of several processes on one state file: takes apps in, and serves what their processes pass on.</summary>
internal sealed partial class HubApi(
    HubAddress address, AppDirectory apps, AppWatchers watchers, ApiTable api, IReadOnlyList<Component> components, IHostApplicationLifetime lifetime, ILogger<HubApi> logger)
{
    public const string TokenHeader = "x-dapr-local-token";
    public const string InstanceHeader = "x-dapr-local-instance";
    public const string RegisterPath = "/hub/register";

    public Task HandleAsync(HttpContext context)
    {
        if (!ApiToken.Equal(context.Request.Headers[TokenHeader].ToString(), address.Token))
            return ApiToken.RefuseAsync(context);
        if (context.Request.Headers[InstanceHeader].ToString() is not { Length: > 0 } name)
            return RegisterAsync(context);
        var caller = apps.Instances.FirstOrDefault(app => app.Name == name);
        if (caller is not null)
            return api.HandleAsync(new ApiCall(context, caller));
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync("the app is not registered (any more)", context.RequestAborted);
    }

    /// <summary>Body: {"components":[…],"apps":[…]}. The answer stays open as long as both processes live: its end is the sign of leaving.</summary>
    private async Task RegisterAsync(HttpContext context)
    {
        using var body = await System.Text.Json.JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var unknown = body.RootElement.Items("components").Select(name => name.GetString()).Except(components.Select(component => component.Name)).ToList();
        if (unknown.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            await context.Response.WriteAsync($"the component '{unknown[0]}' is not among those of the sidecar that already serves this state file (process {Environment.ProcessId}): start both with the same --resources-path", context.RequestAborted);
            return;
        }
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var members = body.RootElement.Items("apps").Select(app => new AppInstance(MemberApp.Read(app))).ToList();
        members.ForEach(apps.Add);
        Joined(string.Join(", ", members.Select(app => app.Name)));
        var watching = Task.WhenAll(members.Select(app => watchers.WatchAsync(app, leaving.Token)));
        try
        {
            await context.Response.WriteAsync("welcome\n", leaving.Token);
            await context.Response.Body.FlushAsync(leaving.Token);
            await Task.Delay(Timeout.Infinite, leaving.Token);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            Left(string.Join(", ", members.Select(app => app.Name)));
        }
        finally
        {
            await leaving.CancelAsync();
            await watching;
            members.ForEach(apps.Remove);
        }
    }

    [LoggerMessage(950, LogLevel.Information, "Joined from another process: {Apps}")]
    private partial void Joined(string apps);

    [LoggerMessage(951, LogLevel.Information, "Left with their process: {Apps}")]
    private partial void Left(string apps);
}
