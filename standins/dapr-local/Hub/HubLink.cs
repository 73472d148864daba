using System.Net;
using DaprLocal.Api;
using DaprLocal.Apps;
using DaprLocal.Components;
using DaprLocal.Invocation;

namespace DaprLocal.Hub;

/// <summary>A member's line to its hub: the registration that stays open, and the requests that are passed on.</summary>
internal sealed class HubLink(HubAddress hub, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        ActivityHeadersPropagator = System.Diagnostics.DistributedContextPropagator.CreateNoOutputPropagator(),
    });

    private readonly CancellationTokenSource _closing = new();
    private Task _following = Task.CompletedTask;

    /// <summary>True once the hub has ended: time to elect another.</summary>
    public bool IsLost { get; private set; }

    /// <summary>False when nobody answers at the hub's address.</summary>
    /// <exception cref="UsageException">The hub refuses: its components are others.</exception>
    public async Task<bool> TryJoinAsync(IReadOnlyList<AppOptions> apps, IReadOnlyList<Component> components, CancellationToken cancellationToken)
    {
        var body = JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("components");
            foreach (var component in components)
                writer.WriteStringValue(component.Name);
            writer.WriteEndArray();
            writer.WriteStartArray("apps");
            foreach (var app in apps)
                MemberApp.Write(writer, app);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        try
        {
            using var request = Request(HttpMethod.Post, HubApi.RegisterPath);
            request.Content = new ByteArrayContent(body);
            var response = await _http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Conflict)
                throw new UsageException($"This sidecar cannot join: {await response.Content.ReadAsStringAsync(cancellationToken)}.");
            if (!response.IsSuccessStatusCode)
                return false;
            _following = FollowAsync(response);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }

    /// <summary>Passes one request on, bodies streamed both ways.</summary>
    public async Task ForwardAsync(ApiCall call)
    {
        if (call.Context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        using var request = Request(new HttpMethod(call.Method), $"/{call.RawFrom(0)}{call.QueryString}");
        if (InvokeApi.HasBody(call.Context.Request))
            request.Content = new RequestBody(call.Context.Request, 0, call.Aborted);
        foreach (var (name, values) in call.Context.Request.Headers)
            if (!ProxyHeaders.IsConnectionHeader(name) && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!) && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
        request.Headers.TryAddWithoutValidation(HubApi.InstanceHeader, call.Caller.Name);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, call.Aborted);
        }
        catch (HttpRequestException e) when (!call.Aborted.IsCancellationRequested)
        {
            call.Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await call.Context.Response.WriteAsync($"the sidecar that serves the state file is gone and another is taking over, try again: {e.Message}", call.Aborted);
            return;
        }
        using (response)
            await ProxyHeaders.AnswerAsync(response, call.Context);
    }

    public void Dispose()
    {
        _closing.Cancel();
        _http.Dispose();
        _closing.Dispose();
    }

    private async Task FollowAsync(HttpResponseMessage registration)
    {
        using (registration)
        {
            try
            {
                await using var stream = await registration.Content.ReadAsStreamAsync(_closing.Token);
                var buffer = new byte[64];
                while (await stream.ReadAsync(buffer, _closing.Token) > 0)
                {
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // The hub's end is what was waited for.
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return;
            }
        }
        IsLost = !lifetime.ApplicationStopping.IsCancellationRequested;
        lifetime.StopApplication();
    }

    private HttpRequestMessage Request(HttpMethod method, string pathAndQuery)
    {
        var request = new HttpRequestMessage(method, $"http://127.0.0.1:{hub.Port}{pathAndQuery}");
        request.Headers.TryAddWithoutValidation(HubApi.TokenHeader, hub.Token);
        return request;
    }
}
