using System.Text;
using System.Text.Json;
using DaprLocal.Apps;
using Microsoft.AspNetCore.Http.Features;

namespace DaprLocal.Api;

/// <summary>One request to Dapr's API: who calls, and the path in decoded parts.</summary>
public sealed class ApiCall
{
    private const string MetadataPrefix = "metadata.";
    private readonly List<Range> _raw = [];
    private readonly string _rawPath;

    public ApiCall(HttpContext context, AppInstance caller)
    {
        Context = context;
        Caller = caller;
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? context.Request.Path.Value ?? "/";
        if (!target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out var absolute))
            target = absolute.PathAndQuery;
        var question = target.IndexOf('?');
        _rawPath = question < 0 ? target : target[..question];
        QueryString = question < 0 ? "" : target[question..];
        Split();
    }

    public HttpContext Context { get; }

    public AppInstance Caller { get; }

    /// <summary>Path parts, decoded, empty ones left out: the SDK really sends //v1.0/….</summary>
    public List<string> Parts { get; } = [];

    /// <summary>The query as it came, with its question mark, or "".</summary>
    public string QueryString { get; }

    public string Method => Context.Request.Method;

    public CancellationToken Aborted => Context.RequestAborted;

    public bool IsWrite => HttpMethods.IsPost(Method) || HttpMethods.IsPut(Method);

    /// <summary>The undecoded path from a part on, without a leading slash.</summary>
    public string RawFrom(int part) => part >= _raw.Count ? "" : _rawPath[_raw[part].Start..];

    /// <summary>The decoded path from a part on.</summary>
    public string Rest(int part) => string.Join('/', Parts.Skip(part));

    public string? Query(string name) => Context.Request.Query[name] is [{ } value, ..] ? value : null;

    /// <summary>Query parameters metadata.name=value.</summary>
    public Dictionary<string, string> Metadata()
    {
        var metadata = new Dictionary<string, string>();
        foreach (var (name, values) in Context.Request.Query)
            if (name.StartsWith(MetadataPrefix, StringComparison.Ordinal))
                metadata[name[MetadataPrefix.Length..]] = values.FirstOrDefault() ?? "";
        return metadata;
    }

    /// <summary>The whole body.</summary>
    /// <exception cref="BodyTooLargeException">It is over the limit of --max-body-size.</exception>
    public async Task<byte[]> ReadBodyAsync()
    {
        var length = Context.Request.ContentLength;
        BodyTooLargeException.ThrowIfOver(length ?? 0, Caller.Options.MaxBodyBytes);
        if (length is { } exact)
        {
            var body = new byte[exact];
            await Context.Request.Body.ReadExactlyAsync(body, Aborted);
            return body;
        }
        using var buffer = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await Context.Request.Body.ReadAsync(part, Aborted) is > 0 and var count)
        {
            await buffer.WriteAsync(part.AsMemory(0, count), Aborted);
            BodyTooLargeException.ThrowIfOver(buffer.Length, Caller.Options.MaxBodyBytes);
        }
        return buffer.ToArray();
    }

    public async Task<JsonDocument> ReadJsonAsync()
    {
        try
        {
            return JsonDocument.Parse(await ReadBodyAsync());
        }
        catch (Exception e) when (e is JsonException or BodyTooLargeException)
        {
            throw new DaprException(StatusCodes.Status400BadRequest, "ERR_MALFORMED_REQUEST", $"failed deserializing HTTP body: {e.Message}");
        }
    }

    public void NoContent() => Context.Response.StatusCode = StatusCodes.Status204NoContent;

    public Task AnswerJsonAsync(Action<Utf8JsonWriter> write) => AnswerJsonAsync(StatusCodes.Status200OK, write);

    public async Task AnswerJsonAsync(int status, Action<Utf8JsonWriter> write)
    {
        Context.Response.StatusCode = status;
        Context.Response.ContentType = "application/json";
        var writer = new Utf8JsonWriter(Context.Response.BodyWriter, JsonText.Compact);
        await using (writer)
            write(writer);
        await Context.Response.BodyWriter.FlushAsync(Aborted);
    }

    public async Task AnswerBytesAsync(ReadOnlyMemory<byte> body, string contentType)
    {
        Context.Response.ContentType = contentType;
        Context.Response.ContentLength = body.Length;
        await Context.Response.Body.WriteAsync(body, Aborted);
    }

    private void Split()
    {
        for (var start = 0; start < _rawPath.Length;)
        {
            var end = _rawPath.IndexOf('/', start);
            if (end < 0)
                end = _rawPath.Length;
            if (end > start)
            {
                _raw.Add(start..end);
                Parts.Add(Uri.UnescapeDataString(_rawPath[start..end]));
            }
            start = end + 1;
        }
    }
}
