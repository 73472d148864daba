using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Api;

/// <summary>Flows in.</summary>
internal sealed class FlowsApi(GatewayClient gateway)
{
    /// <summary>Sends one source of flows; a busy system is asked again when the source can be opened again.</summary>
    /// <param name="open">Opens the source at its beginning, for each try.</param>
    /// <param name="sent">Called with the bytes sent so far.</param>
    public async Task<FlowsAccepted> UploadAsync(
        string dataset, string name, Func<Stream> open, bool repeatable, string? format, Action<long> sent, CancellationToken cancellationToken)
    {
        var path = $"v1/datasets/{Uri.EscapeDataString(dataset)}/flows" + (format is null ? "" : $"?format={Uri.EscapeDataString(format)}");
        var what = $"the upload of '{name}'";
        using var response = await gateway.SendAsync(() => Post(path, open(), repeatable, sent), what, cancellationToken);
        return await gateway.ReadAsync(response, WireJson.Default.FlowsAccepted, what, cancellationToken);
    }

    private static HttpRequestMessage Post(string path, Stream source, bool repeatable, Action<long> sent) => new(HttpMethod.Post, path)
    {
        Content = repeatable ? new UploadContent(source, sent) : new UnrepeatableContent(source, sent),
    };
}
