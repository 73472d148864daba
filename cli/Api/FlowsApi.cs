using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Api;

/// <summary>Flows in.</summary>
internal sealed class FlowsApi(GatewayClient gateway)
{
    /// <summary>Sends one source of flows; a busy system is asked again when the source can be opened again.</summary>
    /// <param name="open">Opens the source at its beginning, for each try.</param>
    /// <param name="key">Names the upload, so that sending it again changes nothing; null = its content does.</param>
    /// <param name="sent">Called with the bytes sent so far.</param>
    public async Task<FlowsAccepted> UploadAsync(
        string dataset, string name, Func<Stream> open, bool repeatable, string? format, string? key, Action<long> sent, CancellationToken cancellationToken)
    {
        var path = $"v1/datasets/{Uri.EscapeDataString(dataset)}/flows" + (format is null ? "" : $"?format={Uri.EscapeDataString(format)}");
        var what = $"the upload of '{name}'";
        using var response = await gateway.SendAsync(() => Post(path, open(), repeatable, key, sent), what, cancellationToken);
        return await gateway.ReadAsync(response, WireJson.Default.FlowsAccepted, what, cancellationToken);
    }

    private static HttpRequestMessage Post(string path, Stream source, bool repeatable, string? key, Action<long> sent)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = repeatable ? new UploadContent(source, sent) : new UnrepeatableContent(source, sent),
        };
        if (key is not null)
            request.Headers.Add(WireHeaders.IdempotencyKey, key);
        return request;
    }
}
