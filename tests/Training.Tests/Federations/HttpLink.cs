using System.Net.Http.Json;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.Training.Tests.Federations;

/// <summary>Over HTTP to the coordinator, with the headers that the gateway adds.</summary>
internal sealed class HttpLink : ISiteLink, IDisposable
{
    private readonly HttpClient _http;

    private HttpLink(HttpClient http) => _http = http;

    /// <summary>Gets a key for the site.</summary>
    public static async Task<HttpLink> OfAsync(HttpClient api, string federation, string site)
    {
        using var made = await api.PostAsJsonAsync($"/v1/federations/{federation}/keys", new SiteKeyRequest(site));
        var key = await made.Content.ReadFromJsonAsync<SiteKey>();
        var http = new HttpClient { BaseAddress = new Uri(api.BaseAddress ?? throw new InvalidOperationException(), $"/v1/federations/{federation}/sites/{site}/") };
        http.DefaultRequestHeaders.Add(WireHeaders.Site, $"{federation}/{site}");
        http.DefaultRequestHeaders.Add(WireHeaders.SiteKeyId, key?.Key.Split('.')[3]);
        return new HttpLink(http);
    }

    public HttpClient Http => _http;

    public async Task<FederationTerms> EnrolAsync(SiteEnrolment enrolment)
    {
        using var response = await _http.PutAsJsonAsync("../" + _http.BaseAddress?.Segments[^1].TrimEnd('/'), enrolment);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<FederationTerms>() ?? throw new InvalidOperationException();
    }

    public async Task<SiteTask> TaskAsync() => await _http.GetFromJsonAsync<SiteTask>("task") ?? throw new InvalidOperationException();

    public async Task<SigningKeys> KeysAsync() => await _http.GetFromJsonAsync<SigningKeys>("keys") ?? throw new InvalidOperationException();

    public Task<byte[]> InboxAsync(SiteTask task) => _http.GetByteArrayAsync($"inbox?round={task.Round}&attempt={task.Attempt}&step={task.Step}");

    public Task<(int Status, MessageReceipt? Receipt, string? Problem)> MessageAsync(byte[] frame) => SendAsync(HttpMethod.Post, "messages", frame);

    public Task<(int Status, MessageReceipt? Receipt, string? Problem)> ChunkAsync(SiteTask task, int chunk, byte[] bytes) =>
        SendAsync(HttpMethod.Put, $"upload/{chunk}?round={task.Round}&attempt={task.Attempt}", bytes);

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, MessageReceipt? Receipt, string? Problem)> SendAsync(HttpMethod method, string path, byte[] body)
    {
        using var response = await _http.SendAsync(new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) });
        return response.IsSuccessStatusCode
            ? ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<MessageReceipt>(), null)
            : ((int)response.StatusCode, null, await response.Content.ReadAsStringAsync());
    }
}
