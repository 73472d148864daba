using System.Text;
using DaprLocal.Api;
using DaprLocal.Apps;

namespace DaprLocal.Invocation;

/// <summary>Service invocation: invoke/{app-id}/method/{path}, or any path with the header dapr-app-id.</summary>
public sealed class InvokeApi(AppDirectory apps, AppChannel channel, TimeProvider time)
{
    private const int Retries = 3;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    public Task HandleAsync(ApiCall call)
    {
        if (call.Parts is not [_, _, var appId, "method", ..] || call.Parts[0] != "v1.0")
            throw new DaprException(StatusCodes.Status404NotFound, "ERR_DIRECT_INVOKE", "failed getting app id either from the URL path or the header dapr-app-id");
        return ForwardAsync(call, WithoutNamespace(appId), call.RawFrom(4));
    }

    /// <summary>A path outside /v1.0: the app-id comes from the header, or from the user of basic authentication "dapr-app-id:X".</summary>
    public Task HandleByHeaderAsync(ApiCall call)
    {
        var appId = call.Context.Request.Headers["dapr-app-id"].ToString() is { Length: > 0 } header ? header : FromBasicAuthentication(call);
        if (appId is null)
            throw new DaprException(StatusCodes.Status404NotFound, "ERR_DIRECT_INVOKE", "failed getting app id either from the URL path or the header dapr-app-id");
        return ForwardAsync(call, WithoutNamespace(appId), call.RawFrom(0));
    }

    private async Task ForwardAsync(ApiCall call, string appId, string path)
    {
        using var response = await SendAsync(call, appId, path);
        await ProxyHeaders.AnswerAsync(response, call.Context);
    }

    private async Task<HttpResponseMessage> SendAsync(ApiCall call, string appId, string path)
    {
        BodyTooLargeException.ThrowIfOver(call.Context.Request.ContentLength ?? 0, call.Caller.Options.MaxBodyBytes);
        var streamed = call.Context.Request.ContentLength is null && HasBody(call.Context.Request);
        for (var attempt = 0; ; attempt++)
        {
            var target = apps.Next(appId);
            string? failure = $"couldn't find service: {appId}";
            if (target is not null)
            {
                var (response, reason) = await TryOnceAsync(call, target, path);
                if (response is not null)
                    return response;
                failure = reason;
            }
            if (streamed || attempt == Retries || failure is null || !apps.Knows(appId))
                throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {appId}, err: {failure ?? "the connection to the app broke"}");
            await Task.Delay(RetryPause, time, call.Aborted);
        }
    }

    /// <summary>The response; or why there is none: a reason when the app cannot have seen the request, null when it may have.</summary>
    private async Task<(HttpResponseMessage? Response, string? Reason)> TryOnceAsync(ApiCall call, AppInstance target, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), $"{target.Address.GetLeftPart(UriPartial.Authority)}/{path}{call.QueryString}");
        var body = HasBody(call.Context.Request) ? new RequestBody(call.Context.Request, call.Caller.Options.MaxBodyBytes, call.Aborted) : null;
        request.Content = body;
        ProxyHeaders.CopyRequest(call, request, target);
        try
        {
            return (await channel.SendAsync(target, request, call.Aborted), null);
        }
        catch (HttpRequestException e) when (!call.Aborted.IsCancellationRequested)
        {
            if (e.GetBaseException() is BodyTooLargeException tooLarge)
                throw tooLarge;
            return (null, AppChannel.IsRefused(e) && body is not { Started: true } ? $"error invoking app channel: {e.Message}" : null);
        }
    }

    internal static bool HasBody(HttpRequest request) => request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0
        || (request.ContentLength is null && request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true });

    private static string WithoutNamespace(string appId) => appId.EndsWith(".default", StringComparison.Ordinal) ? appId[..^".default".Length] : appId;

    private static string? FromBasicAuthentication(ApiCall call)
    {
        var header = call.Context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.StartsWith("dapr-app-id:", StringComparison.Ordinal) ? pair["dapr-app-id:".Length..] : null;
    }
}
