using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NetMl.Cli.Federation;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;

namespace NetMl.Cli.Api;

/// <summary>The calls of one site; all of them pass the audit log.</summary>
internal sealed class SitesApi : IDisposable
{
    /// <summary>The server holds a question for up to 20 s; whoever is silent this long is away.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private readonly GatewayClient _gateway;
    private readonly string _path;

    public SitesApi(Uri gateway, SiteKeyToken key, AuditLog audit)
    {
        _gateway = new GatewayClient(new GatewayAddress(gateway, key.Text), new ProtocolHandler(AuditHandler.Over(audit)));
        _path = $"v1/federations/{key.Federation}/sites/{key.Site}";
    }

    public Task<FederationTerms> TermsAsync(CancellationToken cancellationToken) =>
        GetAsync("/terms", WireJson.Default.FederationTerms, new SentItem("the terms of the federation", ""), cancellationToken);

    public Task<FederationTerms> EnrolAsync(SiteEnrolment enrolment, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Put, "", JsonSerializer.SerializeToUtf8Bytes(enrolment, WireJson.Default.SiteEnrolment), "application/json", WireJson.Default.FederationTerms,
        new SentItem("this site's public signing key", ""), cancellationToken);

    /// <summary>Waits up to 20 s for a version other than <paramref name="after"/>.</summary>
    public Task<SiteTask> TaskAsync(long after, CancellationToken cancellationToken) =>
        GetAsync($"/task{Query.Of(("after", after))}", WireJson.Default.SiteTask, new SentItem("what there is to do", ""), cancellationToken);

    public Task<SigningKeys> KeysAsync(CancellationToken cancellationToken) =>
        GetAsync("/keys", WireJson.Default.SigningKeys, new SentItem("the other sites' public signing keys", ""), cancellationToken);

    /// <summary>The frames that the server relays to this site in a step.</summary>
    public Task<byte[]> InboxAsync(SiteTask task, string step, CancellationToken cancellationToken) => BytesAsync(
        $"/inbox{Query.Of(("round", task.Round), ("attempt", task.Attempt), ("step", step))}", new SentItem("the other sites' messages", Name(task)), cancellationToken);

    /// <summary>A shared vector, checked against its hash.</summary>
    public async Task<byte[]> VectorAsync(string sha256, CancellationToken cancellationToken)
    {
        var bytes = await BytesAsync($"/vectors/{Uri.EscapeDataString(sha256)}", new SentItem("a shared vector", ""), cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256 ? bytes : throw new CommandFailure($"The gateway at {_gateway.Url} gave other bytes than those of vector {sha256}.");
    }

    public Task<MessageReceipt> PostAsync(SignedMessage message, string what, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Post, "/messages", message.Encode(), "application/octet-stream", WireJson.Default.MessageReceipt,
        new SentItem(what, Name(message.Slot.Round, message.Slot.Attempt)), cancellationToken);

    /// <summary>Which chunks the server still misses.</summary>
    public Task<MessageReceipt> UploadAsync(SiteTask task, CancellationToken cancellationToken) =>
        GetAsync($"/upload{Attempt(task)}", WireJson.Default.MessageReceipt, new SentItem("which chunks are missing", Name(task)), cancellationToken);

    public Task<MessageReceipt> PutChunkAsync(SiteTask task, int chunk, byte[] bytes, string what, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Put, FormattableString.Invariant($"/upload/{chunk}{Attempt(task)}"), bytes, "application/octet-stream", WireJson.Default.MessageReceipt,
        new SentItem(what, Name(task)), cancellationToken);

    public void Dispose() => _gateway.Dispose();

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, SentItem item, CancellationToken cancellationToken) => InTimeAsync(async patience =>
    {
        using var response = await _gateway.SendAsync(() => AuditHandler.Describe(new HttpRequestMessage(HttpMethod.Get, _path + path), item), item.What, patience);
        return await _gateway.ReadAsync(response, type, item.What, patience);
    }, cancellationToken);

    private Task<T> SendAsync<T>(HttpMethod method, string path, byte[] body, string mediaType, JsonTypeInfo<T> type, SentItem item, CancellationToken cancellationToken) =>
        InTimeAsync(async patience =>
        {
            using var response = await _gateway.SendAsync(() => Create(), item.What, patience);
            return await _gateway.ReadAsync(response, type, item.What, patience);

            HttpRequestMessage Create() => AuditHandler.Describe(
                new HttpRequestMessage(method, _path + path) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } } }, item);
        }, cancellationToken);

    private Task<byte[]> BytesAsync(string path, SentItem item, CancellationToken cancellationToken) => InTimeAsync(async patience =>
    {
        using var response = await _gateway.SendAsync(() => AuditHandler.Describe(new HttpRequestMessage(HttpMethod.Get, _path + path), item), item.What, patience);
        try
        {
            return await response.Content.ReadAsByteArrayAsync(patience);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw GatewayErrors.Broken(_gateway.Url, exception);
        }
    }, cancellationToken);

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestSilence);
        try
        {
            return await call(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayAway($"The gateway at {_gateway.Url.GetLeftPart(UriPartial.Authority)} does not answer within {LongestSilence.TotalSeconds:0} s.");
        }
    }

    private static string Attempt(SiteTask task) => Query.Of(("round", task.Round), ("attempt", task.Attempt));

    private static string Name(SiteTask task) => Name(task.Round, task.Attempt);

    private static string Name(int round, int attempt) => FormattableString.Invariant($"round {round} attempt {attempt}");
}
